internal import DotationStore
internal import DotationsApplication
internal import HTTPTypes
internal import Hummingbird
public import Logging
internal import NIOCore
internal import NIOPosix
public import ServiceLifecycle

/// Tells whether the pages work, and their metrics, at an address that is not theirs.
public struct MonitoringListener: Service {
    private let pages: EspaceClient
    private let host: String
    private let port: Int
    private let more: @Sendable () throws -> String
    private let log: Logger
    private let whenRunning: @Sendable (Int) -> Void

    /// Health and metrics at an address.
    ///
    /// - Parameters:
    ///   - pages: what they are about.
    ///   - host: the IP address to listen on.
    ///   - port: the port; 0 for one that is free.
    ///   - log: takes what happens, without personal data.
    ///   - more: further metrics in the Prometheus text format.
    ///   - whenRunning: is given the port once connections are accepted.
    public init(
        _ pages: EspaceClient, host: String, port: Int, log: Logger, more: @escaping @Sendable () throws -> String = { "" },
        whenRunning: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.pages = pages
        self.host = host
        self.port = port
        self.more = more
        self.log = log
        self.whenRunning = whenRunning
    }

    /// Serves.
    public func run() async throws {
        let router = Router()
        // The store blocks while it reads.
        router.get("/sante") { _, _ in try await NIOThreadPool.singleton.runIfActive { health() } }
        router.get("/metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: pages.metrics.prometheus + (try await furtherMetrics()))))
        }
        try await Hummingbird.Application(
            router: router,
            server: .http1(configuration: ConnectionGuard.channel(.init(), .init(isSecure: false), proxies: nil, metrics: PageMetrics())),
            configuration: .init(address: .hostname(host, port: port), availableConnectionsDelegate: .maximum(32, logger: log)),
            onServerRunning: { whenRunning($0.localAddress?.port ?? port) }, logger: log
        ).runNamingFaults(at: host, port)
    }

    private func furtherMetrics() async throws -> String { try await NIOThreadPool.singleton.runIfActive { try more() } }

    /// Whether the store can be read.
    private func health() -> Response {
        do throws(StoreError) {
            try pages.installation.store.checkReadable()
            return told(.ok, #"{"status":"ok"}"#)
        } catch {
            return told(.serviceUnavailable, #"{"status":"failing","code":"\#(error.code.rawValue)"}"#)
        }
    }

    private func told(_ status: HTTPResponse.Status, _ document: String) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(string: document + "\n")))
    }
}
