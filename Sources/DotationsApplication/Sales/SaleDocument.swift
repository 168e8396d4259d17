public import DotationSales
public import Dotations

/// A sale, for programs.
public struct SaleDocument: Encodable, Sendable {
    /// Its number.
    public let id: Sale.ID
    /// The event's name.
    public let event: String
    /// The session's name.
    public let session: String
    /// Who bought it: the staff number.
    public let matricule: String
    /// Who bought it: the last name; empty where it is no longer known.
    public let nom: String
    /// Who bought it: the first name; empty where it is no longer known.
    public let prenom: String
    /// The e-mail address that the sale verified.
    public let email: String
    /// The mobile number that the sale verified.
    public let telephone: String
    /// How many voucher books.
    public let quantity: Int
    /// What was paid for all of them.
    public let pricePaidCents: Euros
    /// The day on which it was bought.
    public let date: CalendarDate
    /// What became of it.
    public let status: Sale.Status
    /// The payment, where it is known.
    @Null public var reference: String?
    /// The order in which its vouchers were ordered, where they were.
    @Null public var order: OrderNumber?

    /// A sale, with the names that a ledger has.
    public init(_ sale: Sale, in ledger: SalesLedger) {
        let person = ledger.roster.people[sale.matricule]
        let place = ledger.session(sale.session)
        id = sale.id
        event = place?.event.name ?? ""
        session = place?.session.name ?? sale.session.key
        matricule = sale.matricule
        nom = person?.lastName ?? ""
        prenom = person?.firstName ?? ""
        email = sale.contact.email
        telephone = sale.contact.mobile
        quantity = sale.quantity
        pricePaidCents = sale.pricePaid
        date = sale.date
        status = sale.status
        reference = sale.reference
        order = sale.order
    }

    /// The names of who bought it, the last one first.
    public var fullName: String { [nom, prenom].filter { !$0.isEmpty }.joined(separator: " ") }
    /// Who bought it: the names, or the staff number where a purge has left that alone.
    public var buyer: String { fullName.isEmpty ? matricule : fullName }
}
