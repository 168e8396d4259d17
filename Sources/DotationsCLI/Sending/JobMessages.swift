import ArgumentParser
import DotationStore
import Dotations
import Foundation
import Mail

/// Where the settings are that e-mails are made and sent with. Each command asks for those that it uses.
struct MailOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Les réglages d’envoi ; à défaut DOTATIONS_SETTINGS, puis les variables DOTATIONS_….", valueName: "fichier"))
    var settings: String?

    /// All settings, to send with.
    func sending() throws -> MailSettings { try MailSettings(file: file, environment: environment) }

    /// Those that a message is made with.
    func message() throws -> MessageSettings { try MessageSettings(file: file, environment: environment) }

    /// Those that a link is made with.
    func link() throws -> LinkSettings { try LinkSettings(file: file, environment: environment) }

    private var environment: [String: String] { ProcessInfo.processInfo.environment }

    private var file: String? { settings ?? environment["DOTATIONS_SETTINGS"].flatMap { $0.isEmpty ? nil : $0 } }
}

/// What makes the activation links of the outbox's jobs.
struct JobLinks: Sendable {
    let settings: LinkSettings
    let key: MailKey

    init(_ settings: LinkSettings, of store: Store) {
        self.settings = settings
        key = MailKey(secret: store.mailSecret)
    }

    /// The link of a job, whether or not its address is still kept; of one that was not taken up yet it counts from now.
    func link(_ job: Job, at now: Date) -> ActivationLink {
        ActivationLink(job: job.id.rawValue, jobKey: job.idempotencyKey, end: end(job, at: now), settings: settings, key: key)
    }

    /// Until when the link of a job is good.
    func end(_ job: Job, at now: Date) -> Date { job.linkEnd ?? now.addingTimeInterval(TimeInterval(settings.days) * 86_400) }
}

/// What makes the messages of the outbox's jobs.
struct JobMessages: Sendable {
    let settings: MessageSettings
    let templates: MessageTemplates
    let links: JobLinks

    /// Reads the templates and checks them.
    init(_ settings: MessageSettings, of store: Store) throws(MailError) {
        self.settings = settings
        templates = try MessageTemplates(folder: settings.templates)
        links = JobLinks(settings.links, of: store)
    }

    private var key: MailKey { links.key }

    /// What a job's e-mail is about; the link of one that was not taken up yet counts from now.
    ///
    /// - Throws: ``Dotations/Reason`` where the address that the order had never was one.
    func mailing(_ job: Job, at now: Date) throws(Reason) -> Mailing {
        Mailing(
            job: job.id.rawValue, key: job.idempotencyKey, dotation: job.dotation, kind: job.kind,
            recipient: try EmailAddress.parse(job.recipient ?? ""), firstName: job.firstName, lastName: job.lastName, mobile: job.mobile,
            linkEnd: links.end(job, at: now), messageID: job.messageID)
    }

    func message(_ mailing: Mailing, date: Date) throws(MailError) -> ActivationMessage {
        try ActivationMessage(
            mailing, link: ActivationLink(mailing, settings: settings.links, key: key), templates: templates, settings: settings, key: key,
            date: date)
    }

    func messageID(_ job: Job) -> String { ActivationMessage.messageID(ofKey: job.idempotencyKey, settings: settings, key: key) }
}
