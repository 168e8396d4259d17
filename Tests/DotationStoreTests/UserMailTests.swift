import DotationAccounts
import Dotations
import Foundation
import StoreTestSupport
import TestSupport
import Testing

@testable import DotationStore

/// E-mails to users: what is recorded, who is sent what, and what a worker's end leaves.
@Suite struct UserMailTests {
    private let folder: TemporaryFolder
    private let store: Store
    private let first: ClientStore
    private let second: ClientStore
    private let now = context.date
    private let alice: EmailAddress

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(in: folder)
        first = try store.client()
        second = try store.addClient(#require(Client.Code("DUO")), name: "CSE Duo", at: context.date)
        try folder.addTwin(isInvited: true)
        alice = try EmailAddress.parse("alice@exemple.fr")
        try first.addMember(alice, name: "Alice Martin", as: .gestion, context: context)
    }

    private func time(_ seconds: TimeInterval = 0) -> OutboxTime {
        OutboxTime(date: now + seconds, steady: 1_000_000 + Int(seconds * 1000), boot: "boot")
    }

    private func lease(_ limit: Int = 10, after seconds: TimeInterval = 0) throws -> LeasedUserMails {
        var random = SystemRandomNumberGenerator()
        return try store.mail.leaseUserMails(limit, at: time(seconds), domain: "exemple.fr", using: &random)
    }

    private func record(_ result: DeliveryResult, _ mail: UserMail, after seconds: TimeInterval = 0) throws -> RecordedResult? {
        var random = SystemRandomNumberGenerator()
        return try store.mail.record([(result, mail)], at: time(seconds), random: &random).first
    }

    private var invitation: Invitation? {
        get throws { try store.user(alice).flatMap { try store.invitations(to: $0.id)[first.client.id] } }
    }

