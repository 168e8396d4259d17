public import DotationStore

/// What programs read of a plan, and of what became of it.
public struct PlanDocument<Plan: ApprovablePlan>: Encodable {
    /// The plan.
    public let plan: Plan
    /// Nil where nobody was to approve the plan.
    let fingerprint: Fingerprint?
    let status: PlanStatus
    var operation: Operation.ID?
    /// The file that the refused rows were written to.
    var rejects: String?
    /// How many sales the order that was made of it orders.
    var salesOrdered: Int?
}

extension PlanDocument {
    /// The document of a plan that was shown: what became of it, the operation that carried it out, the file that the refused rows were written
    /// to, and how many sales the order that was made of it orders.
    public init(
        _ proposal: Proposal<Plan>, _ status: PlanStatus, operation: Operation.ID? = nil, rejects: String? = nil, salesOrdered: Int? = nil
    ) {
        self.init(
            plan: proposal.plan, fingerprint: proposal.fingerprint, status: status, operation: operation, rejects: rejects,
            salesOrdered: salesOrdered)
    }

    /// The document of a plan, and of the operation that carried it out.
    public init(_ proposal: Proposal<Plan>, _ operation: Operation?) {
        self.init(proposal, operation == nil ? .planned : .applied, operation: operation?.id)
    }

    /// The keys of the plan, and what became of it.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write(["status": status, "fingerprint": fingerprint])
        try plan.encode(to: encoder)
        try plan.outcome(of: self).encode(to: encoder)
    }
}
