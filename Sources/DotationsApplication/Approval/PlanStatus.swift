/// What became of a plan.
public enum PlanStatus: String, Sendable, Encodable {
    /// It was made, and nothing else.
    case planned
    /// It was carried out.
    case applied
    /// There was nothing to carry out.
    case unchanged
    /// Rows were refused, and nothing was carried out.
    case refused

    /// What became of a plan of which so many rows are refused.
    public init(isApplied: Bool, isDryRun: Bool, refused: Int) {
        self = isApplied ? .applied : isDryRun ? .planned : refused == 0 ? .unchanged : .refused
    }
}
