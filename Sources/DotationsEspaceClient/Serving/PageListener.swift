internal import DotationsApplication
internal import Foundation
internal import Hummingbird
public import Logging
internal import NIOCore
public import ServiceLifecycle

/// Serves pages over the network until it is told to stop: then it answers what it was asked, and takes nothing more.
public struct PageListener: Service {
    private let pages: EspaceClient
    private let host: String
    private let port, connections: Int
    private let limits: ConnectionLimits
    private let log: Logger
    private let whenRunning: @Sendable (Int) -> Void

    /// Pages at an address.
    ///
    /// - Parameters:
    ///   - pages: what is served.
    ///   - host: the IP address to listen on.
    ///   - port: the port; 0 for one that is free.
    ///   - connections: how many may be open at once; others wait.
    ///   - log: takes what happens, without personal data.
    ///   - whenRunning: is given the port once connections are accepted.
    public init(
        _ pages: EspaceClient, host: String, port: Int, connections: Int, log: Logger,
        whenRunning: @escaping @Sendable (Int) -> Void = { _ in }
    ) { self.init(pages, host: host, port: port, connections: connections, limits: .init(), log: log, whenRunning: whenRunning) }

    init(
        _ pages: EspaceClient, host: String, port: Int, connections: Int, limits: ConnectionLimits, log: Logger,
        whenRunning: @escaping @Sendable (Int) -> Void
    ) {
        self.pages = pages
        self.host = host
        self.port = port
        self.connections = connections
        self.limits = limits
        self.log = log
        self.whenRunning = whenRunning
    }

    /// Serves.
    public func run() async throws {
        let isSecure = pages.settings.isSecure
        let channel = ConnectionGuard.channel(
            limits, SecurityHeaders(isSecure: isSecure),
            // What TLS protects comes from the proxy that ends it, and from nobody else in the clear.
            proxies: isSecure ? pages.settings.proxies : nil, metrics: pages.metrics)
        try await Hummingbird.Application(
            responder: pages.responder(), server: .http1(configuration: channel),
            configuration: .init(
                address: .hostname(host, port: port), availableConnectionsDelegate: .maximum(connections, logger: log)),
            onServerRunning: { whenRunning($0.localAddress?.port ?? port) }, logger: log
        ).runNamingFaults(at: host, port)
    }
}

extension ApplicationProtocol {
    /// Runs, and names the address where it cannot be listened at.
    func runNamingFaults(at host: String, _ port: Int) async throws {
        do {
            try await run()
        } catch let error as IOError {
            let address = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
            throw ServerError(error.errnoCode == EADDRINUSE ? .addressTaken : .addressUnavailable, address)
        }
    }
}
