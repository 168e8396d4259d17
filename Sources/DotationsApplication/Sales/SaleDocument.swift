internal import DotationAccounts
public import DotationSales
public import DotationSheets
public import DotationStore
internal import Dotations

/// A sale with the names that a ledger has.
@dynamicMemberLookup
public struct SaleDocument: JSONRow {
    private let sale: Sale
    private let person: Beneficiary?
    /// The event's name.
    public let event: String
    /// The session's name.
    public let session: String

    /// A sale of a ledger.
    public init(_ sale: Sale, in ledger: SalesLedger) {
        let place = ledger.session(sale.session)
        self.sale = sale
        person = ledger.roster.people[sale.matricule]
        event = place?.event.name ?? ""
        session = place?.session.name ?? sale.session.key
    }

    init(_ named: NamedSale) {
        sale = named.sale
        person = named.buyer
        event = named.event
        session = named.session
    }

    /// What the sale has itself.
    public subscript<Value>(dynamicMember path: KeyPath<Sale, Value>) -> Value { sale[keyPath: path] }

    /// The names of who bought it, the last one first; empty where they are no longer known.
    public var fullName: String { person?.fullName ?? "" }
    /// Who bought it: the names, or the staff number where a purge has left that alone.
    public var buyer: String { fullName.isEmpty ? sale.matricule : fullName }

    /// The sale as the row of a sheet.
    var row: SaleRow {
        SaleRow(
            event: event, session: session, matricule: sale.matricule, lastName: person?.lastName, firstName: person?.firstName,
            email: sale.contact.email, mobile: sale.contact.mobile, quantity: sale.quantity, pricePaid: sale.pricePaid, date: sale.date,
            status: sale.status, reference: sale.reference)
    }

    /// What tells the sale from what it was before: who corrects it says which they have seen.
    public var version: String {
        var encoder = HashEncoder()
        encoder.append(sale)
        encoder.append(sale.order?.description)
        return String(encoder.digest.description.prefix(32))
    }

    /// The sale and who bought it.
    public var object: JSONObject {
        [
            "date": sale.date.description, "email": sale.contact.email, "event": event, "id": sale.id.rawValue, "matricule": sale.matricule,
            "nom": person?.lastName ?? "", "order": sale.order?.description, "prenom": person?.firstName ?? "",
            "pricePaidCents": sale.pricePaid.cents, "quantity": sale.quantity, "reference": sale.reference, "session": session,
            "status": sale.status.rawValue, "telephone": sale.contact.mobile,
        ]
    }
}

extension Application {
    /// The sales of these events, of every one where none is named, with that status and to that person where these are given, in the order of
    /// their numbers.
    ///
    /// - Throws: `events.unknown`.
    public func sales(of events: [String] = [], status: Sale.Status? = nil, matricule: String? = nil) throws -> [SaleDocument] {
        try require(.view)
        let ledger = try store.salesLedger()
        let chosen = try ledger.events.named(events)
        return ledger.sales.lazy.filter { sale in
            (chosen?.contains(sale.session.event) ?? true) && (status.map { $0 == sale.status } ?? true)
                && (matricule.map { $0 == sale.matricule } ?? true)
        }.map { SaleDocument($0, in: ledger) }
    }

    /// Sales as a sheet, which changes nothing where it is imported again.
    public func export(_ sales: [SaleDocument]) throws(AccessError) -> SalesListExport {
        try require(.export)
        return SalesListExport(sales.map(\.row))
    }

    /// The sales that a search finds as such a sheet, in the order of their numbers.
    public func export(_ query: SaleQuery) throws -> SalesListExport {
        try export(store.sales(query, after: 0, size: .max).sales.reversed().map { SaleDocument($0) })
    }
}
