public import DotationSales
public import Dotations

extension ClientStore {
    /// The events, people, documents and sales that there are.
    public func salesLedger() throws(StoreError) -> SalesLedger {
        try read { connection throws(StoreError) in try connection.salesLedger().ledger }
    }

    /// What decides on a request: of sales that get another status nothing but these sales, who bought them, and the events.
    public func salesLedger(for request: SalesRequest) throws(StoreError) -> SalesLedger {
        try read { connection throws(StoreError) in try connection.salesLedger(for: request).ledger }
    }

    /// The events alone.
    public func saleEvents() throws(StoreError) -> [SaleEvent] {
        try read { connection throws(StoreError) in try connection.saleEvents().events }
    }

    /// Loads events, people and documents over those that there are, all of them or none.
    ///
    /// An event of a known name is updated: its description, images, address and dates, and its limits, criteria and registration as far as
    /// every active sale is still allowed by them; documents do not matter to one that is ordered or past. A session without sales that is
    /// no longer there is removed. An event that was withdrawn is on sale again. What would break a sale is a fault of the review. People and events that are not named stay, and so does a contact that
    /// is left empty; the documents of a person and a kind are replaced by the new ones.
    ///
    /// - Parameters:
    ///   - setup: what the workbook says.
    ///   - file: the workbook.
    ///   - state: the state of the ledger that somebody saw it reviewed over.
    ///   - context: when, and by whom.
    /// - Returns: the review, made in the transaction that loads, and the operation where it has no faults.
    /// - Throws: ``StoreError`` where the file cannot be written; `salesMoved` where the store has another state.
    public func loadEvents(
        _ setup: SaleSetup, file: ImportedFile? = nil, over state: Hash256? = nil, context: OperationContext
    ) throws(StoreError) -> LoadedEvents {
        try write { connection throws(StoreError) in
            var (ledger, numbers) = try connection.salesLedger()
            guard state == nil || state == ledger.state else { throw StoreError(.salesMoved, "Something was done meanwhile.") }
            let setup = setup.keepingContacts(of: ledger.roster.people)
            let review = setup.review(over: ledger, today: CalendarDate(inParisAt: context.date))
            guard review.faults.isEmpty else { return LoadedEvents(review: review, operation: nil) }
            for event in setup.events { try Self.store(event, connection) }
            try Self.store(setup.people, &numbers.people, at: context.milliseconds, connection)
            try Self.store(setup, over: ledger, numbers.people, at: context.milliseconds, connection)
            let operation = try Self.record(setup, over: ledger.setup, numbers.people, file, context, connection)
            return LoadedEvents(review: review, operation: operation)
        }
    }

    /// Records what was loaded over what there was: each change is in the history.
    private static func record(
        _ setup: SaleSetup, over known: SaleSetup, _ numbers: [String: Int], _ file: ImportedFile?, _ context: OperationContext,
        _ connection: Connection
    ) throws(StoreError) -> Operation {
        let changes = known.changes(loading: setup)
        let changed = Set(changes.map(\.loadedSubject))
        let documents = (setup.documents.map(DocumentKey.init) + setup.removedDocuments).count {
            changed.contains(.documents($0.kind, matricule: $0.matricule))
        }
        let changedCount = documents + changed.count { if case .documents = $0 { false } else { true } }
        let rows = setup.events.count + setup.people.count + setup.documents.count + setup.removedDocuments.count
        var history = try HistoryWriter(
            connection, .events, context, file: file,
            counts: .init(rows: rows, changed: changedCount, unchanged: rows - changedCount), auditCount: changes.count)
        for change in changes { try history.append(AuditRecord(setup: change, person: change.matricule.flatMap { numbers[$0] })) }
        return try history.finish()
    }

    /// An event, to be withdrawn; nil where it is withdrawn already.
    ///
    /// - Throws: ``StoreError`` `eventUnknown`; `eventHasSales`, with the active sales, where it has some.
    public func withdrawableEvent(_ id: SaleEvent.ID) throws(StoreError) -> SaleEvent? {
        try read { connection throws(StoreError) in try connection.withdrawableEvent(id) }
    }

