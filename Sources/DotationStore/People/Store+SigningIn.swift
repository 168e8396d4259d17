public import DotationAccounts
public import Dotations
public import Foundation

extension Store {
    /// Counts an attempt to sign in, as if it had failed, unless it comes too early; ``attemptSucceeded(_:)`` takes it back.
    ///
    /// - Parameters:
    ///   - keys: what it is counted for.
    ///   - date: now.
    /// - Returns: the seconds to wait; 0 where the attempt is to be looked at. Then it is counted.
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func beginAttempt(_ keys: [ThrottleKey], at date: Date) throws(StoreError) -> TimeInterval {
        try write { connection throws(StoreError) in try connection.beginAttempt(keys, at: date) }
    }

    /// Takes back an attempt that was counted and did not fail.
    ///
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func attemptSucceeded(_ keys: [ThrottleKey]) throws(StoreError) {
        try write { connection throws(StoreError) in
            for key in keys { try connection.store(connection.throttle(key).succeeded(), key) }
        }
    }

    /// Takes back an attempt that was counted and of which nothing was compared. Failures before it stay.
    ///
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func takeBackAttempt(_ keys: [ThrottleKey]) throws(StoreError) {
        try write { connection throws(StoreError) in
            for key in keys { try connection.store(connection.throttle(key).takenBack(), key) }
        }
    }

    /// Counts a request for a link with which to choose another password, and has the link sent where somebody may have it.
    ///
    /// All of it is one transaction, whoever is meant: the time that it takes does not tell who has an account.
    ///
    /// - Parameters:
    ///   - email: whose password it is about; nil where what was typed is no address.
    ///   - key: what the request is counted for.
    ///   - date: now.
    /// - Returns: as ``beginAttempt(_:at:)``.
    /// - Throws: ``StoreError`` where the file cannot be written; then nothing is counted.
    public func requestReset(for email: EmailAddress?, from key: ThrottleKey, at date: Date) throws(StoreError) -> TimeInterval {
        try write { connection throws(StoreError) in
            let wait = try connection.beginAttempt([key], at: date)
            guard wait <= 0, let email, let user = try connection.user(email), !user.isDisabled else { return wait }
            _ = try connection.addUserMail(.reset, to: user.id, of: nil, at: date)
            return 0
        }
    }

