public import Dotations

/// As whom e-mails are written, in which words, and where their links lead: what a message is made with, whether or not it is sent.
///
/// Read from a file and the environment; `docs/operations.md` has each setting.
public struct MessageSettings: Sendable {
    /// The name that the sender shows.
    public var senderName: String
    /// The address that the messages come from.
    public var sender: EmailAddress
    /// The address that answers go to, where it is not the sender's.
    public var replyAddress: EmailAddress?
    /// The folder with an operator's own templates.
    public var templates: String?
    /// Where the messages' links lead.
    public var links: LinkSettings
    /// Where the pages are; nil where there are none, and then nobody is sent a link to them.
    public var web: WebSettings?

    /// Reads the settings, as ``MailSettings/init(file:environment:)`` does. Those of the mail server are not asked for.
    public init(file: String?, environment: [String: String]) throws(MailError) {
        try self.init(SettingsFile(file, environment: environment))
    }

    init(_ values: SettingsFile) throws(MailError) {
        (senderName, sender) = try values.value("mail.from", Self.sender)
        templates = values["mail.templates"]
        links = try LinkSettings(values)
        web = try WebSettings(values)
    }

    /// Changes one setting, as somebody has it for their own messages.
    ///
    /// - Parameters:
    ///   - name: `mail.sender-name`, `mail.reply-to`, `link.base` or `link.days`.
    ///   - text: its value.
    /// - Throws: `mail.settings-unknown`; `mail.settings-invalid`.
    public mutating func set(_ name: String, to text: String) throws(MailError) {
        switch name {
        case "mail.sender-name": senderName = try Self.valid(name, Self.name(text.unicodeScalars[...]))
        case "mail.reply-to": replyAddress = try Self.valid(name, try? EmailAddress.parse(text))
        default: try links.set(name, to: text)
        }
    }

    static func valid<T>(_ name: String, _ value: T?) throws(MailError) -> T {
        guard let value else { throw MailError(.settingsInvalid, name) }
        return value
    }

    /// A name to show; nil where it is none.
    private static func name(_ text: Substring.UnicodeScalarView) -> String? {
        let isHidden = { (scalar: Unicode.Scalar) in
            [.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
        }
        guard 1...100 ~= text.count, !text.contains(where: isHidden) else { return nil }
        return String(text)
    }

    /// `Name <a@b.fr>`, or an address alone, whose name is then the address.
    private static func sender(_ text: String) -> (String, EmailAddress)? {
        guard let address = try? EmailAddress.parse(text) else { return nil }
        guard let open = text.unicodeScalars.lastIndex(of: "<") else { return (address.text, address) }
        var name = text.unicodeScalars[..<open]
        while name.last == " " || name.last == "\t" { name.removeLast() }
        if name.first == "\"", name.last == "\"", name.count > 1 { name = name.dropFirst().dropLast() }
        if name.isEmpty { return (address.text, address) }
        return Self.name(name).map { ($0, address) }
    }
}
