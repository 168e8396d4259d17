import DotationAccounts
import Dotations
import Foundation
import StoreTestSupport
import TestSupport
import Testing

@testable import DotationStore

@Suite struct PeopleTests {
    private let folder: TemporaryFolder
    private let store: Store
    private let first: ClientStore
    private let second: ClientStore
    private let now = context.date

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(in: folder)
        first = try store.client()
        second = try store.addClient(#require(Client.Code("DUO")), name: "CSE Duo", at: context.date)
        try folder.addTwin(isInvited: true)
    }

    @Test("What an operator does to an account stands in the history of each client that the person works for, and tells of no other")
    func recordsActs() throws {
        let address = try email("alice@exemple.fr")
        try first.addMember(email("bob@exemple.fr"), name: "Bob", as: .administration, context: context)
        for client in [first, second] { try client.addMember(address, name: "Alice", as: .gestion, context: context) }
        let user = try #require(try store.user(address)).id
        let act = OperationContext(user: "operator", way: .command, date: now)
        try store.setPassword(hash("cinq mots de passe au hasard"), of: user, context: act)
        #expect(try store.sendReset(to: address, context: act) == 0)
        #expect(try first.invite(address, context: act) == 0)
        try store.setDisabled(true, user, context: act)
        try store.setDisabled(false, user, context: act)
        try store.removeAuthenticator(of: user, context: act)
        try store.endSessions(of: user, context: act)
        for (client, acts) in [(first, AccountAct.allCases), (second, AccountAct.allCases.filter { $0 != .invited })] {
            let operations = try client.operations([.people], limit: 100).filter { $0.context.user == "operator" }
            let member = try #require(try client.member(address)).id
            #expect(operations.count == acts.count && operations.allSatisfy { $0.context.way == .command })
            let rows = try operations.flatMap { try client.auditRows(of: $0) }
            #expect(Set(rows.map(\.action)) == Set(acts.map { .account(member, $0) }))
        }
    }

    private func email(_ text: String) throws -> EmailAddress { try EmailAddress.parse(text) }

    private func hash(_ text: String) throws -> PasswordHash {
        var random = SystemRandomNumberGenerator()
        let owner = PasswordOwner(clientCodes: [], names: [], email: try email("x@exemple.fr"))
        return try PasswordHash(of: ChosenPassword(text, by: owner), using: &random)
    }

    private func token() -> Token {
        var random = SystemRandomNumberGenerator()
        return Token(using: &random)
    }

    private func signIn(_ store: ClientStore, _ address: String, _ factor: SecondFactor = .none) throws -> (Token, SignedIn?) {
        let credentials = try #require(try self.store.credentials(store.client.code, email(address)))
        let token = token()
        return (token, try self.store.beginSession(credentials, by: factor, token: token, at: now))
    }

    @Test("A member works for one client and is known by it alone", .onFiles)
    func members() throws {
        try first.addMember(email("alice@exemple.fr"), name: "Alice Martin", as: .administration, context: context)
        try second.addMember(email("Alice@Exemple.fr"), name: "A. M.", as: .lecture, context: context)
        try second.addMember(email("bob@exemple.fr"), name: "Bob", as: .administration, context: context)
        #expect(try store.users().map(\.email.text) == ["alice@exemple.fr", "bob@exemple.fr", "jumeau@exemple.fr"])
        #expect(try first.members().map(\.name) == ["Alice Martin"])
        #expect(try second.members().map(\.name) == ["A. M.", "Bob"] && second.members().map(\.role) == [.lecture, .administration])
        #expect(try store.credentials(.first, email("bob@exemple.fr")) == nil)
        let user = try #require(try store.user(email("ALICE@exemple.fr")))
        #expect(try store.memberships(of: user.id).map(\.client.code.description) == ["CSE", "DUO"])
        expect(.userUnknown) { try first.setRole(.gestion, of: email("bob@exemple.fr"), context: context) }
        expect(.userUnknown) { try first.setRole(.gestion, of: email("nobody@exemple.fr"), context: context) }
        expect(.lastAdministrator) { try first.setRole(.gestion, of: email("alice@exemple.fr"), context: context) }
        expect(.lastAdministrator) { try first.removeMember(email("alice@exemple.fr"), context: context) }
        try second.removeMember(email("alice@exemple.fr"), context: context)
        #expect(try second.members().map(\.name) == ["Bob"] && first.members().count == 1)
        let operations = try second.operations()
        #expect(operations.map(\.kind) == [.people, .people, .people])
        #expect(try second.auditRows(of: operations[0]).map(\.action) == [.member(.init(stored: 1), nil)])
        #expect(try store.examine(at: now).isSound)
    }

