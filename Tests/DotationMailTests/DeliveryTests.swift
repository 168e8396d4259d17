import Dotations
import Foundation
import TestSupport
import Testing

@testable import DotationMail

/// Against a real server, which does what the recipient's address says.
@Suite(.enabled(if: SMTPServer.isAvailable, "needs scripts/setup --interop"), .timeLimit(.minutes(3)))
struct DeliveryTests {
    private let message = Array("Subject: essai\r\n\r\n.\r\n..deux points\r\nfin .\r\n".utf8)

    @Test func `a message arrives as it is, from the bounce address, and the connection serves for the next one`() throws {
        let server = try SMTPServer()
        let connection = try SMTPConnection(server.settings())
        for _ in 0..<3 {
            let outcome = try connection.send(message, to: try address("zoe@example.fr"))
            guard case .accepted = outcome else { throw Unexpected(outcome) }
        }
        #expect(try server.messages(to: "zoe@example.fr") == [message, message, message])
        let events = try server.events("message")
        #expect(events.allSatisfy { $0["sender"] as? String == "retours@example.fr" && $0["to"] as? [String] == ["zoe@example.fr"] })
        #expect(try server.events("hello").count == 1)
    }

    @Test(arguments: [
        ("rcpt-450-4-2-1.once", 450, "4.2.1"), ("data-451-4-3-0.once", 451, "4.3.0"), ("dot-452-4-3-1.once", 452, "4.3.1"),
        ("rcpt-421.once", 421, nil),
    ])
    func `a refusal that may pass is told as one, and the next try succeeds`(local: String, code: Int, status: String?) throws {
        let server = try SMTPServer.shared.get()
        let connection = try SMTPConnection(server.settings())
        let recipient = try address(local + "@example.fr")
        let first = try connection.send(message, to: recipient)
        guard case .deferred(let trouble) = first else { throw Unexpected(first) }
        #expect(trouble.outcome == .answered(code: code, status: status))
        #expect(trouble.words.contains("the answer that was asked for and this is its end"))
        let second = try connection.send(message, to: recipient)
        guard case .accepted = second else { throw Unexpected(second) }
        #expect(try server.messages(to: recipient.text) == [message])
    }

    @Test(arguments: [
        ("rcpt-550-5-1-1", true), ("rcpt-550", false), ("rcpt-556", true), ("rcpt-550-5-7-1", false), ("rcpt-552-5-2-2", false),
        ("data-554-5-6-0", false),
        ("dot-554", false), ("dot-550-5-7-1", false), ("dot-550-5-1-1", true), ("rcpt-550-5-4-1", false), ("rcpt-550-5-4-4", true),
        ("dot-550-5-1-2", false),
    ])
    func `a refusal for good is told, and whether it is about the address`(local: String, concernsAddress: Bool) throws {
        let server = try SMTPServer.shared.get()
        let outcome = try SMTPConnection(server.settings()).send(message, to: try address(local + "@example.fr"))
        guard case .refused(let trouble, concernsAddress) = outcome, case .answered(let code?, _) = trouble.outcome else {
            throw Unexpected(outcome)
        }
        #expect(500...599 ~= code && trouble.words.contains("the answer that was asked for"))
        #expect(try server.messages(to: local + "@example.fr").isEmpty)
    }

    @Test func `a refused recipient does not stop the next one`() throws {
        let server = try SMTPServer.shared.get()
        let connection = try SMTPConnection(server.settings())
        _ = try connection.send(message, to: try address("rcpt-550@example.fr"))
        let outcome = try connection.send(message, to: try address("zoe@example.fr"))
        guard case .accepted = outcome else { throw Unexpected(outcome) }
    }

    @Test(arguments: [
        ("drop-rcpt", NoAnswer.noAnswer), ("drop-data", .noAnswer), ("drop-mid", .noConfirmation), ("drop-dot", .noConfirmation),
    ])
    func `a lost connection may pass, and the message may have arrived once all of it was sent`(word: String, kind: NoAnswer) throws {
        let server = try SMTPServer.shared.get()
        let connection = try SMTPConnection(server.settings())
        let outcome = try connection.send(message, to: try address(word + "@example.fr"))
        guard case .deferred(let trouble) = outcome else { throw Unexpected(outcome) }
        #expect(trouble.outcome == .unanswered(kind) && trouble.cause == .connectionLost)
        #expect(trouble.detail?.wholeMatch(of: /curl [0-9]+: [^@]+/) != nil)
        let next = try connection.send(message, to: try address("zoe@example.fr"))
        guard case .accepted = next else { throw Unexpected(next) }
    }

