public import DotationSales
internal import DotationSheets
internal import DotationStore
internal import Dotations
public import Spreadsheet

/// Stripe's payments held against the sales.
public struct ReconciledPayments: Encodable {
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
    /// The rows that are no payment.
    public let unreadable: [Unreadable]

    /// Whether something is left that somebody has to look at.
    public var hasDifferences: Bool { !unreadable.isEmpty || result.entries.contains { $0.outcome != .settled } }

    /// The entries that no reference brought together, though the sale has one.
    public var guessed: [Reconciliation.Entry] {
        result.entries.filter { entry in
            !(entry.key?.isReference ?? true) && entry.sales.contains { sales[$0]?.reference != nil }
        }
    }

    /// The sales that can still be noted as refunded, of the entries of an outcome by which their money was given back.
    public func refundable(_ outcome: Reconciliation.Outcome) -> [Sale.ID] {
        guard outcome == .refundedStillSold || outcome == .refundedOrdered else { return [] }
        let entries = result.entries.filter { $0.outcome == outcome }
        return entries.flatMap(\.sales).filter { sales[$0].map { $0.status == .active && $0.order == nil } ?? false }
    }

    /// The entries for programs.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "payments": payments,
            "counts": Reconciliation.Outcome.allCases.map { outcome -> JSONObject in
                ["outcome": outcome, "entries": result.counts[outcome] ?? 0]
            },
            "entries": result.entries, "unreadable": unreadable, "ignoredFailures": result.ignoredFailures,
            "repeatedRows": result.repeatedRows,
        ])
    }
}

extension Reconciliation.Entry: Encodable {
    /// The payments and the sales, by their numbers.
    public func encode(to encoder: any Encoder) throws {
        let payments = payments.map { payment -> JSONObject in
            ["row": payment.row, "id": payment.id, "amountCents": payment.amount, "refundedCents": payment.refunded]
        }
        try encoder.write([
            "outcome": outcome, "key": key, "payments": payments, "sales": sales, "paidCents": paid, "refundedCents": refunded,
            "expectedCents": expected, "hasFailedPayment": hasFailedPayment,
        ])
    }
}

extension Application {
    /// Holds Stripe's export against the sales of these events, or of every one where none is named; changes nothing.
    ///
    /// - Throws: what is wrong with the file; `events.unknown`.
    public func reconcile(_ sheets: SheetFile, events: [String] = []) throws -> ReconciledPayments {
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
            })
    }
}