    @Test("A client numbers its own members, and gives no number twice", .onFiles)
    func memberNumbers() throws {
        for name in ["a", "b", "c"] { try first.addMember(email("\(name)@exemple.fr"), name: name, as: .lecture, context: context) }
        // What another client has done shows in no number.
        let added = try second.addMember(email("c@exemple.fr"), name: "c", as: .gestion, context: context)
        #expect(added.id.rawValue == 1 && !added.hasJoined)
        #expect(try first.removeMember(email("C@exemple.fr"), context: context).id.rawValue == 3)
        #expect(try first.addMember(email("c@exemple.fr"), name: "c", as: .lecture, context: context).id.rawValue == 4)
        #expect(try first.setRole(.gestion, of: email("c@exemple.fr"), context: context).id.rawValue == 4)
        #expect(try first.members().map(\.id.rawValue) == [1, 2, 4])
        let rows = try first.operations().flatMap { try first.auditRows(of: $0) }.map(\.action)
        let expected: [(Int, Role?)] = [(4, .gestion), (4, .lecture), (3, nil), (3, .lecture), (2, .lecture), (1, .lecture)]
        #expect(rows == expected.map { .member(.init(stored: $0.0), $0.1) })
        // A client that leaves takes its last number with it.
        let file = folder.file("depart.sqlite")
        try store.export(first.client, to: file)
        let own = try Store(path: file, creating: .never).client()
        #expect(try own.addMember(email("d@exemple.fr"), name: "d", as: .lecture, context: context).id.rawValue == 5)
        #expect(RawDatabase.damage(folder.store, "UPDATE clients SET last_member = 1 WHERE id = 1") != nil)
    }

    @Test("Somebody new and somebody who has an account elsewhere are the same to the client that adds them")
    func newAndKnown() throws {
        try second.addMember(email("alice@exemple.fr"), name: "Alice Deux", as: .administration, context: context)
        let user = try #require(try store.user(email("alice@exemple.fr")))
        try store.setPassword(hash("cinq mots de passe au hasard"), of: user.id, context: .init(user: "operator", way: .command, date: now))
        _ = try signIn(second, "alice@exemple.fr")
        let known = try first.addMember(email("alice@exemple.fr"), name: "Zoé", as: .lecture, context: context)
        let new = try first.addMember(email("zoe@exemple.fr"), name: "Zoé", as: .lecture, context: context)
        #expect(known.name == new.name && known.role == new.role && known.hasJoined == new.hasJoined)
        #expect(try first.members() == [known, new])
    }

