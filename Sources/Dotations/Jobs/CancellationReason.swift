/// Why a job is cancelled without anybody asking for it: the values of ``Job/outcome``.
public enum CancellationReason: String, Sendable, CaseIterable {
    /// A later e-mail took its place.
    case superseded = "job.superseded"
    /// The dotation is activated.
    case activated = "job.dotation-activated"
    /// The account exists, so its creation is not asked for again.
    case accountCreated = "job.account-created"
    /// The dotation has another address or mobile number than the e-mail, without a later e-mail that tells of it.
    case contactDiffers = "job.contact-differs"
    /// The operation that recorded it was undone before it left.
    case takenBack = "job.taken-back"
    /// The address is no longer kept.
    case recipientExpired = "job.recipient-expired"
}
