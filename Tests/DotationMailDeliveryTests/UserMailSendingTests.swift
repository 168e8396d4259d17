import DotationAccounts
import DotationMail
import DotationMailDelivery
import DotationStore
import Dotations
import Foundation
import Testing

/// E-mails to users, through the same worker as those to beneficiaries.
@Suite struct UserMailSendingTests {
    private func invite(_ names: [String], in scene: Scene) throws {
        let context = OperationContext(user: "alice", way: .command, date: TestClock.start)
        for name in names {
            let email = try EmailAddress.parse("\(name)@exemple.fr")
            try scene.store.addMember(email, name: "Alice Martin", as: .gestion, context: context)
            _ = try scene.store.invite(email, context: .init(user: "operator", way: .command, date: TestClock.start))
        }
    }

    /// The text of a message as its reader sees it.
    private func text(_ message: String) throws -> String {
        var bytes: [UInt8] = []
        var rest = message.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                bytes.append(byte)
                continue
            }
            let code = String(decoding: rest.prefix(2), as: UTF8.self)
            rest = rest.dropFirst(2)
            if let byte = UInt8(code, radix: 16) { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("An invitation goes out under the client's name, and its link lets the password be chosen")
    func invitation() throws {
        let (scene, server) = (try Scene(people: 1), TestServer.taking())
        try scene.store.set([.senderName: "CSE de l’usine"], context: .init(user: "a", way: .command, date: TestClock.start))
        try invite(["chef"], in: scene)
        let report = try scene.worker(server).run()
        #expect(report.counts.sent == 2 && Set(server.recipients) == ["chef@exemple.fr", "p0@yopmail.com"])
        let message = try #require(server.messages.first { $0.contains("chef@exemple.fr") })
        let text = try text(message)
        #expect(text.contains("Vous avez maintenant accès") && text.contains("code client CSE") && text.contains("Bonjour Alice Martin"))
        #expect(text.contains("CSE de l’usine"))
        let link = try #require(text.firstMatch(of: /https:\/\/espace\.exemple\.fr\/mot-de-passe\/([0-9a-z]{26})\s/))
        let token = try #require(Token(String(link.1)))
        #expect(try scene.store.store.owner(of: token, at: TestClock.start + 60).email.text == "chef@exemple.fr")
    }

    @Test("Each client's invitations are in its own name")
    func clients() throws {
        let (scene, server) = (try Scene(people: 1), TestServer.taking())
        let context = OperationContext(user: "a", way: .command, date: TestClock.start)
        let other = try scene.store.store.addClient(#require(Client.Code("DUO")), name: "CSE Duo", at: TestClock.start)
        try other.set([.senderName: "Duo"], context: context)
        try scene.store.set([.senderName: "Uno"], context: context)
        try invite(["a", "b", "c"], in: scene)
        let email = try EmailAddress.parse("d@exemple.fr")
        try other.addMember(email, name: "Dora", as: .gestion, context: context)
        _ = try other.invite(email, context: .init(user: "operator", way: .command, date: TestClock.start))
        _ = try scene.worker(server).run()
        for message in server.messages where message.contains("/mot-de-passe/") || message.contains("exemple.fr>") {
            guard let to = message.firstMatch(of: /To: .*?([a-d])@exemple\.fr/)?.1 else { continue }
            #expect(message.contains("From: \(to == "d" ? "Duo" : "Uno") <"), "\(to)")
        }
        #expect(server.messages.count { $0.contains("From: Duo <") } == 1)
    }

    @Test("A reset is the installation's, and names no client")
    func reset() throws {
        let (scene, server) = (try Scene(people: 1), TestServer.taking())
        try scene.store.set([.senderName: "CSE de l’usine"], context: .init(user: "a", way: .command, date: TestClock.start))
        try invite(["chef"], in: scene)
        _ = try scene.worker(server).run()
        _ = try scene.store.store.sendReset(
            to: EmailAddress.parse("chef@exemple.fr"), context: .init(user: "operator", way: .command, date: TestClock.start))
        _ = try scene.worker(server).run()
        let text = try text(#require(server.messages.last))
        #expect(text.contains("un nouveau mot de passe") && text.contains("CSE Exemple") && !text.contains("l’usine"))
    }

    @Test("Many invitations do not hold up the beneficiaries' e-mails, nor these the invitations")
    func turns() throws {
        let (scene, server) = (try Scene(people: 100), TestServer.taking())
        try invite((0..<100).map { "chef\($0)" }, in: scene)
        _ = try scene.worker(server).run()
        #expect(server.recipients.count == 200)
        let isInvitation = server.recipients.map { $0.hasPrefix("chef") }
        #expect(Set(isInvitation.prefix(60)).count == 2 && Set(isInvitation.suffix(60)).count == 2)
    }

    @Test("Without the pages' address no e-mail leads to them: it waits, and the beneficiaries' are sent")
    func noPages() throws {
        let (scene, server) = (try Scene(people: 1, hasPages: false), TestServer.taking())
        try invite(["chef"], in: scene)
        let report = try scene.worker(server).run()
        #expect(server.recipients == ["p0@yopmail.com"] && report.counts.sent == 1)
        #expect(report.waitingForPages == 1 && report.outbox[.pending]?.count == 1)
    }

    @Test("A server that is busy has the e-mail again later, and one that refuses it does not")
    func failures() throws {
        let scene = try Scene(people: 1)
        _ = try scene.worker(.taking()).run()
        try invite(["a", "b"], in: scene)
        let server = TestServer { number, recipient, _ in
            recipient == "b@exemple.fr" ? .refused(.unknownUser, concernsAddress: true) : number == 1 ? .deferred(.busy) : .accepted
        }
        let report = try scene.worker(server).run()
        #expect(report.counts.retry == 1 && report.counts.failed == 1)
        scene.clock.pass(seconds: 40)
        #expect(try scene.worker(server).run().counts.sent == 1)
        #expect(server.recipients == ["a@exemple.fr", "b@exemple.fr", "a@exemple.fr"])
        let messages = server.messages
        #expect(messages[0].contains("Message-ID: ") && messageID(messages[0]) == messageID(messages[2]))
    }

    private func messageID(_ message: String) -> Substring? { message.firstMatch(of: /Message-ID: (<[^>]+>)/)?.1 }
}
