internal import DotationSales
internal import Dotations

/// The numbers under which sessions and people are stored.
struct SaleNumbers {
    var sessions: [SaleSession.ID: Int] = [:]
    var people: [String: Int] = [:]
}

/// The events as they are stored.
struct StoredEvents {
    /// The events, and how many voucher books each counts as sold.
    var events: [SaleEvent] = []
    var sold: [Int] = []
    /// The sessions by their numbers, and what they count as sold.
    var sessions: [Int: SaleSession.ID] = [:]
    var counts = SoldCounts()
}

/// Events, people and documents as they are stored.
struct StoredSetup {
    let events: StoredEvents
    let setup: SaleSetup
    /// The staff numbers by the people's numbers.
    let matricules: [Int: String]

    var numbers: SaleNumbers {
        SaleNumbers(
            sessions: Dictionary(events.sessions.map { ($0.value, $0.key) }, uniquingKeysWith: max),
            people: Dictionary(matricules.map { ($0.value, $0.key) }, uniquingKeysWith: max))
    }
}

extension Connection {
    /// Everything that decides on a sale, with the numbers that it is stored under.
    func salesLedger() throws(StoreError) -> (ledger: SalesLedger, numbers: SaleNumbers) {
        let state = try historyState()
        let stored = try saleSetup()
        let ledger = SalesLedger(stored.setup, sales: try sales(stored), state: state)
        try checkCounts(ledger, stored.events)
        return (ledger, stored.numbers)
    }

    /// What decides on a request, with the numbers that new sales are stored under: of sales that get another status nothing but these sales, who
    /// bought them, and the events.
    func salesLedger(for request: SalesRequest) throws(StoreError) -> (ledger: SalesLedger, numbers: SaleNumbers) {
        guard case .status(_, let ids) = request else { return try salesLedger() }
        let sales = try namedSales(Set(ids).map(\.rawValue))
        var seen: Set<Int> = []
        let people = sales.filter { seen.insert($0.buyerNumber).inserted }.map(\.buyer)
        let setup = SaleSetup(events: try saleEvents().events, people: people)
        return (SalesLedger(setup, sales: sales.map(\.sale), state: try historyState()), SaleNumbers())
    }

    /// The events, people and documents.
    func saleSetup() throws(StoreError) -> StoredSetup {
        let events = try saleEvents()
        var people: [Beneficiary] = []
        var matricules: [Int: String] = [:]
        try forEachBeneficiary { number, person in
            people.append(person)
            matricules[number] = person.matricule
        }
        let setup = SaleSetup(events: events.events, people: people, documents: try documents(matricules))
        return StoredSetup(events: events, setup: setup, matricules: matricules)
    }

    /// The numbers alone.
    func saleNumbers() throws(StoreError) -> SaleNumbers {
        var numbers = SaleNumbers()
        let session = try Statement(
            self,
            """
            SELECT s.id, e.name_key AS event_key, s.name_key
            FROM sale_sessions s JOIN sale_events e ON e.client = s.client AND e.id = s.event_id WHERE s.client = :client
            """)
        while try session.step() {
            numbers.sessions[SaleSession.ID(event: .init(key: session.text("event_key")), key: session.text("name_key"))] = session.int(
                "id")
        }
        let person = try Statement(self, "SELECT id, matricule FROM beneficiaries WHERE client = :client")
        while try person.step() { numbers.people[person.text("matricule")] = person.int("id") }
        return numbers
    }

    /// The counts by which the schema holds caps and maxima, against the sales themselves.
    private func checkCounts(_ ledger: SalesLedger, _ stored: StoredEvents) throws(StoreError) {
        guard zip(stored.events, stored.sold).allSatisfy({ ledger.counts.sold(in: $0.id) == $1 }),
            stored.sessions.values.allSatisfy({
                ledger.counts.sold(in: $0) == stored.counts.sold(in: $0) && ledger.counts.paid(in: $0) == stored.counts.paid(in: $0)
            })
        else { throw StoreError(.damaged, "An event or a session counts other sales than there are.") }
    }

    /// The events, with what they count as sold.
    func saleEvents() throws(StoreError) -> StoredEvents {
        let statement = try Statement(
            self,
            "SELECT id, name, description, images, maximum, sold, withdrawn_at FROM sale_events WHERE client = :client ORDER BY id")
        var stored = StoredEvents()
        while try statement.step() {
            let images = statement.text("images").split(separator: "\n").map(String.init)
            let sessions = try saleSessions(of: statement.int("id"))
            let withdrawn = statement.optionalInt("withdrawn_at").flatMap { CalendarDate(inParisAt: $0 / 1000) }
            guard withdrawn != nil || statement.isNull("withdrawn_at") else {
                throw StoreError(.damaged, "An event has no valid day of withdrawal.")
            }
            let event = SaleEvent(
                name: statement.text("name"), description: statement.text("description"), images: images, verifiesContacts: true,
                maximum: statement.optionalInt("maximum"), criteria: try saleCriteria(of: statement.int("id")),
                sessions: sessions.map(\.session), withdrawn: withdrawn)
            for stand in sessions {
                let id = event.id(of: stand.session)
                stored.sessions[stand.number] = id
                stored.counts.add(stand.sold, paid: stand.paid, in: id)
            }
            stored.events.append(event)
            stored.sold.append(statement.int("sold"))
        }
        return stored
    }