    @Test("Whoever works for no client any more is removed with all by which they could sign in, unless they are disabled", .onFiles)
    func lastMembership() throws {
        for (name, count) in [("a", 1), ("b", 2), ("c", 1)] {
            for client in [first, second].prefix(count) {
                try client.addMember(email("\(name)@exemple.fr"), name: name, as: .gestion, context: context)
            }
            let user = try #require(try store.user(email("\(name)@exemple.fr")))
            _ = try setAuthenticator(of: "\(name)@exemple.fr")
            _ = try signIn(first, "\(name)@exemple.fr", .step(2))
            #expect(try store.sendReset(to: email("\(name)@exemple.fr"), context: .init(user: "operator", way: .command, date: now)) == 0)
            if name == "c" { try store.setDisabled(true, user.id, context: .init(user: "operator", way: .command, date: now)) }
            try first.removeMember(email("\(name)@exemple.fr"), context: context)
        }
        #expect(try store.users().map(\.email.text) == ["b@exemple.fr", "c@exemple.fr", "jumeau@exemple.fr"])
        let raw = try RawDatabase(folder.store)
        for table in ["recovery_codes", "user_mails"] {
            #expect(try raw.column("SELECT DISTINCT user_id FROM \(table) ORDER BY user_id") == ["-1", "2", "3"], "\(table)")
        }
        #expect(try raw.text("SELECT user_id FROM sessions") == "-1")
        // Whoever was disabled is so wherever they are added again.
        try second.addMember(email("c@exemple.fr"), name: "c", as: .gestion, context: context)
        #expect(try store.credentials(second.client.code, email("c@exemple.fr")) == nil)
        #expect(try store.examine(at: now).isSound)
    }

