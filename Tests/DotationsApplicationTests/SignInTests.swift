import DotationStore
import Dotations
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import DotationAccounts
@testable import DotationsApplication

/// Who is let in, for what, and what is told of it.
@Suite struct SignInTests {
    private static let password = "cinq mots de passe au hasard"

    /// A works council where Alice administers and Bob only sees, and a clock that is set.
    private final class Scene: Sendable {
        let office: Office
        let installation: Installation
        private let moment: Moment

        private final class Moment: Sendable {
            let date = Mutex(Date(timeIntervalSince1970: 1_700_000_000))
        }

        init(_ folder: URL) throws {
            office = try Office(folder)
            let moment = Moment()
            self.moment = moment
            installation = Installation(store: office.application.store.store, user: "operator", way: .page) {
                moment.date.withLock(\.self)
            }
            try client.addMember(email("alice"), name: "Alice  Martin ", as: .administration)
            try client.addMember(email("bob"), name: "Bob", as: .lecture)
            for name in ["alice", "bob"] { try installation.setPassword(SignInTests.password, of: email(name)) }
        }

        var client: Application { get throws { try installation.application(.first) } }
        var now: Date { moment.date.withLock(\.self) }

        func wait(_ seconds: TimeInterval) { moment.date.withLock { $0 += seconds } }

        func email(_ name: String) throws -> EmailAddress { try EmailAddress.parse("\(name)@exemple.fr") }

        func attempt(
            _ name: String = "alice@exemple.fr", client: String = "cse", password: String = SignInTests.password, code: String? = nil,
            enrolling: TOTPSecret? = nil, from address: String = "192.0.2.1"
        ) -> SignInAttempt {
            SignInAttempt(clientCode: client, email: name, password: password, code: code, enrolling: enrolling, from: address)
        }

        func signIn(_ attempt: SignInAttempt) throws -> (token: Token, person: SignedIn, codes: [RecoveryCode]) {
            guard case .signedIn(let token, let person, let codes) = try installation.signIn(attempt) else { throw NotIn() }
            return (token, person, codes)
        }

        /// The token of the next e-mail to a user; nil where none is due.
        func mailed() throws -> Token? {
            var random = SystemRandomNumberGenerator()
            let time = OutboxTime(date: now, steady: 0, boot: "test")
            return try installation.store.mail.leaseUserMails(1, at: time, domain: "exemple.fr", using: &random).mails.first?.token
        }

        /// Sets up an authenticator of Alice, who has signed in.
        func setUp(
            _ secret: TOTPSecret, by code: String, session: Token, password: String = SignInTests.password
        ) throws -> [RecoveryCode] {
            try installation.setUpAuthenticator(secret, by: code, password: password, session: session.text, address: "192.0.2.1")
        }

        func demandSecondFactor() throws {
            try client.store.set([.secondFactor: "required"], context: office.context)
        }
    }

    private struct NotIn: Error {}

    private func scene(_ body: (Scene) throws -> Void) throws { try withTemporaryFolder { try body(Scene($0)) } }

    private func newSecret() -> TOTPSecret {
        var random = SystemRandomNumberGenerator()
        return TOTPSecret(using: &random)
    }

