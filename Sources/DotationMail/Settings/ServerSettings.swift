internal import Foundation

/// Where the pages are served, and what they show of the operator.
///
/// Read from a file and the environment; `docs/operations.md` has each setting.
public struct ServerSettings: Sendable {
    /// An address and a port to listen on.
    public struct Endpoint: Sendable, Hashable {
        /// An IP address.
        public let host: String
        /// The port.
        public let port: Int
    }

    /// The pages' address: scheme, host, and port where it is not the scheme's own.
    public let origin: String
    /// Where the server listens.
    public let endpoint: Endpoint
    /// The addresses of the reverse proxies that end TLS, and whose word is taken for where a request came from.
    public let proxies: Set<String>
    /// Where health and metrics are told; nil for nowhere.
    public let monitoring: Endpoint?
    /// How many connections may be open at once.
    public let connections: Int
    /// The text of « Mentions légales ».
    public let legalNotice: String?
    /// The text of « Données personnelles ».
    public let privacyNotice: String?

    /// Reads the settings, as ``MailSettings/init(file:environment:)`` does. Those of messages and of the mail server are not asked for.
    ///
    /// Without TLS only this machine is listened to. With it, the proxies that end it have to be named.
    ///
    /// - Parameters:
    ///   - file: a settings file; nil where the environment has all.
    ///   - environment: the environment, whose variables go before the file.
    ///   - port: stands in the place of the port of `web.listen`.
    /// - Throws: ``MailError`` of one of the codes `mail.settings-…`.
    public init(file: String?, environment: [String: String], port: Int? = nil) throws(MailError) {
        let values = try SettingsFile(file, environment: environment)
        var endpoint = try values.value("web.listen", default: Endpoint(host: "127.0.0.1", port: 8080), Self.endpoint)
        if let port {
            guard 1...65535 ~= port else { throw values.invalid("web.listen") }
            endpoint = Endpoint(host: endpoint.host, port: port)
        }
        origin = try WebSettings(values)?.origin ?? "http://localhost:\(endpoint.port)"
        let isSecure = origin.hasPrefix("https://")
        guard isSecure || MailSettings.isThisMachine(endpoint.host) else { throw values.invalid("web.listen") }
        proxies = try values.value("web.proxies", default: isSecure ? nil : [], Self.proxies)
        monitoring = values["web.monitoring"] == nil ? nil : try values.value("web.monitoring", Self.endpoint)
        connections = try values.number("web.connections", in: 1...10_000, default: 512)
        legalNotice = try Self.text("web.legal-notice", values)
        privacyNotice = try Self.text("web.privacy-notice", values)
        self.endpoint = endpoint
    }

    /// `127.0.0.1:8080` or `[::1]:8080`.
    private static func endpoint(_ text: String) -> Endpoint? {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), 1...65535 ~= port else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() } else if host.contains(":") { return nil }
        return ipAddress(String(host)).map { Endpoint(host: $0, port: port) }
    }

    /// Addresses with commas between them.
    private static func proxies(_ text: String) -> Set<String>? {
        let addresses = text.split(separator: ",", omittingEmptySubsequences: false)
            .map { ipAddress(String($0).trimmingCharacters(in: .whitespaces)) }
        guard !addresses.contains(nil) else { return nil }
        return Set(addresses.compactMap(\.self))
    }

    /// An IP address as the system writes it; nil where it is none.
    private static func ipAddress(_ text: String) -> String? {
        let family = text.contains(":") ? AF_INET6 : AF_INET
        return withUnsafeTemporaryAllocation(byteCount: 16, alignment: 8) { address in
            guard let base = address.baseAddress, inet_pton(family, text, base) == 1 else { return nil }
            return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { written in
                guard let start = written.baseAddress, inet_ntop(family, base, start, socklen_t(INET6_ADDRSTRLEN)) != nil else {
                    return nil
                }
                return String(cString: start)
            }
        }
    }

    /// What stands in the file that a setting names.
    private static func text(_ name: String, _ values: SettingsFile) throws(MailError) -> String? {
        guard let path = values[name] else { return nil }
        guard let text = SmallFile.text(path) else { throw MailError(.settingsUnreadable, name, file: path) }
        return text
    }
}
