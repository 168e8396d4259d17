internal import DotationSales
internal import Dotations

/// The numbers under which events, sessions and people are stored.
struct SaleNumbers {
    var sessions: [SaleSession.ID: Int] = [:]
    var people: [String: Int] = [:]
}

extension Connection {
    /// Everything that decides on a sale, with the numbers that it is stored under.
    func salesLedger() throws(StoreError) -> (ledger: SalesLedger, numbers: SaleNumbers) {
        let state = try historyState()
        var numbers = SaleNumbers()
        var names: [Int: SaleSession.ID] = [:]
        var matricules: [Int: String] = [:]
        let events = try saleEvents(&numbers, &names)
        var people: [Beneficiary] = []
        let person = try Statement(
            self, "SELECT id, matricule, last_name, first_name, email, mobile FROM beneficiaries WHERE client = :client ORDER BY id")
        while try person.step() {
            let matricule = person.text("matricule")
            people.append(
                Beneficiary(
                    matricule: matricule, lastName: person.text("last_name"), firstName: person.text("first_name"),
                    contact: Contact(email: person.text("email"), mobile: person.text("mobile"))))
            matricules[person.int("id")] = matricule
            numbers.people[matricule] = person.int("id")
        }
        let setup = SaleSetup(events: events.map(\.event), people: people, documents: try documents(matricules))
        let ledger = SalesLedger(setup, sales: try sales(names, matricules), state: state)
        try checkCounts(ledger, numbers, events)
        return (ledger, numbers)
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
    private func checkCounts(
        _ ledger: SalesLedger, _ numbers: SaleNumbers, _ events: [(event: SaleEvent, sold: Int)]
    ) throws(StoreError) {
        var sold: [Int: Int] = [:]
        let statement = try Statement(self, "SELECT id, sold FROM sale_sessions WHERE client = :client")
        while try statement.step() { sold[statement.int("id")] = statement.int("sold") }
        guard events.allSatisfy({ ledger.sold(in: $0.event.id) == $0.sold }),
            numbers.sessions.allSatisfy({ ledger.sold(in: $0.key) == sold[$0.value] })
        else { throw StoreError(.damaged, "An event or a session counts other sales than there are.") }
    }

    /// The events, with how many voucher books each counts as sold; notes the numbers and names of their sessions.
    func saleEvents(
        _ numbers: inout SaleNumbers, _ names: inout [Int: SaleSession.ID]
    ) throws(StoreError) -> [(event: SaleEvent, sold: Int)] {
        let statement = try Statement(
            self,
            "SELECT id, name, description, images, maximum, sold, withdrawn_at FROM sale_events WHERE client = :client ORDER BY id")
        var events: [(event: SaleEvent, sold: Int)] = []
        while try statement.step() {
            let images = statement.text("images").split(separator: "\n").map(String.init)
            var sessions: [(number: Int, session: SaleSession)] = []
            for (number, session) in try saleSessions(of: statement.int("id")) { sessions.append((number, session)) }
            let withdrawn = statement.optionalInt("withdrawn_at").flatMap { CalendarDate(inParisAt: $0 / 1000) }
            guard withdrawn != nil || statement.isNull("withdrawn_at") else {
                throw StoreError(.damaged, "An event has no valid day of withdrawal.")
            }
            let event = SaleEvent(
                name: statement.text("name"), description: statement.text("description"), images: images, verifiesContacts: true,
                maximum: statement.optionalInt("maximum"), criteria: try saleCriteria(of: statement.int("id")),
                sessions: sessions.map(\.session),
                withdrawn: withdrawn)
            for (number, session) in sessions {
                numbers.sessions[event.id(of: session)] = number
                names[number] = event.id(of: session)
            }
            events.append((event, statement.int("sold")))
        }
        return events
    }

    private func saleSessions(of event: Int) throws(StoreError) -> [(Int, SaleSession)] {
        let statement = try Statement(
            self,
            """
            SELECT id, name, face_value, first_date, last_date, registration_first, registration_last, address, places, price, cap
            FROM sale_sessions WHERE client = :client AND event_id = ? ORDER BY position
            """)
        try statement.bind([.int(event)])
        var sessions: [(Int, SaleSession)] = []
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
                        cap: statement.optionalInt("cap"))
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
            self, "SELECT beneficiary_id, kind, amount, status, valid_until FROM documents WHERE client = :client ORDER BY id")
        var documents: [SupportingDocument] = []
        while try statement.step() {
            guard let matricule = matricules[statement.int("beneficiary_id")],
                let kind = SupportingDocument.Kind(rawValue: statement.text("kind")),
                let status = SupportingDocument.Status(rawValue: statement.text("status"))
            else { throw StoreError(.damaged, "A document has no valid owner, kind or status.") }
            let end = statement.optionalText("valid_until").flatMap { CalendarDate($0) }
            guard end != nil || statement.isNull("valid_until") else { throw StoreError(.damaged, "A document has no valid date.") }
            documents.append(
                SupportingDocument(
                    matricule: matricule, kind: kind, amount: statement.optionalInt("amount").map { Euros(cents: $0) }, status: status,
                    validUntil: end))
        }
        return documents
    }

    private func sales(_ sessions: [Int: SaleSession.ID], _ matricules: [Int: String]) throws(StoreError) -> [Sale] {
        let statement = try Statement(
            self,
            """
            SELECT id, session_id, beneficiary_id, quantity, price_paid, date, email, mobile, reference, status, order_number
            FROM sales WHERE client = :client ORDER BY id
            """)
        var sales: [Sale] = []
        sales.reserveCapacity(try int("SELECT count(*) FROM sales WHERE client = :client") ?? 0)
        while try statement.step() {
            guard let id = Sale.ID(rawValue: statement.int("id")), let session = sessions[statement.int("session_id")],
                let matricule = matricules[statement.int("beneficiary_id")], let date = CalendarDate(statement.text("date")),
                let status = Sale.Status(rawValue: statement.text("status"))
            else { throw StoreError(.damaged, "A sale has no valid session, person, date or status.") }
            sales.append(
                Sale(
                    id: id, session: session, matricule: matricule, quantity: statement.int("quantity"),
                    pricePaid: Euros(cents: statement.int("price_paid")),
                    date: date, contact: Contact(email: statement.text("email"), mobile: statement.text("mobile")),
                    reference: statement.optionalText("reference"), status: status,
                    order: statement.optionalInt("order_number").flatMap { OrderNumber(stored: $0) }))
        }
        return sales
    }
}
