internal import Dotations

/// Reads dotations from rows of ``columns``.
struct DotationReader {
    /// The columns that it reads.
    static let columns = """
        d.id, d.order_number, d.matricule, d.last_name, d.first_name, d.email, d.mobile, d.amount, d.status_id, d.account_created,
        d.revision
        """

    private let statuses: [Int: DotationStatus]
    /// The dotations of which an account-creation e-mail is recorded and not sent.
    private let unsent: Set<Dotation.ID>

    /// Up to how many dotations are looked for by their identifiers in unsent e-mails, and not all such e-mails read.
    private static let few = 1000

    /// Prepares to read any dotations, or only those that are named.
    init(_ connection: Connection, of ids: [Dotation.ID]? = nil) throws(StoreError) {
        let ids = ids.flatMap { $0.count <= Self.few ? $0 : nil }
        statuses = try connection.statuses()
        var unsent: Set<Dotation.ID> = []
        // Each of the two conditions is that of an index.
        for state in ["state IN ('pending', 'retry')", "state = 'leased'"] {
            let lists: [IdentifierList?] = ids.map { IdentifierList.lists(of: $0) } ?? [nil]
            for list in lists {
                let statement = try Statement(
                    connection,
                    """
                    SELECT dotation_id FROM jobs
                    WHERE client = :client AND \(state) AND superseded_by IS NULL AND kind = 'accountCreation'
                        \(list.map { "AND dotation_id IN (\($0.marks))" } ?? "")
                    """)
                try statement.bind(list?.values ?? [])
                while try statement.step() { if let id = Dotation.ID(stored: statement.int("dotation_id")) { unsent.insert(id) } }
            }
        }
        self.unsent = unsent
    }

    func dotation(_ row: borrowing Statement) throws(StoreError) -> Dotation {
        guard let id = Dotation.ID(stored: row.int("id")), let order = OrderNumber(stored: row.int("order_number")),
            let status = statuses[row.int("status_id")]
        else {
            throw StoreError(.damaged, "A dotation has no valid identifier, order or status.")
        }
        return Dotation(
            id: id, order: order, matricule: row.text("matricule"), lastName: row.text("last_name"), firstName: row.text("first_name"),
            contact: Contact(email: row.text("email"), mobile: row.text("mobile")), amount: Euros(cents: row.int("amount")), status: status,
            isAccountCreated: row.int("account_created") != 0,
            awaitsAccountCreation: unsent.contains(id), revision: row.int("revision"))
    }
}

extension Connection {
    /// The client's statuses by their number.
    func statuses() throws(StoreError) -> [Int: DotationStatus] {
        var statuses: [Int: DotationStatus] = [:]
        let statement = try Statement(self, "SELECT id, label FROM statuses WHERE client = :client")
        while try statement.step() { statuses[statement.int("id")] = DotationStatus(statement.text("label")) }
        return statuses
    }

    /// The number of a status's label, which is added where it is new.
    func statusID(_ status: DotationStatus) throws(StoreError) -> Int {
        if let id = try int("SELECT id FROM statuses WHERE client = :client AND label = ?", .text(status.label)) { return id }
        let id = (try int("SELECT max(id) FROM statuses WHERE client = :client") ?? 0) + 1
        try run(
            "INSERT INTO statuses (client, id, label, modifiable, activated) VALUES (:client, ?, ?, ?, ?)", .int(id), .text(status.label),
            .int(status.isNotActivated ? 1 : 0), .int(status.kind == .activated ? 1 : 0))
        return id
    }

    /// The dotations that what follows `WHERE` and the client in a query of `dotations d` selects.
    func dotations(_ condition: String, _ values: SQLValue...) throws(StoreError) -> [Dotation] {
        var dotations: [Dotation] = []
        try forEachDotation(condition, values) { dotations.append($0) }
        return dotations
    }

    /// Hands on the same dotations, one after the other.
    func forEachDotation(
        _ condition: String, _ values: [SQLValue], _ body: (Dotation) throws(StoreError) -> Void
    ) throws(StoreError) {
        let reader = try DotationReader(self)
        let statement = try Statement(
            self, "SELECT \(DotationReader.columns) FROM dotations d WHERE d.client = :client \(condition)")
        try statement.bind(values)
        while try statement.step() { try body(try reader.dotation(statement)) }
    }

    /// One dotation, without looking at what is recorded for others.
    func dotation(_ id: Dotation.ID) throws(StoreError) -> Dotation? {
        let reader = try DotationReader(self, of: [id])
        let statement = try Statement(self, "SELECT \(DotationReader.columns) FROM dotations d WHERE d.client = :client AND d.id = ?")
        try statement.bind([SQLValue(id)])
        return try statement.step() ? try reader.dotation(statement) : nil
    }

    /// The dotations of these identifiers that there are, each once, in the order of the identifiers.
    func dotations(_ ids: some Sequence<Dotation.ID>) throws(StoreError) -> [Dotation] {
        let ids = Array(ids)
        let reader = try DotationReader(self, of: ids)
        var found: [Dotation.ID: Dotation] = [:]
        found.reserveCapacity(ids.count)
        for list in IdentifierList.lists(of: ids) {
            let statement = try Statement(
                self, "SELECT \(DotationReader.columns) FROM dotations d WHERE d.client = :client AND d.id IN (\(list.marks))")
            try statement.bind(list.values)
            while try statement.step() {
                let dotation = try reader.dotation(statement)
                found[dotation.id] = dotation
            }
        }
        return ids.compactMap { found.removeValue(forKey: $0) }
    }

    func order(_ number: OrderNumber) throws(StoreError) -> Order? {
        let statement = try Statement(self, "SELECT date, paid_at FROM orders WHERE client = :client AND number = ?")
        try statement.bind([SQLValue(number)])
        guard try statement.step() else { return nil }
        guard let date = CalendarDate(statement.text("date")) else {
            throw StoreError(.damaged, "The order \(number) has no valid date.")
        }
        return Order(number: number, date: date, isPaid: !statement.isNull("paid_at"))
    }

    /// The order of that number, which there has to be.
    func existingOrder(_ number: OrderNumber) throws(StoreError) -> Order {
        guard let order = try order(number) else { throw StoreError.unknownOrder(number) }
        return order
    }

    /// Throws where there is an order of that number.
    func requireNoOrder(_ number: OrderNumber) throws(StoreError) {
        guard try order(number) == nil else { throw StoreError(.orderExists, "The order exists.", .order(number)) }
    }
}

extension Dotation.ID {
    init?(stored number: Int) {
        guard let number = UInt32(exactly: number) else { return nil }
        self.init(rawValue: number)
    }
}

extension OrderNumber {
    init?(stored number: Int) {
        guard let number = UInt32(exactly: number) else { return nil }
        self.init(rawValue: number)
    }
}
