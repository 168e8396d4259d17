public import Dotations

extension SalesPlan {
    /// Plans rows against what was sold so far. It reads only, and the same inputs always give the same plan.
    ///
    /// - A row is the sale that has its session, person and payment reference; without a reference, the one of that session and person on
    ///   that day. A row with a reference is also the sale of that day that has none yet, which then gets it.
    /// - A row that says what is known is unchanged. Only the status (to cancelled, then to refunded), the verified contact of an active
    ///   sale that is not ordered, and a missing reference can change.
    /// - What is cancelled or refunded frees its places first. New sales are then taken by their dates, and of one day in the order of the
    ///   rows: the last place goes to whom it was sold first, however the sheet is sorted. A refused sale takes no place.
    /// - Rows that say the same sale count once where they agree, and are all refused where they do not.
    /// - A row that was cancelled or refunded before it ever came in is recorded for the books, and takes no place.
    ///
    /// Sales that are asked for by their numbers are changed by the same rules; their row is 0.
    ///
    /// - Parameters:
    ///   - request: the rows of a sheet, or sales to be cancelled or refunded.
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
            planning.dropRepeats()
            planning.refuseSharedPayments()
            planning.matchKnownSales()
            planning.changeKnownSales()
            planning.registerNewSales()
        case .status(let status, let sales):
            for sale in sales { planning.set(status, of: sale) }
        }
        registered = planning.registered.sorted { $0.row < $1.row }
        changed = planning.changed.sorted { $0.row < $1.row }
        unchanged = planning.unchangedRows().sorted { $0.row < $1.row }
        refused = planning.refused.sorted { $0.row < $1.row }
        warnings = planning.warnings.sorted { $0.row < $1.row }
    }
}

/// A plan while it is made.
struct SalesPlanning {
    var ledger: SalesLedger
    let today: CalendarDate
    /// The names of sessions, folded: a sheet says few of them, many times.
    private var sessionKeys: [String: String] = [:]
    var resolved: [ResolvedRow] = []
    var repeats: [(row: Int, of: Int)] = []
    var registered: [PlannedSale] = []
    var changed: [PlannedSaleChange] = []
    var unchanged: [UnchangedSaleRow] = []
    var refused: [RefusedSaleRow] = []
    var warnings: [PlannedSaleWarning] = []

    init(ledger: SalesLedger, today: CalendarDate) {
        self.ledger = ledger
        self.today = today
    }

    mutating func refuse(_ row: Int, _ reasons: [SaleRefusal], sale: Sale.ID? = nil) {
        refused.append(RefusedSaleRow(row: row, sale: sale, reasons: reasons))
    }

    /// Finds out which session and which person a row says.
    mutating func resolve(_ row: SaleRow) {
        var reasons = row.faults
        if row.date == nil, !reasons.contains(where: { $0.column == .date }) { reasons.append(SaleRefusal(.cellEmpty, column: .date)) }
        if let quantity = row.quantity, quantity < 1 {
            reasons.append(SaleRefusal(.quantityInvalid, column: .quantity, count: quantity))
        }
        var person: Beneficiary?
        do throws(SaleRefusal) {
            person = try ledger.roster.person(matricule: row.matricule, lastName: row.lastName, firstName: row.firstName)
        } catch {
            reasons.append(error)
        }
        var found: SaleSession.ID?
        do throws(SaleRefusal) {
            guard !row.session.isEmpty else { throw SaleRefusal(.cellEmpty, column: .session) }
            found = try session(row, person?.matricule)
        } catch {
            reasons.append(error)
        }
        guard reasons.isEmpty, let person, let found, let date = row.date, let (_, session) = ledger.session(found) else {
            return refuse(row.number, reasons)
        }
        let quantity = row.quantity ?? 1
        resolved.append(
            ResolvedRow(
                row: row.number, session: found, matricule: person.matricule, quantity: quantity,
                pricePaid: row.pricePaid ?? session.price(of: quantity), date: date, contact: Contact(email: row.email, mobile: row.mobile),
                reference: row.reference, status: row.status))
    }