    private func setPassword() throws {
        var random = SystemRandomNumberGenerator()
        let owner = PasswordOwner(clientCodes: [], names: [], email: try EmailAddress.parse("x@exemple.fr"))
        let hash = try PasswordHash(of: ChosenPassword("cinq mots de passe au hasard", by: owner), using: &random)
        try store.setPassword(hash, of: #require(try store.user(alice)).id, context: .init(user: "operator", way: .command, date: now))
    }

    @Test("An invitation says who works for whom, is sent once, and its state is known")
    func invites() throws {
        #expect(try first.invite(alice, context: .init(user: "operator", way: .command, date: now)) == 0)
        #expect(try invitation == Invitation(state: .pending, date: now, outcome: nil))
        let mail = try #require(try lease().mails.first)
        #expect(mail.recipient == alice && mail.content == .invitation(person: "Alice Martin", client: first.client, hasPassword: false))
        #expect(mail.messageID.hasSuffix("@exemple.fr>") && mail.tokenEnd == now + 7 * 86_400)
        #expect(try lease().mails.isEmpty && store.mail.mayBeSent(mail, at: now))
        #expect(try record(.accepted, mail) == .became(.sent))
        #expect(try invitation == Invitation(state: .sent, date: now, outcome: "accepted"))
        #expect(try record(.accepted, mail) == .lost)
        #expect(try store.examine(at: now).isSound)
    }

    @Test("Somebody with a password is not given a link to choose another one")
    func hasPassword() throws {
        try setPassword()
        #expect(try first.invite(alice, context: .init(user: "operator", way: .command, date: now)) == 0)
        #expect(try lease().mails.first?.content == .invitation(person: "Alice Martin", client: first.client, hasPassword: true))
    }

    @Test("Each time that an e-mail is sent off it has a token of its own, and nothing of one is in the store", .onFiles)
    func tokens() throws {
        _ = try first.invite(alice, context: .init(user: "operator", way: .command, date: now))
        let mail = try #require(try lease().mails.first)
        let trouble = DeliveryTrouble(.noConfirmation, cause: .notConfirmed, detail: "")
        #expect(try record(.deferred(trouble), mail) == .became(.retry))
        #expect(try lease(after: 20).mails.isEmpty)
        let again = try #require(try lease(after: 40).mails.first)
        #expect(again.messageID == mail.messageID && again.token.text != mail.token.text && again.attempt == 2)
        // Nobody knows which of them arrives.
        for token in [mail.token, again.token] { #expect(try store.owner(of: token, at: now + 60).email == alice) }
        let bytes =
            try Data(contentsOf: URL(fileURLWithPath: folder.store)) + (try Data(contentsOf: URL(fileURLWithPath: folder.store + "-wal")))
        #expect(bytes.range(of: Data(mail.token.text.utf8)) == nil)
    }

    @Test("A link that was asked for and has not left ends with another password, whatever its worker has", .onFiles, arguments: [0, 1, 2])
    func passwordChosen(leases: Int) throws {
        _ = try store.sendReset(to: alice, context: .init(user: "operator", way: .command, date: now))
        _ = try first.invite(alice, context: .init(user: "operator", way: .command, date: now))
        var mails: [UserMail] = []
        for lease in 0..<leases {
            mails = try self.lease(after: TimeInterval(lease) * 40).mails
            guard lease + 1 < leases else { continue }
            let busy = DeliveryTrouble(.answered(code: 451, status: nil), words: "451 later", recipient: "")
            for mail in mails { #expect(try record(.deferred(busy), mail) == .became(.retry)) }
        }
        try setPassword()
        for mail in mails { #expect(throws: StoreError.self) { try store.owner(of: mail.token, at: now) } }
        for mail in mails { #expect(try !store.mail.mayBeSent(mail, at: now)) }
        for mail in mails { _ = try record(.interrupted(mayHaveLeft: false), mail) }
        let later = try lease(after: 1000).mails
        #expect(later.map(\.content) == [.invitation(person: "Alice Martin", client: first.client, hasPassword: true)])
        let raw = try RawDatabase(folder.store)
        #expect(try raw.text("SELECT state || outcome FROM user_mails WHERE purpose = 'reset'") == "cancelleduser-mail.password-chosen")
    }

    @Test("A later e-mail takes the place of one of its kind, and of no other client's")
    func supersedes() throws {
        try second.addMember(alice, name: "A. Martin", as: .lecture, context: context)
        _ = try first.invite(alice, context: .init(user: "operator", way: .command, date: now))
        _ = try second.invite(alice, context: .init(user: "operator", way: .command, date: now))
        let mails = try lease().mails
        #expect(
            mails.map(\.content) == [
                .invitation(person: "Alice Martin", client: first.client, hasPassword: false),
                .invitation(person: "A. Martin", client: second.client, hasPassword: false),
            ])
        _ = try first.invite(alice, context: .init(user: "operator", way: .command, date: now))
        #expect(try !store.mail.mayBeSent(mails[0], at: now) && store.mail.mayBeSent(mails[1], at: now))
        #expect(try record(.interrupted(mayHaveLeft: false), mails[0]) == .became(.cancelled))
        #expect(throws: StoreError.self) { try store.owner(of: mails[0].token, at: now) }
        #expect(try store.owner(of: mails[1].token, at: now).email == alice)
        _ = try first.invite(alice, context: .init(user: "operator", way: .command, date: now))
        #expect(try lease().mails.count == 1)
    }

    @Test("Nobody is sent more than three of a kind within an hour, whatever the clock was")
    func limit() throws {
        for _ in 0..<UserMail.hourlyLimit {
            #expect(try first.invite(alice, context: .init(user: "operator", way: .command, date: now)) == 0)
        }
        #expect(try first.invite(alice, context: .init(user: "operator", way: .command, date: now + 600)) == 3000)
        #expect(try store.sendReset(to: alice, context: .init(user: "operator", way: .command, date: now + 600)) == 0)
        #expect(try first.invite(alice, context: .init(user: "operator", way: .command, date: now - 86_400)) == 0)
        #expect(try first.invite(alice, context: .init(user: "operator", way: .command, date: now + 3600)) == 0)
    }

    enum Ended: CaseIterable { case disabled, taken, expired }

    @Test("What is of no use any more is not sent", arguments: Ended.allCases)
    func blocked(_ ended: Ended) throws {
        _ = try first.invite(alice, context: .init(user: "operator", way: .command, date: now))
        let mail = try #require(try lease().mails.first)
        #expect(try record(.interrupted(mayHaveLeft: false), mail) == .became(.pending))
        switch ended {
        case .disabled:
            try store.setDisabled(true, #require(try store.user(alice)).id, context: .init(user: "operator", way: .command, date: now))
        case .taken:
            // Somebody who works for another client stays a user.
            try second.addMember(alice, name: "A. Martin", as: .lecture, context: context)
            try first.removeMember(alice, context: context)
        case .expired: break
        }
        let leased = try lease(after: ended == .expired ? 7 * 86_400 : 0)
        #expect(leased.mails.isEmpty && leased.cancelled.map(\.blocker) == [ended == .expired ? .requestExpired : .accessEnded])
    }

    @Test("A lease that is over is another worker's, and a message that ends its workers is given up")
    func leases() throws {
        _ = try first.invite(alice, context: .init(user: "operator", way: .command, date: now))
        _ = try store.sendReset(to: alice, context: .init(user: "operator", way: .command, date: now))
        let mail = try #require(try lease(1).mails.first)
        #expect(try store.mail.renewLeases(of: [mail], at: time(50)).isEmpty)
        #expect(try lease(after: 100).mails.map(\.content) == [.reset])
        for attempt in 1..<MailStore.expiredLeaseLimit {
            let again = try lease(after: TimeInterval(attempt) * 200).mails
            #expect(try #require(again.first).expiredLeases == attempt)
            #expect(again.count == 1 || attempt == 1)
            if attempt == 1 {
                #expect(try record(.accepted, mail, after: 200) == .lost)
                #expect(try store.mail.renewLeases(of: [mail], at: time(200)).count == 1)
                for mail in again where mail.content == .reset { _ = try record(.accepted, mail, after: 200) }
            }
        }
        #expect(try lease(after: 2000).failed == [mail.id])
        #expect(try invitation?.outcome == "job.workers-ended")
    }

    @Test("The mail server's no, and the last try in vain, end an e-mail")
    func failures() throws {
        _ = try first.invite(alice, context: .init(user: "operator", way: .command, date: now))
        let refused = DeliveryTrouble(.answered(code: 550, status: "5.1.1"), words: "550 no such user", recipient: "")
        #expect(try record(.refused(refused, concernsAddress: true), #require(try lease().mails.first)) == .became(.failed))
        #expect(try invitation == Invitation(state: .failed, date: now, outcome: "smtp.550.5.1.1"))
        _ = try first.invite(alice, context: .init(user: "operator", way: .command, date: now))
        let busy = DeliveryTrouble(.answered(code: 451, status: nil), words: "451 later", recipient: "")
        var seconds: TimeInterval = 0
        for delay in RetrySchedule.delays {
            #expect(try record(.deferred(busy), #require(try lease(after: seconds).mails.first), after: seconds) == .became(.retry))
            seconds += TimeInterval(delay) * 1.1
        }
        #expect(try record(.deferred(busy), #require(try lease(after: seconds).mails.first), after: seconds) == .became(.failed))
        #expect(try lease(after: seconds + 86_400).mails.isEmpty)
    }

    @Test("A clock that goes back leaves no e-mail waiting until it is there again")
    func clock() throws {
        _ = try first.invite(alice, context: .init(user: "operator", way: .command, date: now))
        #expect(try lease(after: -86_400).mails.count == 1)
    }

    @Test("An invitation that comes back is known to have, and counts among the e-mails", .onFiles)
    func bounces() throws {
        _ = try first.invite(alice, context: .init(user: "operator", way: .command, date: now))
        #expect(try store.mail.jobCounts()[.pending]?.count == 1 && store.examine(at: now + 60).dueSince == now)
        let mail = try #require(try lease().mails.first)
        _ = try record(.accepted, mail)
        #expect(try store.mail.jobCounts().mapValues(\.count) == [.sent: 1, .cancelled: 1] && store.examine(at: now + 60).dueSince == nil)
        func report(_ messageID: String) -> BounceReport {
            BounceReport(
                messageID: messageID, recipient: alice.text, action: .failed, status: "5.1.1", diagnostic: nil, blamesAddress: true)
        }
        #expect(try store.mail.recordBounces([report(mail.messageID), report("<x@y>")], context: context) == [.userMail, .unknown])
        #expect(try invitation == Invitation(state: .failed, date: now, outcome: "bounced.5.1.1"))
    }

    @Test("With a client its invitations go", .onFiles)
    func erased() throws {
        try second.addMember(alice, name: "A. Martin", as: .lecture, context: context)
        _ = try first.invite(alice, context: .init(user: "operator", way: .command, date: now))
        _ = try second.invite(alice, context: .init(user: "operator", way: .command, date: now))
        let mails = try lease().mails
        try store.erase(second.client, at: now)
        #expect(throws: StoreError.self) { try store.owner(of: mails[1].token, at: now) }
        #expect(try store.owner(of: mails[0].token, at: now).email == alice)
        try store.erase(first.client, at: now)
        let raw = try RawDatabase(folder.store)
        for table in ["user_mails", "user_tokens", "users"] { #expect(try raw.text("SELECT count(*) FROM \(table)") == "1") }
    }
}
