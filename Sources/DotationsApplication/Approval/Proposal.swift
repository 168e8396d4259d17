internal import Crypto
public import DotationStore
internal import Dotations

/// A plan that was made and not carried out, with what an approval of it has to say.
public struct Proposal<Plan: ApprovablePlan> {
    /// What would be done.
    public let plan: Plan
    /// What tells the plan from every other.
    public let fingerprint: Fingerprint
    let description: PlanDescription

    init(_ plan: Plan, of useCase: String, secret: [UInt8]) {
        self.plan = plan
        description = PlanDescription(of: plan)
        var encoder = HashEncoder()
        encoder.append(useCase)
        let code = HMAC<SHA256>.authenticationCode(for: encoder.bytes + description.bytes, using: SymmetricKey(data: secret))
        fingerprint = Fingerprint(bytes: code)
    }

    /// An approval of just this plan; `typedCount` is the number that the person has read in it and typed.
    ///
    /// - Throws: why it does not do.
    public func approval(typedCount: Int? = nil, request: RequestID? = nil) throws(ApprovalError) -> Approval {
        let approval = Approval(fingerprint, typedCount: typedCount, request: request)
        try approval.check(plan)
        return approval
    }
}
