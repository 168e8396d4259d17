public import Dotations

/// Some of the sales that a search found, and what all of them come to.
public struct FoundSales: Sendable {
    /// The sales of the page, the latest first.
    public let sales: [NamedSale]
    /// How many sales the search found in all.
    public let total: Int
    /// How many voucher books the active ones of them have.
    public let books: Int
    /// What was paid for the active ones of them.
    public let paid: Euros
}
