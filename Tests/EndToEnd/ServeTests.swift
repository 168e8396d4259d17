import Foundation
import TestSupport
import Testing

/// The pages as the command serves them, in processes of their own.
@Suite(.serialized) struct ServeTests {
    @Test func `a command without the server beside it says so`() throws {
        let folder = try Folder()
        let alone = folder.url("dotations")
        try FileManager.default.copyItem(atPath: Command.path, toPath: alone.path)
        let result = try Command.shell("\(alone.path) serve --json", in: folder)
        #expect(result.status == 1 && result.output.isEmpty && result.error["code"] as? String == "server.missing")
    }

    @Test(arguments: [
        ("web.listen = 0.0.0.0:8080", "mail.settings-invalid"), ("web.origin = https://exemple.fr", "mail.settings-missing"),
        ("", "store.missing"),
    ])
    func `what cannot be served is refused with its reason`(settings: String, code: String) throws {
        let folder = try Folder("web.conf", settings)
        let result = try Command.shell(#""$dotations" serve --settings web.conf --json"#, in: folder)
        #expect(result.status == 1 && result.output.isEmpty && result.error["code"] as? String == code, "\(result.errors)")
        let text = try Command.shell(#""$dotations" serve --settings web.conf"#, in: folder)
        #expect(text.status == 1 && text.errors.split(separator: "\n").count == 1)
    }

    @Test func `two servers cannot have one port`() throws {
        let folder = try Folder.withOrder()
        let port = try RawConnection.freePort()
        let first = try Server(["serve", "--port", "\(port)"], in: folder)
        #expect(first.firstLine.contains("http://localhost:\(port)"))
        let second = try Command.shell("\"$dotations\" serve --port \(port) --json", in: folder)
        #expect(second.status == 1 && second.error["code"] as? String == "server.address-taken", "\(second.errors)")
        #expect(first.stop() == 0)
    }

    @Test func `a demonstration leaves its pages running, and a program is told how to sign in`() async throws {
        let folder = try Folder()
        let port = try RawConnection.freePort()
        let samples = sample("x").deletingLastPathComponent().path
        let server = try Server(["demo", "--samples", samples, "--serve", "--port", "\(port)", "--json"], in: folder)
        let access = try #require(try JSONSerialization.jsonObject(with: Data(server.firstLine.utf8)) as? [String: String])
        #expect(access["url"] == "http://localhost:\(port)" && Set(access.keys) == ["url", "client", "email", "password"])

        func ask(_ head: String, _ body: String = "", cookie: String) async throws -> (head: String, body: String) {
            // One that is idle is closed, and a machine that is busy may take its time between two.
            let connection = try RawConnection(port: port)
            await connection.send(
                "\(head) HTTP/1.1\r\nHost: localhost:\(port)\r\nSec-Fetch-Site: same-origin\r\nCookie: \(cookie)\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
            return try #require(await connection.readAnswer())
        }
        let form = try await ask("GET /connexion", cookie: "")
        let visitor = try #require(form.head.firstMatch(of: /visitor=\w+/)?.0)
        let token = try #require(form.body.firstMatch(of: /name="jeton" value="(\w+)"/)?.1)
        let fields = ["code": access["client"], "email": access["email"], "password": access["password"], "jeton": String(token)]
        let body = fields.map { name, value in
            "\(name)=\((value ?? "").addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }
        let answer = try await ask("POST /connexion", body.joined(separator: "&"), cookie: String(visitor))
        #expect(answer.head.hasPrefix("HTTP/1.1 303 "))
        let session = String(try #require(answer.head.firstMatch(of: /session=\w+/)?.0))
        for list in ["attente", "cours", "historique"] {
            #expect(try await ask("GET /commandes?liste=\(list)", cookie: session).body.contains("<td"), "\(list)")
        }
        #expect(server.stop() == 0)
        #expect(server.rest == "")
    }

    @Test(.enabled(if: MailSink.isAvailable, "needs scripts/setup --python"))
    func `the server sends e-mails as well, tells of it, and stops with the one in hand`() async throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs((0..<5).map { "a\($0)@b.fr" }, to: sink)
        let (port, monitoring) = (try RawConnection.freePort(), try RawConnection.freePort())
        let settings = try folder.text("mail.conf") + "\nweb.monitoring = 127.0.0.1:\(monitoring)\n"
        try folder.write(settings, to: "serveur.conf")
        let server = try Server(["serve", "--settings", "serveur.conf", "--port", "\(port)", "--send"], in: folder)
        let start = ContinuousClock.now
        while try sink.deliveries().count < 5, ContinuousClock.now - start < .seconds(30) { try await Task.sleep(for: .milliseconds(100)) }
        #expect(try sink.deliveries().count == 5)
        let accepted = "dotations_mail_attempts_total{outcome=\"accepted\"} 5\n"
        var metrics = ""
        // The last delivery is counted once its answer has been recorded.
        repeat {
            let connection = try RawConnection(port: monitoring)
            await connection.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
            metrics = try #require(await connection.readAnswer()).body
        } while !metrics.contains(accepted) && ContinuousClock.now - start < .seconds(30)
        #expect(metrics.contains(accepted))
        #expect(metrics.contains("dotations_web_connections 0\n"))
        #expect(server.stop() == 0)
        let jobs = try folder.done(["jobs", "list", "--json"]).documents
        #expect(jobs.count == 5 && jobs.allSatisfy { $0["state"] as? String == "sent" })
        for canary in ["@", "CANARI", "127.0.0.1:\(port)/"] { #expect(!(try folder.text("log")).contains(canary), "\(canary)") }
    }
}

/// A command that goes on until it is stopped.
private final class Server {
    private let process = Process()
    private let output = Pipe()
    let firstLine: String

    /// Waits for its first line.
    init(_ arguments: [String], in folder: Folder) throws {
        process.executableURL = URL(fileURLWithPath: Command.path)
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        process.environment = try ProcessInfo.processInfo.environment.merging(["TMPDIR": folder.url.path]) { $1 }
            .merging(folder.environment()) { $1 }
        process.standardOutput = output
        try Data().write(to: folder.url("log"))
        process.standardError = try FileHandle(forWritingTo: folder.url("log"))
        try process.run()
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") { line.append(byte) }
        firstLine = String(decoding: line, as: UTF8.self)
    }

    deinit { if process.isRunning { process.terminate() } }

    /// Ends it in order, and gives its exit status.
    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// What it said after its first line.
    var rest: String { String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) }
}
