public import DotationSales
public import Dotations

/// What the pages show of the sales. Only a search by words goes through all of them.
extension ClientStore {
    /// The events, and what they have sold.
    public func soldEvents() throws(StoreError) -> SoldEvents {
        try read { connection throws(StoreError) in
            let stored = try connection.saleEvents()
            return SoldEvents(events: stored.events, counts: stored.counts)
        }
    }

    /// The events, the people and their documents.
    public func saleSetup() throws(StoreError) -> SaleSetup {
        try read { connection throws(StoreError) in try connection.saleSetup().setup }
    }

    /// The sale of a number; nil where there is none.
    public func sale(_ id: Sale.ID) throws(StoreError) -> NamedSale? {
        try read { connection throws(StoreError) in try connection.namedSales([id.rawValue]).first }
    }

    /// The sales that an order was made of, session by session in the order of the events; empty for an order that was made of none.
    public func orderedSales(_ order: OrderNumber) throws(StoreError) -> [OrderedSales] {
        try read { connection throws(StoreError) in
            let statement = try Statement(
                connection,
                """
                SELECT e.name AS event, c.name AS session, o.sales, o.books, o.books * c.face_value AS face_value, o.paid
                FROM (
                    SELECT session_id, count(*) AS sales, sum(quantity) AS books, sum(price_paid) AS paid FROM sales
                    WHERE client = :client AND order_number = ? GROUP BY session_id) o
                JOIN sale_sessions c ON c.client = :client AND c.id = o.session_id
                JOIN sale_events e ON e.client = c.client AND e.id = c.event_id
                ORDER BY e.id, c.position
                """)
            try statement.bind([SQLValue(order)])
            var sessions: [OrderedSales] = []
            while try statement.step() {
                sessions.append(
                    OrderedSales(
                        event: statement.text("event"), session: statement.text("session"), count: statement.int("sales"),
                        books: statement.int("books"), faceValue: Euros(cents: statement.int("face_value")),
                        paid: Euros(cents: statement.int("paid"))))
            }
            return sessions
        }
    }

    /// A page of the sales that a search finds, the latest first.
    ///
    /// - Parameters:
    ///   - query: what to search by.
    ///   - offset: how many to leave out before the page.
    ///   - size: how many the page has at most.
    /// - Returns: the page; past the end it has none.
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func sales(_ query: SaleQuery = SaleQuery(), after offset: Int, size: Int) throws(StoreError) -> FoundSales {
        try read { connection throws(StoreError) in
            if query.order != nil || query.words != nil { return try connection.salesOneByOne(query, after: offset, size: size) }
            let statuses = query.status.map { [$0] } ?? Sale.Status.allCases
            let sessions = try connection.countedSessions(query)
            let total = sessions.reduce(0) { $0 &+ statuses.map($1.sales).reduce(0, &+) }
            let ids =
                query == SaleQuery()
                ? connection.latest(of: total, after: offset, size: size)
                : try connection.latest(of: total, after: offset, size: size, sessions.map(\.number), statuses)
            let counted = statuses.contains(.active) ? sessions : []
            return FoundSales(
                sales: try connection.namedSales(ids), total: total, books: counted.reduce(0) { $0 &+ $1.sold },
                paid: Euros(cents: counted.reduce(0) { $0 &+ $1.paid }))
        }
    }
}

/// A session with what it counts.
private struct CountedSession {
    let number: Int
    let sold: Int
    let paid: Int
    let active: Int
    let cancelled: Int
    let refunded: Int

    /// How many sales of a status it has.
    func sales(_ status: Sale.Status) -> Int {
        switch status {
        case .active: active
        case .cancelled: cancelled
        case .refunded: refunded
        }
    }
}

extension Connection {
    /// The sessions that a search is about.
    fileprivate func countedSessions(_ query: SaleQuery) throws(StoreError) -> [CountedSession] {
        guard query.session == nil || query.event != nil else { return [] }
        let statement = try Statement(
            self,
            """
            SELECT id, sold, paid, active_sales, cancelled_sales, refunded_sales FROM sale_sessions
            WHERE client = :client \(query.event == nil ? "" : "AND event_id = ?") ORDER BY event_id, position
            """)
        try statement.bind(query.event.map { [.int($0)] } ?? [])
        var sessions: [CountedSession] = []
        while try statement.step() {
            sessions.append(
                CountedSession(
                    number: statement.int("id"), sold: statement.int("sold"), paid: statement.int("paid"),
                    active: statement.int("active_sales"), cancelled: statement.int("cancelled_sales"),
                    refunded: statement.int("refunded_sales")))
        }
        return query.session.map { number in sessions[numbered: number].map { [$0] } ?? [] } ?? sessions
    }

