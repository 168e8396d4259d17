public import DotationSales
public import Dotations

extension ClientStore {
    /// Plans a request and carries it out, in one transaction: of two programs that sell the last place exactly one does.
    ///
    /// - Parameters:
    ///   - request: the rows of a sheet, sales by themselves, or sales to be cancelled or refunded.
    ///   - file: the sheet, where there is one.
    ///   - today: the day in Paris.
    ///   - context: when, and by whom.
    /// - Returns: the plan that was carried out; its refused rows changed nothing.
    /// - Throws: ``StoreError`` where the file cannot be written.
    public func carryOut(
        _ request: SalesRequest, file: ImportedFile? = nil, today: CalendarDate, context: OperationContext
    ) throws(StoreError) -> CarriedOutSales {
        try write { connection throws(StoreError) in
            let (ledger, numbers) = try connection.salesLedger(for: request)
            let plan = SalesPlan(request, ledger: ledger, today: today)
            guard !plan.isEmpty else { return CarriedOutSales(plan: plan, ledger: ledger, operation: nil) }
            return CarriedOutSales(plan: plan, ledger: ledger, operation: try Self.record(plan, numbers, file, context, connection))
        }
    }

    /// Applies a plan that somebody has looked at, whole or not at all.
    ///
    /// Where anything was done since the plan was made, the request is planned once more in the transaction that writes; where that comes to
    /// something else, nothing is applied.
    ///
    /// - Parameters:
    ///   - plan: the plan.
    ///   - file: the sheet, where there is one.
    ///   - context: when, and by whom.
    /// - Returns: the operation.
    /// - Throws: ``StoreError`` `salesMoved` where the sales, the events or the people are no longer such that the plan holds.
    public func apply(_ plan: SalesPlan, file: ImportedFile? = nil, context: OperationContext) throws(StoreError) -> Operation {
        try write { connection throws(StoreError) in
            if let state = plan.state, state == (try connection.historyState()) {
                let numbers = plan.registered.isEmpty ? SaleNumbers() : try connection.saleNumbers()
                return try Self.record(plan, numbers, file, context, connection)
            }
            let (ledger, numbers) = try connection.salesLedger(for: plan.request)
            let current = SalesPlan(plan.request, ledger: ledger, today: plan.today)
            guard current.isEquivalent(to: plan) else { throw StoreError(.salesMoved, "The plan of sales no longer holds.") }
            return try Self.record(current, numbers, file, context, connection)
        }
    }

    private static func record(
        _ plan: SalesPlan, _ numbers: SaleNumbers, _ file: ImportedFile?, _ context: OperationContext, _ connection: Connection
    ) throws(StoreError) -> Operation {
        let counts = Operation.Counts(
            rows: plan.rowCount, changed: plan.registered.count + plan.changed.count, refused: plan.refused.count,
            unchanged: plan.unchanged.count)
        var history = try HistoryWriter(
            connection, .sales, context, file: file, counts: counts,
            auditCount: plan.registered.count + plan.changed.count + plan.refused.count)
        var update = try RowQueue(
            connection, "UPDATE sales SET email = ?, mobile = ?, reference = ?, status = ? WHERE client = :client AND id = ?")
        for change in plan.changed {
            let (old, new) = (change.old, change.new)
            try update.write([
                .text(new.contact.email), .text(new.contact.mobile), SQLValue(new.reference), .text(new.status.rawValue),
                .int(new.id.rawValue),
            ])
            try history.append(
                AuditRecord(
                    .sale, dotation: nil, sale: new.id, sheetRow: change.row > 0 ? change.row : nil,
                    email: old.contact.email == new.contact.email ? nil : (old.contact.email, new.contact.email),
                    mobile: old.contact.mobile == new.contact.mobile ? nil : (old.contact.mobile, new.contact.mobile),
                    status: (old.status.rawValue, new.status.rawValue)))
        }
        try update.flush()
        // By their numbers; the sales themselves are not copied.
        let order = plan.registered.indices.sorted { plan.registered[$0].sale.id < plan.registered[$1].sale.id }
        try insert(order.lazy.map { plan.registered[$0].sale }, numbers, connection)
        for planned in order.lazy.map({ plan.registered[$0] }) {
            try history.append(
                AuditRecord(
                    .sale, dotation: nil, sale: planned.sale.id, sheetRow: planned.row > 0 ? planned.row : nil,
                    status: ("", planned.sale.status.rawValue)))
        }
        for row in plan.refused {
            let codes = row.reasons.map(\.code.rawValue).joined(separator: " ")
            try history.append(
                AuditRecord(.refused, dotation: nil, sale: row.sale, sheetRow: row.row > 0 ? row.row : nil, reasons: codes))
        }
        return try history.finish()
    }

    /// Inserts sales, in the order of their numbers.
    private static func insert(_ sales: some Sequence<Sale>, _ numbers: SaleNumbers, _ connection: Connection) throws(StoreError) {
        var rows = try RowQueue(
            connection,
            """
            INSERT INTO sales (client, id, session_id, beneficiary_id, quantity, price_paid, date, email, mobile, reference, status)
            VALUES (:client, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        for sale in sales {
            guard let session = numbers.sessions[sale.session], let person = numbers.people[sale.matricule] else {
                throw StoreError(.failed, "A sale's session or person is not stored.")
            }
            try rows.write([
                .int(sale.id.rawValue), .int(session), .int(person), .int(sale.quantity), .int(sale.pricePaid.cents),
                .text(sale.date.description), .text(sale.contact.email), .text(sale.contact.mobile), SQLValue(sale.reference),
                .text(sale.status.rawValue),
            ])
        }
        try rows.flush()
    }
}
