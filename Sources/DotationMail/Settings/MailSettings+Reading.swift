internal import Dotations

extension MailSettings {
    /// Reads the settings.
    ///
    /// The password is only in the environment (`DOTATIONS_SMTP_PASSWORD`) or in a file of its own (`smtp.password-file`, its first line).
    ///
    /// - Parameters:
    ///   - file: a settings file; nil where the environment has all.
    ///   - environment: the environment, whose variables go before the file.
    /// - Throws: ``MailError`` of one of the codes `mail.settings-…`.
    public init(file: String?, environment: [String: String]) throws(MailError) {
        let values = try SettingsFile(file, environment: environment)
        let security = try values.value("smtp.security", default: .startTLS) { Security(rawValue: $0) }
        let host = try values.value("smtp.host", Self.host)
        if security == .none, !Self.isThisMachine(host) { throw values.invalid("smtp.security") }
        self.host = host
        self.security = security
        port = try values.number("smtp.port", in: 1...65535, default: [.startTLS: 587, .tls: 465, .none: 25][security])
        user = values["smtp.user"]
        password = try Self.password(values, environment)
        if (user == nil) != (password == nil) {
            throw MailError(.settingsMissing, user == nil ? "smtp.user" : "smtp.password-file", file: file)
        }
        trustedCertificates = values["smtp.certificates"]
        connectTimeout = try values.number("smtp.connect-timeout", in: 1...600, default: 30)
        timeout = try values.number("smtp.timeout", in: 1...3600, default: 720)
        message = try MessageSettings(values)
        bounceAddress = try values.value("mail.bounces", default: message.sender) { try? EmailAddress.parse($0) }
    }

    private static func password(_ values: SettingsFile, _ environment: [String: String]) throws(MailError) -> Password? {
        if let text = environment["DOTATIONS_SMTP_PASSWORD"], !text.isEmpty { return Password(text) }
        guard let path = values["smtp.password-file"] else { return nil }
        guard !SmallFile.isOpenToOthers(path) else { throw MailError(.passwordExposed, file: path) }
        guard let line = SmallFile.text(path)?.prefix(while: { $0 != "\n" }) else { throw MailError(.settingsUnreadable, file: path) }
        guard !line.isEmpty else { throw values.invalid("smtp.password-file") }
        return Password(String(line))
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

    /// Whether a host is the machine that the program runs on, as its name says.
    static func isThisMachine(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || (host.hasPrefix("127.") && host.utf8.allSatisfy { $0 < UInt8(ascii: ":") })
    }
}
