internal import Foundation

/// The texts of the messages: the built-in ones, or an operator's own.
///
/// Each kind of message has two files, such as `accountCreation.txt` and `accountCreation.html`. The
/// first line of the text is the subject, `Objet : …`, and the second is empty. `docs/operations.md` has the kinds and their placeholders.
public struct MessageTemplates: Sendable {
    private var accountCreation, phoneChanged, invitation, accessGranted, passwordReset: MessageTemplate

    /// Reads and checks the templates, all that are there, before anything is sent.
    ///
    /// - Parameter folder: an operator's own templates; a kind that has none there has the built-in ones.
    /// - Throws: ``MailError`` of one of the codes `mail.template-…`.
    public init(folder: String?) throws(MailError) {
        if let folder { try Self.checkNames(folder) }
        accountCreation = try MessageTemplate(.accountCreation, folder)
        phoneChanged = try MessageTemplate(.phoneChanged, folder)
        invitation = try MessageTemplate(.invitation, folder)
        accessGranted = try MessageTemplate(.accessGranted, folder)
        passwordReset = try MessageTemplate(.passwordReset, folder)
    }

    subscript(kind: MessageKind) -> MessageTemplate {
        get { self[keyPath: Self.path(of: kind)] }
        set { self[keyPath: Self.path(of: kind)] = newValue }
    }

    private static func path(of kind: MessageKind) -> WritableKeyPath<MessageTemplates, MessageTemplate> {
        switch kind {
        case .accountCreation: \.accountCreation
        case .phoneChanged: \.phoneChanged
        case .invitation: \.invitation
        case .accessGranted: \.accessGranted
        case .passwordReset: \.passwordReset
        }
    }

    /// The templates with others in the place of some.
    ///
    /// - Parameter texts: the others, by the name of their file; a kind has both or neither.
    /// - Returns: the templates.
    /// - Throws: ``MailError`` of one of the codes `mail.template-…`.
    public func replacing(_ texts: [String: String]) throws(MailError) -> MessageTemplates {
        var templates = self
        for kind in MessageKind.allCases {
            if let template = try MessageTemplate(kind, in: texts) { templates[kind] = template }
        }
        return templates
    }

    /// The text of a template's file.
    ///
    /// - Parameter path: the file.
    /// - Returns: its text.
    /// - Throws: `mail.template-unreadable`; `mail.template-encoding`.
    public static func text(ofFile path: String) throws(MailError) -> String {
        guard let bytes = SmallFile.bytes(path) else { throw MailError(.templateUnreadable, file: path) }
        return try MessageTemplate.decoded((path, bytes))
    }

    /// A file with another name would go unnoticed, and the built-in message be sent.
    private static func checkNames(_ folder: String) throws(MailError) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw MailError(.templateUnreadable, file: folder)
        }
        let kinds = MessageKind.allCases.map(\.rawValue)
        for name in names.sorted() where !name.hasPrefix(".") && (name.hasSuffix(".txt") || name.hasSuffix(".html")) {
            guard kinds.contains(where: { name == $0 + ".txt" || name == $0 + ".html" }) else {
                throw MailError(.templateUnreadable, file: folder + "/" + name)
            }
        }
    }
}
