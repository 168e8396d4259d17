import Dotations
import TestSupport
import Testing

@testable import DotationMail

/// What is made of a dialogue, without a server.
@Suite struct DialogueTests {
    @Test func `an answer is the same wherever its bytes are cut`() {
        var random = SeededGenerator(seed: 3)
        let bytes = Array(
            "220 mail.example.fr ESMTP\r\n250-mail.example.fr\r\n250-SIZE 1000\r\n250 8BITMIME\r\n550-5.1.1 non\r\n550 5.1.1 vraiment\r\n"
                .utf8)
        for _ in 0..<200 {
            var dialogue = SMTPDialogue()
            var rest = bytes[...]
            while !rest.isEmpty {
                let piece = rest.prefix(random.number(1...20))
                dialogue.received(piece)
                rest = rest.dropFirst(piece.count)
            }
            #expect(dialogue.answer == ServerAnswer(code: 550, status: "5.1.1", words: "5.1.1 non vraiment"))
        }
    }

    @Test func `a stranger's words are made visible and cut`() {
        var dialogue = SMTPDialogue()
        dialogue.received("450 4.2.0 a\u{1B}[2J\u{202E}b\u{0}  c\t\t\u{E9}\n".utf8)
        #expect(dialogue.answer?.words == "4.2.0 a⟨U+001B⟩[2J⟨U+202E⟩b⟨U+0000⟩ c é")
        dialogue.received([0x34, 0x35, 0x30, 0x20, 0xFF, 0xC3, 0x0A])
        #expect(dialogue.answer?.words.unicodeScalars.allSatisfy { $0 == "\u{FFFD}" } == true)
        dialogue.received(("451 " + String(repeating: "é", count: 5_000) + "\r\n").utf8)
        #expect((dialogue.answer?.words.unicodeScalars.count ?? 0) <= 301)
    }

    @Test func `a server that never ends its answer is stopped, and nothing of it is kept`() {
        var dialogue = SMTPDialogue()
        for _ in 0..<10_000 { dialogue.received("250-encore\r\n".utf8) }
        #expect(dialogue.isExcessive && dialogue.answer == nil)
    }

    @Test(arguments: ["", "garbage", "99 x", "6ab x", "-50 x", "+50 x", "250", "2 0 x"])
    func `lines that are no answer say nothing, and a code alone is one`(line: String) {
        var dialogue = SMTPDialogue()
        dialogue.received((line + "\r\n").utf8)
        #expect(dialogue.answer?.code == (line == "250" ? 250 : nil))
    }

    @Test func `what is said at good-bye does not change what came of the message`() throws {
        var dialogue = SMTPDialogue()
        dialogue.sent("RCPT TO:<a@b.fr>\r\n".utf8)
        dialogue.received("550 5.1.1 non\r\n".utf8)
        dialogue.sent("QUIT\r\n".utf8)
        dialogue.received("421 4.7.0 et puis quoi\r\n".utf8)
        guard
            case .refused(let trouble, concernsAddress: true) = try dialogue.result(
                .passing(.connectionLost, isConnected: true, detail: "curl"), recipient: "a@b.fr")
        else {
            Issue.record("\(dialogue)")
            return
        }
        #expect(trouble.outcome == .answered(code: 550, status: "5.1.1") && trouble.words == "550 5.1.1 non")
    }

    @Test func `a message that the server has taken is taken, whatever happens then`() throws {
        var dialogue = SMTPDialogue()
        dialogue.sent("DATA\r\n".utf8)
        dialogue.received("354 allez\r\n".utf8)
        dialogue.sentMessage()
        #expect(try dialogue.result(.stopped, recipient: "") == .interrupted(mayHaveLeft: true))
        dialogue.received("250 2.0.0 pris\r\n".utf8)
        for failure in [SMTPFailure.stopped, .passing(.connectionLost, isConnected: true, detail: "curl"), .tls("x"), nil] {
            #expect(try dialogue.result(failure, recipient: "") == .accepted)
        }
    }

    @Test(arguments: [
        ("EHLO x", 550, MailError.Code.serverRefused), ("STARTTLS", 501, .tlsFailed), ("AUTH PLAIN", 535, .authenticationRefused),
        ("AUTH LOGIN", 504, .authenticationRefused), ("MAIL FROM:<a@b.fr>", 553, .senderRefused),
        ("MAIL FROM:<a@b.fr>", 530, .authenticationRefused),
        ("RCPT TO:<a@b.fr>", 530, .authenticationRefused), ("DATA", 538, .authenticationRefused),
    ])
    func `what would fail for every message stops the worker, unless it may pass`(command: String, code: Int, fault: MailError.Code) throws
    {
        var dialogue = SMTPDialogue()
        dialogue.sent((command + "\r\n").utf8)
        if command.hasPrefix("AUTH") { dialogue.sent("AGNhbmFyaQ==\r\n".utf8) }
        dialogue.received("\(code) 5.7.0 canari\r\n".utf8)
        for failure in [SMTPFailure.passing(.connectionLost, isConnected: true, detail: "curl"), nil] {
            let error = #expect(throws: MailError.self) { try dialogue.result(failure, recipient: "a@b.fr") }
            #expect(error == MailError(fault))
            #expect(error?.subject == "\(code) 5.7.0" && error.map { "\($0)".contains("canari") } == false)
        }
        dialogue.received("454 4.7.0 plus tard\r\n".utf8)
        guard case .deferred(let trouble) = try dialogue.result(.tls("x"), recipient: "a@b.fr") else { throw Unexpected(.accepted) }
        #expect(trouble.outcome == .answered(code: 454, status: "4.7.0") && trouble.words == "454 4.7.0 plus tard")
    }
}
