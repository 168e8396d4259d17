public import DotationAccounts
public import Dotations

/// Somebody who works for a client, as far as the client knows.
public struct Member: Sendable, Hashable {
    /// The address that the person signs in with.
    public let email: EmailAddress
    /// First and last name.
    public let name: String
    /// As what.
    public let role: Role
    /// Whether the person has ever signed in for the client.
    public let hasJoined: Bool
}
