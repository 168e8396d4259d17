internal import DotationAccounts
internal import DotationSales
internal import DotationSheets
internal import DotationStore
public import Spreadsheet

extension Application {
    /// Holds Stripe's export against the sales of these events, or of every one where none is named; changes nothing.
    ///
    /// - Throws: what is wrong with the file; `events.unknown`.
    public func reconcile(_ sheets: SheetFile, events: [String] = []) throws -> ReconciledPayments {
        try require(.view)
        let ledger = try store.salesLedger()
        let sheet = try StripeSheet(sheets)
        let content = try sheet.read()
        let chosen = try ledger.events.named(events)
        let other = Set(ledger.sales.lazy.filter { !(chosen?.contains($0.session.event) ?? true) }.map(\.id))
        let result = Reconciliation(payments: content.payments, sales: ledger.sales).leavingOut { other.contains($0) }
        let named = result.entries.flatMap(\.sales).compactMap { ledger.sale($0) }
        return ReconciledPayments(
            result: result, sales: Dictionary(named.map { ($0.id, SaleDocument($0, in: ledger)) }, uniquingKeysWith: { first, _ in first }),
            payments: content.payments.count,
            unreadable: content.unreadable.map {
                .init(row: $0.row, code: $0.code.rawValue, cell: sheet.cell($0)?.description, message: $0.message)
            }, warnings: content.warnings.map { WarningDocument($0) })
    }
}
