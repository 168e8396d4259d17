public import Dotations

/// What came of asking for activation e-mails once more.
public struct ResendResult: Sendable {
    /// The operation that was recorded.
    public let operation: Operation
    /// The dotations to which an e-mail goes.
    public let sent: [Dotation]
    /// The dotations to which none goes, and why.
    public let refused: [(id: Dotation.ID, reason: Reason)]
}
