public import Dotations

/// What one person bought in one session (« participation »).
public struct Sale: Sendable, Hashable, Identifiable {
    /// The number of a sale: 1 is the first of the store.
    public struct ID: SerialNumber {
        /// The number.
        public let rawValue: Int

        /// A number that the store has given.
        public init(stored: Int) { rawValue = stored }
    }

    /// What became of it.
    public enum Status: String, Sendable, CaseIterable {
        /// It holds its places, and will be ordered.
        case active
        /// It was cancelled: its places are free again, and the money is to be given back.
        case cancelled
        /// The money was given back, in full.
        case refunded

        /// Whether a sale can go from this status to another: it can be cancelled, then refunded, and never comes back.
        public func canBecome(_ other: Status) -> Bool {
            switch (self, other) {
            case (.active, .cancelled), (.active, .refunded), (.cancelled, .refunded): true
            default: false
            }
        }
    }

    /// Its number.
    public let id: ID
    /// What was bought.
    public let session: SaleSession.ID
    /// Who bought it, by the staff number.
    public let matricule: String
    /// How many voucher books, from 1.
    public let quantity: Int
    /// What was paid for all of them.
    public let pricePaid: Euros
    /// The day on which it was bought, in Paris.
    public let date: CalendarDate
    /// The e-mail address and the mobile number that the participation verified, in their normal forms.
    public var contact: Contact
    /// The payment, such as Stripe's `ch_…` or `pi_…`, where it is known.
    public var reference: String?
    /// What became of it.
    public var status: Status
    /// The order in which its vouchers were ordered, where they were.
    public var order: OrderNumber?

    /// A sale.
    public init(
        id: ID, session: SaleSession.ID, matricule: String, quantity: Int, pricePaid: Euros, date: CalendarDate, contact: Contact,
        reference: String? = nil, status: Status = .active, order: OrderNumber? = nil
    ) {
        self.id = id
        self.session = session
        self.matricule = matricule
        self.quantity = quantity
        self.pricePaid = pricePaid
        self.date = date
        self.contact = contact
        self.reference = reference
        self.status = status
        self.order = order
    }
}
