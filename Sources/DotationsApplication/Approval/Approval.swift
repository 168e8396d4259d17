/// That somebody has seen a plan and wants just that.
public struct Approval: Sendable {
    /// The plan that was seen.
    public let fingerprint: Fingerprint
    /// The number of changes that was typed, where it was.
    public let typedCount: Int?

    /// An approval of the plan with that fingerprint.
    ///
    /// - Parameters:
    ///   - fingerprint: the plan's.
    ///   - typedCount: the number of changes that the person has read in the plan and typed; an unusual plan needs it.
    public init(_ fingerprint: Fingerprint, typedCount: Int? = nil) {
        self.fingerprint = fingerprint
        self.typedCount = typedCount
    }
}
