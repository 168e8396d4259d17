internal import Crypto
internal import DotationStore
internal import Dotations

/// A use case that shows what it would do, and does it once a person has approved just that.
public protocol ProposingUseCase {
    /// What it would do.
    associatedtype Plan: ApprovablePlan
    /// What came of doing it.
    associatedtype Result

    /// Who works on which store.
    var application: Application { get }
    /// Makes the plan for the store as it is now; changes nothing.
    func plan() throws -> Plan
    /// Carries a plan out, whole or not at all.
    ///
    /// - Throws: `store.moved` or `store.sales-moved` where the store is no longer what the plan saw.
    func carryOut(_ plan: Plan) throws -> Result
}

extension ProposingUseCase {
    /// What would be done, for a person to look at.
    public func propose() throws -> Proposal<Plan> { proposal(of: try plan()) }

    /// Does what was approved, or says that it would be something else by now.
    ///
    /// A store that has moved without changing the plan makes no difference to the approval.
    ///
    /// - Parameters:
    ///   - approval: of which plan.
    ///   - proposal: the proposal that was shown, where the caller still has it; else the plan is made anew.
    /// - Returns: what came of it.
    /// - Throws: ``ApprovalError`` where the approval does not do for the plan; what planning and carrying out throw.
    public func apply(_ approval: Approval, to proposal: Proposal<Plan>? = nil) throws -> Outcome<Plan, Result> {
        var proposal = try proposal ?? propose()
        var news = PlanNews.other
        while true {
            guard proposal.fingerprint == approval.fingerprint else { return .changed(proposal, news) }
            let plan = proposal.plan
            guard !plan.isEmpty else { return .done(plan, nil) }
            try approval.check(plan)
            do {
                return .done(plan, try carryOut(plan))
            } catch let error as StoreError where error.code == .moved {
                news = error.dotations.isEmpty ? .other : .dotations(error.dotations.count)
            } catch let error as StoreError where error.code == .salesMoved {
                news = .sales
            }
            proposal = try propose()
        }
    }

    private func proposal(of plan: Plan) -> Proposal<Plan> {
        var encoder = HashEncoder()
        encoder.append(String(describing: Self.self))
        plan.encode(into: &encoder)
        let code = HMAC<SHA256>.authenticationCode(for: encoder.bytes, using: SymmetricKey(data: application.store.planSecret))
        return Proposal(plan: plan, fingerprint: Fingerprint(bytes: code))
    }
}

extension Approval {
    fileprivate func check(_ plan: some ApprovablePlan) throws(ApprovalError) {
        if let typedCount {
            guard typedCount == plan.changeCount else { throw .otherCount }
        } else if !plan.confirmations.isEmpty {
            throw .countNeeded
        }
    }
}
