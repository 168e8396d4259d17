public import DotationAccounts
public import Dotations
public import Foundation

extension Store {
    /// Who a session's token lets in, and notes that it was used.
    ///
    /// - Parameters:
    ///   - token: what somebody sent.
    ///   - date: now.
    /// - Returns: who has signed in; nil where nobody has, or the session has ended.
    /// - Throws: ``StoreError`` where the file cannot be read. Once a minute the session is noted as used, where the file can be written.
    public func signedIn(_ token: Token, at date: Date) throws(StoreError) -> SignedIn? {
        let found = try read { connection throws(StoreError) -> SignedIn? in
            let statement = try Statement(
                connection,
                acrossClients: """
                    SELECT s.client, s.user_id, s.began_at, s.seen_at, m.role, m.name FROM sessions s
                        JOIN memberships m ON m.client = s.client AND m.user_id = s.user_id
                    WHERE s.digest = ?
                    """)
            try statement.bind([.digest(token.digest)])
            guard try statement.step(),
                let client = try connection.clients("WHERE id = ? AND code IS NOT NULL", .int(statement.int("client"))).first,
                let user = try connection.users("WHERE u.id = ?", .int(statement.int("user_id"))).first, !user.isDisabled
            else { return nil }
            return SignedIn(
                user: user, name: statement.text("name"), store: ClientStore(store: self, client: client), role: try Role(statement),
                session: Session(statement))
        }
        guard let found else { return nil }
        do throws(Session.Refusal) { try found.session.check(at: date) } catch {
            // The session is refused even if it cannot be deleted now.
            try? writeAtOnce { connection throws(StoreError) in try connection.endSession(token) }
            return nil
        }
        guard found.session.isWorthStoring(at: date) else { return found }
        let isNoted: Void? = try? writeAtOnce { connection throws(StoreError) in
            _ = try Statement(connection, acrossClients: "UPDATE sessions SET seen_at = ? WHERE digest = ? AND seen_at < ?").run([
                .int(date.milliseconds), .digest(token.digest), .int(date.milliseconds),
            ])
        }
        // A request that only reads succeeds while the store cannot be written. The next one notes the use.
        guard isNoted != nil else { return found }
        return SignedIn(
            user: found.user, name: found.name, store: found.store, role: found.role, session: found.session.used(at: date))
    }

    /// Ends a session.
    ///
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func endSession(_ token: Token) throws(StoreError) {
        try write { connection throws(StoreError) in try connection.endSession(token) }
    }

    /// Ends one of somebody's sessions, named by its token's digest, as the person asks.
    ///
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func endOwnSession(_ digest: Hash256, of user: User.ID) throws(StoreError) {
        try write { connection throws(StoreError) in
            _ = try Statement(connection, acrossClients: "DELETE FROM sessions WHERE user_id = ? AND digest = ?").run([
                .int(user.rawValue), .digest(digest),
            ])
        }
    }

    /// Ends all of somebody's sessions but one, as the person asks.
    ///
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func endOtherSessions(of user: User.ID, than token: Token) throws(StoreError) {
        try write { connection throws(StoreError) in try connection.endSessions(of: user, except: token) }
    }

    /// Ends all of somebody's sessions, whichever client they are for.
    /// The histories of the clients that the person works for name the operator of `context`.
    ///
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func endSessions(of user: User.ID, context: OperationContext) throws(StoreError) {
        try write { connection throws(StoreError) in
            try connection.endSessions(of: user)
            try connection.record(.sessionsEnded, to: user, context)
        }
    }

    /// Somebody's sessions that have not ended, the latest used first.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func sessions(
        of user: User.ID, at date: Date
    ) throws(StoreError) -> [(client: Client, session: Session, digest: Hash256, origin: String)] {
        try read { connection throws(StoreError) in
            let statement = try Statement(
                connection,
                acrossClients: """
                    SELECT c.id, c.code, c.name, s.began_at, s.seen_at, s.digest, s.origin FROM sessions s JOIN clients c ON c.id = s.client
                    WHERE s.user_id = ? AND c.code IS NOT NULL ORDER BY s.seen_at DESC
                    """)
            try statement.bind([.int(user.rawValue)])
            var sessions: [(client: Client, session: Session, digest: Hash256, origin: String)] = []
            while try statement.step() {
                let session = Session(statement)
                guard let digest = statement.digest("digest"), (try? session.check(at: date)) != nil else { continue }
                sessions.append((try Client(statement), session, digest, statement.text("origin")))
            }
            return sessions
        }
    }
}

extension Connection {
    /// Ends somebody's sessions, all but one where one is named.
    func endSessions(of user: User.ID, except token: Token? = nil) throws(StoreError) {
        _ = try Statement(self, acrossClients: "DELETE FROM sessions WHERE user_id = ? AND digest IS DISTINCT FROM ?").run([
            .int(user.rawValue), SQLValue(token?.digest),
        ])
    }
}

extension Session {
    fileprivate init(_ row: borrowing Statement) {
        self.init(began: Date(milliseconds: row.int("began_at")), lastSeen: Date(milliseconds: row.int("seen_at")))
    }
}

extension Connection {
    fileprivate func endSession(_ token: Token) throws(StoreError) {
        _ = try Statement(self, acrossClients: "DELETE FROM sessions WHERE digest = ?").run([.digest(token.digest)])
    }
}
