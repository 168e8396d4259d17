public import Dotations

extension ClientStore {
    /// Creates an order with its dotations, in the order of the rows.
    ///
    /// The dotations without an identifier get one contiguous block of free ones. Where none has one, so that ANCV does not know the order
    /// yet, it may not have the people and the amounts of another order: it would be ordered twice. For the same reason such an order holds
    /// the sales of an export that it equals in people, amounts and contacts, even where it does not say so, as a CSV cannot; and it may not
    /// ask for just what some of its people have bought and not been ordered yet.
    ///
    /// - Parameters:
    ///   - order: the order.
    ///   - dotations: its rows.
    ///   - file: the sheet that they are from.
    ///   - salesExport: the export of sales that the sheet carries: its sales are then ordered, and no other order can hold them. An export
    ///     that this store does not know counts as none.
    ///   - allowsRepeat: whether another order may have the same people and amounts, and sales may still be to be ordered besides.
    ///   - context: when, and by whom.
    /// - Returns: the identifiers, in the order of the rows.
    /// - Throws: ``StoreError`` `orderExists`, `orderEmpty`, `identifierInUse` with the identifiers that another dotation has or that
    ///   stand twice, or `identifiersExhausted`; `salesMoved` where a sale of the export was cancelled or refunded since, `salesOrdered`
    ///   where one is ordered already, `salesExportDiffers`, with the differences, where the rows are not worth what the export was,
    ///   person by person, or name another contact; `orderRepeated` with the other order; `salesUnordered` with the sales that it may be meant to order,
    ///   and the differences from the export that the rows seem to be.
    @discardableResult
    public func createOrder(
        _ order: Order, dotations: [NewDotation], file: ImportedFile? = nil, salesExport: ExportIdentity? = nil,
        allowsRepeat: Bool = false, context: OperationContext
    ) throws(StoreError) -> [Dotation.ID] {
        guard !dotations.isEmpty else { throw StoreError(.orderEmpty, "The order has no dotations.", .order(order.number)) }
        return try write { connection throws(StoreError) in
            try connection.requireNoOrder(order.number)
            let ids = try Self.identifiers(dotations, connection)
            let (sales, doubts) = try connection.salesToOrder(as: order.number, dotations: dotations, salesExport)
            if !allowsRepeat, let doubt = doubts.first { throw doubt }
            try connection.run(
                "INSERT INTO orders (client, number, date, paid_at) VALUES (:client, ?, ?, ?)", SQLValue(order.number),
                .text(order.date.description), order.isPaid ? .int(context.milliseconds) : .null)
            let counts = Operation.Counts(rows: dotations.count, changed: dotations.count)
            _ = try HistoryWriter(connection, .order, context, order: order.number, file: file, counts: counts, auditCount: 0).finish()
            if order.isPaid {
                // One operation stands for a request.
                var context = context
                context.request = nil
                _ = try HistoryWriter(connection, .payment, context, order: order.number, counts: .init(), auditCount: 0).finish()
            }
            try Self.insert(dotations, ids, order.number, connection)
            try sales?.order(as: order.number, connection)
            return ids
        }
    }

    /// Looks at what an order would be without making it.
    ///
    /// - Returns: why somebody may not mean it: what ``createOrder(_:dotations:file:salesExport:allowsRepeat:context:)`` throws unless it allows
    ///   a repeat, `orderRepeated`, `salesOrdered` and `salesUnordered`.
    /// - Throws: ``StoreError`` of what it throws in any case.
    public func doubts(
        of order: OrderNumber, dotations: [NewDotation], salesExport: ExportIdentity?
    ) throws(StoreError) -> [StoreError] {
        try read { connection throws(StoreError) in
            try connection.requireNoOrder(order)
            _ = try Self.identifiers(dotations, connection)
            return try connection.salesToOrder(as: order, dotations: dotations, salesExport).doubts
        }
    }

    /// The same of an order of sales that no other order has.
    public func doubts(ofSales dotations: [NewDotation]) throws(StoreError) -> [StoreError] {
        try read { connection throws(StoreError) in try connection.repeats(of: dotations, isOfKnownSales: true) }
    }

    /// Throws `orderExists` where there is an order of that number.
    public func requireNoOrder(_ number: OrderNumber) throws(StoreError) {
        try read { connection throws(StoreError) in try connection.requireNoOrder(number) }
    }

