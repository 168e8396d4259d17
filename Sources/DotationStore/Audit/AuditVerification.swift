public import Dotations

/// How far the history was found to be what was written.
public struct AuditVerification: Sendable, Hashable {
    /// How many operations it has.
    public let operations: Int
    /// How many audit rows it has.
    public let rows: Int
    /// The last link of the chain. Who keeps it elsewhere can also tell whether the end of the history was cut off.
    public let head: Hash256
}
