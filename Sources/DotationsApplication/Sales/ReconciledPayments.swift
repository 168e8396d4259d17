public import DotationSales
internal import Dotations

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
    /// What is worth a look about the sheet.
    public let warnings: [WarningDocument]

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
            "entries": result.entries, "unreadable": unreadable, "warnings": warnings, "ignoredFailures": result.ignoredFailures,
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
