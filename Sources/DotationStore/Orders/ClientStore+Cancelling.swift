public import Dotations

extension ClientStore {
    /// What it would mean to cancel an order, or to take its payment back; changes nothing.
    ///
    /// - Throws: ``StoreError`` `orderUnknown`; `orderBound` where something depends on it.
    public func cancellation(of number: OrderNumber) throws(StoreError) -> OrderCancellation {
        try read { connection throws(StoreError) in try connection.cancellation(of: number) }
    }

    /// Cancels an order on which nothing depends: its number and identifiers are free, its sales are to be ordered again, and its e-mails that
    /// wait are cancelled. It stays in the history, and ``cancelledOrders(_:)`` has it.
    ///
    /// - Parameters:
    ///   - cancellation: what somebody agreed to.
    ///   - context: when, and by whom.
    /// - Returns: the operation.
    /// - Throws: ``StoreError`` `orderUnknown`; `orderBound` where something depends on it; `moved` where it is no longer what was agreed
    ///   to. Then nothing is done.
    @discardableResult
    public func cancelOrder(_ cancellation: OrderCancellation, context: OperationContext) throws(StoreError) -> Operation {
        try write { connection throws(StoreError) in
            let operation = try connection.carryOut(cancellation, as: .orderCancellation, context)
            let number = SQLValue(cancellation.order.number)
            let id = SQLValue.int(operation.id.rawValue)
            try connection.run(
                """
                INSERT INTO cancelled_orders (client, operation_id, number, date, paid_at, sale_count, dotation_count, face_value)
                SELECT o.client, ?, number, date, paid_at, ?, ?, ? FROM orders o WHERE o.client = :client AND number = ?
                """, id, .int(cancellation.saleCount), .int(cancellation.dotationCount), .int(cancellation.faceValue.cents), number)
            try connection.run(
                """
                INSERT INTO cancelled_dotations (client, id, operation_id, position, matricule, last_name, first_name, amount, status_id)
                SELECT client, id, ?, position, matricule, last_name, first_name, amount, status_id
                FROM dotations WHERE client = :client AND order_number = ?
                """, id, number)
            try connection.run("UPDATE sales SET order_number = NULL WHERE client = :client AND order_number = ?", number)
            try connection.run("DELETE FROM dotations WHERE client = :client AND order_number = ?", number)
            try connection.run("DELETE FROM order_counts WHERE client = :client AND order_number = ?", number)
            try connection.run("DELETE FROM orders WHERE client = :client AND number = ?", number)
            return operation
        }
    }

    /// Takes back that an order was paid, where nothing depends on it. Its e-mails that wait are cancelled.
    ///
    /// - Parameters:
    ///   - cancellation: what somebody agreed to.
    ///   - context: when, and by whom.
    /// - Returns: the operation.
    /// - Throws: as ``cancelOrder(_:context:)``.
    @discardableResult
    public func unpayOrder(_ cancellation: OrderCancellation, context: OperationContext) throws(StoreError) -> Operation {
        try write { connection throws(StoreError) in
            let operation = try connection.carryOut(cancellation, as: .paymentCancellation, context)
            let number = SQLValue(cancellation.order.number)
            try connection.run("UPDATE orders SET paid_at = NULL WHERE client = :client AND number = ?", number)
            return operation
        }
    }

    /// The orders that were cancelled, the latest first.
    ///
    /// - Parameter number: of this number alone; of any, where it is nil.
    /// - Returns: the orders.
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func cancelledOrders(_ number: OrderNumber? = nil) throws(StoreError) -> [CancelledOrder] {
        try read { connection throws(StoreError) in
            let statement = try Statement(
                connection,
                """
                SELECT c.number, c.date, c.paid_at, c.operation_id, o."user", o.way, o.at, c.sale_count, c.dotation_count, c.face_value
                FROM cancelled_orders c JOIN operations o ON o.client = c.client AND o.id = c.operation_id
                WHERE c.client = :client \(number == nil ? "" : "AND c.number = ?") ORDER BY c.operation_id DESC
                """)
            try statement.bind(number.map { [SQLValue($0)] } ?? [])
            var orders: [CancelledOrder] = []
            while try statement.step() {
                guard let number = OrderNumber(stored: statement.int("number")), let date = CalendarDate(statement.text("date")) else {
                    throw StoreError(.damaged, "A cancelled order has no valid number or date.")
                }
                orders.append(
                    CancelledOrder(
                        order: Order(number: number, date: date, isPaid: !statement.isNull("paid_at")),
                        operation: Operation.ID(stored: statement.int("operation_id")),
                        context: OperationContext(statement),
                        dotationCount: statement.int("dotation_count"), faceValue: Euros(cents: statement.int("face_value")),
                        saleCount: statement.int("sale_count")))
            }
            return orders
        }
    }
}

extension Connection {
    fileprivate func cancellation(of number: OrderNumber) throws(StoreError) -> OrderCancellation {
        let order = try existingOrder(number)
        let bonds = try Statement(self, "SELECT DISTINCT bond FROM order_bonds WHERE client = :client AND number = ?")
        try bonds.bind([SQLValue(number)])
        var found: Set<OrderBond> = []
        while try bonds.step() {
            guard let bond = OrderBond(rawValue: bonds.text("bond")) else { throw StoreError(.damaged, "An order has no valid bond.") }
            found.insert(bond)
        }
        guard found.isEmpty else { throw StoreError(.orderBound, "Something depends on the order.", .bonds(number, found)) }
        let sums = try orderSums(number)
        let mails = try Statement(
            self,
            """
            SELECT j.id FROM dotations d JOIN jobs j ON j.client = d.client AND j.dotation_id = d.id
            WHERE d.client = :client AND d.order_number = ? AND j.state IN ('pending', 'retry') ORDER BY j.id
            """)
        try mails.bind([SQLValue(number)])
        var waiting: [Job.ID] = []
        while try mails.step() { waiting.append(Job.ID(stored: mails.int("id"))) }
        return OrderCancellation(
            order: order, lastAct: try lastAct(on: number), dotationCount: sums.dotationCount, faceValue: sums.faceValue,
            saleCount: try int("SELECT count(*) FROM sales WHERE client = :client AND order_number = ?", SQLValue(number)) ?? 0,
            waitingMails: waiting)
    }

    /// Records the operation and cancels the e-mails that wait, where everything is as it was agreed to.
    fileprivate func carryOut(
        _ agreed: OrderCancellation, as kind: Operation.Kind, _ context: OperationContext
    ) throws(StoreError) -> Operation {
        let number = agreed.order.number
        let now = try cancellation(of: number)
        guard now == agreed else { throw StoreError(.moved, "The order changed since it was agreed to.") }
        let mails = now.waitingMails
        var history = try HistoryWriter(
            self, kind, context, order: number, counts: .init(rows: now.dotationCount, changed: mails.count), auditCount: mails.count)
        for mail in mails {
            let dotation = try int("SELECT dotation_id FROM jobs WHERE client = :client AND id = ?", .int(mail.rawValue)).flatMap {
                Dotation.ID(stored: $0)
            }
            try cancel(mail.rawValue, .stopped, at: context.milliseconds)
            try history.append(AuditRecord(.mailCancelled, dotation: dotation, reasons: mail.description))
        }
        return try history.finish()
    }
}
