internal import DotationAccounts
internal import DotationStore
internal import Dotations

extension Installation {
    /// The sessions of whoever has signed in with a token, the latest used first.
    ///
    /// - Throws: `access.signed-out` where the session has ended.
    public func ownSessions(_ session: String) throws -> [OwnSession] {
        let (token, person) = try current(session)
        return try store.sessions(of: person.user.id, at: now).map {
            OwnSession(
                id: $0.digest.description, client: $0.client, session: $0.session, origin: $0.origin, isCurrent: $0.digest == token.digest)
        }
    }

    /// Ends one of the sessions of whoever has signed in with a token, or where none is named all others.
    ///
    /// - Throws: `access.signed-out` where the session has ended.
    public func endOwnSessions(_ id: String?, of session: String) throws {
        let (token, person) = try current(session)
        guard let id else { return try store.endOtherSessions(of: person.user.id, than: token) }
        let sessions = try store.sessions(of: person.user.id, at: now)
        guard let digest = sessions.map(\.digest).first(where: { $0.description == id }) else { return }
        try store.endOwnSession(digest, of: person.user.id)
    }

    private func current(_ session: String) throws -> (token: Token, person: SignedIn) {
        guard let token = Token(session), let person = try store.signedIn(token, at: now) else { throw AccessError.signedOut }
        return (token, person)
    }
}