    /// Withdraws an event: nothing is sold in it any more. It stays, with its sales that are cancelled or refunded; loading it again puts it
    /// back on sale.
    ///
    /// - Parameters:
    ///   - id: the event.
    ///   - context: when, and by whom.
    /// - Returns: the operation; nil where the event is withdrawn already.
    /// - Throws: ``StoreError`` `eventUnknown`; `eventHasSales`, with the active sales, where it has some.
    public func withdrawEvent(_ id: SaleEvent.ID, context: OperationContext) throws(StoreError) -> Operation? {
        try write { connection throws(StoreError) in
            guard let event = try connection.withdrawableEvent(id) else { return nil }
            try connection.run(
                "UPDATE sale_events SET withdrawn_at = ? WHERE client = :client AND name_key = ?", .int(context.milliseconds), .text(id.key)
            )
            var history = try HistoryWriter(connection, .eventWithdrawal, context, counts: .init(rows: 1, changed: 1), auditCount: 1)
            try history.append(AuditRecord(.eventWithdrawn, dotation: nil, reasons: event.name))
            return try history.finish()
        }
    }

    private static func store(_ event: SaleEvent, _ connection: Connection) throws(StoreError) {
        let images = event.images.map { image in image.split { $0.isNewline }.joined(separator: " ") }.joined(separator: "\n")
        let isKnown =
            try connection.run(
                """
                UPDATE sale_events SET name = ?, description = ?, images = ?, maximum = ?, withdrawn_at = NULL
                WHERE client = :client AND name_key = ?
                """,
                .text(event.name), .text(event.description), .text(images), SQLValue(event.maximum), .text(event.id.key)) > 0
        if !isKnown {
            try connection.run(
                """
                INSERT INTO sale_events (client, id, name_key, name, description, images, verifies_contacts, maximum)
                VALUES (:client, \(Self.next("sale_events")), ?, ?, ?, ?, ?, ?)
                """,
                .text(event.id.key), .text(event.name), .text(event.description), .text(images), .int(event.verifiesContacts ? 1 : 0),
                SQLValue(event.maximum))
        }
        guard let number = try connection.int("SELECT id FROM sale_events WHERE client = :client AND name_key = ?", .text(event.id.key))
        else {
            throw StoreError(.failed, "An event was not stored.")
        }
        try connection.run("DELETE FROM sale_criteria WHERE client = :client AND event_id = ?", .int(number))
        for (position, criterion) in event.criteria.enumerated() {
            let (lower, upper) = (criterion.bracket.lower, criterion.bracket.upper)
            try connection.run(
                """
                INSERT INTO sale_criteria (client, event_id, position, kind, lower, lower_inclusive, upper, upper_inclusive)
                VALUES (:client, ?, ?, ?, ?, ?, ?, ?)
                """, .int(number), .int(position), .text(criterion.kind.rawValue), SQLValue(lower?.amount.cents),
                SQLValue(lower.map { $0.isInclusive ? 1 : 0 }), SQLValue(upper?.amount.cents),
                SQLValue(upper.map { $0.isInclusive ? 1 : 0 }))
        }
        try store(event.sessions.map { (event.id(of: $0).key, $0) }, of: number, connection)
    }

