internal import DotationText
public import Dotations

/// One payment of Stripe's payments export.
public struct StripePayment: Sendable, Hashable {
    /// What became of a payment.
    public enum Status: Sendable, Hashable {
        /// The money was taken; what was given back since is in the amount refunded.
        case paid
        /// The money was taken, and all of it given back.
        case refunded
        /// It is not decided yet.
        case pending
        /// No money was taken: it failed, was cancelled, or was only authorised.
        case failed
        /// A status that is not known, as it is written.
        case other(String)

        /// Reads Stripe's `Status`, of the dashboard (`Paid`) or the interface (`succeeded`).
        public init(label: String) {
            switch Folding.key(label) {
            case "paid", "succeeded", "partiallyrefunded", "partialrefund", "paye", "reussi": self = .paid
            case "refunded", "rembourse": self = .refunded
            case "pending", "processing", "enattente": self = .pending
            case "failed", "canceled", "cancelled", "incomplete", "blocked", "uncaptured", "expired", "requirespaymentmethod",
                "requiresconfirmation", "requiresaction", "requirescapture", "echoue", "annule":
                self = .failed
            default: self = .other(label)
            }
        }
    }

    /// The row of the export.
    public let row: Int
    /// Stripe's identifier, such as `ch_…` or `pi_…`.
    public let id: String
    /// What else could be the payment reference of a sale: the values of the metadata columns, the description.
    public let references: [String]
    /// The day on which it was made, in Paris, where that is known.
    public let date: CalendarDate?
    /// What was paid, before anything was given back.
    public let amount: Euros
    /// What was given back since.
    public let refunded: Euros
    /// The currency, such as `eur`.
    public let currency: String
    /// What became of it.
    public let status: Status
    /// The customer's e-mail address, empty where it is not known.
    public let email: String

    /// A payment; of one that was refunded, where the export does not say how much, everything was.
    public init(
        row: Int, id: String, references: [String] = [], date: CalendarDate? = nil, amount: Euros, refunded: Euros = .zero,
        currency: String = "eur", status: Status = .paid, email: String = ""
    ) {
        self.row = row
        self.id = id
        self.references = references
        self.date = date
        self.amount = amount
        self.refunded = status == .refunded && refunded == .zero ? amount : refunded
        self.currency = currency
        self.status = status
        self.email = email
    }

    var isPaid: Bool { isTaken && isInEuros }
    var isTaken: Bool { status == .paid || status == .refunded }
    var isInEuros: Bool { Folding.key(currency) == "eur" || currency.isEmpty }
    var net: Int { amount.cents.subtractingReportingOverflow(refunded.cents).partialValue }
}
