public import DotationStore

/// That somebody has seen a plan and wants just that.
public struct Approval: Sendable {
    /// The plan that was seen.
    public let fingerprint: Fingerprint
    /// The number of changes that the person has read in the plan and typed; an unusual plan needs it.
    public let typedCount: Int?
    /// What tells the request from every other, where it may come twice: it is carried out once.
    public let request: RequestID?

    /// An approval of the plan with that fingerprint.
    public init(_ fingerprint: Fingerprint, typedCount: Int? = nil, request: RequestID? = nil) {
        self.fingerprint = fingerprint
        self.typedCount = typedCount
        self.request = request
    }

    /// Throws where it does not do for the plan that it names.
    func check(_ plan: some ApprovablePlan) throws(ApprovalError) {
        if let typedCount {
            guard typedCount == plan.changeCount else { throw .otherCount }
        } else if !plan.confirmations.isEmpty {
            throw .countNeeded
        }
    }
}
