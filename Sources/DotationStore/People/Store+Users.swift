public import DotationAccounts
public import Dotations
public import Foundation

extension Store {
    /// All who can sign in, by their addresses.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func users() throws(StoreError) -> [User] {
        try read { connection throws(StoreError) in try connection.users("ORDER BY u.email_key") }
    }

    /// Who signs in with an address; nil where nobody does.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func user(_ email: EmailAddress) throws(StoreError) -> User? {
        try read { connection throws(StoreError) in try connection.user(email) }
    }

    /// The clients that somebody works for, by their codes, with the name and the role that each has given.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func memberships(of user: User.ID) throws(StoreError) -> [(client: Client, name: String, role: Role)] {
        try read { connection throws(StoreError) in
            let statement = try Statement(
                connection,
                acrossClients: """
                    SELECT c.id, c.code, c.name, m.role, m.name AS member FROM memberships m JOIN clients c ON c.id = m.client
                    WHERE m.user_id = ? AND c.code IS NOT NULL ORDER BY c.code
                    """)
            try statement.bind([.int(user.rawValue)])
            var found: [(client: Client, name: String, role: Role)] = []
            while try statement.step() { found.append((try Client(statement), statement.text("member"), try Role(statement))) }
            return found
        }
    }

    /// Gives somebody another password. All sessions end, and what was sent to choose a password is of no use any more.
    /// The histories of the clients that the person works for name the operator of `context`.
    ///
    /// - Throws: ``StoreError`` `userUnknown`.
    public func setPassword(_ hash: PasswordHash, of user: User.ID, context: OperationContext) throws(StoreError) {
        try write { connection throws(StoreError) in
            try connection.setPassword(hash, of: user, at: context.date)
            try connection.record(.passwordSet, to: user, context)
        }
    }

    /// Replaces the password that a person has just proved to know. Their other sessions end. The current session continues under a new token.
    ///
    /// - Returns: whether it was still theirs; else nothing is changed.
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func replacePassword(
        of credentials: Credentials, by other: PasswordHash, keeping session: Token, as renewed: Token, at date: Date
    ) throws(StoreError) -> Bool {
        try write { connection throws(StoreError) in
            guard try connection.isCurrent(credentials) else { return false }
            try connection.setPassword(other, of: credentials.user.id, keeping: session, at: date)
            _ = try Statement(connection, acrossClients: "UPDATE sessions SET digest = ? WHERE digest = ?").run([
                .digest(renewed.digest), .digest(session.digest),
            ])
            return true
        }
    }

    /// Keeps somebody from signing in anywhere, or lets them again. All sessions end.
    /// The histories of the clients that the person works for name the operator of `context`.
    ///
    /// - Throws: ``StoreError`` `userUnknown`.
    public func setDisabled(_ isDisabled: Bool, _ user: User.ID, context: OperationContext) throws(StoreError) {
        try write { connection throws(StoreError) in
            let changed = try connection.run(
                "UPDATE users SET disabled_at = ? WHERE id = ?", isDisabled ? .int(context.milliseconds) : .null, .int(user.rawValue))
            guard changed == 1 else { throw StoreError(.userUnknown, "No user has that number.") }
            try connection.endSessions(of: user)
            try connection.record(isDisabled ? .disabled : .enabled, to: user, context)
        }
    }

    /// Sets up somebody's authenticator in the place of the one before. All sessions but theirs end, which it did not let in.
    ///
    /// - Parameters:
    ///   - proved: the authenticator.
    ///   - credentials: whose it is, with the password that they proved to have.
    ///   - session: theirs.
    /// - Returns: whether the password was still theirs; else nothing is changed.
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func setAuthenticator(
        _ proved: ProvedAuthenticator, of credentials: Credentials, keeping session: Token
    ) throws(StoreError) -> Bool {
        try write { connection throws(StoreError) in
            guard try connection.isCurrent(credentials) else { return false }
            try connection.setAuthenticator(proved, of: credentials.user.id, keeping: session)
            return true
        }
    }

    /// Takes somebody's authenticator away with its recovery codes, as they ask. All sessions but theirs end.
    ///
    /// - Returns: as ``setAuthenticator(_:of:keeping:)``.
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func removeAuthenticator(of credentials: Credentials, keeping session: Token) throws(StoreError) -> Bool {
        try write { connection throws(StoreError) in
            guard try connection.isCurrent(credentials) else { return false }
            try connection.setAuthenticator(nil, of: credentials.user.id, keeping: session)
            return true
        }
    }

    /// Puts new recovery codes in the place of all that are left. All sessions but theirs end.
    ///
    /// - Returns: whether the password was still theirs, and they have an authenticator; else nothing is changed.
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func setRecoveryCodes(
        _ codes: [RecoveryCode], of credentials: Credentials, keeping session: Token
    ) throws(StoreError) -> Bool {
        try write { connection throws(StoreError) in
            let user = credentials.user.id
            guard try connection.isCurrent(credentials),
                let current = try connection.users("WHERE u.id = ?", .int(user.rawValue)).first, current.hasAuthenticator
            else { return false }
            try connection.replaceRecoveryCodes(of: user, by: codes)
            try connection.endSessions(of: user, except: session)
            return true
        }
    }

    /// How many recovery codes somebody has left.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func recoveryCodeCount(of user: User.ID) throws(StoreError) -> Int {
        try read { connection throws(StoreError) in
            try connection.int("SELECT count(*) FROM recovery_codes WHERE user_id = ?", .int(user.rawValue)) ?? 0
        }
    }

    /// Takes somebody's authenticator away with its recovery codes. All sessions end, as one may be on the device that was lost.
    /// The histories of the clients that the person works for name the operator of `context`.
    ///
    /// - Throws: ``StoreError`` `userUnknown`.
    public func removeAuthenticator(of user: User.ID, context: OperationContext) throws(StoreError) {
        try write { connection throws(StoreError) in
            try connection.setAuthenticator(nil, of: user)
            try connection.record(.authenticatorRemoved, to: user, context)
        }
    }
}

