public import DotationStore

/// What came of e-mails that are to be tried again at once.
public struct RetriedJobs: Encodable, Sendable {
    /// Which e-mails.
    public enum Selection: Sendable {
        /// Those of these numbers.
        case jobs([Job.ID])
        /// Those that failed, except where the address is to blame or where they are of no use any more.
        case failed
        /// Those that are to be tried again later.
        case waiting
    }

    /// The e-mails that are tried again.
    public let retry: [Job.ID]
    /// Those that are left as they were, and why.
    public let refused: [RefusedJob]
    /// Those whose address was refused: it is to be corrected first.
    public let leftOut: [Job.ID]
}
