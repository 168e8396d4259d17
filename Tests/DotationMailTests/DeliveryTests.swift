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
            let outcome = connection.send(message, to: try address("zoe@example.fr"))
            guard case .accepted(let answer) = outcome else { throw Unexpected(outcome) }
            #expect(answer.code == 250 && answer.status == "2.0.0" && answer.words.hasPrefix("2.0.0 kept as"))
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
        let first = connection.send(message, to: recipient)
        guard case .mayPass(let answer) = first else { throw Unexpected(first) }
        #expect(
            answer.code == code && answer.status == status && answer.words.contains("the answer that was asked for and this is its end"))
        let second = connection.send(message, to: recipient)
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
        guard case .refusedForGood(let answer, concernsAddress) = outcome else { throw Unexpected(outcome) }
        #expect(answer.code.map { 500...599 ~= $0 } == true && answer.words.contains("the answer that was asked for"))
        #expect(try server.messages(to: local + "@example.fr").isEmpty)
    }

    @Test func `a refused recipient does not stop the next one`() throws {
        let server = try SMTPServer.shared.get()
        let connection = try SMTPConnection(server.settings())
        _ = connection.send(message, to: try address("rcpt-550@example.fr"))
        let outcome = connection.send(message, to: try address("zoe@example.fr"))
        guard case .accepted = outcome else { throw Unexpected(outcome) }
    }

    @Test(arguments: [
        ("drop-rcpt", NoAnswer.Kind.noAnswer), ("drop-data", .noAnswer), ("drop-mid", .noConfirmation), ("drop-dot", .noConfirmation),
    ])
    func `a lost connection may pass, and the message may have arrived once all of it was sent`(word: String, kind: NoAnswer.Kind) throws {
        let server = try SMTPServer.shared.get()
        let connection = try SMTPConnection(server.settings())
        let outcome = connection.send(message, to: try address(word + "@example.fr"))
        guard case .unanswered(let answer) = outcome else { throw Unexpected(outcome) }
        #expect(answer.kind == kind && answer.cause == .connectionLost)
        #expect(answer.detail.wholeMatch(of: /curl [0-9]+: [^@]+/) != nil)
        let next = connection.send(message, to: try address("zoe@example.fr"))
        guard case .accepted = next else { throw Unexpected(next) }
    }

    @Test(arguments: [("slow-rcpt", NoAnswer.Kind.noAnswer), ("slow-dot", .noConfirmation)])
    func `a server that does not answer in time is given up`(word: String, kind: NoAnswer.Kind) throws {
        let server = try SMTPServer.shared.get()
        var settings = try server.settings()
        settings.timeout = 8
        let outcome = try SMTPConnection(settings).send(message, to: try address(word + "@example.fr"))
        guard case .unanswered(let answer) = outcome else { throw Unexpected(outcome) }
        #expect(answer.kind == kind && answer.cause == .notAnsweredInTime)
    }

    @Test func `an answer that comes too late is not taken for one to the next message`() throws {
        let server = try SMTPServer()
        var settings = try server.settings()
        settings.timeout = 8
        let connection = try SMTPConnection(settings)
        guard case .accepted = connection.send(message, to: try address("zoe@example.fr")) else { throw CocoaError(.featureUnsupported) }
        let outcome = connection.send(message, to: try address("slow-dot@example.fr"))
        guard case .unanswered = outcome else { throw Unexpected(outcome) }
        // The good-bye to a silent server waits for nothing, and the next message has a connection of its own.
        for local in ["rcpt-550-5-1-1", "leo"] {
            let next = connection.send(message, to: try address(local + "@example.fr"))
            switch next {
            case .refusedForGood(_, concernsAddress: true) where local != "leo": break
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
        guard case .accepted = connection.send(message, to: try address("zoe@example.fr")) else { throw CocoaError(.featureUnsupported) }
        let outcome = connection.send(message, to: try address("slow-rcpt@example.fr"))
        guard case .unanswered = outcome else { throw Unexpected(outcome) }
        #expect(try server.events("slow").count == 1 && server.events("hello").count == 1)
        // What is said at good-bye would wait for the server as well.
        let next = connection.send(message, to: try address("zoe@example.fr"))
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
            let outcome = connection.send(message, to: try address(local + "@example.fr"))
            guard case .accepted = outcome else { throw Unexpected(outcome) }
            if local == "c.close" { Thread.sleep(forTimeInterval: 0.3) }
        }
        #expect(try server.events("message").count == 5)
        #expect(try server.events("hello").count == 3)
    }

    @Test func `no server, no name, no welcome`() throws {
        let server = try SMTPServer(["--greeting", "554"])
        var settings = try server.settings()
        #expect(try SMTPConnection(settings).send(message, to: address("zoe@example.fr")) == .notPossible(MailError(.serverRefused)))
        // A port that nobody listens on, as it was just given back.
        settings.port = try SMTPServer().port
        let closed = try SMTPConnection(settings).send(message, to: address("zoe@example.fr"))
        guard case .unanswered(let answer) = closed else { throw Unexpected(closed) }
        #expect(
            answer.kind == .noConnection && answer.cause == .notConnected && answer.detail.hasPrefix("curl 7: "))
        settings.host = "serveur.invalid"
        let unknown = try SMTPConnection(settings).send(message, to: address("zoe@example.fr"))
        guard case .unanswered(let why) = unknown else { throw Unexpected(unknown) }
        #expect(why.kind == .noConnection && why.cause == .serverNotFound)
    }
}

struct Unexpected: Error {
    let outcome: DeliveryOutcome

    init(_ outcome: DeliveryOutcome) { self.outcome = outcome }
}
