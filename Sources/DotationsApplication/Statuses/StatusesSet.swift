public import DotationStore
public import Dotations

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

extension Application {
    /// Records that beneficiaries have created their account, without having activated their dotation.
    ///
    /// - Throws: `store.dotation-unknown`.
    public func markAccountCreated(_ ids: [Dotation.ID]) throws -> StatusesSet {
        let operation = try store.markAccountCreated(Set(ids).sorted(), context: context)
        return StatusesSet(operation, changed: operation.counts.changed, unchanged: operation.counts.unchanged)
    }
}