    @Test(arguments: [("slow-rcpt", NoAnswer.noAnswer), ("slow-dot", .noConfirmation)])
    func `a server that does not answer in time is given up`(word: String, kind: NoAnswer) throws {
        let server = try SMTPServer.shared.get()
        var settings = try server.settings()
        settings.timeout = 8
        let outcome = try SMTPConnection(settings).send(message, to: try address(word + "@example.fr"))
        guard case .deferred(let trouble) = outcome else { throw Unexpected(outcome) }
        #expect(trouble.outcome == .unanswered(kind) && trouble.cause == .notAnsweredInTime)
    }

    @Test func `an answer that comes too late is not taken for one to the next message`() throws {
        let server = try SMTPServer()
        var settings = try server.settings()
        settings.timeout = 8
        let connection = try SMTPConnection(settings)
        guard case .accepted = try connection.send(message, to: try address("zoe@example.fr")) else {
            throw CocoaError(.featureUnsupported)
        }
        let outcome = try connection.send(message, to: try address("slow-dot@example.fr"))
        guard case .deferred(let trouble) = outcome, trouble.cause != nil else { throw Unexpected(outcome) }
        // The good-bye to a silent server waits for nothing, and the next message has a connection of its own.
        for local in ["rcpt-550-5-1-1", "leo"] {
            let next = try connection.send(message, to: try address(local + "@example.fr"))
            switch next {
            case .refused(_, concernsAddress: true) where local != "leo": break
            case .accepted where local == "leo": break
            default: throw Unexpected(next)
            }
        }
        let peers = try server.events("rcpt").compactMap { $0["peer"] as? Int }
        #expect(peers.count == 4 && peers[0] == peers[1] && peers[1] != peers[2])
    }

    @Test func `a server that falls silent on a kept connection is not asked once more`() throws {
        let server = try SMTPServer()
        var settings = try server.settings()
        settings.timeout = 8
        let connection = try SMTPConnection(settings)
        guard case .accepted = try connection.send(message, to: try address("zoe@example.fr")) else {
            throw CocoaError(.featureUnsupported)
        }
        let outcome = try connection.send(message, to: try address("slow-rcpt@example.fr"))
        guard case .deferred(let trouble) = outcome, trouble.cause != nil else { throw Unexpected(outcome) }
        #expect(try server.events("slow").count == 1 && server.events("hello").count == 1)
        // What is said at good-bye would wait for the server as well.
        let next = try connection.send(message, to: try address("zoe@example.fr"))
        guard case .accepted = next else { throw Unexpected(next) }
        #expect(try server.events("hello").count == 2)
    }

    @Test(arguments: [("slow-rcpt", false), ("slow-dot", true)])
    func `a worker that is to stop need not wait for the server`(word: String, arrived: Bool) throws {
        let server = try SMTPServer()
        var (asked, sawEnd) = (0, false)
        let outcome = try SMTPConnection(server.settings()).send(message, to: try address(word + "@example.fr")) { stage in
            asked += 1
            if stage == .awaitingConfirmation { sawEnd = true }
            return (try? server.events("slow").isEmpty) ?? true
        }
        guard case .interrupted(arrived) = outcome else { throw Unexpected(outcome) }
        #expect(asked > 1 && sawEnd == arrived)
    }

    @Test func `a connection that the server gave up meanwhile is no failed try`() throws {
        let server = try SMTPServer(["--per-connection", "2"])
        let connection = try SMTPConnection(server.settings())
        for local in ["a", "b", "c.close", "d", "e"] {
            let outcome = try connection.send(message, to: try address(local + "@example.fr"))
            guard case .accepted = outcome else { throw Unexpected(outcome) }
            if local == "c.close" { Thread.sleep(forTimeInterval: 0.3) }
        }
        #expect(try server.events("message").count == 5)
        #expect(try server.events("hello").count == 3)
    }

    @Test func `no server, no name, no welcome`() throws {
        let server = try SMTPServer(["--greeting", "554"])
        var settings = try server.settings()
        #expect(throws: MailError(.serverRefused)) { try SMTPConnection(settings).send(message, to: address("zoe@example.fr")) }
        // A port that nobody listens on, as it was just given back.
        settings.port = try SMTPServer().port
        let closed = try SMTPConnection(settings).send(message, to: address("zoe@example.fr"))
        guard case .deferred(let trouble) = closed else { throw Unexpected(closed) }
        #expect(trouble.outcome == .unanswered(.noConnection) && trouble.cause == .notConnected)
        #expect(trouble.detail?.hasPrefix("curl 7: ") == true)
        settings.host = "serveur.invalid"
        let unknown = try SMTPConnection(settings).send(message, to: address("zoe@example.fr"))
        guard case .deferred(let other) = unknown else { throw Unexpected(unknown) }
        #expect(other.outcome == .unanswered(.noConnection) && other.cause == .serverNotFound)
    }
}

struct Unexpected: Error {
    let result: DeliveryResult

    init(_ result: DeliveryResult) { self.result = result }
}
