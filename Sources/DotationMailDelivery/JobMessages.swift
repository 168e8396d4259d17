public import DotationMail
public import DotationStore
public import Dotations
public import Foundation

/// What makes the messages of a client's jobs.
public struct JobMessages: Sendable {
    let settings: MessageSettings
    let templates: MessageTemplates
    let links: JobLinks

    /// The messages of a client whose secret for e-mails this is.
    init(_ settings: MessageSettings, _ templates: MessageTemplates, secret: [UInt8]) {
        self.settings = settings
        self.templates = templates
        links = JobLinks(settings.links, secret: secret)
    }

    private var key: MailKey { links.key }

    /// What a job's e-mail is about; the link of one that was not taken up yet counts from now.
    ///
    /// - Throws: ``Dotations/Reason`` where the address that the order had never was one.
    public func email(_ job: Job, at now: Date) throws(Reason) -> ActivationEmail {
        guard let recipient = try job.recipient?.get() else { throw .emailEmpty() }
        return ActivationEmail(
            job: job.id.rawValue, key: job.idempotencyKey, dotation: job.dotation, kind: job.kind,
            recipient: recipient, firstName: job.firstName, lastName: job.lastName, mobile: job.mobile,
            linkEnd: links.end(job, at: now), messageID: job.messageID)
    }

    /// The message of a job's e-mail.
    ///
    /// - Throws: ``DotationMail/MailError`` where the templates make none.
    public func message(_ email: ActivationEmail, date: Date) throws(MailError) -> ActivationMessage {
        try ActivationMessage(
            email, link: ActivationLink(email, settings: settings.links, key: key), templates: templates, settings: settings, key: key,
            date: date)
    }

    func messageID(_ job: Job) -> String { ActivationMessage.messageID(ofKey: job.idempotencyKey, settings: settings, key: key) }
}
