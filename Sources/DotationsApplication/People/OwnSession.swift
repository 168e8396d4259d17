public import DotationAccounts
public import DotationStore

/// One of the sessions of somebody who has signed in, for whichever client, as they see it themselves.
public struct OwnSession: Sendable {
    /// What names it to end it; nobody could sign in by it.
    public let id: String
    /// The client that it is for.
    public let client: Client
    /// Since when, and until when.
    public let session: Session
    /// The network address and the browser that it began with.
    public let origin: String
    /// Whether it is the one that asks.
    public let isCurrent: Bool
}