    /// The code that an authenticator shows.
    private func code(of secret: TOTPSecret, at date: Date) throws -> String {
        String(decoding: secret.digits(try #require(TOTPSecret.step(at: date))), as: UTF8.self)
    }

    @Test func `somebody with the right password is in, and out when they say so`() throws {
        try scene { scene in
            let (token, person, codes) = try scene.signIn(scene.attempt(" Alice@Exemple.fr ", client: " CSE "))
            #expect(person.name == "Alice Martin" && person.role == .administration && codes.isEmpty)
            #expect(try scene.installation.signedIn(token.text)?.user.email == scene.email("alice"))
            #expect(try scene.installation.signedIn("x") == nil)
            try scene.installation.signOut(token.text)
            try scene.installation.signOut("x")
            #expect(try scene.installation.signedIn(token.text) == nil)
        }
    }

    @Test func `whatever is wrong has one answer, and counts`() throws {
        try scene { scene in
            try scene.installation.setDisabled(true, scene.email("bob"))
            try scene.client.addMember(scene.email("carla"), name: "Carla", as: .gestion)
            let long = String(repeating: "x", count: 5_000)
            let alice = "alice@exemple.fr"
            let wrong = [
                ("AUTRE", alice, Self.password), ("pas un code", alice, Self.password), ("", alice, Self.password),
                ("cse", "personne@exemple.fr", Self.password), ("cse", "pas une adresse", Self.password), ("cse", alice, "faux"),
                ("cse", alice, ""), ("cse", alice, long), ("cse", "bob@exemple.fr", Self.password),
                ("cse", "carla@exemple.fr", Self.password), ("cse", "carla@exemple.fr", ""),
            ]
            for (index, (client, name, password)) in wrong.enumerated() {
                let attempt = scene.attempt(name, client: client, password: password, from: "198.51.100.\(index)")
                for _ in 0..<5 { #expect(throws: AccessError.refused) { try scene.installation.signIn(attempt) } }
                #expect(throws: AccessError.tooEarly(seconds: 1)) { try scene.installation.signIn(attempt) }
                scene.wait(24 * 3600)
            }
            #expect(AccessError.refused.document.code == "access.refused")
        }
    }

    @Test func `the right password is not looked at before its time, and forgets the failures`() throws {
        try scene { scene in
            for _ in 0..<5 { #expect(throws: AccessError.refused) { try scene.signIn(scene.attempt(password: "faux")) } }
            #expect(throws: AccessError.tooEarly(seconds: 1)) { try scene.signIn(scene.attempt()) }
            scene.wait(1)
            _ = try scene.signIn(scene.attempt())
            for _ in 0..<4 { #expect(throws: AccessError.refused) { try scene.signIn(scene.attempt(password: "faux")) } }
            _ = try scene.signIn(scene.attempt())
        }
    }

    @Test func `one account has one count, however its address is written and whichever client is named`() throws {
        try scene { scene in
            let other = try scene.installation.store.addClient(#require(Client.Code("AUTRE")), name: "Autre", at: scene.now)
            try other.addMember(scene.email("alice"), name: "Alice", as: .lecture, context: scene.office.context)
            let spellings = [
                ("cse", "alice@exemple.fr\n"), ("AUTRE", "mailto:alice@exemple.fr?1"), ("rien", "x <alice@exemple.fr>"),
                ("pas un code", "\u{200B}alice@exemple.fr"), ("autre", "ALICE\u{FF20}exemple.fr"),
            ]
            for (index, (client, name)) in spellings.enumerated() {
                #expect(throws: AccessError.refused) {
                    try scene.signIn(scene.attempt(name, client: client, password: "faux", from: "198.51.100.\(index)"))
                }
            }
            for client in ["cse", "autre"] {
                #expect(throws: AccessError.tooEarly(seconds: 1)) { try scene.signIn(scene.attempt(client: client)) }
            }
        }
    }

    @Test func `what could not be compared is no failure`() throws {
        try scene { scene in
            let session = try scene.signIn(scene.attempt()).token.text
            var crowded = scene.installation
            crowded.gate = HashingGate(atOnce: 0, waiting: 0)
            for _ in 0..<30 {
                #expect(throws: AccessError.busy) { try crowded.signIn(scene.attempt()) }
                #expect(throws: AccessError.busy) {
                    try crowded.changePassword(
                        to: "six mots de passe au hasard", from: Self.password, session: session, address: "192.0.2.1")
                }
            }
            for _ in 0..<4 { #expect(throws: AccessError.refused) { try scene.signIn(scene.attempt(password: "faux")) } }
            // Those before it stay.
            #expect(throws: AccessError.busy) { try crowded.signIn(scene.attempt()) }
            #expect(throws: AccessError.refused) { try scene.signIn(scene.attempt(password: "faux")) }
            #expect(throws: AccessError.tooEarly(seconds: 1)) { try scene.signIn(scene.attempt()) }
        }
    }

    @Test func `whoever puts an authenticator in the place of another proves to be the person, and other sessions end`() throws {
        try scene { scene in
            let (first, second) = (newSecret(), newSecret())
            let (here, elsewhere) = (try scene.signIn(scene.attempt()).token, try scene.signIn(scene.attempt()).token)
            let kept = try scene.setUp(first, by: code(of: first, at: scene.now), session: here)
            #expect(try scene.installation.signedIn(here.text) != nil && scene.installation.signedIn(elsewhere.text) == nil)
            let proof = try code(of: second, at: scene.now)
            #expect(throws: AccessError.signedOut) { try scene.setUp(second, by: proof, session: elsewhere) }
            for _ in 0..<5 {
                #expect(throws: AccessError.passwordWrong) { try scene.setUp(second, by: proof, session: here, password: "faux") }
            }
            #expect(throws: AccessError.tooEarly(seconds: 1)) { try scene.setUp(second, by: proof, session: here) }
            scene.wait(60)
            // The first one still is the one that counts.
            let third = try scene.signIn(scene.attempt(code: kept[0].text)).token
            _ = try scene.setUp(second, by: code(of: second, at: scene.now), session: here)
            #expect(try scene.installation.signedIn(third.text) == nil)
            #expect(throws: AccessError.refused) { try scene.signIn(scene.attempt(code: kept[1].text)) }
            scene.wait(60)
            _ = try scene.signIn(scene.attempt(code: code(of: second, at: scene.now)))
        }
    }

    @Test func `many people of one address sign in without a wait`() throws {
        try scene { scene in
            let secret = newSecret()
            let session = try scene.signIn(scene.attempt()).token
            _ = try scene.setUp(secret, by: code(of: secret, at: scene.now), session: session)
            for _ in 0..<25 {
                scene.wait(30)
                guard case .codeNeeded = try scene.installation.signIn(scene.attempt()) else { throw NotIn() }
                _ = try scene.signIn(scene.attempt(code: code(of: secret, at: scene.now)))
            }
        }
    }

    @Test func `an authenticator is asked for its code, each once, or for a recovery code`() throws {
        try scene { scene in
            let secret = newSecret()
            let session = try scene.signIn(scene.attempt()).token
            #expect(throws: AccessError.codeWrong) { try scene.setUp(secret, by: "x", session: session) }
            let codes = try scene.setUp(secret, by: code(of: secret, at: scene.now), session: session)
            #expect(codes.count == RecoveryCode.count)
            guard case .codeNeeded = try scene.installation.signIn(scene.attempt()) else { throw NotIn() }
            // A wrong password is not told of the authenticator.
            #expect(throws: AccessError.refused) { try scene.installation.signIn(scene.attempt(password: "faux")) }
            let used = try code(of: secret, at: scene.now)
            #expect(throws: AccessError.refused) { try scene.signIn(scene.attempt(code: used)) }
            scene.wait(30)
            let next = try code(of: secret, at: scene.now)
            #expect(try scene.signIn(scene.attempt(code: next)).codes.isEmpty)
            #expect(throws: AccessError.refused) { try scene.signIn(scene.attempt(code: next)) }
            _ = try scene.signIn(scene.attempt(code: codes[4].text))
            #expect(throws: AccessError.refused) { try scene.signIn(scene.attempt(code: codes[4].text)) }
            // Nobody changes the authenticator by enrolling another.
            let other = newSecret()
            let proof = try code(of: other, at: scene.now)
            #expect(throws: AccessError.refused) { try scene.signIn(scene.attempt(code: proof, enrolling: other)) }
            try scene.installation.takeAwayAuthenticator(of: scene.email("alice"))
            _ = try scene.signIn(scene.attempt())
            #expect(throws: ApplicationError.self) { try scene.installation.takeAwayAuthenticator(of: scene.email("alice")) }
        }
    }

    @Test func `codes that are guessed are counted, however often the password is right in between`() throws {
        try scene { scene in
            let secret = newSecret()
            let session = try scene.signIn(scene.attempt()).token
            _ = try scene.setUp(secret, by: code(of: secret, at: scene.now), session: session)
            var refused = 0
            #expect(throws: AccessError.tooEarly(seconds: 1)) {
                while refused < 100 {
                    _ = try scene.installation.signIn(scene.attempt())
                    do { _ = try scene.installation.signIn(scene.attempt(code: "12345")) } catch AccessError.refused { refused += 1 }
                }
            }
            #expect(refused == 2)
        }
    }

    @Test func `a client that demands an authenticator lets nobody in without one`() throws {
        try scene { scene in
            try scene.demandSecondFactor()
            guard case .enrolmentNeeded = try scene.installation.signIn(scene.attempt()) else { throw NotIn() }
            let secret = newSecret()
            guard case .enrolmentNeeded = try scene.installation.signIn(scene.attempt(code: "123456")) else { throw NotIn() }
            #expect(throws: AccessError.refused) { try scene.signIn(scene.attempt(code: "x", enrolling: secret)) }
            let entry = try scene.signIn(scene.attempt(code: code(of: secret, at: scene.now), enrolling: secret))
            #expect(entry.codes.count == RecoveryCode.count)
            #expect(try scene.installation.signedIn(entry.token.text)?.user.hasAuthenticator == true)
            guard case .codeNeeded = try scene.installation.signIn(scene.attempt()) else { throw NotIn() }
        }
    }

    @Test func `a role does what it may, in the person's name`() throws {
        try scene { scene in
            let bob = try scene.signIn(scene.attempt("bob@exemple.fr")).person
            let seeing = scene.installation.application(of: bob)
            #expect(seeing.user == "bob@exemple.fr")
            #expect(try seeing.orders().orders.count == 1)
            #expect(throws: AccessError.denied(.managePeople, to: .lecture)) {
                try seeing.changeRole(of: scene.email("bob"), to: .administration)
            }
            #expect(AccessError.denied(.managePeople, to: .lecture).document.code == "access.denied")
            let alice = try scene.signIn(scene.attempt()).person
            let work = scene.installation.application(of: alice)
            try work.changeRole(of: scene.email("bob"), to: .gestion)
            #expect(try work.store.operations().first?.context.user == "alice@exemple.fr")
            #expect(throws: ApplicationError.self) { try work.changeRole(of: scene.email("bob"), to: .gestion) }
            #expect(throws: StoreError(.userUnknown, "")) { try work.changeRole(of: scene.email("personne"), to: .gestion) }
            #expect(throws: StoreError(.lastAdministrator, "")) { try work.changeRole(of: scene.email("alice"), to: nil) }
            #expect(throws: ApplicationError.self) { try work.addMember(scene.email("BOB"), name: "Bob", as: .lecture) }
            for name in ["", " \n", String(repeating: "x", count: 201)] {
                #expect(throws: AccessError.nameInvalid) { try work.addMember(scene.email("neuf"), name: name, as: .lecture) }
            }
        }
    }

    @Test func `a link lets a password be chosen once, and a refused password leaves it good`() throws {
        try scene { scene in
            let client = try scene.client
            try client.addMember(scene.email("carla"), name: "Carla Durand", as: .gestion)
            try client.sendInvitation(to: scene.email("carla"))
            let token = try #require(try scene.mailed()).text
            #expect(throws: PasswordRefusal.contains(.name)) { try scene.installation.choosePassword("cinq mots de durand", with: token) }
            #expect(throws: PasswordRefusal.tooShort(minimum: 15)) { try scene.installation.choosePassword("court", with: token) }
            try scene.installation.choosePassword(Self.password, with: token)
            for text in [token, "x", ""] {
                #expect(throws: StoreError(.tokenInvalid, "")) { try scene.installation.choosePassword(Self.password, with: text) }
            }
            #expect(throws: StoreError(.userUnknown, "")) { try client.sendInvitation(to: scene.email("personne")) }
            let session = try scene.signIn(scene.attempt("carla@exemple.fr")).token.text
            try scene.installation.requestReset(for: " CARLA@exemple.fr ", from: "192.0.2.1")
            let reset = try #require(try scene.mailed())
            try scene.installation.choosePassword("six mots de passe au hasard", with: reset.text)
            #expect(try scene.installation.signedIn(session) == nil)
        }
    }

    @Test func `whoever asks for a link reads the same answer for anybody, and not too often`() throws {
        try scene { scene in
            for name in ["personne@exemple.fr", "pas une adresse", ""] {
                try scene.installation.requestReset(for: name, from: "192.0.2.1")
                #expect(try scene.mailed() == nil)
            }
            try scene.installation.setDisabled(true, scene.email("bob"))
            try scene.installation.requestReset(for: "bob@exemple.fr", from: "192.0.2.1")
            #expect(try scene.mailed() == nil)
            for index in 0..<6 {
                try scene.installation.requestReset(for: "alice@exemple.fr", from: "192.0.2.1")
                // Three an hour, of which nobody who asks is told.
                #expect(try (scene.mailed() != nil) == (index < UserMail.hourlyLimit))
            }
            #expect(throws: AccessError.mailedTooOften(seconds: 3600)) { try scene.installation.sendReset(to: scene.email("alice")) }
            scene.wait(3600)
            try scene.installation.sendReset(to: scene.email("alice"))
            for name in ["bob", "personne"] {
                #expect(throws: StoreError.self) { try scene.installation.sendReset(to: scene.email(name)) }
            }
            for _ in 10..<20 { try scene.installation.requestReset(for: "x@exemple.fr", from: "192.0.2.1") }
            #expect(throws: AccessError.tooEarly(seconds: 1)) {
                try scene.installation.requestReset(for: "alice@exemple.fr", from: "192.0.2.1")
            }
            // Who asks for links does not keep others of the address from signing in.
            _ = try scene.signIn(scene.attempt())
        }
    }

    @Test func `a password is held against all that clients know of the person`() throws {
        try scene { scene in
            let other = try scene.installation.store.addClient(
                #require(Client.Code("TOURNESOL")), name: "Autre", at: scene.now)
            try other.addMember(scene.email("alice"), name: "Alice Lafleur", as: .lecture, context: scene.office.context)
            for (password, refusal) in [
                ("grand tournesol jaune", PasswordRefusal.contains(.clientCode)), ("avec lafleur et moi", .contains(.name)),
                ("avec martin et moi", .contains(.name)), ("court", .tooShort(minimum: 15)),
            ] {
                #expect(throws: refusal) { try scene.installation.setPassword(password, of: scene.email("alice")) }
            }
            #expect(throws: StoreError(.userUnknown, "")) { try scene.installation.setPassword(Self.password, of: scene.email("personne")) }
            let users = try scene.installation.users().users
            #expect(users.first { $0.user.email.text == "alice@exemple.fr" }?.memberships.map(\.name) == ["Alice Martin", "Alice Lafleur"])
            let members = try scene.installation.application(other.client.code).members().members
            #expect(members.map(\.member.email.text) == ["alice@exemple.fr"])
        }
    }

    @Test func `whoever changes their password gives the one that they have, and their other sessions end`() throws {
        try scene { scene in
            let other = "six mots de passe au hasard"
            let (here, elsewhere) = (try scene.signIn(scene.attempt()).token.text, try scene.signIn(scene.attempt()).token.text)
            func change(from current: String, to new: String = other, session: String? = nil) throws -> String {
                try scene.installation.changePassword(to: new, from: current, session: session ?? here, address: "192.0.2.1").text
            }
            for session in ["", "x", String(repeating: "0", count: 26)] {
                #expect(throws: AccessError.signedOut) { try change(from: Self.password, session: session) }
            }
            for current in ["", "faux", other] { #expect(throws: AccessError.passwordWrong) { try change(from: current) } }
            // A new password that may not be costs no attempt, and changes nothing.
            for _ in 0..<6 {
                #expect(throws: PasswordRefusal.contains(.name)) { try change(from: Self.password, to: "cinq mots de martin") }
            }
            #expect(try scene.installation.signedIn(elsewhere) != nil)
            let renewed = try change(from: Self.password)
            #expect(try scene.installation.signedIn(renewed) != nil)
            for token in [here, elsewhere] {
                #expect(try scene.installation.signedIn(token) == nil)
                #expect(throws: AccessError.signedOut) { try change(from: other, session: token) }
            }
            #expect(throws: AccessError.refused) { try scene.signIn(scene.attempt()) }
            _ = try scene.signIn(scene.attempt(password: other))
            // What was set meanwhile is not overwritten: the session has ended with it.
            try scene.installation.setPassword(Self.password, of: scene.email("alice"))
            #expect(throws: AccessError.signedOut) { try change(from: other, session: renewed) }
        }
    }

    @Test func `attempts at the password of an open session wait as those to sign in do`() throws {
        try scene { scene in
            let session = try scene.signIn(scene.attempt()).token.text
            func change(from current: String) throws {
                try scene.installation.changePassword(
                    to: "six mots de passe au hasard", from: current, session: session, address: "192.0.2.7")
            }
            for _ in 0..<3 { #expect(throws: AccessError.passwordWrong) { try change(from: "faux") } }
            for _ in 0..<2 { #expect(throws: AccessError.refused) { try scene.signIn(scene.attempt(password: "faux")) } }
            #expect(throws: AccessError.tooEarly(seconds: 1)) { try change(from: Self.password) }
            #expect(throws: AccessError.tooEarly(seconds: 1)) { try scene.signIn(scene.attempt()) }
            scene.wait(1)
            try change(from: Self.password)
            // Who proved the password has no failures any more.
            for _ in 0..<4 { #expect(throws: AccessError.refused) { try scene.signIn(scene.attempt(password: "faux")) } }
        }
    }

    @Test func `whoever has another password is let in at once, whatever strangers have tried`() throws {
        try scene { scene in
            let strange = scene.attempt(password: "faux", from: "192.0.2.66")
            for _ in 0..<5 { #expect(throws: AccessError.refused) { try scene.signIn(strange) } }
            #expect(throws: AccessError.tooEarly(seconds: 1)) { try scene.signIn(scene.attempt()) }
            try scene.installation.setPassword("six mots de passe au hasard", of: scene.email("alice"))
            _ = try scene.signIn(scene.attempt(password: "six mots de passe au hasard"))
        }
    }

    @Test func `an authenticator that is lost is taken away with its codes and all sessions`() throws {
        try scene { scene in
            let secret = newSecret()
            let token = try scene.signIn(scene.attempt()).token
            let codes = try scene.setUp(secret, by: code(of: secret, at: scene.now), session: token)
            #expect(try scene.installation.signedIn(token.text) != nil)
            try scene.installation.takeAwayAuthenticator(of: scene.email("alice"))
            #expect(try scene.installation.signedIn(token.text) == nil)
            #expect(throws: ApplicationError.self) { try scene.installation.takeAwayAuthenticator(of: scene.email("alice")) }
            _ = try scene.signIn(scene.attempt())
            #expect(throws: AccessError.refused) { try scene.signIn(scene.attempt(password: "faux", code: codes[0].text)) }
        }
    }

    @Test func `somebody who is disabled is out, and in again once they are not`() throws {
        try scene { scene in
            let token = try scene.signIn(scene.attempt()).token.text
            #expect(try scene.installation.sessions(of: scene.email("alice")).sessions.count == 1)
            try scene.installation.setDisabled(true, scene.email("alice"))
            #expect(throws: ApplicationError.self) { try scene.installation.setDisabled(true, scene.email("alice")) }
            #expect(try scene.installation.signedIn(token) == nil)
            #expect(throws: AccessError.refused) { try scene.signIn(scene.attempt()) }
            try scene.installation.setDisabled(false, scene.email("alice"))
            _ = try scene.signIn(scene.attempt())
            let ended = try scene.installation.sessions(of: scene.email("alice"), ending: true)
            #expect(ended.sessions.count == 1 && ended.wereEnded)
            #expect(try scene.installation.sessions(of: scene.email("alice")).sessions.isEmpty)
        }
    }

    @Test func `a hash of other parameters is made anew, and nobody has to sign in again`() throws {
        try scene { scene in
            let cheap = Argon2Parameters(memory: 1024, passes: 1, lanes: 1)
            let salt = [UInt8](repeating: 7, count: PasswordHash.saltBytes)
            let tag = try Argon2.tag(of: Password(Self.password), salt: salt, count: PasswordHash.tagBytes, cheap)
            let store = scene.installation.store
            let user = try scene.installation.user(scene.email("alice")).user
            try store.setPassword(
                PasswordHash(parameters: cheap, salt: salt, tag: tag), of: user.id,
                context: .init(user: "operator", way: .command, date: scene.now))
            func isOutdated() throws -> Bool? { try store.credentials(.first, scene.email("alice"))?.password?.isOutdated }
            #expect(try isOutdated() == true)
            let token = try scene.signIn(scene.attempt()).token.text
            #expect(try isOutdated() == false && scene.installation.signedIn(token) != nil)
            _ = try scene.signIn(scene.attempt())
        }
    }

    @Test func `nothing that is secret is described`() throws {
        try scene { scene in
            let secret = newSecret()
            let attempt = scene.attempt(code: "123456", enrolling: secret)
            let entry = try scene.signIn(scene.attempt())
            let codes = try scene.setUp(secret, by: code(of: secret, at: scene.now), session: entry.token)
            try scene.installation.sendReset(to: scene.email("alice"))
            let reset = try scene.mailed()
            var texts = ["\(attempt)", String(reflecting: attempt), "\(entry)", "\(codes)", "\(String(describing: reset))"]
            for value: Any in [attempt, entry, codes] {
                var text = ""
                dump(value, to: &text)
                texts.append(text)
            }
            texts.append(try scene.installation.users().json)
            texts.append(try scene.installation.sessions(of: scene.email("alice")).json)
            let secrets = [Self.password, entry.token.text, secret.base32, codes[0].text, reset?.text ?? "?", "argon2"]
            for text in texts { #expect(!secrets.contains { text.contains($0) }, "\(text)") }
        }
    }

    @Test func `each refusal has a French text that ends as a sentence`() {
        let errors: [AccessError] =
            [
                .refused, .signedOut, .passwordWrong, .tooEarly(seconds: 900), .mailedTooOften(seconds: 60), .busy, .unavailable,
                .codeWrong,
                .nameInvalid, .factorDemanded,
            ]
            + Permission.allCases.map { .denied($0, to: .lecture) }
        #expect(Set(errors.map(\.frenchMessage)).count == errors.count && Set(errors.map(\.code)).count == AccessError.Code.allCases.count)
        for error in errors { #expect(error.frenchMessage.hasSuffix(".") && error.frenchMessage.contains(". ")) }
    }
}
