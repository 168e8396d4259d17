internal import DotationAccounts
public import DotationSales
internal import DotationStore
public import Dotations

/// Some of the sales.
public struct SalePage {
    /// A sale, with the number of who bought it.
    public struct Entry {
        /// The sale.
        public let sale: SaleDocument
        /// The number of who bought it; nil where they are no longer known.
        public let person: Int?
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
        let ledger = try store.salesLedger()
        let event = query.event.flatMap { ledger.event(numbered: $0) }
        let session = event.flatMap { event in
            query.session.flatMap { event.sessions[numbered: $0] }.map { event.id(of: $0) }
        }
        var (found, total, books, paid): ([Sale], Int, Int, Int) = ([], 0, 0, 0)
        for sale in ledger.sales.reversed() {
            guard query.event == nil || sale.session.event == event?.id, query.session == nil || sale.session == session,
                query.status.map({ $0 == sale.status }) ?? true
            else { continue }
            total += 1
            if sale.status == .active {
                books &+= sale.quantity
                paid &+= sale.pricePaid.cents
            }
            if total > offset, found.count < size { found.append(sale) }
        }
        let numbers = ledger.numbers(of: Set(found.map(\.matricule)))
        return SalePage(
            entries: found.map { .init(sale: SaleDocument($0, in: ledger), person: numbers[$0.matricule]) }, total: total, books: books,
            paid: Euros(cents: paid), events: ledger.events)
    }

    /// The sale of a number; nil where there is none.
    public func sale(_ id: Sale.ID) throws -> SaleDocument? {
        try require(.view)
        let ledger = try store.salesLedger()
        return ledger.sale(id).map { SaleDocument($0, in: ledger) }
    }
}
