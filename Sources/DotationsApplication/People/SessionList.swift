public import DotationAccounts
public import DotationStore
public import Dotations

/// Somebody's sessions that have not ended, the latest used first.
public struct SessionList: Encodable, Sendable {
    /// Whose they are.
    public let user: User
    /// The sessions, and for which client they are.
    public let sessions: [(client: Client, session: Session)]
    /// Whether they were ended just now.
    public let wereEnded: Bool

    /// When each began, was last used and ends by itself. By none of it could somebody sign in.
    public func encode(to encoder: any Encoder) throws {
        let sessions = sessions.map { client, session in
            ["client": client.code, "began": session.began, "lastSeen": session.lastSeen, "ends": session.ends] as JSONObject
        }
        try encoder.write(["email": user.email.text, "sessions": sessions, "ended": wereEnded])
    }
}

extension Installation {
    /// Lists somebody's sessions, or those for one client, and ends all of them where that is asked for.
    ///
    /// - Throws: `store.user-unknown`.
    public func sessions(of email: EmailAddress, for code: Client.Code? = nil, ending: Bool = false) throws(StoreError) -> SessionList {
        let user = try known(email)
        let sessions = try store.sessions(of: user.id, at: now).filter { code == nil || $0.client.code == code }.map {
            ($0.client, $0.session)
        }
        if ending {
            if let code {
                try store.client(code).endSessions(of: email, context: context)
            } else {
                try store.endSessions(of: user.id, context: context)
            }
        }
        return SessionList(user: user, sessions: sessions, wereEnded: ending)
    }
}
