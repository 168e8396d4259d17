public import Dotations

/// What was paid and given back held against what was sold.
public struct Reconciliation: Sendable, Hashable {
    /// By what a payment and its sales were brought together.
    public enum Key: String, Sendable, CaseIterable {
        /// The payment's identifier is the sales' reference.
        case identifier
        /// A metadata column, or the description, holds the sales' reference.
        case metadata
        /// The e-mail address and the amount are the same.
        case emailAndAmount
        /// The e-mail address is the same, and the amount is what all of that person's sales without a payment cost together.
        case emailAndSum

        /// Whether a reference brought them together.
        public var isReference: Bool { self == .identifier || self == .metadata }
    }

    /// What a payment and its sales come to.
    public enum Outcome: String, Sendable, CaseIterable {
        /// What was kept is what the active sales cost; without any, a payment that was given back.
        case settled = "payment.settled"
        /// Money was taken and kept, and no sale is known.
        case paidNotSold = "payment.not-sold"
        /// An active sale has no payment, or none that took money.
        case soldNotPaid = "payment.missing"
        /// Everything was given back, and the sale is still active.
        case refundedStillSold = "payment.refunded-still-sold"
        /// Everything was given back, and the vouchers are ordered.
        case refundedOrdered = "payment.refunded-ordered"
        /// A part was given back, and what was kept is less than what the active sales cost.
        case partlyRefunded = "payment.partly-refunded"
        /// The sale was cancelled or refunded, and the money was not given back.
        case notRefunded = "payment.not-refunded"
        /// What the active sales cost was paid and kept more than once.
        case paidTwice = "payment.double"
        /// More or less was paid than the active sales cost.
        case amountDiffers = "payment.amount-differs"
        /// The payment is not decided yet.
        case pending = "payment.pending"
        /// The payment cannot be judged: another currency, a status that is not known, or more given back than was paid.
        case unclear = "payment.unclear"
    }

    /// Payments and sales that belong together, and what they come to.
    public struct Entry: Sendable, Hashable {
        /// What they come to.
        public let outcome: Outcome
        /// By what they were brought together, where they were.
        public let key: Key?
        /// The payments, in the order of the export; empty where none is known.
        public let payments: [StripePayment]
        /// The sales, in the order of their numbers; empty where none is known.
        public let sales: [Sale.ID]
        /// What was paid, of the payments that took money.
        public let paid: Euros
        /// What was given back of it.
        public let refunded: Euros
        /// What the active sales cost.
        public let expected: Euros
        /// Whether an attempt to pay failed.
        public let hasFailedPayment: Bool
    }

    /// Every payment and every sale, each once: what needs somebody's attention first, then in the order of the export and of the sales.
    public internal(set) var entries: [Entry]
    /// Failed payments that belong to no sale; there is nothing to do about them.
    public let ignoredFailures: Int
    /// Rows that repeat an earlier row's identifier, and were left out.
    public let repeatedRows: [Int]

    /// Without the entries of which every sale is one that is left out. Payments without a sale stay: nobody knows what they were for.
    ///
    /// Every sale has to be matched first: a payment of a sale that is not looked at is no payment without a sale.
    public func leavingOut(_ isLeftOut: (Sale.ID) -> Bool) -> Reconciliation {
        var result = self
        result.entries.removeAll { !$0.sales.isEmpty && $0.sales.allSatisfy(isLeftOut) }
        return result
    }

    /// How many entries came to each outcome.
    public var counts: [Outcome: Int] { Dictionary(entries.map { ($0.outcome, 1) }, uniquingKeysWith: +) }
}