    private static func insert(
        _ dotations: [NewDotation], _ ids: [Dotation.ID], _ order: OrderNumber, _ connection: Connection
    ) throws(StoreError) {
        var rows = try RowQueue(
            connection,
            """
            INSERT INTO dotations (client, id, order_number, position, matricule, last_name, first_name, email, mobile, amount, status_id,
                matricule_key, last_name_key, first_name_key, email_key, mobile_key)
            VALUES (:client, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        var statuses: [String: Int] = [:]
        for (position, dotation) in dotations.enumerated() {
            let label = dotation.status.label
            let status: Int
            if let known = statuses[label] {
                status = known
            } else {
                status = try connection.statusID(dotation.status)
                statuses[label] = status
            }
            try rows.write([
                SQLValue(ids[position]), SQLValue(order), .int(position), .text(dotation.matricule), .text(dotation.lastName),
                .text(dotation.firstName), .text(dotation.contact.email), .text(dotation.contact.mobile), .int(dotation.amount.cents),
                .int(status), .text(SearchKey.text(dotation.matricule)), .text(SearchKey.text(dotation.lastName)),
                .text(SearchKey.text(dotation.firstName)), .text(SearchKey.text(dotation.contact.email)),
                .text(SearchKey.mobile(dotation.contact.mobile)),
            ])
        }
        try rows.flush()
        try connection.run(
            """
            INSERT INTO order_counts (client, order_number, status_id, dotation_count, face_value)
            SELECT client, order_number, status_id, count(*), sum(amount) FROM dotations
            WHERE client = :client AND order_number = ? GROUP BY client, order_number, status_id
            """, SQLValue(order))
    }

    /// The given identifiers, checked, and a free block for those that are not given.
    private static func identifiers(_ dotations: [NewDotation], _ connection: Connection) throws(StoreError) -> [Dotation.ID] {
        let given = dotations.compactMap(\.id)
        var seen: Set<Dotation.ID> = []
        var taken = given.filter { !seen.insert($0).inserted }
        for list in IdentifierList.lists(of: Array(seen)) {
            let lookup = try Statement(connection, "SELECT id FROM dotations WHERE client = :client AND id IN (\(list.marks))")
            try lookup.bind(list.values)
            while try lookup.step() { if let id = Dotation.ID(stored: lookup.int("id")) { taken.append(id) } }
        }
        guard taken.isEmpty else {
            throw StoreError(.identifierInUse, "Identifiers are in use.", .dotations(Set(taken).sorted()))
        }
        let missing = dotations.count - given.count
        guard missing > 0 else { return given }
        var next = try firstFree(missing, besides: given, connection)
        var ids: [Dotation.ID] = []
        for dotation in dotations {
            if let id = dotation.id {
                ids.append(id)
            } else if let id = Dotation.ID(rawValue: next) {
                ids.append(id)
                next += 1
            } else {
                throw StoreError(.identifiersExhausted, "The block of identifiers leaves their range.")
            }
        }
        return ids
    }

    /// Where that many identifiers in a row are free: after the highest, or else in the first gap that has room.
    private static func firstFree(_ count: Int, besides given: [Dotation.ID], _ connection: Connection) throws(StoreError) -> UInt32 {
        let range = Dotation.ID.range
        let (lowest, highest) = (Int(range.lowerBound), Int(range.upperBound))
        let givenHighest = given.max().map { Int($0.rawValue) } ?? 0
        let next = max(try connection.int("SELECT max(id) FROM dotations WHERE client = :client") ?? 0, givenHighest, lowest - 1) + 1
        if count <= highest - next + 1 { return UInt32(next) }
        let statement = try Statement(connection, "SELECT id FROM dotations WHERE client = :client ORDER BY id")
        var others = given.map { Int($0.rawValue) }.sorted(by: >)
        var free = lowest
        func reaches(_ id: Int) -> Bool { id - free >= count }
        while try statement.step() {
            let id = statement.int("id")
            while let other = others.last, other < id {
                if reaches(other) { return UInt32(free) }
                free = others.removeLast() + 1
            }
            if reaches(id) { return UInt32(free) }
            free = id + 1
        }
        while let other = others.popLast() {
            if reaches(other) { return UInt32(free) }
            free = other + 1
        }
        throw StoreError(.identifiersExhausted, "No \(count) identifiers in a row are free.")
    }

    /// What it would mean to note an order as paid; changes nothing.
    ///
    /// - Throws: ``StoreError`` `orderUnknown`.
    public func payment(of number: OrderNumber) throws(StoreError) -> OrderPayment {
        try read { connection throws(StoreError) in try connection.payment(of: number) }
    }

    /// Notes an order as paid.
    ///
    /// - Parameters:
    ///   - payment: what somebody agreed to.
    ///   - context: when, and by whom.
    /// - Returns: the operation.
    /// - Throws: ``StoreError`` `orderUnknown`; `moved` where the order is no longer what was agreed to, or is paid. Then nothing is done.
    @discardableResult
    public func payOrder(_ payment: OrderPayment, context: OperationContext) throws(StoreError) -> Operation {
        try write { connection throws(StoreError) in
            let number = payment.order.number
            guard try connection.payment(of: number) == payment, !payment.order.isPaid else {
                throw StoreError(.moved, "The order changed since it was agreed to.")
            }
            try connection.run(
                "UPDATE orders SET paid_at = ? WHERE client = :client AND number = ?", .int(context.milliseconds), SQLValue(number))
            return try HistoryWriter(connection, .payment, context, order: number, counts: .init(), auditCount: 0).finish()
        }
    }

    /// All orders with their figures, the latest first.
    public func orders() throws(StoreError) -> [OrderSummary] {
        try read { connection throws(StoreError) in try Self.summaries(connection, nil) }
    }

    /// One order with its figures, or nil where there is none.
    public func summary(of number: OrderNumber) throws(StoreError) -> OrderSummary? {
        try read { connection throws(StoreError) in try Self.summaries(connection, number).first }
    }

    /// One order, or nil where there is none.
    public func order(_ number: OrderNumber) throws(StoreError) -> Order? {
        try read { connection throws(StoreError) in try connection.order(number) }
    }

    private static func summaries(_ connection: Connection, _ number: OrderNumber?) throws(StoreError) -> [OrderSummary] {
        let statuses = try connection.statuses()
        let statement = try Statement(
            connection,
            """
            SELECT o.number, o.date, o.paid_at, c.status_id, c.dotation_count, c.face_value
            FROM orders o JOIN order_counts c ON c.client = o.client AND c.order_number = o.number
            WHERE o.client = :client AND c.dotation_count > 0 \(number == nil ? "" : "AND o.number = ?") ORDER BY o.date DESC, o.number DESC
            """)
        try statement.bind(number.map { [SQLValue($0)] } ?? [])
        var summaries: [OrderSummary] = []
        while try statement.step() {
            guard let number = OrderNumber(stored: statement.int("number")), let date = CalendarDate(statement.text("date")),
                let status = statuses[statement.int("status_id")]
            else { throw StoreError(.damaged, "An order has no valid number, date or status.") }
            var counts: [DotationStatus: Int] = [:]
            var (count, cents) = (0, 0)
            if let last = summaries.last, last.order.number == number {
                (counts, count, cents) = (last.counts, last.dotationCount, last.faceValue.cents)
                summaries.removeLast()
            }
            guard !count.addingReportingOverflow(statement.int("dotation_count")).overflow else {
                throw StoreError(.damaged, "The order \(number) counts more dotations than there can be.")
            }
            counts[status, default: 0] += statement.int("dotation_count")
            let (sum, overflow) = cents.addingReportingOverflow(statement.int("face_value"))
            guard !overflow else { throw StoreError(.damaged, "The amounts of the order \(number) are out of range.") }
            summaries.append(
                OrderSummary(
                    order: Order(number: number, date: date, isPaid: !statement.isNull("paid_at")), counts: counts,
                    faceValue: Euros(cents: sum)))
        }
        return summaries
    }

    /// Every dotation of an order, in the order of its rows; empty where there is no such order.
    public func dotations(of order: OrderNumber) throws(StoreError) -> [Dotation] {
        try read { connection throws(StoreError) in
            try connection.dotations("AND d.order_number = ? ORDER BY d.position", SQLValue(order))
        }
    }

    /// The dotations of these identifiers that there are, each once, in the order of the identifiers.
    public func dotations(_ ids: some Sequence<Dotation.ID>) throws(StoreError) -> [Dotation] {
        try read { connection throws(StoreError) in try connection.dotations(ids) }
    }

    /// The order that a dotation belongs to, or nil where there is no such dotation.
    public func order(of id: Dotation.ID) throws(StoreError) -> OrderNumber? {
        try read { connection throws(StoreError) in
            try connection.int("SELECT order_number FROM dotations WHERE client = :client AND id = ?", SQLValue(id)).flatMap {
                OrderNumber(stored: $0)
            }
        }
    }
}

extension Connection {
    fileprivate func payment(of number: OrderNumber) throws(StoreError) -> OrderPayment {
        let order = try existingOrder(number)
        let sums = try orderSums(number)
        return OrderPayment(
            order: order, lastAct: try lastAct(on: number), dotationCount: sums.dotationCount, faceValue: sums.faceValue)
    }

    /// How many dotations an order has, and the sum of their face values.
    func orderSums(_ number: OrderNumber) throws(StoreError) -> (dotationCount: Int, faceValue: Euros) {
        let sums = try Statement(
            self,
            "SELECT sum(dotation_count) AS dotation_count, sum(face_value) AS face_value FROM order_counts WHERE client = :client AND order_number = ?"
        )
        try sums.bind([SQLValue(number)])
        _ = try sums.step()
        return (sums.int("dotation_count"), Euros(cents: sums.int("face_value")))
    }

    /// The last operation that created, paid or cancelled an order of the number, or took its payment back.
    func lastAct(on number: OrderNumber) throws(StoreError) -> Operation.ID? {
        try int(
            """
            SELECT max(id) FROM operations WHERE client = :client AND order_number = ?
                AND kind IN ('order', 'payment', 'orderCancellation', 'paymentCancellation')
            """, SQLValue(number)
        ).map { Operation.ID(stored: $0) }
    }
}
