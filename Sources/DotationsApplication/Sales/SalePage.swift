internal import DotationAccounts
public import DotationSales
public import DotationStore
public import Dotations

/// Some of the sales.
public struct SalePage {
    /// A sale, with the number of who bought it.
    public struct Entry {
        /// The sale.
        public let sale: SaleDocument
        /// The number of who bought it.
        public let person: Int
    }

    /// The sales of the page, the latest first.
    public let entries: [Entry]
    /// How many sales there are in all.
    public let total: Int
    /// How many voucher books the active ones of them have.
    public let books: Int
    /// What was paid for the active ones of them.
    public let paid: Euros
    /// The events, by whose numbers sales are looked for.
    public let events: [SaleEvent]
}

extension Application {
    /// A page of the sales, the latest first.
    public func salePage(_ query: SaleQuery = SaleQuery(), after offset: Int = 0, size: Int) throws -> SalePage {
        try require(.view)
        let found = try store.sales(query, after: offset, size: size)
        return SalePage(
            entries: found.sales.map { .init(sale: SaleDocument($0), person: $0.buyerNumber) }, total: found.total, books: found.books,
            paid: found.paid, events: try store.saleEvents())
    }

    /// The sales that an order was made of, session by session; empty for an order that was made of none.
    public func orderedSales(_ order: OrderNumber) throws -> [OrderedSales] {
        try require(.view)
        return try store.orderedSales(order)
    }

    /// The sale of a number; nil where there is none.
    public func sale(_ id: Sale.ID) throws -> SaleDocument? {
        try require(.view)
        return try store.sale(id).map { SaleDocument($0) }
    }
}
