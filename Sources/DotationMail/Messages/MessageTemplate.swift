internal import Foundation

/// The texts of one kind of message.
struct MessageTemplate: Sendable {
    let subject: Template
    let text: Template
    let html: Template

    /// An operator's own, or the built-in one where they have none.
    init(_ kind: MessageKind, _ folder: String?) throws(MailError) {
        let paths = Self.files(of: kind).map { (folder.map { $0 + "/" } ?? "") + $0 }
        guard folder != nil, paths.contains(where: { FileManager.default.fileExists(atPath: $0) }) else {
            try self.init(kind, (paths[0], kind.builtIn.text), (paths[1], kind.builtIn.html))
            return
        }
        // Both say the same, so both are replaced or neither.
        var own: [(String, [UInt8])] = []
        for path in paths {
            guard let bytes = SmallFile.bytes(path) else { throw MailError(.templateUnreadable, file: path) }
            own.append((path, bytes))
        }
        try self.init(kind, own[0], own[1])
    }

    /// One of texts by the names of their files; nil where there is neither of its two.
    init?(_ kind: MessageKind, in texts: [String: String]) throws(MailError) {
        let files = Self.files(of: kind)
        guard files.contains(where: { texts[$0] != nil }) else { return nil }
        var own: [(String, [UInt8])] = []
        for file in files {
            guard let text = texts[file] else { throw MailError(.templateUnreadable, file: file) }
            own.append((file, Array(text.utf8)))
        }
        try self.init(kind, own[0], own[1])
    }

    private static func files(of kind: MessageKind) -> [String] { [".txt", ".html"].map { kind.rawValue + $0 } }

    private init(
        _ kind: MessageKind, _ text: (file: String, bytes: [UInt8]), _ html: (file: String, bytes: [UInt8])
    ) throws(MailError) {
        let lines = try Self.decoded(text)
        let subject = lines.prefix { $0 != "\n" }
        let rest = lines[subject.endIndex...]
        // The space is what the author's keyboard or program makes of it.
        guard let mark = subject.prefixMatch(of: /Objet\s:/), rest.hasPrefix("\n\n") else {
            throw MailError(.templateSubject, file: text.file, line: 1)
        }
        let markup = try Self.decoded(html)
        self.subject = try Template(subject[mark.range.upperBound...], of: kind, file: text.file)
        self.text = try Template(rest.dropFirst(2), of: kind, file: text.file, firstLine: 3)
        self.html = try Template(markup[...], of: kind, file: html.file)
        guard !self.subject.hasLink else { throw MailError(.templateSubject, file: text.file, line: 1) }
        guard self.text.hasLink else { throw MailError(.templateLink, file: text.file) }
        guard self.html.hasLink, showsLink(mobile: nil), showsLink(mobile: "06") else {
            throw MailError(.templateLink, file: html.file)
        }
    }

    /// Whether the HTML has a link to click, with a mobile number to tell or without one.
    private func showsLink(mobile: String?) -> Bool {
        let url = "https://lien.invalid"
        let filled = html.filled { field in
            switch field {
            case .link: url
            case .mobile: mobile
            case .firstName, .lastName, .linkEnd, .person, .client, .clientCode, .sender: "x"
            }
        }
        return HTMLLinks(in: filled).visible.contains(url)
    }

    static func decoded(_ template: (file: String, bytes: [UInt8])) throws(MailError) -> String {
        guard let text = String(validating: template.bytes, as: UTF8.self) else { throw MailError(.templateEncoding, file: template.file) }
        return SmallFile.lines(text)
    }
}
