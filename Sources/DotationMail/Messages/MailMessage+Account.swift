public import Dotations
public import Foundation

extension MailMessage {
    /// Writes a message to somebody who signs in, or is to.
    ///
    /// - Parameters:
    ///   - email: what it says.
    ///   - recipient: the address that it goes to.
    ///   - messageID: its Message-ID, with its angle brackets, which nobody else can guess.
    ///   - templates: the texts.
    ///   - settings: as whom it is written.
    ///   - date: now.
    /// - Throws: `mail.template-too-long`.
    public init(
        _ email: AccountEmail, to recipient: EmailAddress, messageID: String, templates: MessageTemplates, settings: MessageSettings,
        date: Date
    ) throws(MailError) {
        let person = email.access.map { PersonName.shown($0.person) }
        try self.init(
            templates[email.kind], to: recipient, named: person ?? "", messageID: messageID,
            boundary: String(messageID.dropFirst().prefix { $0 != "@" }), settings: settings, date: date
        ) { field in
            switch field {
            case .person: person
            case .client: email.access.map { PersonName.shown($0.client) }
            case .clientCode: email.access?.code
            case .link: email.link
            case .linkEnd: email.end.map(MessageDate.french)
            case .firstName, .lastName, .mobile, .sender: nil
            }
        }
    }
}
