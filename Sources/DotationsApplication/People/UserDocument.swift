public import DotationAccounts
public import DotationStore
public import Dotations

/// Somebody who can sign in, as the operator sees them: with every client that they work for.
public struct UserDocument: Encodable, Sendable {
    /// Who.
    public let user: User
    /// What they are to which client.
    public let memberships: [(client: Client, name: String, role: Role)]

    /// What became of each client's last invitation.
    public let invitations: [Client.ID: Invitation]

    init(_ user: User, in store: Store, of code: Client.Code? = nil) throws(StoreError) {
        self.user = user
        invitations = try store.invitations(to: user.id)
        memberships = try store.memberships(of: user.id).filter { code == nil || $0.client.code == code }
    }

    /// The person, and what they are to which client. Of the password and the authenticator it says only whether there is one.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "email": user.email.text, "password": user.hasPassword, "authenticator": user.hasAuthenticator, "disabled": user.isDisabled,
            "clients": memberships.map { membership in
                [
                    "code": membership.client.code, "name": membership.name, "role": membership.role,
                    "invitation": invitations[membership.client.id].map { invitation in
                        ["state": invitation.state.rawValue, "date": invitation.date, "outcome": invitation.outcome] as JSONObject
                    },
                ] as JSONObject
            },
        ])
    }
}

extension Role: Encodable {}

extension Installation {
    /// Somebody who can sign in; where a client is named, as that client alone knows them.
    ///
    /// - Throws: `store.user-unknown` where nobody of that address signs in here, or none works for the client; `store.client-unknown`.
    public func user(_ email: EmailAddress, of code: Client.Code? = nil) throws(StoreError) -> UserDocument {
        let user = try UserDocument(known(email), in: store, of: code)
        guard let code else { return user }
        _ = try store.client(code)
        guard !user.memberships.isEmpty else { throw StoreError(.userUnknown, "Nobody of that address works for the client.") }
        return user
    }

    /// Who signs in with an address.
    func known(_ email: EmailAddress) throws(StoreError) -> User {
        guard let user = try store.user(email) else { throw StoreError(.userUnknown, "Nobody of that address signs in here.") }
        return user
    }
}