    private func saleSessions(of event: Int) throws(StoreError) -> [(number: Int, session: SaleSession, sold: Int, paid: Int)] {
        let statement = try Statement(
            self,
            """
            SELECT id, name, face_value, first_date, last_date, registration_first, registration_last, address, places, price, cap, sold, paid
            FROM sale_sessions WHERE client = :client AND event_id = ? ORDER BY position
            """)
        try statement.bind([.int(event)])
        var sessions: [(number: Int, session: SaleSession, sold: Int, paid: Int)] = []
        while try statement.step() {
            guard let first = CalendarDate(statement.text("registration_first")),
                let last = CalendarDate(statement.text("registration_last"))
            else {
                throw StoreError(.damaged, "A session has no valid dates.")
            }
            var dates: Period?
            if let first = CalendarDate(statement.text("first_date")), let last = CalendarDate(statement.text("last_date")) {
                dates = Period(first: first, last: last)
            }
            sessions.append(
                (
                    statement.int("id"),
                    SaleSession(
                        name: statement.text("name"), faceValue: Euros(cents: statement.int("face_value")), dates: dates,
                        registration: Period(first: first, last: last), address: statement.text("address"),
                        placesPerBeneficiary: statement.int("places"), price: Euros(cents: statement.int("price")),
                        cap: statement.optionalInt("cap")), statement.int("sold"), statement.int("paid")
                ))
        }
        return sessions
    }

    private func saleCriteria(of event: Int) throws(StoreError) -> [Criterion] {
        let statement = try Statement(
            self,
            """
            SELECT kind, lower, lower_inclusive, upper, upper_inclusive FROM sale_criteria
            WHERE client = :client AND event_id = ? ORDER BY position
            """)
        try statement.bind([.int(event)])
        func bound(_ amount: StaticString, _ isInclusive: StaticString) -> Bracket.Bound? {
            statement.optionalInt(amount).map {
                statement.int(isInclusive) == 1 ? .inclusive(Euros(cents: $0)) : .exclusive(Euros(cents: $0))
            }
        }
        var criteria: [Criterion] = []
        while try statement.step() {
            guard let kind = SupportingDocument.Kind(rawValue: statement.text("kind")) else {
                throw StoreError(.damaged, "A criterion has no valid kind.")
            }
            criteria.append(Criterion(kind, Bracket(lower: bound("lower", "lower_inclusive"), upper: bound("upper", "upper_inclusive"))))
        }
        return criteria
    }

    private func documents(_ matricules: [Int: String]) throws(StoreError) -> [SupportingDocument] {
        let statement = try Statement(
            self, "SELECT beneficiary_id, \(SupportingDocument.columns) FROM documents WHERE client = :client ORDER BY id")
        var documents: [SupportingDocument] = []
        while try statement.step() {
            documents.append(try SupportingDocument(statement, of: matricules[statement.int("beneficiary_id")]))
        }
        return documents
    }

    private func sales(_ stored: StoredSetup) throws(StoreError) -> [Sale] {
        let statement = try Statement(
            self, "SELECT s.session_id, s.beneficiary_id, \(Sale.columns) FROM sales s WHERE s.client = :client ORDER BY s.id")
        var sales: [Sale] = []
        sales.reserveCapacity(try int("SELECT count(*) FROM sales WHERE client = :client") ?? 0)
        while try statement.step() {
            sales.append(
                try Sale(
                    statement, in: stored.events.sessions[statement.int("session_id")],
                    to: stored.matricules[statement.int("beneficiary_id")]))
        }
        return sales
    }
}

extension Sale {
    /// The columns of a row `s` of which a sale is read.
    static let columns = "s.id, s.quantity, s.price_paid, s.date, s.email, s.mobile, s.reference, s.status, s.order_number"

    init(_ row: borrowing Statement, in session: SaleSession.ID?, to matricule: String?) throws(StoreError) {
        guard let id = Sale.ID(rawValue: row.int("id")), let session, let matricule, let date = CalendarDate(row.text("date")),
            let status = Sale.Status(rawValue: row.text("status"))
        else { throw StoreError(.damaged, "A sale has no valid session, person, date or status.") }
        self.init(
            id: id, session: session, matricule: matricule, quantity: row.int("quantity"), pricePaid: Euros(cents: row.int("price_paid")),
            date: date, contact: Contact(email: row.text("email"), mobile: row.text("mobile")), reference: row.optionalText("reference"),
            status: status, order: row.optionalInt("order_number").flatMap { OrderNumber(stored: $0) })
    }
}

extension SupportingDocument {
    /// The columns of which a document is read.
    static let columns = "kind, amount, status, valid_until"

    init(_ row: borrowing Statement, of matricule: String?) throws(StoreError) {
        guard let matricule, let kind = Kind(rawValue: row.text("kind")), let status = Status(rawValue: row.text("status")) else {
            throw StoreError(.damaged, "A document has no valid owner, kind or status.")
        }
        let end = row.optionalText("valid_until").flatMap { CalendarDate($0) }
        guard end != nil || row.isNull("valid_until") else { throw StoreError(.damaged, "A document has no valid date.") }
        self.init(
            matricule: matricule, kind: kind, amount: row.optionalInt("amount").map { Euros(cents: $0) }, status: status, validUntil: end)
    }
}
