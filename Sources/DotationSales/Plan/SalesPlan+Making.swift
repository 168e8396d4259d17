internal import DotationText
public import Dotations

extension SalesPlan {
    /// Plans rows against what was sold so far. It reads only, and the same inputs always give the same plan.
    ///
    /// - Each row is a purchase of its own: of rows that say the same session, person and payment, each is a sale. Row by row they are
    ///   brought together with what is known: with the sales of that session, person and payment reference; without a reference, of that
    ///   session and person on that day. A row with a reference is also the sale of that day that has none yet, which then gets it. What is
    ///   left of the rows is new, so that the same sheet once more changes nothing.
    /// - A row that says what is known is unchanged. Only the status (to cancelled, then to refunded), the verified contact of an active
    ///   sale that is not ordered, and a missing reference can change. A row that says just what a cancelled or refunded sale was is old, and
    ///   does not make it active again; with another payment reference, or by itself, it is a new sale.
    /// - What is cancelled or refunded frees its places and its payment first. New sales are then taken by their dates, and of one day in the
    ///   order of the rows: the last place goes to whom it was sold first, however the sheet is sorted. A refused sale takes no place.
    /// - Rows that seem to say one purchase with several statuses are refused, unless each has its sale: they may be one purchase, or several.
    /// - A row that says none of them, while an active sale of that person for as many voucher books is said by no row, is probably that sale
    ///   with its date or reference corrected: it is refused. Only where the sheet says no sale of that session, and the row is of a later day, is
    ///   it a new sale, with a warning: such a sheet brings what was sold since. ``SaleRow/otherSales`` says which sales are not meant.
    /// - A row that was cancelled or refunded before it ever came in is recorded for the books, and takes no place.
    /// - A sale by itself, whose row is 0, is a new one unless its payment reference is known.
    ///
    /// Sales that are asked for by their numbers, to have another status or contact, are changed by the same rules; their row is 0.
    ///
    /// - Parameters:
    ///   - request: the rows of a sheet, or sales to be changed.
    ///   - ledger: what was sold so far.
    ///   - today: the day in Paris.
    public init(_ request: SalesRequest, ledger: SalesLedger, today: CalendarDate) {
        self.request = request
        self.today = today
        state = ledger.state
        var planning = SalesPlanning(ledger: ledger, today: today)
        switch request {
        case .rows(let rows):
            for row in rows { planning.resolve(row) }
            planning.matchKnownSales()
            planning.refuseLookalikes()
            planning.refuseContradictions()
            planning.changeKnownSales { !$0.addsReference }
            planning.refuseSharedPayments()
            planning.changeKnownSales { $0.addsReference }
            planning.registerNewSales()
        case .status(let status, let sales):
            for sale in sales { planning.set(status, of: sale) }
        case .contact(let sale, let contact): planning.set(contact, of: sale)
        }
        // Where they are: there may be as many as the sheet has rows.
        planning.registered.sort { $0.row < $1.row }
        registered = planning.registered
        changed = planning.changed.sorted { $0.row < $1.row }
        unchanged = planning.unchanged.sorted { $0.row < $1.row }
        planning.noteOtherSales(request)
        refused = planning.refused.sorted { $0.row < $1.row }
        warnings = planning.warnings
        noteMovedContacts(ledger)
        warnings.sort { $0.row < $1.row }
    }
}

struct SalesPlanning {
    var ledger: SalesLedger
    let today: CalendarDate
    /// The names of sessions, folded: a sheet says few of them, many times.
    private var sessionKeys: [String: String] = [:]
    private var nearestNames: [GivenName: [String]] = [:]
    var resolved: [ResolvedRow] = []
    /// The row that last bought what other rows seem to say as well.
    var bought: [ResolvedRow.Purchase: Int] = [:]
    var registered: [PlannedSale] = []
    var changed: [PlannedSaleChange] = []
    var unchanged: [UnchangedSaleRow] = []
    var refused: [RefusedSaleRow] = []
    /// Whose the refused rows are, where they say it.
    var refusedPeople: [Int: String] = [:]
    var warnings: [PlannedWarning] = []

