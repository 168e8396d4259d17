internal import Dotations

/// What can be asked of the sales.
public enum SalesRequest: Sendable, Hashable {
    /// The rows of a sheet of sales, or sales by themselves.
    case rows([SaleRow])
    /// Sales to be cancelled or refunded.
    case status(Sale.Status, [Sale.ID])
}
