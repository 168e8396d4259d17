public import Dotations
public import Foundation

extension MailMessage {
    /// Writes the message of a job.
    ///
    /// - Throws: `mail.template-too-long`.
    public init(
        _ email: some ActivationEmail, to recipient: EmailAddress, link: ActivationLink, templates: MessageTemplates,
        settings: MessageSettings, key: MailKey, date: Date
    ) throws(MailError) {
        let mobile = email.mobile.map(MobileMask.masked) ?? (email.kind == .phoneChanged ? MobileMask.masked("") : nil)
        try self.init(
            templates[MessageKind(email.kind)], to: recipient, named: PersonName.shown("\(email.firstName) \(email.lastName)"),
            messageID: email.messageID ?? Self.messageID(ofKey: email.idempotencyKey, settings: settings, key: key),
            boundary: key.code("boundary", email.idempotencyKey), settings: settings, date: date
        ) { field in
            switch field {
            case .firstName: PersonName.shown(email.firstName)
            case .lastName: PersonName.shown(email.lastName)
            case .link: link.url
            case .linkEnd: MessageDate.french(link.end)
            case .mobile: mobile
            case .person, .client, .clientCode, .sender: nil
            }
        }
    }

    /// The Message-ID, with its angle brackets, that a job gets when it is first sent: by what no other job has, as in
    /// ``ActivationEmail/idempotencyKey``. It is to be kept: the sender's domain may change between two tries.
    public static func messageID(ofKey jobKey: String, settings: MessageSettings, key: MailKey) -> String {
        "<\(key.code("message-id", jobKey))@\(settings.sender.domain)>"
    }
}