    /// What somebody who signs in is held against; nil where nobody of that address works for a client of that code, or may sign in.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func credentials(_ code: Client.Code, _ email: EmailAddress) throws(StoreError) -> Credentials? {
        try read { connection throws(StoreError) in
            guard let client = try connection.clients("WHERE code = ?", .text(code.description)).first else { return nil }
            let connection = connection.of(client.id)
            let statement = try Statement(
                connection,
                """
                SELECT \(User.columns), m.name, u.password, u.totp_secret, u.totp_step FROM memberships m JOIN users u ON u.id = m.user_id
                WHERE m.client = :client AND u.email_key = ? AND u.disabled_at IS NULL
                """)
            try statement.bind([.text(email.key)])
            guard try statement.step() else { return nil }
            var password: PasswordHash?
            if let text = statement.optionalText("password") {
                do throws(PasswordHashError) { password = try PasswordHash(stored: text) } catch {
                    throw StoreError(.damaged, "A user's password is no hash: \(error).")
                }
            }
            return Credentials(
                user: try User(statement), name: statement.text("name"), client: client, password: password,
                secret: TOTPSecret(stored: statement.bytes("totp_secret")),
                lastStep: statement.optionalInt("totp_step").map { Int64($0) })
        }
    }

    /// Lets somebody in who has proved who they are.
    ///
    /// - Parameters:
    ///   - credentials: who it is, for which client.
    ///   - factor: the second factor that was used, which is used up with it.
    ///   - token: by which the session is found.
    ///   - date: now.
    ///   - origin: where the person is, as they are shown it.
    /// - Returns: who has signed in; nil where the factor was used by somebody else meanwhile, the password is another one by now, or the person
    ///   may not sign in any more.
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func beginSession(
        _ credentials: Credentials, by factor: SecondFactor, token: Token, at date: Date, from origin: String = ""
    ) throws(StoreError) -> SignedIn? {
        try write { connection throws(StoreError) in
            let connection = connection.of(credentials.client.id)
            let user = credentials.user.id
            // What was proved is what holds now: hashing takes its time, and a password may have been changed meanwhile.
            guard let role = try connection.role(of: user), try connection.isCurrent(credentials),
                let current = try connection.users("WHERE u.id = ?", .int(user.rawValue)).first
            else { return nil }
            switch factor {
            case .none: guard !current.hasAuthenticator else { return nil }
            case .enrolment(let proved):
                // Whoever knows the password alone puts nothing in the place of a factor that was set up meanwhile.
                guard !current.hasAuthenticator else { return nil }
                try connection.setAuthenticator(proved, of: user, keeping: token)
            case .step(let step):
                let isNew = try connection.run(
                    "UPDATE users SET totp_step = ? WHERE id = ? AND totp_secret IS NOT NULL AND coalesce(totp_step, -1) < ?",
                    .int(Int(step)), .int(user.rawValue), .int(Int(step)))
                guard isNew == 1 else { return nil }
            case .recoveryCode(let code):
                let isThere = try connection.run(
                    "DELETE FROM recovery_codes WHERE user_id = ? AND digest = ?", .int(user.rawValue), .digest(code.digest))
                guard isThere == 1 else { return nil }
            }
            try connection.run(
                "UPDATE memberships SET joined_at = coalesce(joined_at, ?), seen_at = ? WHERE client = :client AND user_id = ?",
                .int(date.milliseconds), .int(date.milliseconds), .int(user.rawValue))
            // Those that are too old are among them half an hour later, as nobody uses them any more.
            try Statement(connection, acrossClients: "DELETE FROM sessions WHERE seen_at < ?").run([
                .int((date - Session.idleLimit).milliseconds)
            ])
            try connection.run(
                "INSERT INTO sessions (client, digest, user_id, began_at, seen_at, origin) VALUES (:client, ?, ?, ?, ?, ?)",
                .digest(token.digest), .int(user.rawValue), .int(date.milliseconds), .int(date.milliseconds), .text(origin))
            guard let entered = try connection.users("WHERE u.id = ?", .int(user.rawValue)).first else { return nil }
            return SignedIn(
                user: entered, name: credentials.name, store: ClientStore(store: self, client: credentials.client), role: role,
                session: Session(at: date))
        }
    }

    /// Keeps the same password under a hash of today's parameters, unless the person has chosen another one meanwhile. No session ends.
    ///
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func replace(_ hash: PasswordHash, by other: PasswordHash, of user: User.ID) throws(StoreError) {
        try write { connection throws(StoreError) in
            _ = try connection.run(
                "UPDATE users SET password = ? WHERE id = ? AND password = ?", .text(other.stored), .int(user.rawValue), .text(hash.stored))
        }
    }
}

extension Connection {
    /// Whether what somebody proved to know is still theirs, and they may sign in.
    func isCurrent(_ credentials: Credentials) throws(StoreError) -> Bool {
        try int(
            "SELECT 1 FROM users WHERE id = ? AND coalesce(password, '') = ? AND disabled_at IS NULL",
            .int(credentials.user.id.rawValue), .text(credentials.password?.stored ?? "")) != nil
    }

    fileprivate func beginAttempt(_ keys: [ThrottleKey], at date: Date) throws(StoreError) -> TimeInterval {
        var throttles: [Throttle] = []
        for key in keys { throttles.append(try throttle(key)) }
        let wait = throttles.map { $0.wait(at: date) }.max() ?? 0
        guard wait <= 0 else { return wait }
        // Forgets old attempts.
        try run("DELETE FROM failed_attempts WHERE last_at < ?", .int((date - Throttle.memory).milliseconds))
        for (key, throttle) in zip(keys, throttles) { try store(throttle.failed(at: date), key) }
        return 0
    }

    fileprivate func throttle(_ key: ThrottleKey) throws(StoreError) -> Throttle {
        let statement = try Statement(self, "SELECT failures, last_at FROM failed_attempts WHERE scope = ? AND hash = ?")
        try statement.bind([.text(key.scope.rawValue), .digest(key.hash)])
        guard try statement.step() else { return Throttle(key.scope) }
        return Throttle(key.scope, failures: statement.int("failures"), lastFailure: Date(milliseconds: statement.int("last_at")))
    }

    fileprivate func store(_ throttle: Throttle, _ key: ThrottleKey) throws(StoreError) {
        try run("DELETE FROM failed_attempts WHERE scope = ? AND hash = ?", .text(key.scope.rawValue), .digest(key.hash))
        guard throttle.failures > 0, let last = throttle.lastFailure else { return }
        try run(
            "INSERT INTO failed_attempts (scope, hash, failures, last_at) VALUES (?, ?, ?, ?)", .text(key.scope.rawValue),
            .digest(key.hash), .int(throttle.failures), .int(last.milliseconds))
    }
}
