public import DotationAccounts
public import DotationStore
public import Dotations

/// Somebody who can sign in, as the operator sees them: with every client that they work for.
public struct UserDocument: Encodable, Sendable {
    /// Who.
    public let user: User
    /// What they are to which client.
    public let memberships: [(client: Client, name: String, role: Role)]

    init(_ user: User, in store: Store) throws(StoreError) {
        self.user = user
        memberships = try store.memberships(of: user.id)
    }

    /// The person, and what they are to which client. Of the password and the authenticator it says only whether there is one.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "email": user.email.text, "password": user.hasPassword, "authenticator": user.hasAuthenticator, "disabled": user.isDisabled,
            "clients": memberships.map { ["code": $0.client.code, "name": $0.name, "role": $0.role] as JSONObject },
        ])
    }
}

extension Role: Encodable {}

extension Installation {
    /// Somebody who can sign in.
    ///
    /// - Throws: `store.user-unknown`.
    public func user(_ email: EmailAddress) throws(StoreError) -> UserDocument { try UserDocument(known(email), in: store) }

    /// Who signs in with an address.
    func known(_ email: EmailAddress) throws(StoreError) -> User {
        guard let user = try store.user(email) else { throw StoreError(.userUnknown, "Nobody of that address signs in here.") }
        return user
    }
}
