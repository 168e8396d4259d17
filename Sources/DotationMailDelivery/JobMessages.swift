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

    /// To whom a job's e-mail goes.
    ///
    /// - Throws: ``Dotations/Reason`` where the address that the order had never was one.
    public func recipient(of job: Job) throws(Reason) -> EmailAddress {
        guard let recipient = try job.recipient?.get() else { throw .emailEmpty() }
        return recipient
    }

    /// The message of a job; the link of one that was not taken up yet counts from now. With `isLinkDead` it has the look of its link alone.
    ///
    /// - Throws: ``DotationMail/MailError`` where the templates make none.
    public func message(_ job: Job, to recipient: EmailAddress, at now: Date, isLinkDead: Bool = false) throws(MailError) -> MailMessage {
        let link = links.link(job, at: now)
        return try MailMessage(
            job, to: recipient, link: isLinkDead ? link.dead(settings.links) : link, templates: templates, settings: settings,
            key: links.key, date: now)
    }

    func messageID(_ job: Job) -> String { MailMessage.messageID(ofKey: job.idempotencyKey, settings: settings, key: links.key) }
}

extension Job: ActivationEmail {}
