/// The three lists in which orders are shown; derived from payment and statuses, never stored.
public enum OrderList: String, Sendable, CaseIterable {
    /// Not paid.
    case pending
    /// Paid, and some dotation is not activated.
    case inProgress
    /// Paid, and every dotation is activated.
    case history

    /// The list of an order; `isActivated` says that every one of its dotations is.
    public init(isPaid: Bool, isActivated: Bool) {
        self = !isPaid ? .pending : isActivated ? .history : .inProgress
    }
}
