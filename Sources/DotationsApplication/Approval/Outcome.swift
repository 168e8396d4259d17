public import DotationStore

/// What came of an approval.
public enum Outcome<Plan: ApprovablePlan, Result> {
    /// The plan was carried out; of one that does nothing, nothing was.
    case done(Plan, Result?)
    /// The request was carried out before, as this operation; nothing was done now.
    case repeated(Operation)
    /// The store has moved and the plan would be another: nothing was done. The new plan has to be approved in turn. The difference is nil
    /// where the caller did not give the proposal that was approved.
    case changed(Proposal<Plan>, PlanDifference?)
}
