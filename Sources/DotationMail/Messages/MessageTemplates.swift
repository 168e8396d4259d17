internal import Dotations
internal import Foundation

/// The texts of the messages: the built-in ones, or an operator's own.
///
/// Each kind of message has two files, `accountCreation.txt` and `accountCreation.html`, `phoneChanged.txt` and `phoneChanged.html`. The
/// first line of the text is the subject, `Objet : …`, and the second is empty. `docs/operations.md` has the placeholders.
public struct MessageTemplates: Sendable {
    struct Kind: Sendable {
        let subject: Template
        let text: Template
        let html: Template
    }

    let accountCreation: Kind
    let phoneChanged: Kind

    /// Reads and checks the templates, all that are there, before anything is sent.
    ///
    /// - Parameter folder: an operator's own templates; a kind that has none there has the built-in ones.
    /// - Throws: ``MailError`` of one of the codes `mail.template-…`.
    public init(folder: String?) throws(MailError) {
        if let folder { try Self.checkNames(folder) }
        accountCreation = try Self.read(
            .accountCreation, folder, text: PackageResources.accountCreation_txt, html: PackageResources.accountCreation_html)
        phoneChanged = try Self.read(
            .phoneChanged, folder, text: PackageResources.phoneChanged_txt, html: PackageResources.phoneChanged_html)
    }

    /// The templates with others in the place of some.
    ///
    /// - Parameter texts: the others, by the name of their file; a kind has both or neither.
    /// - Returns: the templates.
    /// - Throws: ``MailError`` of one of the codes `mail.template-…`.
    public func replacing(_ texts: [String: String]) throws(MailError) -> MessageTemplates {
        MessageTemplates(
            accountCreation: try Self.replacement(.accountCreation, texts) ?? accountCreation,
            phoneChanged: try Self.replacement(.phoneChanged, texts) ?? phoneChanged)
    }

    /// The text of a template's file.
    ///
    /// - Parameter path: the file.
    /// - Returns: its text.
    /// - Throws: `mail.template-unreadable`; `mail.template-encoding`.
    public static func text(ofFile path: String) throws(MailError) -> String {
        guard let bytes = SmallFile.bytes(path) else { throw MailError(.templateUnreadable, file: path) }
        return try decoded((path, bytes))
    }

    private init(accountCreation: Kind, phoneChanged: Kind) {
        self.accountCreation = accountCreation
        self.phoneChanged = phoneChanged
    }

    private static func replacement(_ kind: ActivationEmailJob.Kind, _ texts: [String: String]) throws(MailError) -> Kind? {
        let files = [".txt", ".html"].map { kind.rawValue + $0 }
        guard files.contains(where: { texts[$0] != nil }) else { return nil }
        var own: [(String, [UInt8])] = []
        for file in files {
            guard let text = texts[file] else { throw MailError(.templateUnreadable, file: file) }
            own.append((file, Array(text.utf8)))
        }
        return try check(kind, own[0], own[1])
    }

    /// A file with another name would go unnoticed, and the built-in message be sent.
    private static func checkNames(_ folder: String) throws(MailError) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw MailError(.templateUnreadable, file: folder)
        }
        let kinds = ActivationEmailJob.Kind.allCases.map(\.rawValue)
        for name in names.sorted() where !name.hasPrefix(".") && (name.hasSuffix(".txt") || name.hasSuffix(".html")) {
            guard kinds.contains(where: { name == $0 + ".txt" || name == $0 + ".html" }) else {
                throw MailError(.templateUnreadable, file: folder + "/" + name)
            }
        }
    }

    private static func read(_ kind: ActivationEmailJob.Kind, _ folder: String?, text: [UInt8], html: [UInt8]) throws(MailError) -> Kind {
        let paths = [".txt", ".html"].map { (folder.map { $0 + "/" } ?? "") + kind.rawValue + $0 }
        guard folder != nil, paths.contains(where: { FileManager.default.fileExists(atPath: $0) }) else {
            return try check(kind, (paths[0], text), (paths[1], html))
        }
        // Both say the same, so both are replaced or neither.
        var own: [(String, [UInt8])] = []
        for path in paths {
            guard let bytes = SmallFile.bytes(path) else { throw MailError(.templateUnreadable, file: path) }
            own.append((path, bytes))
        }
        return try check(kind, own[0], own[1])
    }

    private static func check(
        _ kind: ActivationEmailJob.Kind, _ text: (file: String, bytes: [UInt8]), _ html: (file: String, bytes: [UInt8])
    ) throws(MailError) -> Kind {
        let mobileIsSure = kind == .phoneChanged
        let lines = try decoded(text)
        let subject = lines.prefix { $0 != "\n" }
        let rest = lines[subject.endIndex...]
        // The space is what the author's keyboard or program makes of it.
        guard let mark = subject.prefixMatch(of: /Objet\s:/), rest.hasPrefix("\n\n") else {
            throw MailError(.templateSubject, file: text.file, line: 1)
        }
        let markup = try decoded(html)
        let templates = Kind(
            subject: try Template(subject[mark.range.upperBound...], mobileIsSure: mobileIsSure, file: text.file),
            text: try Template(rest.dropFirst(2), mobileIsSure: mobileIsSure, file: text.file, firstLine: 3),
            html: try Template(markup[...], mobileIsSure: mobileIsSure, file: html.file))
        guard !templates.subject.hasLink else { throw MailError(.templateSubject, file: text.file, line: 1) }
        guard templates.text.hasLink else { throw MailError(.templateLink, file: text.file) }
        guard templates.html.hasLink, showsLink(templates.html, mobile: nil), showsLink(templates.html, mobile: "06") else {
            throw MailError(.templateLink, file: html.file)
        }
        return templates
    }

    /// Whether the HTML has a link to click, with a mobile number to tell or without one.
    private static func showsLink(_ html: Template, mobile: String?) -> Bool {
        let url = "https://lien.invalid"
        let filled = html.filled { field in
            switch field {
            case .link: url
            case .mobile: mobile
            case .firstName, .lastName, .linkEnd, .sender: "x"
            }
        }
        return HTMLLinks(in: filled).visible.contains(url)
    }

    private static func decoded(_ template: (file: String, bytes: [UInt8])) throws(MailError) -> String {
        guard let text = String(validating: template.bytes, as: UTF8.self) else { throw MailError(.templateEncoding, file: template.file) }
        return SmallFile.lines(text)
    }
}
