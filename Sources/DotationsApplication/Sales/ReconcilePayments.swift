internal import DotationSales
internal import DotationSheets
internal import DotationStore
public import Spreadsheet

/// Holds Stripe's payments against the sales; changes nothing.
public struct ReconcilePayments {
    private let application: Application
    private let events: [String]
    private let sheets: SheetFile

    /// A comparison of Stripe's export with the sales of these events, or of every one where none is named.
    public init(_ sheets: SheetFile, events: [String] = [], application: Application) {
        self.sheets = sheets
        self.events = events
        self.application = application
    }

    /// Compares them.
    ///
    /// - Throws: what is wrong with the file; `events.unknown`.
    public func run() throws -> ReconciliationDocument {
        let ledger = try application.store.salesLedger()
        let sheet = try StripeSheet(sheets)
        let content = try sheet.read()
        let chosen = try ledger.events.named(events)
        let other = Set(ledger.sales.lazy.filter { !(chosen?.contains($0.session.event) ?? true) }.map(\.id))
        let result = Reconciliation(payments: content.payments, sales: ledger.sales).leavingOut { other.contains($0) }
        return ReconciliationDocument(result, content, sheet, ledger)
    }
}