    /// A page of the sales of an order, or of those that have words. It goes through those of the order, or where there is none through all.
    fileprivate func salesOneByOne(_ query: SaleQuery, after offset: Int, size: Int) throws(StoreError) -> FoundSales {
        let sessions = Set(try countedSessions(query).map(\.number))
        let words = SearchKey.words(query.words ?? "").map(SearchedWord.init)
        let statement = try Statement(
            self,
            """
            SELECT s.id, s.session_id, s.status, s.quantity, s.price_paid, s.email, s.mobile, s.reference, b.matricule, b.last_name, b.first_name
            FROM sales s JOIN beneficiaries b ON b.client = s.client AND b.id = s.beneficiary_id
            WHERE s.client = :client \(query.order == nil ? "" : "AND s.order_number = ?") ORDER BY s.id DESC
            """)
        try statement.bind(query.order.map { [SQLValue($0)] } ?? [])
        func texts() -> SearchedTexts {
            SearchedTexts(
                ["matricule", "last_name", "first_name", "email"].map { statement.text($0) } + [statement.optionalText("reference") ?? ""],
                mobile: statement.text("mobile"))
        }
        var (ids, total, books, paid): ([Int], Int, Int, Int) = ([], 0, 0, 0)
        while try statement.step() {
            let status = statement.text("status")
            guard sessions.contains(statement.int("session_id")), query.status.map({ $0.rawValue == status }) ?? true,
                words.isEmpty || texts().have(words)
            else { continue }
            total += 1
            if status == Sale.Status.active.rawValue {
                books += statement.int("quantity")
                paid &+= statement.int("price_paid")
            }
            if total > offset, ids.count < size { ids.append(statement.int("id")) }
        }
        return FoundSales(sales: try namedSales(ids), total: total, books: books, paid: Euros(cents: paid))
    }

    /// The numbers of a page of all sales, which are numbered without gaps.
    fileprivate func latest(of total: Int, after offset: Int, size: Int) -> [Int] {
        guard offset < total else { return [] }
        return (max(1, total - offset - size + 1)...total - offset).reversed()
    }

    /// The numbers of a page of the sales of these sessions that have these statuses.
    ///
    /// An index has them in their order, session by session and status by status. Of each as many are read as the page could need, from the
    /// end that is nearer.
    fileprivate func latest(
        of total: Int, after offset: Int, size: Int, _ sessions: [Int], _ statuses: [Sale.Status]
    ) throws(StoreError) -> [Int] {
        guard offset < total else { return [] }
        let count = min(size, total - offset)
        let isFromFirst = offset > total / 2
        let skipped = isFromFirst ? total - offset - count : offset
        let statement = try Statement(
            self,
            """
            SELECT id FROM sales WHERE client = :client AND session_id = ? AND status = ? ORDER BY id \(isFromFirst ? "" : "DESC") LIMIT ?
            """)
        var ids: [Int] = []
        for session in sessions {
            for status in statuses {
                try statement.bind([.int(session), .text(status.rawValue), .int(skipped + count)])
                while try statement.step() { ids.append(statement.int("id")) }
            }
        }
        if isFromFirst { ids.sort() } else { ids.sort(by: >) }
        let page = ids.dropFirst(skipped).prefix(count)
        return isFromFirst ? page.reversed() : Array(page)
    }

    /// The sales of these numbers that there are, in the order of the numbers that are given.
    func namedSales(_ ids: [Int]) throws(StoreError) -> [NamedSale] {
        let statement = try Statement(self, NamedSale.selection("s.id = ?"))
        var sales: [NamedSale] = []
        for id in ids {
            try statement.bind([.int(id)])
            if try statement.step() { sales.append(try NamedSale(statement)) }
        }
        return sales
    }

    /// What a person bought, whatever became of it.
    func sales(to number: Int) throws(StoreError) -> [NamedSale] {
        let statement = try Statement(self, NamedSale.selection("s.beneficiary_id = ? ORDER BY s.id"))
        try statement.bind([.int(number)])
        var sales: [NamedSale] = []
        while try statement.step() { sales.append(try NamedSale(statement)) }
        return sales
    }
}

extension NamedSale {
    /// The query of the sales `s` that a condition selects.
    fileprivate static func selection(_ condition: String) -> String {
        """
        SELECT \(Sale.columns), e.name AS event, e.name_key AS event_key, c.name AS session, c.name_key AS session_key, b.id AS buyer,
            b.matricule, b.last_name, b.first_name, b.email AS buyer_email, b.mobile AS buyer_mobile
        FROM sales s JOIN sale_sessions c ON c.client = s.client AND c.id = s.session_id
            JOIN sale_events e ON e.client = c.client AND e.id = c.event_id
            JOIN beneficiaries b ON b.client = s.client AND b.id = s.beneficiary_id
        WHERE s.client = :client AND \(condition)
        """
    }

    fileprivate init(_ row: borrowing Statement) throws(StoreError) {
        let matricule = row.text("matricule")
        self.init(
            sale: try Sale(
                row, in: SaleSession.ID(event: .init(key: row.text("event_key")), key: row.text("session_key")), to: matricule),
            event: row.text("event"), session: row.text("session"),
            buyer: Beneficiary(
                matricule: matricule, lastName: row.text("last_name"), firstName: row.text("first_name"),
                contact: Contact(email: row.text("buyer_email"), mobile: row.text("buyer_mobile"))),
            buyerNumber: row.int("buyer"))
    }
}
