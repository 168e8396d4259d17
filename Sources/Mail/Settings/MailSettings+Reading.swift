internal import Dotations

extension MailSettings {
    private static let names = [
        "smtp.host", "smtp.port", "smtp.security", "smtp.user", "smtp.password-file", "smtp.certificates", "smtp.connect-timeout",
        "smtp.timeout", "mail.from", "mail.bounces", "mail.templates", "link.base", "link.days",
    ]

    /// Reads the settings.
    ///
    /// The password is only in the environment (`DOTATIONS_SMTP_PASSWORD`) or in a file of its own (`smtp.password-file`, its first line).
    ///
    /// - Parameters:
    ///   - file: a settings file; nil where the environment has all.
    ///   - environment: the environment, whose variables go before the file.
    /// - Throws: ``MailError`` of one of the codes `mail.settings-…`.
    public init(file: String?, environment: [String: String]) throws(MailError) {
        let values = try SettingsFile(file, environment: environment, names: Self.names)
        let security = try values.value("smtp.security", default: .startTLS) { Security(rawValue: $0) }
        let host = try values.value("smtp.host", Self.host)
        if security == .none, !Self.isThisMachine(host) { throw values.invalid("smtp.security") }
        self.host = host
        self.security = security
        port = try values.value("smtp.port", default: [.startTLS: 587, .tls: 465, .none: 25][security]) { Self.number($0, in: 1...65535) }
        user = values["smtp.user"]
        password = try Self.password(values, environment)
        if (user == nil) != (password == nil) {
            throw MailError(.settingsMissing, user == nil ? "smtp.user" : "smtp.password-file", file: file)
        }
        trustedCertificates = values["smtp.certificates"]
        connectTimeout = try values.value("smtp.connect-timeout", default: 30) { Self.number($0, in: 1...600) }
        timeout = try values.value("smtp.timeout", default: 720) { Self.number($0, in: 1...3600) }
        let from = try values.value("mail.from", Self.sender)
        (senderName, sender) = from
        bounceAddress = try values.value("mail.bounces", default: from.1) { try? EmailAddress.parse($0) }
        templates = values["mail.templates"]
        linkBase = try values.value("link.base", Self.linkBase)
        linkDays = try values.value("link.days", default: 30) { Self.number($0, in: 1...366) }
    }

    private static func password(_ values: SettingsFile, _ environment: [String: String]) throws(MailError) -> Password? {
        if let text = environment["DOTATIONS_SMTP_PASSWORD"], !text.isEmpty { return Password(text) }
        guard let path = values["smtp.password-file"] else { return nil }
        guard !SmallFile.isOpenToOthers(path) else { throw MailError(.passwordExposed, file: path) }
        guard let line = SmallFile.text(path)?.prefix(while: { $0 != "\n" }) else { throw MailError(.settingsUnreadable, file: path) }
        guard !line.isEmpty else { throw values.invalid("smtp.password-file") }
        return Password(String(line))
    }

    private static func number(_ text: String, in range: ClosedRange<Int>) -> Int? { Int(text).flatMap { range.contains($0) ? $0 : nil } }

    /// `Name <a@b.fr>`, or an address alone, whose name is then the address.
    private static func sender(_ text: String) -> (String, EmailAddress)? {
        guard let address = try? EmailAddress.parse(text) else { return nil }
        guard let open = text.unicodeScalars.lastIndex(of: "<") else { return (address.text, address) }
        var name = text.unicodeScalars[..<open]
        while name.last == " " || name.last == "\t" { name.removeLast() }
        if name.first == "\"", name.last == "\"", name.count > 1 { name = name.dropFirst().dropLast() }
        let isHidden = { (scalar: Unicode.Scalar) in
            [.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
        }
        guard name.count <= 100, !name.contains(where: isHidden) else { return nil }
        return (name.isEmpty ? address.text : String(String.UnicodeScalarView(name)), address)
    }

    /// A host name (RFC 1123) or an IP address; nothing that could mean something else in an URL.
    private static func host(_ text: String) -> String? {
        let isAddress = text.utf8.contains(UInt8(ascii: ":"))
        let isAllowed = { (byte: UInt8) in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"),
                UInt8(ascii: "."):
                true
            case UInt8(ascii: ":"): isAddress
            case UInt8(ascii: "g")...UInt8(ascii: "z"), UInt8(ascii: "G")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                !isAddress
            default: false
            }
        }
        // One colon would be a port's.
        guard !isAddress || text.utf8.count(where: { $0 == UInt8(ascii: ":") }) >= 2 else { return nil }
        return text.utf8.count <= 253 && text.utf8.allSatisfy(isAllowed) ? text : nil
    }

    private static func isThisMachine(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || (host.hasPrefix("127.") && host.utf8.allSatisfy { $0 < UInt8(ascii: ":") })
    }

    /// An absolute URL with `https`, or with `http` on this machine; without a fragment, as the token comes last.
    private static func linkBase(_ text: String) -> String? {
        let isAllowed = { (byte: UInt8) in
            0x21...0x7E ~= byte && !"\"<>\\^`{|}#".utf8.contains(byte)
        }
        guard text.utf8.count <= 500, text.utf8.allSatisfy(isAllowed) else { return nil }
        let isSecure = text.hasPrefix("https://")
        guard isSecure || text.hasPrefix("http://") else { return nil }
        let authority = text.utf8.dropFirst(isSecure ? 8 : 7).prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        guard !authority.isEmpty, !authority.contains(UInt8(ascii: "@")) else { return nil }
        let name = authority.prefix { $0 != UInt8(ascii: ":") }
        return isSecure || isThisMachine(String(decoding: name, as: UTF8.self)) ? text : nil
    }
}
