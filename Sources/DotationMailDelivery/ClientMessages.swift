internal import DotationAccounts
public import DotationMail
public import DotationStore
internal import Dotations
internal import Foundation
internal import Synchronization

/// What makes the messages of each client's jobs: with what the client has set, and with links and Message-IDs of a secret of its own.
public final class ClientMessages: Sendable {
    /// For how many milliseconds what a client has set is used without looking again.
    private static let age = 10_000

    private let settings: MessageSettings
    private let templates: MessageTemplates
    private let store: MailStore
    private let clock: any DeliveryClock
    private let known = Mutex<[Client.ID: (messages: JobMessages, at: Int)]>([:])

    /// Reads the templates and checks them.
    ///
    /// - Parameters:
    ///   - settings: the installation's, for what a client has not set.
    ///   - store: the e-mails.
    ///   - clock: the time.
    /// - Throws: ``DotationMail/MailError`` that names the template and the line.
    public init(_ settings: MessageSettings, of store: MailStore, clock: any DeliveryClock = SystemClock()) throws(MailError) {
        self.settings = settings
        templates = try MessageTemplates(folder: settings.templates)
        self.store = store
        self.clock = clock
    }

    /// What makes the messages of a client's jobs.
    ///
    /// - Throws: ``DeliveryFailure`` where the store fails, or what the client has set is no longer admitted.
    public func of(_ client: Client.ID) throws(DeliveryFailure) -> JobMessages {
        let now = clock.now.steady
        if let found = known.withLock({ $0[client] }), now - found.at < Self.age { return found.messages }
        let own: [ClientSetting: String]
        do throws(StoreError) { own = try store.settings(of: client) } catch { throw .store(error) }
        let messages: JobMessages
        do throws(MailError) {
            messages = JobMessages(
                try settings.applying(own), try templates.replacing(own.templates), secret: store.secret(of: client))
        } catch {
            throw .mail(error)
        }
        known.withLock { known in
            // One that serves many clients forgets those that it has not served for long.
            if known.count >= 1000 { known = known.filter { now - $0.value.at < Self.age } }
            known[client] = (messages, now)
        }
        return messages
    }

    /// The message of an e-mail to a user: with what the client has set that invites them.
    ///
    /// - Throws: as ``of(_:)``; `mail.settings-missing` where nothing says where the pages are.
    func message(_ mail: UserMail, at now: Date) throws(DeliveryFailure) -> MailMessage {
        guard let web = settings.web else { throw .mail(MailError(.settingsMissing, WebSettings.name)) }
        var own = settings
        let email: AccountEmail
        switch mail.content {
        case .reset: email = .passwordReset(link: web.passwordLink(mail.token.text), end: mail.tokenEnd)
        case .invitation(let person, let client, let hasPassword):
            own = try of(client.id).settings
            let access = AccountEmail.Access(
                person: person, client: client.name.isEmpty ? client.code.description : client.name, code: client.code.description)
            email =
                hasPassword
                ? .accessGranted(access, link: web.signInLink)
                : .invitation(access, link: web.passwordLink(mail.token.text), end: mail.tokenEnd)
        }
        do throws(MailError) {
            return try MailMessage(
                email, to: mail.recipient, messageID: mail.messageID, templates: templates, settings: own, date: now)
        } catch {
            throw .mail(error)
        }
    }

    /// Whether there are pages to which e-mails to users can lead.
    var hasPages: Bool { settings.web != nil }

    /// The right side of the Message-IDs of e-mails to users.
    var domain: String { String(settings.sender.domain) }

    /// For how many days the links of a client are good that has not set that.
    var linkDays: Int { settings.links.days }

    /// The Message-ID of a job.
    func messageID(_ job: Job) -> String {
        JobMessages(settings, templates, secret: store.secret(of: job.client)).messageID(job)
    }
}

extension LinkSettings {
    /// The settings with what a client has set in their place.
    ///
    /// - Throws: `mail.settings-invalid`.
    public func applying(_ own: [ClientSetting: String]) throws(MailError) -> LinkSettings {
        var settings = self
        for setting in [ClientSetting.linkBase, .linkDays] {
            if let value = own[setting] { try settings.set(setting.rawValue, to: value) }
        }
        return settings
    }
}

extension MessageSettings {
    /// The settings with what a client has set in their place.
    ///
    /// - Throws: `mail.settings-invalid`.
    func applying(_ own: [ClientSetting: String]) throws(MailError) -> MessageSettings {
        var settings = self
        settings.links = try links.applying(own)
        for setting in [ClientSetting.senderName, .replyAddress] {
            if let value = own[setting] { try settings.set(setting.rawValue, to: value) }
        }
        return settings
    }

    /// Holds what a client is to have against what is admitted, templates in their pairs.
    ///
    /// - Throws: ``DotationMail/MailError`` `mail.settings-invalid`, or one of the codes `mail.template-…`.
    public static func check(_ own: [ClientSetting: String]) throws(MailError) {
        let environment = ["DOTATIONS_MAIL_FROM": "a@example.fr", "DOTATIONS_LINK_BASE": "https://example.fr/"]
        let settings = try MessageSettings(file: nil, environment: environment).applying(own)
        try MessageTemplates(folder: nil).replacing(own.templates).checkLength(settings)
    }
}

extension [ClientSetting: String] {
    /// The templates that a client has set, by the names of their files.
    fileprivate var templates: [String: String] {
        reduce(into: [:]) { texts, setting in
            if let name = setting.key.template { texts[name] = setting.value }
        }
    }
}

extension ClientSetting {
    /// The file of the template that the setting is; nil where it is none.
    public var template: String? { rawValue.hasPrefix("template.") ? String(rawValue.dropFirst("template.".count)) : nil }
}
