import Dotations
import Foundation
import TestSupport

@testable import DotationMail

func address(_ text: String) throws -> EmailAddress { try EmailAddress.parse(text) }

/// A moment: 21 August 2020, 12:05:09 UTC.
let noon = Date(timeIntervalSince1970: 1_598_011_509)

let installation = MailKey(secret: (0..<32).map { UInt8($0) })

private func sampleEnvironment(_ more: [String: String]) -> [String: String] {
    [
        "DOTATIONS_SMTP_HOST": "smtp.example.fr", "DOTATIONS_MAIL_FROM": "CSE de l’usine <cse@example.fr>",
        "DOTATIONS_LINK_BASE": "https://activer.example.fr/compte?origine=e-mail",
    ].merging(more) { $1 }
}

extension MailSettings {
    static func sample(_ more: [String: String] = [:]) throws -> MailSettings {
        try MailSettings(file: nil, environment: sampleEnvironment(more))
    }
}

extension MessageSettings {
    static func sample(_ more: [String: String] = [:]) throws -> MessageSettings {
        try MessageSettings(file: nil, environment: sampleEnvironment(more))
    }
}

extension LinkSettings {
    static func sample(_ more: [String: String] = [:]) throws -> LinkSettings {
        try LinkSettings(file: nil, environment: sampleEnvironment(more))
    }
}

/// An e-mail as a job of the outbox has it.
struct SampleEmail: ActivationEmail {
    var job = 42
    var idempotencyKey: String
    var kind: ActivationEmailJob.Kind
    var firstName = "Zoé"
    var lastName = "D’Ormesson-Lévêque"
    var mobile: String?
    var messageID: String?
    var linkEnd = noon.addingTimeInterval(30 * 86_400)

    init(_ kind: ActivationEmailJob.Kind = .accountCreation, mobile: String? = nil) {
        self.kind = kind
        idempotencyKey = "0123456789abcdef-7-11843518-\(kind.rawValue)"
        self.mobile = mobile ?? (kind == .phoneChanged ? "0665915236" : nil)
    }

    func message(_ settings: MessageSettings, templates: MessageTemplates? = nil) throws -> MailMessage {
        try MailMessage(
            self, to: try address("ancv.rec3@yopmail.com"), link: ActivationLink(self, settings: settings.links, key: installation),
            templates: try templates ?? MessageTemplates(folder: nil),
            settings: settings, key: installation, date: noon)
    }
}

extension ActivationLink {
    init(_ email: SampleEmail, settings: LinkSettings, key: MailKey) {
        self.init(job: email.job, jobKey: email.idempotencyKey, end: email.linkEnd, settings: settings, key: key)
    }
}
