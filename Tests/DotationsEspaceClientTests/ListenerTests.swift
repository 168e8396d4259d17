import DotationStore
import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import DotationsEspaceClient

/// The pages over a real socket: what a server must hold that Hummingbird leaves open.
@Suite(.serialized) struct ListenerTests {
    private func get(_ path: String, _ method: String = "GET") -> String { "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n" }

    private func post(_ path: String, length: Int) -> String {
        "POST \(path) HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: \(length)\r\n\r\n"
    }

    @Test(arguments: [
        "GARBAGE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nA: \(String(repeating: "a", count: 20_000))\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\n\(String(repeating: "A: a\r\n", count: 200))\r\n",
        "GET /\(String(repeating: "a", count: 100_000)) HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ])
    func `what is no request is told so, with the headers of every answer`(request: String) async throws {
        try await Listening.run { listening in
            let connection = try RawConnection(port: listening.port)
            await connection.send(request)
            let answer = try #require(await connection.readToEnd())
            #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer.prefix(200))")
            #expect(answer.contains("Content-Security-Policy: default-src 'none'") && answer.contains("nosniff"))
        }
    }

    @Test func `HEAD is answered as GET, without a body, wherever it leads`() async throws {
        try await Listening.run { listening in
            let connection = try RawConnection(port: listening.port)
            for path in ["/connexion", "/rien", "/deconnexion", Asset.style.path, "/"] {
                await connection.send(get(path, "HEAD"))
                let head = try #require(await connection.readAnswer(toHead: true)).head
                await connection.send(get(path))
                let answer = try #require(await connection.readAnswer())
                #expect(head.prefix(20) == answer.head.prefix(20), "\(path)")
                #expect(head.firstMatch(of: /(?i)content-length: \d+/)?.0 == answer.head.firstMatch(of: /(?i)content-length: \d+/)?.0)
            }
        }
    }

    @Test(arguments: [
        ("", "400"), ("Host: \r\n", "400"), ("Host: ailleurs.exemple.fr\r\n", "421"), ("Host: localhost.exemple.fr\r\n", "421"),
        ("Host: LOCALHOST\r\n", "200"),
    ])
    func `only the pages' own name is answered to`(host: String, status: String) async throws {
        try await Listening.run { listening in
            let connection = try RawConnection(port: listening.port)
            await connection.send("GET /connexion HTTP/1.1\r\n\(host)\r\n")
            let answer = try #require(await connection.readAnswer())
            #expect(answer.head.hasPrefix("HTTP/1.1 \(status) ") && answer.head.contains("Content-Security-Policy"))
        }
    }

    @Test func `a body that is a little too long is refused, and the connection goes on`() async throws {
        try await Listening.run { listening in
            let connection = try RawConnection(port: listening.port)
            await connection.send(post("/mot-de-passe", length: 200_000))
            await connection.send([UInt8](repeating: 97, count: 200_000))
            #expect(try #require(await connection.readAnswer()).head.hasPrefix("HTTP/1.1 413 "))
            await connection.send(get("/connexion"))
            #expect(try #require(await connection.readAnswer()).head.hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test func `a body without end is refused, read for a little, and cut off`() async throws {
        var limits = ConnectionLimits()
        limits.body = 1 << 20
        limits.linger = .milliseconds(300)
        try await Listening.run(limits) { listening in
            let connection = try RawConnection(port: listening.port)
            await connection.send(post("/mot-de-passe", length: 1 << 40))
            var sent = 0
            while sent < 1 << 30, await connection.send([UInt8](repeating: 97, count: 65_536)) {
                sent += 65_536
                // So that the answer can be read before the end.
                if sent == 1 << 18 { #expect(try #require(await connection.readAnswer()).head.hasPrefix("HTTP/1.1 413 ")) }
            }
            #expect(sent < 1 << 30)
            #expect(listening.pages.metrics.prometheus.contains("ended_total{reason=\"too-long\"} 1\n"))
        }
    }

    @Test func `a body that drips is waited for as long as it may take, and no longer`() async throws {
        var limits = ConnectionLimits()
        limits.patience = .milliseconds(1500)
        limits.rate = 4_000
        limits.linger = .milliseconds(100)
        try await Listening.run(limits) { listening in
            let slow = try RawConnection(port: listening.port)
            await slow.send(post("/connexion", length: 10_000))
            let start = ContinuousClock.now
            while ContinuousClock.now - start < .seconds(15), await slow.send("a") { try await Task.sleep(for: .milliseconds(50)) }
            #expect(ContinuousClock.now - start < .seconds(10))
            let steady = try RawConnection(port: listening.port)
            await steady.send(post("/connexion", length: 10_000))
            for _ in 0..<10 {
                await steady.send([UInt8](repeating: 97, count: 1000))
                try await Task.sleep(for: .milliseconds(200))
            }
            #expect(try #require(await steady.readAnswer()).head.hasPrefix("HTTP/1.1 403 "))
            let silent = try RawConnection(port: listening.port)
            await silent.send(post("/connexion", length: 10_000))
            let answer = try #require(await silent.readToEnd())
            #expect(answer.hasPrefix("HTTP/1.1 408 ") && answer.contains("Content-Security-Policy"))
            #expect(listening.pages.metrics.prometheus.contains("ended_total{reason=\"slow-request\"} 2\n"))
        }
    }

    @Test func `nobody holds a connection by saying nothing, or by a head that drips`() async throws {
        var limits = ConnectionLimits()
        limits.idle = .milliseconds(300)
        try await Listening.run(limits) { listening in
            #expect(try await RawConnection(port: listening.port).readToEnd() == "")
            let dripping = try RawConnection(port: listening.port)
            let start = ContinuousClock.now
            while ContinuousClock.now - start < .seconds(5), await dripping.send("G") {
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(ContinuousClock.now - start < .seconds(3))
            let used = try RawConnection(port: listening.port)
            await used.send(get("/connexion"))
            #expect(await used.readToEnd()?.hasPrefix("HTTP/1.1 200 ") == true)
        }
    }

    @Test func `who does not read what they asked for is let go`() async throws {
        var limits = ConnectionLimits()
        limits.patience = .milliseconds(500)
        try await Listening.run(limits) { listening in
            let connection = try RawConnection(port: listening.port, receiveBuffer: 4096)
            for _ in 0..<40 { await connection.send(String(repeating: get(Asset.style.path), count: 100)) }
            try await listening.wait { $0.metrics.prometheus.contains("ended_total{reason=\"slow-reader\"} 1\n") }
            try await listening.wait { $0.metrics.prometheus.contains("dotations_web_connections 0\n") }
        }
    }

    @Test func `more connections than may be open wait`() async throws {
        try await Listening.run(connections: 2) { listening in
            var open: [RawConnection] = []
            for _ in 0..<2 {
                let connection = try RawConnection(port: listening.port)
                await connection.send(get("/connexion"))
                #expect(await connection.readAnswer() != nil)
                open.append(connection)
            }
            let third = try RawConnection(port: listening.port, seconds: 4)
            await third.send(get("/connexion"))
            #expect(await third.readAnswer() == nil)
            open.removeLast()
            #expect(await third.readAnswer() != nil)
        }
    }

    @Test func `a proxy that ends TLS is the only one that may connect`() async throws {
        try await Listening.run(origin: "https://espace.exemple.fr", proxies: ["192.0.2.7"]) { listening in
            let connection = try RawConnection(port: listening.port)
            await connection.send("GET /connexion HTTP/1.1\r\nHost: espace.exemple.fr\r\n\r\n")
            #expect(await connection.readAnswer() == nil)
            #expect(listening.pages.metrics.prometheus.contains("ended_total{reason=\"stranger\"} 1\n"))
        }
        try await Listening.run(origin: "https://espace.exemple.fr", proxies: ["127.0.0.1"]) { listening in
            let connection = try RawConnection(port: listening.port)
            await connection.send("GET /connexion HTTP/1.1\r\nHost: espace.exemple.fr\r\n\r\n")
            #expect(await connection.readAnswer()?.head.contains("Strict-Transport-Security") == true)
        }
    }

    @Test func `a stop answers what was asked, takes nothing more, and waits for nobody who stalls`() async throws {
        var limits = ConnectionLimits()
        limits.farewell = .seconds(2)
        let end = Mutex<ContinuousClock.Instant?>(nil)
        try await Listening.run(limits) { listening in
            let idle = try RawConnection(port: listening.port)
            await idle.send(get("/connexion"))
            #expect(await idle.readAnswer() != nil)
            let late = try RawConnection(port: listening.port)
            await late.send(post("/connexion", length: 100))
            let stalled = try RawConnection(port: listening.port)
            await stalled.send(post("/connexion", length: 100))
            try await listening.wait { $0.metrics.prometheus.contains("dotations_web_connections 3\n") }
            // The heads have come in, so that both requests are under way.
            try await Task.sleep(for: .seconds(1))
            await listening.stop()
            #expect(await idle.readToEnd() == "")
            await late.send([UInt8](repeating: 97, count: 100))
            #expect(await late.readToEnd()?.hasPrefix("HTTP/1.1 403 ") == true)
            #expect(throws: RawConnection.Unreachable.self) { try RawConnection(port: listening.port) }
            let now = ContinuousClock.now
            end.withLock { $0 = now }
        }
        let stopped = end.withLock(\.self)
        #expect(try #require(stopped).duration(to: .now) < .seconds(10))
    }

    @Test func `a port that is taken is told by its address`() async throws {
        try await Listening.run { listening in
            let error = await #expect(throws: (any Error).self) {
                try await PageListener(listening.pages, host: "127.0.0.1", port: listening.port, connections: 1, log: .silent).run()
            }
            #expect("\(error.map { "\($0)" } ?? "")".contains("addressTaken"))
        }
    }

    @Test func `the log has the pattern of an address, and nothing of who asks or what for`() async throws {
        let lines = LogLines()
        try await Listening.run(log: lines.logger) { listening in
            let connection = try RawConnection(port: listening.port)
            for path in ["/commandes/2800886?nom=DUPONT", "/mot-de-passe/abcdefghij", "/canari%40exemple.fr"] {
                await connection.send(get(path))
                #expect(await connection.readAnswer() != nil)
            }
            await connection.send(get("/connexion", "CANARI"))
            #expect(await connection.readToEnd() != nil)
        }
        let text = lines.text
        #expect(text.contains("route=/commandes/{commande}") && text.contains("route=/mot-de-passe/{jeton}") && text.contains("status=303"))
        #expect(text.contains("route=none") && text.contains("request=") && text.contains("ms="))
        for secret in ["2800886", "DUPONT", "abcdefghij", "canari", "CANARI", "127.0.0.1", "exemple.fr"] {
            #expect(!text.contains(secret), "\(secret)")
        }
    }

    @Test func `health and metrics are told at an address of their own`() async throws {
        try await Listening.run(isMonitored: true) { listening in
            let connection = try RawConnection(port: listening.port)
            await connection.send(get("/connexion"))
            #expect(await connection.readAnswer() != nil)
            await connection.send(get("/metrics"))
            #expect(await connection.readAnswer()?.head.hasPrefix("HTTP/1.1 404 ") == true)
            let monitor = try RawConnection(port: listening.monitoringPort)
            await monitor.send(get("/sante"))
            let health = try #require(await monitor.readAnswer())
            #expect(health.head.hasPrefix("HTTP/1.1 200 ") && health.body == "{\"status\":\"ok\"}\n")
            await monitor.send(get("/metrics"))
            let metrics = try #require(await monitor.readAnswer())
            #expect(metrics.head.contains("text/plain; version=0.0.4"))
            #expect(metrics.body.contains("dotations_web_requests_total{method=\"GET\",route=\"/connexion\",status=\"200\"} 1\n"))
            #expect(metrics.body.contains("dotations_web_connections 1\n") && metrics.body.hasSuffix("# further\n"))
            await monitor.send(get("/connexion"))
            #expect(await monitor.readAnswer()?.head.hasPrefix("HTTP/1.1 404 ") == true)
        }
    }
}

/// Pages that are served while a test runs.
private final class Listening: Sendable {
    /// A busy machine does not end a connection before the test has sent its first byte.
    static let patient: ConnectionLimits = {
        var limits = ConnectionLimits()
        limits.idle = .minutes(10)
        return limits
    }()

    let pages: EspaceClient
    let port, monitoringPort: Int
    private let group: ServiceGroup

    private init(_ pages: EspaceClient, _ port: Int, _ monitoringPort: Int, _ group: ServiceGroup) {
        self.pages = pages
        self.port = port
        self.monitoringPort = monitoringPort
        self.group = group
    }

    func stop() async { await group.triggerGracefulShutdown() }

    /// Waits until something is so, for ten seconds at most.
    func wait(until isSo: (EspaceClient) -> Bool) async throws {
        let start = ContinuousClock.now
        while !isSo(pages), ContinuousClock.now - start < .seconds(10) { try await Task.sleep(for: .milliseconds(20)) }
        #expect(isSo(pages))
    }

    static func run(
        _ limits: ConnectionLimits = patient, origin: String = "http://localhost", proxies: Set<String> = [], connections: Int = 100,
        isMonitored: Bool = false, log: Logger = .silent, test: @Sendable @escaping (Listening) async throws -> Void
    ) async throws {
        let data = try Pages()
        let pages = EspaceClient(store: data.store, settings: .init(origin: origin, executable: Pages.executable, proxies: proxies))
        let (ports, running) = AsyncStream.makeStream(of: Int.self)
        let (monitoringPorts, monitoring) = AsyncStream.makeStream(of: Int.self)
        var services: [any Service] = [
            PageListener(pages, host: "127.0.0.1", port: 0, connections: connections, limits: limits, log: log) { running.yield($0) }
        ]
        if isMonitored {
            services.append(
                MonitoringListener(pages, host: "127.0.0.1", port: 0, log: log, more: { "# further\n" }) { monitoring.yield($0) })
        } else {
            monitoring.yield(0)
        }
        let group = ServiceGroup(configuration: .init(services: services, logger: .silent))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            tasks.addTask {
                guard let port = await ports.first({ _ in true }), let monitoringPort = await monitoringPorts.first({ _ in true }) else {
                    return
                }
                defer { Task { await group.triggerGracefulShutdown() } }
                try await test(Listening(pages, port, monitoringPort, group))
            }
            try await tasks.waitForAll()
        }
        withExtendedLifetime(data) {}
    }
}

extension AsyncSequence {
    fileprivate func first(_ isIt: (Element) -> Bool) async rethrows -> Element? { try await first(where: isIt) }
}

extension Logger {
    fileprivate static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

/// What was logged, as lines of `key=value`.
private final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(lines: self) }
        logger.logLevel = .info
        return logger
    }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            // What the server says of itself has its address.
            guard event.source != "HummingbirdCore" else { return }
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            let line = "\(event.message) " + all.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
            lines.lines.withLock { $0.append(line) }
        }
    }
}
