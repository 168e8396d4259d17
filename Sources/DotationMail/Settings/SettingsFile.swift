internal import Dotations

/// Settings by name, as a file and the environment give them.
///
/// A file is UTF-8, one `name = value` a line. White space around name and value is left out, a value may hold any other character,
/// and an empty line or one that begins with `#` says nothing. The environment's `DOTATIONS_SMTP_HOST` goes before the file's
/// `smtp.host`.
struct SettingsFile {
    private static let names = [
        "smtp.host", "smtp.port", "smtp.security", "smtp.user", "smtp.password-file", "smtp.certificates", "smtp.connect-timeout",
        "smtp.timeout", "mail.from", "mail.bounces", "mail.templates", "link.base", "link.days",
        "web.origin", "web.listen", "web.proxies", "web.monitoring", "web.connections", "web.legal-notice", "web.privacy-notice",
    ]

    private let file: String?
    private let environment: [String: String]
    private var values: [String: (text: String, line: Int)] = [:]

    /// Reads a file, where there is one. It may have each setting that there is, whichever are asked for; `smtp.password` is none.
    init(_ path: String?, environment: [String: String]) throws(MailError) {
        file = path
        self.environment = environment
        guard let path else { return }
        guard let text = SmallFile.text(path) else {
            throw MailError(SmallFile.isFolder(path) ? .settingsFolder : .settingsUnreadable, file: path)
        }
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = Self.trimmed(line.unicodeScalars)
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let equals = line.unicodeScalars.firstIndex(of: "=") else {
                throw MailError(.settingsSyntax, file: path, line: index + 1)
            }
            let name = Self.trimmed(line.unicodeScalars[..<equals])
            guard name != "smtp.password" else { throw MailError(.settingsInvalid, name, file: path, line: index + 1) }
            guard Self.names.contains(name), values[name] == nil else {
                throw MailError(.settingsUnknown, name, file: path, line: index + 1)
            }
            values[name] = (Self.trimmed(line.unicodeScalars[line.unicodeScalars.index(after: equals)...]), index + 1)
        }
    }

    /// The value of a setting, or nil where it has none, or an empty one.
    subscript(name: String) -> String? {
        let value = environment[Self.variable(name)] ?? values[name]?.text
        return value?.isEmpty == false ? value : nil
    }

    /// The value of a setting, read in a way that gives nil for what it does not admit.
    ///
    /// - Throws: `mail.settings-missing`, `mail.settings-invalid`.
    func value<T>(_ name: String, default standard: T? = nil, _ read: (String) -> T?) throws(MailError) -> T {
        guard let text = self[name] else {
            if let standard { return standard }
            throw MailError(.settingsMissing, name, file: file)
        }
        guard let value = read(text) else { throw invalid(name) }
        return value
    }

    /// The value of a setting that is a whole number within a range.
    ///
    /// - Throws: `mail.settings-missing`, `mail.settings-invalid`.
    func number(_ name: String, in range: ClosedRange<Int>, default standard: Int? = nil) throws(MailError) -> Int {
        try value(name, default: standard) { text in Int(text).flatMap { range.contains($0) ? $0 : nil } }
    }

    /// That a setting's value is not admitted, with the place that it comes from.
    func invalid(_ name: String) -> MailError {
        let isFromFile = environment[Self.variable(name)] == nil && values[name] != nil
        return isFromFile
            ? MailError(.settingsInvalid, name, file: file, line: values[name]?.line) : MailError(.settingsInvalid, Self.variable(name))
    }

    private static func variable(_ name: String) -> String {
        "DOTATIONS_" + String(name.uppercased().map { $0 == "." || $0 == "-" ? "_" : $0 })
    }

    private static func trimmed(_ text: some BidirectionalCollection<Unicode.Scalar>) -> String {
        var trimmed = String.UnicodeScalarView()
        trimmed.append(contentsOf: text.trimmed { $0 == " " || $0 == "\t" || $0 == "\u{FEFF}" })
        return String(trimmed)
    }
}
