public import Dotations

/// One data row of a sheet of sales, or one sale that is asked for by itself.
public struct SaleRow: Sendable, Hashable {
    /// The row's number in the sheet, from 1; 0 for a sale by itself.
    public var number: Int
    /// The event's name, where the sheet says it.
    public var event: String?
    /// The session's name.
    public var session: String
    /// The staff number, where the sheet says it.
    public var matricule: String?
    /// « Nom ».
    public var lastName: String?
    /// « Prénom ».
    public var firstName: String?
    /// The e-mail address, as it is written.
    public var email: String
    /// The mobile number, as it is written.
    public var mobile: String
    /// How many voucher books; nil counts as one.
    public var quantity: Int?
    /// What was paid for all of them; nil counts as the session's price.
    public var pricePaid: Euros?
    /// The day of the sale in Paris; a row needs one.
    public var date: CalendarDate?
    /// What became of the sale.
    public var status: Sale.Status
    /// The payment.
    public var reference: String?
    /// Sales that are not this row's, though they look like it.
    public var otherSales: [Sale.ID]
    /// What was already found wrong while its cells were read; such a row is refused.
    public var faults: [SaleRefusal]

    /// A row; what is empty or nothing but spaces counts as not said.
    public init(
        number: Int = 0, event: String? = nil, session: String, matricule: String? = nil, lastName: String? = nil, firstName: String? = nil,
        email: String = "", mobile: String = "", quantity: Int? = nil, pricePaid: Euros? = nil, date: CalendarDate?,
        status: Sale.Status = .active, reference: String? = nil, otherSales: [Sale.ID] = [], faults: [SaleRefusal] = []
    ) {
        self.number = number
        self.event = event.flatMap(Self.said)
        self.session = Self.said(session) ?? ""
        self.matricule = matricule.flatMap(Self.said)
        self.lastName = lastName.flatMap(Self.said)
        self.firstName = firstName.flatMap(Self.said)
        self.email = Self.said(email) ?? ""
        self.mobile = Self.said(mobile) ?? ""
        self.quantity = quantity
        self.pricePaid = pricePaid
        self.date = date
        self.status = status
        self.reference = reference.flatMap(Self.said)
        self.otherSales = otherSales
        self.faults = faults
    }

    private static func said(_ text: String) -> String? {
        let said = text.trimmed { $0.isSpace || $0.isInvisible }
        return said.isEmpty ? nil : said
    }
}
