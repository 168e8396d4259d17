internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension EspaceClient.Settings {
    /// The network address that a request came from: what the proxy says, or where the connection is from. What a stranger says of themselves
    /// is not believed: it stands before what the proxies added.
    func address(of request: Request, on connection: String) -> String {
        guard proxies.contains(connection) else { return connection }
        let named = request.headers[values: .xForwardedFor].flatMap { $0.split(separator: ",") }.reversed()
            .map { $0.trimmingCharacters(in: .whitespaces) }
        for text in named {
            guard let address = try? SocketAddress(ipAddress: text, port: 0) else { return connection }
            let plain = Optional(address).plainIP
            if !proxies.contains(plain) { return plain }
        }
        return connection
    }
}

extension HTTPField.Name {
    static let xForwardedFor = Self("X-Forwarded-For") ?? .origin
}