    private static func store(
        _ sessions: [(key: String, session: SaleSession)], of event: Int, _ connection: Connection
    ) throws(StoreError) {
        let kept = Set(sessions.map(\.key))
        var gone: [Int] = []
        let known = try Statement(connection, "SELECT id, name_key FROM sale_sessions WHERE client = :client AND event_id = ?")
        try known.bind([.int(event)])
        while try known.step() { if !kept.contains(known.text("name_key")) { gone.append(known.int("id")) } }
        for id in gone { try connection.run("DELETE FROM sale_sessions WHERE client = :client AND id = ?", .int(id)) }

        let update = try Statement(
            connection,
            """
            UPDATE sale_sessions SET position = ?, name = ?, face_value = ?, first_date = ?, last_date = ?, registration_first = ?,
                registration_last = ?, address = ?, places = ?, price = ?, cap = ?
            WHERE client = :client AND event_id = ? AND name_key = ?
            """)
        let insertion = try Statement(
            connection,
            """
            INSERT INTO sale_sessions (client, id, position, name, face_value, first_date, last_date, registration_first, registration_last,
                address, places, price, cap, event_id, name_key)
            VALUES (:client, \(Self.next("sale_sessions")), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        for (position, (key, session)) in sessions.enumerated() {
            let values: [SQLValue] = [
                .int(position), .text(session.name), .int(session.faceValue.cents), SQLValue(session.dates?.first.description),
                SQLValue(session.dates?.last.description), .text(session.registration.first.description),
                .text(session.registration.last.description), .text(session.address), .int(session.placesPerBeneficiary),
                .int(session.price.cents), SQLValue(session.cap), .int(event), .text(key),
            ]
            if try update.run(values) == 0 { try insertion.run(values) }
        }
    }

    /// The number of a table's next row, in SQL.
    private static func next(_ table: String) -> String { "(SELECT coalesce(max(id), 0) + 1 FROM \(table) WHERE client = :client)" }

    /// Stores people, each once, and adds the numbers of those who are new.
    private static func store(
        _ people: [Beneficiary], _ numbers: inout [String: Int], at moment: Int, _ connection: Connection
    ) throws(StoreError) {
        var update = try RowQueue(
            connection,
            """
            UPDATE beneficiaries SET last_name = ?, first_name = ?, email = ?, mobile = ?, loaded_at = ?
            WHERE client = :client AND id = ?
            """)
        var insertion = try RowQueue(
            connection,
            """
            INSERT INTO beneficiaries (client, last_name, first_name, email, mobile, loaded_at, id, matricule)
            VALUES (:client, ?, ?, ?, ?, ?, ?, ?)
            """)
        var last = try connection.int("SELECT max(id) FROM beneficiaries WHERE client = :client") ?? 0
        for person in people {
            let values: [SQLValue] = [
                .text(person.lastName), .text(person.firstName), .text(person.contact.email), .text(person.contact.mobile), .int(moment),
            ]
            if let number = numbers[person.matricule] {
                try update.write(values + [.int(number)])
            } else {
                last += 1
                numbers[person.matricule] = last
                try insertion.write(values + [.int(last), .text(person.matricule)])
            }
        }
        try update.flush()
        try insertion.flush()
    }

    /// Stores the documents, each person's of a kind in the place of those before.
    private static func store(
        _ setup: SaleSetup, over ledger: SalesLedger, _ people: [String: Int], at moment: Int, _ connection: Connection
    ) throws(StoreError) {
        let removal = try Statement(connection, "DELETE FROM documents WHERE client = :client AND beneficiary_id = ? AND kind = ?")
        let known = Set(ledger.setup.documents.map(DocumentKey.init))
        for key in Set(setup.documents.map(DocumentKey.init) + setup.removedDocuments).intersection(known) {
            guard let person = people[key.matricule] else { throw StoreError(.damaged, "A document has no valid owner.") }
            try removal.run([.int(person), .text(key.kind.rawValue)])
        }
        var insertion = try RowQueue(
            connection,
            """
            INSERT INTO documents (client, id, beneficiary_id, kind, amount, status, valid_until, loaded_at)
            VALUES (:client, ?, ?, ?, ?, ?, ?, ?)
            """)
        var last = try connection.int("SELECT max(id) FROM documents WHERE client = :client") ?? 0
        for document in setup.documents {
            guard let person = people[document.matricule] else { throw StoreError(.failed, "A document's owner is not stored.") }
            last += 1
            try insertion.write([
                .int(last), .int(person), .text(document.kind.rawValue), SQLValue(document.amount?.cents), .text(document.status.rawValue),
                SQLValue(document.validUntil?.description), .int(moment),
            ])
        }
        try insertion.flush()
    }
}

extension SetupChange {
    /// What was loaded that it is a change of: a session is a part of its event.
    fileprivate var loadedSubject: Subject {
        if case .session(_, let event) = subject { .event(event) } else { subject }
    }

    /// The staff number of whom it is about.
    fileprivate var matricule: String? {
        switch subject {
        case .person(let matricule), .documents(_, let matricule): matricule
        case .event, .session: nil
        }
    }
}

extension Connection {
    fileprivate func withdrawableEvent(_ id: SaleEvent.ID) throws(StoreError) -> SaleEvent? {
        guard let event = try saleEvents().events.first(where: { $0.id == id }) else {
            throw StoreError(.eventUnknown, "The event does not exist.")
        }
        guard event.withdrawn == nil else { return nil }
        let statement = try Statement(
            self,
            """
            SELECT s.id FROM sales s WHERE s.client = :client AND s.status = 'active' AND s.session_id IN (
                SELECT c.id FROM sale_events e JOIN sale_sessions c ON c.client = e.client AND c.event_id = e.id
                WHERE e.client = :client AND e.name_key = ?)
            ORDER BY +s.id
            """)
        try statement.bind([.text(id.key)])
        var active: [Int] = []
        while try statement.step() { active.append(statement.int("id")) }
        guard active.isEmpty else { throw StoreError(.eventHasSales, "The event has active sales.", .sales(active)) }
        return event
    }
}
