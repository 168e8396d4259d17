internal import Dotations

/// A row that is not applied.
public struct RefusedSaleRow: Sendable, Hashable {
    /// The sheet's row.
    public let row: Int
    /// The sale, where the row says one that is known.
    public let sale: Sale.ID?
    /// Why; never empty.
    public let reasons: [SaleRefusal]
    /// The sales that the sheet's other rows say of the person; where the row does not tell who that is, those with its payment reference or
    /// e-mail address. Imported without those rows, it must not be taken for one of these.
    public internal(set) var otherSales: [Sale.ID] = []
}
