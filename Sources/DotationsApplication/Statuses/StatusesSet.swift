public import DotationStore

/// What became of statuses that were set one by one.
public struct StatusesSet: Encodable, Sendable {
    /// Whether something was done.
    public let status: PlanStatus
    /// How many dotations have another status now, or an account.
    public let changed: Int
    /// How many had it before.
    public let unchanged: Int
    /// The operation that did it.
    @Null public var operation: Operation.ID?

    /// What an operation did; nil where there was nothing to do.
    public init(_ operation: Operation?, changed: Int, unchanged: Int) {
        status = operation == nil ? .unchanged : .applied
        self.changed = changed
        self.unchanged = unchanged
        self.operation = operation?.id
    }
}
