import ArgumentParser
import DotationStore
import Dotations
import Foundation
import Mail

/// The settings that sending and showing e-mails need.
struct MailOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Les réglages d’envoi ; à défaut DOTATIONS_SETTINGS, puis les variables DOTATIONS_….", valueName: "fichier"))
    var settings: String?

    /// Reads the settings and the templates, and checks both.
    func messages(of store: Store) throws -> JobMessages {
        let environment = ProcessInfo.processInfo.environment
        let file = settings ?? environment["DOTATIONS_SETTINGS"].flatMap { $0.isEmpty ? nil : $0 }
        let values = try MailSettings(file: file, environment: environment)
        return JobMessages(
            settings: values, templates: try MessageTemplates(folder: values.templates), key: MailKey(secret: store.mailSecret))
    }
}

/// What makes the messages of the outbox's jobs.
struct JobMessages: Sendable {
    let settings: MailSettings
    let templates: MessageTemplates
    let key: MailKey

    /// What a job's e-mail is about; the link of one that was not taken up yet counts from now.
    ///
    /// - Throws: ``Dotations/Reason`` where the address that the order had never was one.
    func mailing(_ job: Job, at now: Date) throws(Reason) -> Mailing {
        Mailing(
            job: job.id.rawValue, key: job.idempotencyKey, dotation: job.dotation, kind: job.kind,
            recipient: try EmailAddress.parse(job.recipient ?? ""), firstName: job.firstName, lastName: job.lastName, mobile: job.mobile,
            linkEnd: linkEnd(job, at: now), messageID: job.messageID)
    }

    /// The link of a job, whether or not its address is still kept.
    func link(_ job: Job, at now: Date) -> ActivationLink {
        ActivationLink(job: job.id.rawValue, jobKey: job.idempotencyKey, end: linkEnd(job, at: now), settings: settings, key: key)
    }

    private func linkEnd(_ job: Job, at now: Date) -> Date {
        job.linkEnd ?? now.addingTimeInterval(TimeInterval(settings.linkDays) * 86_400)
    }

    func message(_ mailing: Mailing, date: Date) throws(MailError) -> ActivationMessage {
        try ActivationMessage(
            mailing, link: ActivationLink(mailing, settings: settings, key: key), templates: templates, settings: settings, key: key,
            date: date)
    }

    func messageID(_ job: Job) -> String { ActivationMessage.messageID(ofKey: job.idempotencyKey, settings: settings, key: key) }
}
