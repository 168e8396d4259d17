/// Where activation links lead, and for how long they are good.
///
/// Read from a file and the environment; `docs/operations.md` has each setting.
public struct LinkSettings: Sendable {
    /// Where activation links lead; the token is added to it.
    public var base: String
    /// For how many days a link is good.
    public var days: Int

    /// Reads the settings, as ``MailSettings/init(file:environment:)`` does. Those of messages and of the mail server are not asked for.
    public init(file: String?, environment: [String: String]) throws(MailError) {
        try self.init(SettingsFile(file, environment: environment))
    }

    init(_ values: SettingsFile) throws(MailError) {
        base = try values.value("link.base", Self.url)
        days = try values.value("link.days", default: 30, Self.days)
    }

    /// Changes one setting, as somebody has it for their own links.
    ///
    /// - Parameters:
    ///   - name: `link.base` or `link.days`.
    ///   - text: its value.
    /// - Throws: `mail.settings-unknown`; `mail.settings-invalid`.
    public mutating func set(_ name: String, to text: String) throws(MailError) {
        switch name {
        case "link.base": base = try MessageSettings.valid(name, Self.url(text))
        case "link.days": days = try MessageSettings.valid(name, Self.days(text))
        default: throw MailError(.settingsUnknown, name)
        }
    }

    /// For how many days a link is good, within what is admitted.
    private static func days(_ text: String) -> Int? { Int(text).flatMap { 1...366 ~= $0 ? $0 : nil } }

    /// An absolute URL with `https`, or with `http` on this machine; without a fragment, as the token comes last.
    static func url(_ text: String) -> String? {
        let isAllowed = { (byte: UInt8) in
            0x21...0x7E ~= byte && !"\"<>\\^`{|}#".utf8.contains(byte)
        }
        guard text.utf8.count <= 500, text.utf8.allSatisfy(isAllowed) else { return nil }
        let isSecure = text.hasPrefix("https://")
        guard isSecure || text.hasPrefix("http://") else { return nil }
        let authority = text.utf8.dropFirst(isSecure ? 8 : 7).prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        guard !authority.isEmpty, !authority.contains(UInt8(ascii: "@")) else { return nil }
        let name = authority.prefix { $0 != UInt8(ascii: ":") }
        return isSecure || MailSettings.isThisMachine(String(decoding: name, as: UTF8.self)) ? text : nil
    }
}