extension Connection {
    /// The users `u` that what follows selects.
    func users(_ condition: String, _ values: SQLValue...) throws(StoreError) -> [User] {
        let statement = try Statement(self, "SELECT \(User.columns) FROM users u \(condition)")
        try statement.bind(values)
        var users: [User] = []
        while try statement.step() { users.append(try User(statement)) }
        return users
    }

    /// Who signs in with an address.
    func user(_ email: EmailAddress) throws(StoreError) -> User? {
        try users("WHERE u.email_key = ?", .text(email.key)).first
    }

    /// Whether somebody works for a client, whichever it is.
    func worksForAnyClient(_ user: User.ID) throws(StoreError) -> Bool {
        try int(acrossClients: "SELECT 1 FROM memberships WHERE user_id = ? LIMIT 1", .int(user.rawValue)) != nil
    }

    /// Removes somebody who works for no client, with all by which they could sign in.
    func remove(_ user: User.ID) throws(StoreError) {
        try removeUserMails(to: user.rawValue)
        try run("DELETE FROM recovery_codes WHERE user_id = ?", .int(user.rawValue))
        try run("DELETE FROM users WHERE id = ?", .int(user.rawValue))
    }

    /// Gives somebody another password, and ends what the old one let in, except one session.
    func setPassword(_ hash: PasswordHash, of user: User.ID, keeping session: Token? = nil, at date: Date) throws(StoreError) {
        guard try run("UPDATE users SET password = ? WHERE id = ?", .text(hash.stored), .int(user.rawValue)) == 1 else {
            throw StoreError(.userUnknown, "No user has that number.")
        }
        try endPasswordMails(to: user, at: date)
        try endSessions(of: user, except: session)
    }

    /// Puts an authenticator, or none, in the place of the one before, and ends what that let in, except one session.
    func setAuthenticator(_ proved: ProvedAuthenticator?, of user: User.ID, keeping session: Token? = nil) throws(StoreError) {
        let changed = try run(
            "UPDATE users SET totp_secret = ?, totp_step = ? WHERE id = ?", proved.map { .blob($0.secret.bytes) } ?? .null,
            SQLValue(proved.map { Int($0.step) }), .int(user.rawValue))
        guard changed == 1 else { throw StoreError(.userUnknown, "No user has that number.") }
        try replaceRecoveryCodes(of: user, by: proved?.recoveryCodes ?? [])
        try endSessions(of: user, except: session)
    }

    fileprivate func replaceRecoveryCodes(of user: User.ID, by codes: [RecoveryCode]) throws(StoreError) {
        try run("DELETE FROM recovery_codes WHERE user_id = ?", .int(user.rawValue))
        for code in codes {
            try run("INSERT INTO recovery_codes (user_id, digest) VALUES (?, ?)", .int(user.rawValue), .digest(code.digest))
        }
    }
}

extension Role {
    /// Reads the column `role`.
    init(_ row: borrowing Statement) throws(StoreError) {
        guard let role = Role(rawValue: row.text("role")) else { throw StoreError(.damaged, "A member has no valid role.") }
        self = role
    }
}
