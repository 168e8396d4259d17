public import DotationMail
public import DotationStore
public import Dotations
public import Foundation

/// What makes the messages of the outbox's jobs.
public struct JobMessages: Sendable {
    let settings: MessageSettings
    let templates: MessageTemplates
    let links: JobLinks

    /// Reads the templates and checks them.
    ///
    /// - Throws: ``DotationMail/MailError`` that names the template and the line.
    public init(_ settings: MessageSettings, of store: Store) throws(MailError) {
        self.settings = settings
        templates = try MessageTemplates(folder: settings.templates)
        links = JobLinks(settings.links, of: store)
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
