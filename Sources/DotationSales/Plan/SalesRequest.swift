public import Dotations

/// What can be asked of the sales.
public enum SalesRequest: Sendable, Hashable {
    /// The rows of a sheet of sales, or sales by themselves.
    case rows([SaleRow])
    /// Sales to be cancelled or refunded.
    case status(Sale.Status, [Sale.ID])
    /// What a sale is to have verified instead, under the rules of a row that says it.
    case contact(Sale.ID, Contact)
}
