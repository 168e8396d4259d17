internal import DotationSales
internal import Dotations

/// A place in the history.
public enum AuditPosition: Sendable, Hashable {
    /// An operation.
    case operation(Operation.ID)
    /// An audit row, by its number.
    case row(Int)

    /// The place in French.
    public var french: String {
        switch self {
        case .operation(let id): "opération \(id)"
        case .row(let id): "ligne d’historique \(id)"
        }
    }
}
