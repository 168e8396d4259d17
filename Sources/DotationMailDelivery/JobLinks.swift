public import DotationMail
public import DotationStore
public import Foundation

/// What makes the activation links of a client's jobs.
public struct JobLinks: Sendable {
    /// The settings.
    public let settings: LinkSettings
    let key: MailKey

    /// The links of a client whose secret for e-mails this is.
    public init(_ settings: LinkSettings, secret: [UInt8]) {
        self.settings = settings
        key = MailKey(secret: secret)
    }

    /// The link of a job, whether or not its address is still kept; of one that was not taken up yet it counts from now.
    public func link(_ job: Job, at now: Date) -> ActivationLink {
        ActivationLink(job: job.id.rawValue, jobKey: job.idempotencyKey, end: end(job, at: now), settings: settings, key: key)
    }

    /// Until when the link of a job is good.
    public func end(_ job: Job, at now: Date) -> Date { job.linkEnd ?? now.addingTimeInterval(TimeInterval(settings.days) * 86_400) }
}
