public import DotationAccounts

/// What somebody who signs in for a client is held against.
public struct Credentials: Sendable {
    /// Who it is.
    public let user: User
    /// The name that the client knows the person by.
    public let name: String
    /// The client.
    public let client: Client
    /// The password; nil where none was chosen.
    public let password: PasswordHash?
    /// What the authenticator shares; nil where none is set up.
    public let secret: TOTPSecret?
    /// The last step of which a code was accepted.
    public let lastStep: Int64?
}
