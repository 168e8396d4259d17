public import DotationSales

/// Why nothing that was asked of sales by themselves is done.
public struct RefusedSales: Error {
    /// The sales, and what is wrong with each.
    public let rows: [RefusedSaleRow]
}
