/// A plan that was made and not carried out, with what an approval of it has to say.
public struct Proposal<Plan: ApprovablePlan> {
    /// What would be done.
    public let plan: Plan
    /// What tells the plan from every other.
    public let fingerprint: Fingerprint
}
