public import DotationAccounts

/// Somebody who has signed in, for a client.
public struct SignedIn: Sendable {
    /// Who.
    public let user: User
    /// The name that the client knows the person by.
    public let name: String
    /// For which client.
    public let store: ClientStore
    /// As what.
    public let role: Role
    /// Since when, and until when.
    public let session: Session
}
