public import DotationSales
internal import Dotations

/// What a request came to that was planned and carried out in one transaction.
public struct CarriedOutSales: Sendable {
    /// What was done and what was refused.
    public let plan: SalesPlan
    /// What it was planned against: everything before it was done.
    public let ledger: SalesLedger
    /// The operation; nil where there was nothing to do.
    public let operation: Operation?
}
