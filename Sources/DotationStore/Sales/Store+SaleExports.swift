public import Dotations
public import Sales

/// An export of sales, as it was recorded.
public struct SalesExport: Sendable, Hashable {
    /// What the sheet carries, by which an order that is made of it knows its sales.
    public let identity: ExportIdentity
    /// What is to be ordered.
    public let export: ConnectExport
}

extension Store {
    /// Takes sales out to be ordered, and records that it was done, unless there are none.
    ///
    /// The same sales with the same contacts have the same identity, so that the sheet can have the same bytes.
    ///
    /// - Parameters:
    ///   - events: the events; all of them where it is nil.
    ///   - grouping: one line for each person or each voucher book.
    ///   - today: the day in Paris.
    ///   - context: when, and by whom.
    /// - Returns: the export and its identity.
    /// - Throws: ``StoreError`` `failed` where the amounts are beyond what 64 bits hold.
    public func exportSales(
        of events: Set<SaleEvent.ID>? = nil, grouping: ConnectExport.Grouping = .perBeneficiary, today: CalendarDate,
        context: OperationContext
    ) throws(StoreError) -> SalesExport {
        try write { connection throws(StoreError) in
            let (ledger, _) = try connection.salesLedger()
            guard let export = ConnectExport(ledger, events: events, grouping: grouping, today: today) else {
                throw StoreError(.failed, "The amounts of the sales are out of range.")
            }
            let identity = identity(export)
            guard !export.lines.isEmpty else { return SalesExport(identity: identity, export: export) }
            let counts = Operation.Counts(rows: export.sales.count, refused: export.leftOut.count)
            let operation = try HistoryWriter(connection, .salesExport, context, export: identity, counts: counts, auditCount: 0).finish()
            if try connection.int("SELECT 1 FROM sale_exports WHERE identity = ?", .blob(identity.bytes)) == nil {
                try connection.run(
                    "INSERT INTO sale_exports (identity, operation_id) VALUES (?, ?)", .blob(identity.bytes), .int(operation.id.rawValue))
                let insertion = try Statement(connection, "INSERT INTO sale_export_rows (identity, sale_id) VALUES (?, ?)")
                for sale in export.sales { try insertion.run([.blob(identity.bytes), .int(sale.rawValue)]) }
            }
            return SalesExport(identity: identity, export: export)
        }
    }

    /// Whether this store made that export of sales.
    public func isSalesExport(_ identity: ExportIdentity) throws(StoreError) -> Bool {
        try read { connection throws(StoreError) in
            try connection.int("SELECT 1 FROM sale_exports WHERE identity = ?", .blob(identity.bytes)) != nil
        }
    }

    private func identity(_ export: ConnectExport) -> ExportIdentity {
        var encoder = HashEncoder()
        encoder.append(secret)
        encoder.append("sales")
        var hash = SHA256()
        encoder.append(export.sales.count)
        for sale in export.sales { encoder.append(sale.rawValue) }
        encoder.drain(into: &hash)
        for line in export.lines {
            for text in [line.matricule, line.lastName, line.firstName, line.contact.email, line.contact.mobile] { encoder.append(text) }
            encoder.append(line.amount.cents)
            encoder.drain(into: &hash)
        }
        encoder.append(secret)
        encoder.append(hash.finish())
        return ExportIdentity(encoder.digest)
    }

    /// Marks the sales of an export as ordered, within the transaction that creates the order; false where this store did not make it.
    ///
    /// - Throws: ``StoreError`` `salesMoved` where one of them was cancelled or refunded since, `salesOrdered`, with the earlier order,
    ///   where one is ordered already, `salesExportDiffers` where the
    ///   dotations are not worth what the export was, person by person, or name another contact than the person's sales: a column that
    ///   was sorted alone would send each activation e-mail to somebody else.
    static func order(
        _ identity: ExportIdentity, as order: OrderNumber, dotations: [NewDotation], _ connection: Connection
    ) throws(StoreError) -> Bool {
        let known = try connection.int("SELECT 1 FROM sale_exports WHERE identity = ?", .blob(identity.bytes))
        guard known != nil else { return false }
        let statement = try Statement(
            connection,
            """
            SELECT s.id, b.matricule, s.quantity * c.face_value, s.status = 'active', s.email, s.mobile, s.order_number
            FROM sale_export_rows e JOIN sales s ON s.id = e.sale_id JOIN beneficiaries b ON b.id = s.beneficiary_id
                JOIN sale_sessions c ON c.id = s.session_id
            WHERE e.identity = ? ORDER BY s.id
            """)
        try statement.bind([.blob(identity.bytes)])
        var worth: [String: Int] = [:]
        var contacts: [String: Set<Contact>] = [:]
        var sales: [Int] = []
        while try statement.step() {
            if let earlier = statement.optionalInt(6).flatMap({ OrderNumber(stored: $0) }) {
                throw StoreError(.salesOrdered, "A sale of the export is ordered already.", order: earlier)
            }
            guard statement.int(3) == 1 else {
                throw StoreError(.salesMoved, "A sale of the export can no longer be ordered.", order: order)
            }
            sales.append(statement.int(0))
            worth[statement.text(1), default: 0] &+= statement.int(2)
            contacts[statement.text(1), default: []].insert(Contact(email: statement.text(4), mobile: statement.text(5)))
        }
        for dotation in dotations { worth[dotation.matricule, default: 0] &-= dotation.amount.cents }
        guard worth.values.allSatisfy({ $0 == 0 }), dotations.allSatisfy({ contacts[$0.matricule]?.contains($0.contact) ?? false }) else {
            throw StoreError(.salesExportDiffers, "The order asks for something else than the export of sales.", order: order)
        }
        let update = try Statement(connection, "UPDATE sales SET order_number = ? WHERE id = ?")
        for sale in sales { try update.run([SQLValue(order), .int(sale)]) }
        return true
    }
}
