/// Why a plan is another than the one that was approved.
public enum PlanNews: Sendable, Hashable {
    /// So many dotations were changed meanwhile.
    case dotations(Int)
    /// Sales were changed meanwhile.
    case sales
    /// What was approved is not this plan; what has changed is not known.
    case other
}
