public import DotationStore

/// What came of e-mails that are not to be sent.
public struct CancelledJobs: Encodable, Sendable {
    /// The e-mails that are cancelled.
    public let cancelled: [Job.ID]
    /// Those that are left as they were, and why.
    public let refused: [RefusedJob]
    /// How many of the operation's e-mails had left already, where it is about an operation.
    @Null public var sent: Int?
    /// How many of the cancelled may have left all the same, as the mail server has not confirmed them.
    public let unconfirmed: Int
    /// How many dotations the operation changed, where it is about an operation: they stay changed.
    @Null public var changed: Int?
}