    init(ledger: SalesLedger, today: CalendarDate) {
        self.ledger = ledger
        self.today = today
    }

    mutating func refuse(_ row: Int, _ reasons: [SaleRefusal], of matricule: String? = nil, sale: Sale.ID? = nil) {
        if let matricule { refusedPeople[row] = matricule }
        refused.append(RefusedSaleRow(row: row, sale: sale, reasons: reasons))
    }

    mutating func resolve(_ row: SaleRow) {
        var reasons = row.faults
        // Of a cell that cannot be read nothing else is said.
        func note(_ refusal: SaleRefusal) {
            if refusal.column == nil || !row.faults.contains(where: { $0.column == refusal.column }) { reasons.append(refusal) }
        }
        if row.date == nil { note(.cellEmpty(.date)) }
        if let quantity = row.quantity, quantity < 1 { note(.quantityInvalid(quantity)) }
        if let reference = row.reference, reference.unicodeScalars.count > SaleSetup.longestName {
            note(.textTooLong(.reference, limit: SaleSetup.longestName))
        }
        var person: Beneficiary?
        do throws(SaleRefusal) {
            person = try ledger.roster.person(matricule: row.matricule, lastName: row.lastName, firstName: row.firstName)
        } catch {
            note(error)
        }
        var found: SaleSession.ID?
        do throws(SaleRefusal) {
            guard !row.session.isEmpty else { throw .cellEmpty(.session) }
            found = try session(row, person?.matricule)
        } catch {
            note(error)
        }
        if let person, let other = row.otherSales.first(where: { !mayBeAnother($0, of: row, person.matricule) }) {
            note(.othersUnknown(other))
        }
        guard reasons.isEmpty, let person, let found, let date = row.date, let (_, session) = ledger.session(found) else {
            return refuse(row.number, reasons, of: person?.matricule)
        }
        let quantity = row.quantity ?? 1
        resolved.append(
            ResolvedRow(
                row: row.number, place: .init(session: found, matricule: person.matricule), quantity: quantity, priceSaid: row.pricePaid,
                pricePaid: row.pricePaid ?? session.price(of: quantity), date: date,
                contact: ParsedContact(Contact(email: row.email, mobile: row.mobile)),
                reference: row.reference, status: row.status, otherSales: row.otherSales))
    }

    /// Whether a sale is one that a row can be mistaken for: of the person, or of the row's payment or address. A number of any other sale was written
    /// before that sale was made, and with it the row could be taken for one that the person has.
    private func mayBeAnother(_ id: Sale.ID, of row: SaleRow, _ matricule: String) -> Bool {
        guard let sale = ledger.sale(id) else { return false }
        return sale.matricule == matricule || (row.reference != nil && sale.reference == row.reference)
            || ContactKey.email(sale.contact.email) == ContactKey.email(row.email)
    }

