internal import DotationAccounts
public import DotationSheets
internal import DotationStore

/// A use case that shows what it would do, and does it once a person has approved just that.
public struct UseCase<Plan: ApprovablePlan, Result> {
    /// Its name, and what it is asked to do where plans of different requests can look the same; a part of the fingerprint.
    let scope: String
    let application: Application
    /// What it takes to see the plan, and to carry it out.
    let permission: Permission
    /// Makes the plan for the store as it is now; changes nothing.
    let plan: () throws -> Plan
    var refusedRows: (Plan, _ isDryRun: Bool) throws -> RefusedRowsExport? = { _, _ in nil }
    /// Carries a plan out, whole or not at all; throws `store.moved` or `store.sales-moved` where the store is no longer what the plan saw.
    let perform: (Plan, OperationContext) throws -> Result

    /// What would be done, for a person to look at.
    public func propose() throws -> Proposal<Plan> {
        try application.require(permission)
        return Proposal(try plan(), of: scope, secret: application.store.planSecret)
    }

    /// The refused rows as a sheet to mend and to import again; nil where there is no sheet. In a dry run nothing changes in the store.
    public func refusedRows(of plan: Plan, isDryRun: Bool = false) throws -> RefusedRowsExport? {
        try application.require(.export)
        return try refusedRows(plan, isDryRun)
    }

    /// Does what was approved, or says that it would be something else by now.
    ///
    /// A store that has moved without changing the plan makes no difference to the approval. A request that was carried out before is not
    /// carried out again.
    ///
    /// - Parameters:
    ///   - approval: of which plan.
    ///   - proposal: the proposal that was shown, where the caller still has it; else the plan is made again.
    /// - Returns: what came of it.
    /// - Throws: ``ApprovalError`` where the approval does not do for the plan; what planning and carrying out throw; `store.moved` where
    ///   others change the store each time between the two.
    public func apply(_ approval: Approval, to proposal: Proposal<Plan>? = nil) throws -> Outcome<Plan, Result> {
        try application.require(permission)
        let request = approval.request?.bound(to: approval.fingerprint.description)
        let store = application.store
        if let request, let operation = try store.operation(request: request) { return .repeated(operation) }
        do {
            return try apply(approval, to: proposal, as: request)
        } catch {
            // The same request may have been carried out beside this one, and have made the plan impossible.
            guard let request, let operation = try store.operation(request: request) else { throw error }
            return .repeated(operation)
        }
    }

    /// Shows what would be done, has it approved and does it. Where the store has moved in between and the plan is another, it is shown and
    /// approved again.
    ///
    /// - Parameter agree: shows a plan and approves it, or gives nil where it is only to be seen. The second value says how the plan differs
    ///   from the one that was shown before; nil the first time.
    /// - Returns: the last plan, and what came of it; nil where nothing was done, or the request was carried out before.
    /// - Throws: what planning, `agree` and carrying out throw.
    public func carryOut(
        agree: (Proposal<Plan>, PlanDifference?) throws -> Approval?
    ) throws -> (proposal: Proposal<Plan>, result: Result?) {
        var (proposal, difference) = (try propose(), PlanDifference?.none)
        while let approval = try agree(proposal, difference) {
            switch try apply(approval, to: proposal) {
            case .done(_, let result): return (proposal, result)
            case .repeated: return (proposal, nil)
            case .changed(let other, let news): (proposal, difference) = (other, news)
            }
        }
        return (proposal, nil)
    }

    private func apply(_ approval: Approval, to approved: Proposal<Plan>?, as request: RequestID?) throws -> Outcome<Plan, Result> {
        var proposal = approved
        var tries = 0
        while true {
            let current = try proposal ?? propose()
            guard current.fingerprint == approval.fingerprint else {
                if let request, let operation = try application.store.operation(request: request) { return .repeated(operation) }
                return .changed(
                    current, approved.map { PlanDifference(from: PlanDigest($0.description), to: PlanDigest(current.description)) })
            }
            guard !current.plan.isEmpty else { return .done(current.plan, nil) }
            try approval.check(current.plan)
            do {
                return .done(current.plan, try perform(current.plan, application.context(of: request)))
            } catch let error as StoreError where (error.code == .moved || error.code == .salesMoved) && tries < 20 {
                tries += 1
                proposal = nil
            }
        }
    }
}
