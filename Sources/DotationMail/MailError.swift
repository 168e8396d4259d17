/// Why no e-mail can be made, sent or read back.
///
/// The description is English, for engineers and logs, and never holds a person's data, a password or what a template says.
/// Equality compares the code alone, so that a test or a caller can say which fault it expects.
public struct MailError: Error, Sendable, Hashable {
    /// The stable name of a fault.
    public enum Code: String, Sendable, CaseIterable {
        // The settings.
        case settingsUnreadable = "mail.settings-unreadable"
        case settingsFolder = "mail.settings-folder"
        case settingsSyntax = "mail.settings-syntax"
        case settingsUnknown = "mail.settings-unknown"
        case settingsMissing = "mail.settings-missing"
        case settingsInvalid = "mail.settings-invalid"
        case passwordExposed = "mail.password-exposed"

        // The templates.
        case templateUnreadable = "mail.template-unreadable"
        case templateEncoding = "mail.template-encoding"
        case templateSubject = "mail.template-subject"
        case templatePlaceholder = "mail.template-placeholder"
        case templateSection = "mail.template-section"
        case templateLink = "mail.template-link"
        case templateTooLong = "mail.template-too-long"

        // The mail server.
        case tlsFailed = "mail.tls-failed"
        case authenticationRefused = "mail.authentication-refused"
        case senderRefused = "mail.sender-refused"
        case serverRefused = "mail.server-refused"

        // Mailboxes.
        case mailboxUnreadable = "mail.mailbox-unreadable"
        case notAMailbox = "mail.not-a-mailbox"
        case mailboxTooLarge = "mail.mailbox-too-large"
    }

    /// The stable name of the fault.
    public let code: Code
    /// What it is about: the name of a setting or of a placeholder, or the mail server's code and status, without its words.
    public let subject: String?
    /// The file, as it was given.
    public let file: String?
    /// The line in the file, from 1.
    public let line: Int?

    package init(_ code: Code, _ subject: String? = nil, file: String? = nil, line: Int? = nil) {
        self.code = code
        self.subject = subject
        self.file = file
        self.line = line
    }

    /// Whether both have the same code.
    public static func == (a: Self, b: Self) -> Bool { a.code == b.code }
    /// Hashes the code.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension MailError: CustomStringConvertible {
    /// The code, and where the fault is.
    public var description: String {
        ([code.rawValue, file, line.map { "line \($0)" }, subject] as [String?]).compactMap(\.self).joined(separator: ": ")
    }
}