    /// The session of that name: the only one, else the one in which the person has that sale, else the one whose event is for them.
    private mutating func session(_ row: SaleRow, _ matricule: String?) throws(SaleRefusal) -> SaleSession.ID {
        let events = row.event.map { name in ledger.events.filter { $0.id == SaleEvent.ID(name: name) } } ?? ledger.events
        guard let first = events.first else { throw SaleRefusal(.eventUnknown, column: .event, given: row.event) }
        let key = sessionKeys[row.session] ?? Folding.key(row.session)
        sessionKeys[row.session] = key
        func id(_ event: SaleEvent) -> SaleSession.ID { SaleSession.ID(event: event.id, key: key) }
        let named = events.filter { ledger.session(id($0)) != nil }
        guard let only = named.first else {
            throw SaleRefusal(.sessionUnknown, column: .session, given: row.session, event: row.event.map { _ in first.name })
        }
        guard named.count > 1, let matricule, let date = row.date else { return id(only) }
        let holding = named.filter { event in
            ledger.sales(of: matricule, in: id(event)).contains {
                $0.reference == row.reference && (row.reference != nil || $0.date == date)
            }
        }
        if holding.count == 1 { return id(holding[0]) }
        let eligible = named.filter { $0.refusals(for: ledger.documents(of: matricule), on: date).isEmpty }
        // Of last year's event and this year's with one name, the one that was open.
        let open = eligible.filter { ledger.session(id($0))?.session.registration.contains(date) ?? false }
        let fitting = open.isEmpty ? eligible : open
        if eligible.isEmpty, let reason = reasonOfAll(named, matricule, date) { throw reason }
        guard fitting.count == 1 else {
            throw SaleRefusal(.sessionAmbiguous, column: .session, given: row.session, count: fitting.count, limit: named.count)
        }
        return id(fitting[0])
    }

    /// Why a person may take part in none of some events, where it is the same for all of them.
    private func reasonOfAll(_ events: [SaleEvent], _ matricule: String, _ date: CalendarDate) -> SaleRefusal? {
        let refusals = events.compactMap { $0.refusals(for: ledger.documents(of: matricule), on: date).first }
        guard var first = refusals.first, refusals.count == events.count,
            refusals.allSatisfy({ $0.code == first.code && $0.document == first.document })
        else { return nil }
        if first.code == .outsideBracket { first.limit = events.count }
        first.event = nil
        return first
    }

    /// Keeps one of the rows that say one sale in the same way, and refuses those that say it in different ways.
    mutating func dropRepeats() {
        var groups: [ResolvedRow.Key: [ResolvedRow]] = [:]
        for row in resolved { groups[row.key, default: []].append(row) }
        var kept: [ResolvedRow] = []
        for row in resolved {
            guard let group = groups[row.key], group.count > 1, let first = group.first else {
                kept.append(row)
                continue
            }
            if let other = group.first(where: { !$0.saysTheSame(as: row) }) {
                refuse(row.row, [SaleRefusal(.duplicate, otherRow: other.row)])
            } else if row.row == first.row {
                kept.append(row)
            } else {
                repeats.append((row.row, first.row))
                warnings.append(PlannedSaleWarning(row: row.row, warning: Warning(.rowRepeated, otherRow: first.row)))
            }
        }
        resolved = kept
    }

    /// Refuses what says one payment for several people.
    mutating func refuseSharedPayments() {
        var payers: [String: Set<String>] = [:]
        for row in resolved {
            guard let reference = row.reference else { continue }
            payers[reference, default: []].insert(row.matricule)
        }
        var kept: [ResolvedRow] = []
        for row in resolved {
            if let reference = row.reference, let known = ledger.payer(of: reference).map({ Set([$0]) }) ?? payers[reference],
                known != [row.matricule]
            {
                refuse(row.row, [SaleRefusal(.referenceTaken, column: .reference, given: reference)])
            } else {
                kept.append(row)
            }
        }
        resolved = kept
    }

    /// The rows that ask for nothing, with those that repeat another row whose sale is known or to be recorded.
    mutating func unchangedRows() -> [UnchangedSaleRow] {
        var sales = Dictionary(unchanged.map { ($0.row, $0.sale) }, uniquingKeysWith: { first, _ in first })
        for row in registered { sales[row.row] = row.sale.id }
        for row in changed { sales[row.row] = row.new.id }
        let reasons = Dictionary(refused.map { ($0.row, $0) }, uniquingKeysWith: { first, _ in first })
        for (row, first) in repeats {
            if let sale = sales[first] {
                unchanged.append(UnchangedSaleRow(row: row, sale: sale))
            } else if let refusal = reasons[first] {
                refuse(row, refusal.reasons, sale: refusal.sale)
            }
        }
        return unchanged
    }
}

/// A row whose session and person are known.
struct ResolvedRow: Hashable {
    /// What two rows of one sale have in common.
    struct Key: Hashable {
        let session: SaleSession.ID
        let matricule: String
        let reference: String?
        let date: CalendarDate?
    }

    let row: Int
    let session: SaleSession.ID
    let matricule: String
    let quantity: Int
    let pricePaid: Euros
    let date: CalendarDate
    let contact: Contact
    let reference: String?
    let status: Sale.Status
    /// The sale that it says, where it is known.
    var known: Sale?
    /// Whether it could say several.
    var isAmbiguous = false

    var key: Key { Key(session: session, matricule: matricule, reference: reference, date: reference == nil ? date : nil) }

    func saysTheSame(as other: ResolvedRow) -> Bool {
        quantity == other.quantity && pricePaid == other.pricePaid && date == other.date && contact == other.contact
            && status == other.status
    }
}
