internal import Dotations

/// Why a job is left as it is.
public enum JobRefusal: String, Sendable, CaseIterable {
    /// There is no such job.
    case unknown = "job.unknown"
    /// It is sent or cancelled.
    case finished = "job.finished"
    /// It was sent and came back: sent once more it would have the same Message-ID, and be taken for the same message.
    case bounced = "job.bounced"
    /// A worker has it just now.
    case inFlight = "job.in-flight"
    /// There is a later e-mail to the beneficiary, or the address has changed.
    case superseded = "job.superseded"
    /// The dotation is activated.
    case activated = "job.dotation-activated"
    /// The account exists, so its creation is not asked for again.
    case accountCreated = "job.account-created"
    /// The address is no longer kept.
    case recipientExpired = "job.recipient-expired"
}
