/// What came of an approval.
public enum Outcome<Plan: ApprovablePlan, Result> {
    /// The plan was carried out; of one that does nothing, nothing was.
    case done(Plan, Result?)
    /// The store has moved and the plan would be another: nothing was done. The new plan has to be approved in turn.
    case changed(Proposal<Plan>, PlanNews)
}
