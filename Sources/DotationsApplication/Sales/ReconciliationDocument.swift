public import DotationSales
internal import DotationSheets
internal import Dotations
internal import Spreadsheet

/// What programs read of Stripe's payments held against the sales.
public struct ReconciliationDocument: Encodable, Sendable {
    private enum CodingKeys: CodingKey { case payments, counts, entries, unreadable, ignoredFailures, repeatedRows }

    struct Count: Encodable, Sendable {
        let outcome: Reconciliation.Outcome
        let entries: Int
    }

    struct Payment: Encodable, Sendable {
        let row: Int
        let id: String
        let amountCents, refundedCents: Euros
    }

    struct Entry: Encodable, Sendable {
        let outcome: Reconciliation.Outcome
        @Null var key: Reconciliation.Key?
        let payments: [Payment]
        let sales: [Sale.ID]
        let paidCents, refundedCents, expectedCents: Euros
        let hasFailedPayment: Bool
    }

    /// A row that is no payment.
    public struct Unreadable: Encodable, Sendable {
        /// The row.
        public let row: Int
        /// What is wrong, by a name that programs can rely on.
        public let code: String
        /// The cell that it is about.
        @Null public var cell: String?
        /// What is wrong.
        public let message: String
    }

    /// The entries, with what people read.
    public let result: Reconciliation
    /// The sales that they name, by their numbers.
    public let sales: [Sale.ID: SaleDocument]
    /// How many payments there are.
    public let payments: Int
    let counts: [Count]
    let entries: [Entry]
    /// The rows that are no payment.
    public let unreadable: [Unreadable]
    let ignoredFailures: Int
    let repeatedRows: [Int]

    /// Whether something is left that somebody has to look at.
    public var hasDifferences: Bool { !unreadable.isEmpty || result.entries.contains { $0.outcome != .settled } }

    /// The entries that no reference brought together, though the sale has one.
    public var guessed: [Reconciliation.Entry] {
        result.entries.filter { entry in
            !(entry.key?.isReference ?? true) && entry.sales.contains { sales[$0]?.reference != nil }
        }
    }

    /// The sales of entries that can still be noted as refunded.
    public func refundable(_ entries: [Reconciliation.Entry]) -> [Sale.ID] {
        entries.flatMap(\.sales).filter { sales[$0].map { $0.status == .active && $0.order == nil } ?? false }
    }

    init(_ result: Reconciliation, _ content: StripeSheet.Content, _ sheet: StripeSheet, _ ledger: SalesLedger) {
        self.result = result
        let named = result.entries.flatMap(\.sales).compactMap { ledger.sale($0) }
        sales = Dictionary(named.map { ($0.id, SaleDocument($0, in: ledger)) }, uniquingKeysWith: { first, _ in first })
        payments = content.payments.count
        counts = Reconciliation.Outcome.allCases.map { Count(outcome: $0, entries: result.counts[$0] ?? 0) }
        entries = result.entries.map { entry in
            Entry(
                outcome: entry.outcome, key: entry.key,
                payments: entry.payments.map {
                    Payment(row: $0.row, id: $0.id, amountCents: $0.amount, refundedCents: $0.refunded)
                },
                sales: entry.sales, paidCents: entry.paid, refundedCents: entry.refunded, expectedCents: entry.expected,
                hasFailedPayment: entry.hasFailedPayment)
        }
        unreadable = content.unreadable.map {
            Unreadable(row: $0.row, code: $0.code.rawValue, cell: sheet.cell($0)?.description, message: $0.message)
        }
        ignoredFailures = result.ignoredFailures
        repeatedRows = result.repeatedRows
    }
}