    @Test("A session lets in until it is idle, too old or ended, or the person may do no more")
    func sessions() throws {
        try first.addMember(email("alice@exemple.fr"), name: "Alice", as: .gestion, context: context)
        try second.addMember(email("alice@exemple.fr"), name: "Alice", as: .lecture, context: context)
        #expect(try !first.members()[0].hasJoined)
        let (token, signedIn) = try signIn(first, "alice@exemple.fr")
        #expect(signedIn?.role == .gestion && signedIn?.store.client.code == .first)
        #expect(try first.members()[0].hasJoined && !second.members()[0].hasJoined)
        #expect(try store.signedIn(self.token(), at: now) == nil)
        // Used every twenty minutes it lasts for eight hours.
        for minute in stride(from: 20.0, through: 470, by: 20) { #expect(try store.signedIn(token, at: now + minute * 60) != nil) }
        #expect(try store.signedIn(token, at: now + 8 * 3600) == nil)
        #expect(try store.signedIn(token, at: now + 100) == nil)
        let (idle, _) = try signIn(first, "alice@exemple.fr")
        #expect(try store.signedIn(idle, at: now + 31 * 60) == nil)
        // A clock that goes back ends it.
        let (early, _) = try signIn(first, "alice@exemple.fr")
        #expect(try store.signedIn(early, at: now - 3600) == nil)
        // Another role ends the sessions with this client alone.
        let (here, _) = try signIn(first, "alice@exemple.fr")
        let (there, _) = try signIn(second, "alice@exemple.fr")
        let user = try #require(signedIn?.user.id)
        #expect(try store.sessions(of: user, at: now).count == 2)
        try first.setRole(.lecture, of: email("alice@exemple.fr"), context: context)
        #expect(try store.signedIn(here, at: now) == nil && store.signedIn(there, at: now)?.role == .lecture)
        try store.setDisabled(true, user, context: .init(user: "operator", way: .command, date: now))
        #expect(try store.signedIn(there, at: now) == nil && store.credentials(.first, email("alice@exemple.fr")) == nil)
        try store.setDisabled(false, user, context: .init(user: "operator", way: .command, date: now))
        let (last, _) = try signIn(second, "alice@exemple.fr")
        try store.endSession(last)
        #expect(try store.signedIn(last, at: now) == nil && store.sessions(of: user, at: now).isEmpty)
    }

    @Test("A session lets in at once while another program writes", .onFiles, .timeLimit(.minutes(1)))
    func writesElsewhere() throws {
        try first.addMember(email("alice@exemple.fr"), name: "Alice", as: .gestion, context: context)
        let (token, _) = try signIn(first, "alice@exemple.fr")
        let patient = try Store(in: folder, busyTimeout: 3600)
        let other = try RawDatabase(folder.store)
        #expect(other.execute("BEGIN IMMEDIATE") == nil)
        // Its use would be noted, and its end.
        #expect(try patient.signedIn(token, at: now + 120) != nil)
        #expect(try patient.signedIn(token, at: now + 9 * 3600) == nil)
        #expect(other.execute("ROLLBACK") == nil)
        #expect(try patient.signedIn(token, at: now + 120)?.session.isWorthStoring(at: now + 121) == false)
    }

    @Test("A password is kept as a hash, and a new one ends what the old one let in", .onFiles)
    func passwords() throws {
        try first.addMember(email("alice@exemple.fr"), name: "Alice", as: .gestion, context: context)
        let user = try #require(try store.user(email("alice@exemple.fr")))
        try store.setPassword(hash("cinq mots de passe au hasard"), of: user.id, context: .init(user: "operator", way: .command, date: now))
        let stored = try #require(try store.credentials(.first, email("alice@exemple.fr"))?.password)
        #expect(try PasswordHash.isRight(Password("cinq mots de passe au hasard"), for: stored))
        #expect(try !PasswordHash.isRight(Password("cinq mots de passe au hasar"), for: stored))
        let (token, _) = try signIn(first, "alice@exemple.fr")
        try store.setPassword(hash("six mots de passe au hasard"), of: user.id, context: .init(user: "operator", way: .command, date: now))
        #expect(try store.signedIn(token, at: now) == nil)
        let bytes =
            try Data(contentsOf: URL(fileURLWithPath: folder.store)) + (try Data(contentsOf: URL(fileURLWithPath: folder.store + "-wal")))
        #expect(bytes.range(of: Data("mots de passe".utf8)) == nil && bytes.range(of: Data(token.text.utf8)) == nil)
        #expect(bytes.range(of: Data("$argon2id$v=19$m=19456,t=2,p=1$".utf8)) != nil)
        #expect(RawDatabase.damage(folder.store, "UPDATE users SET password = 'x'") == nil)
        expect(.damaged) { try store.credentials(.first, email("alice@exemple.fr")) }
    }

    @Test("A password that is changed while the old one is compared lets nobody in")
    func passwordRace() throws {
        try first.addMember(email("alice@exemple.fr"), name: "Alice", as: .gestion, context: context)
        let user = try #require(try store.user(email("alice@exemple.fr")))
        try store.setPassword(hash("cinq mots de passe au hasard"), of: user.id, context: .init(user: "operator", way: .command, date: now))
        let compared = try #require(try store.credentials(.first, email("alice@exemple.fr")))
        try store.setPassword(hash("six mots de passe au hasard"), of: user.id, context: .init(user: "operator", way: .command, date: now))
        #expect(try store.beginSession(compared, by: .none, token: token(), at: now) == nil)
        #expect(try !store.setAuthenticator(authenticator(), of: compared, keeping: token()))
        #expect(try !store.replacePassword(of: compared, by: hash("sept mots de passe au hasard"), keeping: token(), as: token(), at: now))
        // An authenticator that was to be set up with the session is not, where the session does not begin.
        #expect(try store.beginSession(compared, by: .enrolment(authenticator()), token: token(), at: now) == nil)
        #expect(try store.user(user.email)?.hasAuthenticator == false)
        let again = try #require(try store.credentials(.first, email("alice@exemple.fr")))
        _ = try setAuthenticator(of: "alice@exemple.fr")
        #expect(try store.beginSession(again, by: .none, token: token(), at: now) == nil)
    }

    @Test("An authenticator is set up with the session, and never in the place of one that was set up meanwhile")
    func enrolment() throws {
        try first.addMember(email("alice@exemple.fr"), name: "Alice", as: .gestion, context: context)
        let (before, _) = try signIn(first, "alice@exemple.fr")
        let compared = try #require(try store.credentials(.first, email("alice@exemple.fr")))
        let (mine, other) = (authenticator(seed: 7, step: 10), authenticator(seed: 8, step: 20))
        let token = token()
        #expect(try store.beginSession(compared, by: .enrolment(mine), token: token, at: now)?.user.hasAuthenticator == true)
        #expect(try store.beginSession(compared, by: .enrolment(other), token: self.token(), at: now) == nil)
        #expect(try store.signedIn(token, at: now) != nil && store.signedIn(before, at: now) == nil)
        let stored = try #require(try store.credentials(.first, email("alice@exemple.fr")))
        #expect(stored.secret?.bytes == mine.secret.bytes && stored.lastStep == 10)
        #expect(try signIn(first, "alice@exemple.fr", .recoveryCode(other.recoveryCodes[0])).1 == nil)
        #expect(try signIn(first, "alice@exemple.fr", .recoveryCode(mine.recoveryCodes[0])).1 != nil)
    }

    @Test("Whoever works for a client already is not added, and keeps name and role")
    func memberExists() throws {
        let alice = try first.addMember(email("alice@exemple.fr"), name: "Alice", as: .gestion, context: context)
        for role in [Role.gestion, .administration] {
            expect(.memberExists) { try first.addMember(email("ALICE@exemple.fr"), name: "Zoé", as: role, context: context) }
        }
        #expect(try first.members() == [alice] && first.operations().count == 1)
    }

    @Test("A link that is asked for takes one transaction, whoever is meant", .onFiles)
    func requests() throws {
        try first.addMember(email("alice@exemple.fr"), name: "Alice", as: .gestion, context: context)
        try first.addMember(email("bob@exemple.fr"), name: "Bob", as: .gestion, context: context)
        try store.setDisabled(
            true, #require(try store.user(email("bob@exemple.fr"))).id, context: .init(user: "operator", way: .command, date: now))
        for name in ["alice", "bob", "personne", nil] as [String?] {
            let before = try commits()
            let wait = try store.requestReset(
                for: name.map { try email("\($0)@exemple.fr") }, from: .resetAddress("192.0.2.1"), at: now)
            #expect(try wait == 0 && commits() - before == 1, "\(name ?? "no address")")
        }
        let raw = try RawDatabase(folder.store)
        #expect(
            try raw.column("SELECT u.email FROM user_mails m JOIN users u ON u.id = m.user_id ORDER BY u.id") == [
                "jumeau@exemple.fr", "alice@exemple.fr",
            ])
        #expect(try raw.text("SELECT failures FROM failed_attempts") == "4")
    }

    /// How many transactions the log beside the file holds: frames that say how many pages the file has after them.
    private func commits() throws -> Int {
        let log = try [UInt8](Data(contentsOf: URL(fileURLWithPath: folder.store + "-wal")))
        func number(at offset: Int) -> Int { log[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        let frame = 24 + number(at: 8)
        return stride(from: 32, to: log.count, by: frame).count { number(at: $0 + 4) != 0 }
    }

    private func authenticator(seed: UInt64 = 7, step: Int64 = 1) -> ProvedAuthenticator {
        var random = SeededGenerator(seed: seed)
        return ProvedAuthenticator(TOTPSecret(using: &random), by: step, recoveryCodes: RecoveryCode.new(using: &random))
    }

    private func setAuthenticator(of address: String, step: Int64 = 1) throws -> ProvedAuthenticator {
        let proved = authenticator(step: step)
        let credentials = try #require(try store.credentials(.first, email(address)))
        #expect(try store.setAuthenticator(proved, of: credentials, keeping: token()))
        return proved
    }

    @Test("What is over is forgotten: attempts, sessions and tokens", .onFiles)
    func forgotten() throws {
        try first.addMember(email("alice@exemple.fr"), name: "Alice", as: .gestion, context: context)
        let user = try #require(try store.user(email("alice@exemple.fr")))
        for number in 0..<5 { _ = try store.beginAttempt([.address("192.0.2.\(number)")], at: now) }
        _ = try signIn(first, "alice@exemple.fr")
        try finish(
            mailed(at: now) { _ = try store.sendReset(to: user.email, context: .init(user: "operator", way: .command, date: now)) }, at: now
        )
        let later = now + 30 * 86_400
        _ = try store.beginAttempt([.address("192.0.2.99")], at: later)
        let credentials = try #require(try store.credentials(.first, email("alice@exemple.fr")))
        _ = try store.beginSession(credentials, by: .none, token: token(), at: later)
        try finish(
            mailed(at: later) { _ = try store.sendReset(to: user.email, context: .init(user: "operator", way: .command, date: later)) },
            at: later)
        _ = try mailed(at: later + 15 * 86_400) {
            _ = try store.sendReset(to: user.email, context: .init(user: "operator", way: .command, date: later + 15 * 86_400))
        }
        let raw = try RawDatabase(folder.store)
        for table in ["failed_attempts", "sessions", "user_tokens", "user_mails"] {
            // Of the twin each is kept but for attempts, which are nobody's.
            #expect(try raw.text("SELECT count(*) FROM \(table)") == (table == "failed_attempts" ? "1" : "2"), "\(table)")
        }
    }

    @Test("What is over is found by an index, as each attempt looks for it", .onFiles)
    func indexes() throws {
        for condition in ["failed_attempts WHERE last_at < 1", "sessions WHERE seen_at < 1"] {
            let plan = try store.read { connection throws(StoreError) in
                let statement = try Statement(connection, acrossClients: "EXPLAIN QUERY PLAN DELETE FROM \(condition)")
                return try statement.step() ? statement.text("detail") : ""
            }
            #expect(plan.contains(" INDEX "), "\(plan)")
        }
    }

    @Test("A token is good once, for its time, for whoever may sign in")
    func tokens() throws {
        try first.addMember(email("alice@exemple.fr"), name: "Alice", as: .gestion, context: context)
        let user = try #require(try store.user(email("alice@exemple.fr")))
        let old = try mailed(at: now) { _ = try first.invite(user.email, context: .init(user: "operator", way: .command, date: now)) }.token
        let invitation = try mailed(at: now) {
            _ = try first.invite(user.email, context: .init(user: "operator", way: .command, date: now))
        }.token
        expect(.tokenInvalid) { try store.owner(of: old, at: now) }
        #expect(try store.owner(of: invitation, at: now + 6 * 86_400).id == user.id)
        expect(.tokenInvalid) { try store.owner(of: invitation, at: now + 8 * 86_400) }
        try store.setPassword(hash("cinq mots de passe au hasard"), with: invitation, at: now)
        expect(.tokenInvalid) { try store.setPassword(hash("six mots de passe au hasard"), with: invitation, at: now) }
        let reset = try mailed(at: now) {
            _ = try store.sendReset(to: user.email, context: .init(user: "operator", way: .command, date: now))
        }.token
        expect(.tokenInvalid) { try store.owner(of: reset, at: now + 31 * 60) }
        expect(.tokenInvalid) { try store.owner(of: reset, at: now - 3600) }
        try store.setDisabled(true, user.id, context: .init(user: "operator", way: .command, date: now))
        expect(.tokenInvalid) { try store.owner(of: reset, at: now) }
        expect(.userDisabled) { try store.sendReset(to: user.email, context: .init(user: "operator", way: .command, date: now)) }
        expect(.userUnknown) {
            try store.sendReset(to: email("personne@exemple.fr"), context: .init(user: "operator", way: .command, date: now))
        }
        expect(.tokenInvalid) { try store.owner(of: token(), at: now) }
    }

    private func mailed(at date: Date, _ request: () throws -> Void) throws -> UserMail {
        try request()
        var random = SystemRandomNumberGenerator()
        return try #require(
            try store.mail.leaseUserMails(
                1, at: OutboxTime(date: date, steady: 0, boot: "b"), domain: "exemple.fr", using: &random
            ).mails.first)
    }

    private func finish(_ mail: UserMail, at date: Date) throws {
        var random = SystemRandomNumberGenerator()
        let recorded = try store.mail.record([(.accepted, mail)], at: OutboxTime(date: date, steady: 0, boot: "b"), random: &random)
        #expect(recorded == [.became(.sent)])
    }

    @Test("Attempts wait for longer each time, never for ever, and whoever signs in waits no more")
    func attempts() throws {
        let keys = [ThrottleKey.account(typed: "alice@exemple.fr"), .address("192.0.2.1")]
        var moment = now
        var waits: [TimeInterval] = []
        for _ in 0..<40 {
            let wait = try store.beginAttempt(keys, at: moment)
            if wait > 0 {
                waits.append(wait)
                #expect(try store.beginAttempt(keys, at: moment + wait - 0.01) > 0)
                moment += wait
                #expect(try store.beginAttempt(keys, at: moment) == 0)
            }
        }
        #expect(zip(waits, waits.dropFirst()).allSatisfy { $0 <= $1 } && waits.max() == 900)
        // Another person at another place is not held up.
        #expect(try store.beginAttempt([.account(typed: "bob@exemple.fr"), .address("192.0.2.9")], at: moment) == 0)
        moment += 900
        #expect(try store.beginAttempt(keys, at: moment) == 0)
        try store.attemptSucceeded(keys)
        // What was not compared is no failure, however often.
        for _ in 0..<10 {
            #expect(try store.beginAttempt([keys[0]], at: moment) == 0)
            try store.takeBackAttempt([keys[0]])
        }
        #expect(try store.beginAttempt([keys[0]], at: moment) == 0)
        // A clock that goes back holds nobody up.
        #expect(try store.beginAttempt(keys, at: now - 86_400) == 0)
    }

    @Test("A step or a recovery code lets in once")
    func secondFactor() throws {
        try first.addMember(email("alice@exemple.fr"), name: "Alice", as: .gestion, context: context)
        let user = try #require(try store.user(email("alice@exemple.fr")))
        let (there, _) = try signIn(first, "alice@exemple.fr")
        let proved = try setAuthenticator(of: "alice@exemple.fr", step: 10)
        let (secret, codes) = (proved.secret, proved.recoveryCodes)
        #expect(try store.signedIn(there, at: now) == nil)
        let credentials = try #require(try store.credentials(.first, email("alice@exemple.fr")))
        #expect(credentials.secret?.bytes == secret.bytes && credentials.lastStep == 10 && credentials.user.hasAuthenticator)
        #expect(try signIn(first, "alice@exemple.fr", .step(10)).1 == nil)
        #expect(try signIn(first, "alice@exemple.fr", .step(11)).1 != nil)
        #expect(try signIn(first, "alice@exemple.fr", .step(11)).1 == nil)
        #expect(try signIn(first, "alice@exemple.fr", .recoveryCode(codes[3])).1 != nil)
        #expect(try signIn(first, "alice@exemple.fr", .recoveryCode(codes[3])).1 == nil)
        try store.removeAuthenticator(of: user.id, context: .init(user: "operator", way: .command, date: now))
        #expect(try signIn(first, "alice@exemple.fr", .recoveryCode(codes[4])).1 == nil)
        #expect(try store.credentials(.first, email("alice@exemple.fr"))?.secret == nil)
    }

    @Test("Of two who use one step at the same time one is let in")
    func race() async throws {
        try first.addMember(email("alice@exemple.fr"), name: "Alice", as: .gestion, context: context)
        _ = try setAuthenticator(of: "alice@exemple.fr")
        let credentials = try #require(try store.credentials(.first, email("alice@exemple.fr")))
        let entered = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { [store, now] in
                    var random = SystemRandomNumberGenerator()
                    return try store.beginSession(credentials, by: .step(2), token: Token(using: &random), at: now) != nil
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(entered == 1)
    }
}

extension RawDatabase {
    /// What SQLite says of a statement of another program; nil where all went well.
    fileprivate static func damage(_ path: String, _ sql: String) -> String? { (try? RawDatabase(path))?.execute(sql) }
}
