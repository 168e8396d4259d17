/// Where the pages are that people sign in to.
///
/// Read from a file and the environment; `docs/operations.md` has the setting.
public struct WebSettings: Sendable, Hashable {
    /// The pages' address: scheme, host, and port where it is not the scheme's own.
    public let origin: String

    /// Reads the settings, as ``MailSettings/init(file:environment:)`` does. Those of messages and of the mail server are not asked for.
    public init(file: String?, environment: [String: String]) throws(MailError) {
        origin = try SettingsFile(file, environment: environment).value(Self.name, Self.origin)
    }

    /// Reads the settings; nil where there is no origin.
    init?(_ values: SettingsFile) throws(MailError) {
        guard values[Self.name] != nil else { return nil }
        origin = try values.value(Self.name, Self.origin)
    }

    /// The name of the setting.
    public static let name = "web.origin"

    /// Where somebody signs in.
    public var signInLink: String { origin + "/connexion" }

    /// Where somebody chooses a password who has a token for that.
    public func passwordLink(_ token: String) -> String { origin + "/mot-de-passe/" + token }

    /// An absolute URL without a path; a slash at its end is none.
    private static func origin(_ text: String) -> String? {
        // As browsers write it (RFC 6454, 6.2).
        guard var origin = LinkSettings.url(text.lowercased()) else { return nil }
        if origin.hasSuffix("/") { origin.removeLast() }
        for (scheme, port) in [("https://", ":443"), ("http://", ":80")] where origin.hasPrefix(scheme) && origin.hasSuffix(port) {
            origin.removeLast(port.count)
        }
        return origin.utf8.drop { $0 != UInt8(ascii: ":") }.dropFirst(3).contains { "/?".utf8.contains($0) } ? nil : origin
    }
}