    /// The session of that name: the only one, else the one in which the person has that sale, else the one whose event is for them.
    private mutating func session(_ row: SaleRow, _ matricule: String?) throws(SaleRefusal) -> SaleSession.ID {
        let events = row.event.map { name in ledger.events.filter { $0.id == SaleEvent.ID(name: name) } } ?? ledger.events
        guard let first = events.first else {
            throw .eventUnknown(row.event ?? "", names: names(near: .event(row.event ?? "")))
        }
        let key = sessionKeys[row.session] ?? Folding.key(row.session)
        sessionKeys[row.session] = key
        func id(_ event: SaleEvent) -> SaleSession.ID { SaleSession.ID(event: event.id, key: key) }
        let named = events.filter { ledger.session(id($0)) != nil }
        guard let only = named.first else {
            let event = row.event.map { _ in first }
            throw .sessionUnknown(row.session, event: event?.name, names: names(near: .session(row.session, of: event?.id)))
        }
        // What is withdrawn sells nothing, but a row may still say what it had sold.
        let onSale = named.filter { $0.withdrawn == nil }
        guard named.count > 1, let matricule, let date = row.date else { return id(onSale.first ?? only) }
        let isNew = row.number == 0 && row.reference == nil
        let holding = named.filter { event in
            ledger.sales(of: matricule, in: id(event)).contains {
                !isNew && $0.reference == row.reference && (row.reference != nil || $0.date == date)
            }
        }
        if holding.count == 1 { return id(holding[0]) }
        let candidates = onSale.isEmpty ? named : onSale
        guard candidates.count > 1 else { return id(candidates[0]) }
        let eligible = candidates.filter { $0.refusals(for: ledger.documents(of: matricule), on: date).isEmpty }
        // Of last year's event and this year's with one name, the one that was open.
        let open = eligible.filter { ledger.session(id($0))?.session.registration.contains(date) ?? false }
        let fitting = open.isEmpty ? eligible : open
        if eligible.isEmpty, let reason = reasonOfAll(candidates, matricule, date) { throw reason }
        guard fitting.count == 1 else {
            throw .sessionAmbiguous(row.session, events: candidates.count, fitting: fitting.count)
        }
        return id(fitting[0])
    }

    /// The names of what is on sale, the nearest to a given one first. A sheet says few names, many times.
    private mutating func names(near given: GivenName) -> [String] {
        if let known = nearestNames[given] { return known }
        let events = ledger.events.filter { $0.withdrawn == nil }
        let found =
            switch given {
            case .event(let name): NearestNames.of(name, among: events.map(\.name))
            case .session(let name, let event):
                NearestNames.of(name, among: events.filter { event == nil || $0.id == event }.flatMap { $0.sessions.map(\.name) })
            }
        nearestNames[given] = found
        return found
    }

    /// Why a person may take part in none of some events, where it is the same for all of them.
    private func reasonOfAll(_ events: [SaleEvent], _ matricule: String, _ date: CalendarDate) -> SaleRefusal? {
        let refusals = events.compactMap { $0.refusals(for: ledger.documents(of: matricule), on: date).first }
        guard let first = refusals.first, refusals.count == events.count,
            refusals.allSatisfy({ $0.code == first.code && $0.document == first.document })
        else { return nil }
        if case .outsideBracket(let kind, let amount, _) = first { return .outsideBracket(kind, amount, of: .all(events.count)) }
        return first
    }
}

private enum GivenName: Hashable {
    case event(String)
    case session(String, of: SaleEvent.ID?)
}

struct ResolvedRow {
    struct Place: Hashable {
        let session: SaleSession.ID
        let matricule: String
    }

    /// What two rows have in common that seem to say one purchase: the payment, or without one the day.
    struct Purchase: Hashable {
        let place: Place
        let reference: String?
        let date: CalendarDate?
    }

    let row: Int
    let place: Place
    let quantity: Int
    /// What the row says was paid; nil where it does not.
    let priceSaid: Euros?
    let pricePaid: Euros
    let date: CalendarDate
    let contact: ParsedContact
    let reference: String?
    let status: Sale.Status
    /// Sales that it does not say.
    let otherSales: [Sale.ID]
    /// The sale that it says, where it is known. Most rows of a large sheet are new, and a list of none takes a tenth of the room.
    var known: Sale? {
        get { knownSales.first }
        set { knownSales = newValue.map { [$0] } ?? [] }
    }
    /// That sale alone, or none.
    var knownSales: [Sale] = []
    /// The sales that it could be meant to say, though it differs from them.
    var lookalikes: [Sale] = []

    var isByItself: Bool { row == 0 }

    var purchase: Purchase { Purchase(place: place, reference: reference, date: reference == nil ? date : nil) }

    /// Whether it gives the sale that it says the reference that it lacks.
    var addsReference: Bool { known.map { $0.reference == nil && reference != nil } ?? false }
}
