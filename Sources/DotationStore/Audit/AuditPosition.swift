internal import DotationSales
internal import Dotations

/// A place in the history.
public enum AuditPosition: Sendable, Hashable {
    /// An operation.
    case operation(Operation.ID)
    /// An audit row, by its number.
    case row(Int)
}
