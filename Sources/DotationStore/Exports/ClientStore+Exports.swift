internal import Crypto
public import Dotations

extension ClientStore {
    /// Takes an order out to be edited, and records that it was.
    ///
    /// The identity is a keyed hash of the order and of what is exported of each dotation: the same data has the same identity, so
    /// that it can also have the same bytes, and nobody without the store's key can make one up. An export of the same data as
    /// before is the same export, done once more.
    ///
    /// What the exported dotations said need not be stored again: the export remembers its place in the history, and what changed
    /// after that place is there with the values before.
    ///
    /// - Parameters:
    ///   - number: the order.
    ///   - context: when, and by whom.
    ///   - isIncluded: which of its dotations; all of them by default.
    /// - Returns: the dotations, and the identity that the sheet is to carry.
    /// - Throws: ``StoreError`` `orderUnknown`.
    public func export(
        _ number: OrderNumber, context: OperationContext, where isIncluded: (Dotation) -> Bool = { _ in true }
    ) throws(StoreError) -> Export {
        let (export, position, cancellation) = try read { connection throws(StoreError) in
            let order = try connection.existingOrder(number)
            let dotations = try connection.dotations("AND d.order_number = ? ORDER BY d.position", SQLValue(number)).filter(isIncluded)
            let cancellation = try connection.lastCancellation(of: number)
            let identity = identity(order, dotations, after: cancellation)
            return (Export(identity: identity, order: order, dotations: dotations), try connection.historyEnd().audit, cancellation)
        }
        // Others may write while a long order is read. The history lists what they change after the export's position, so an import sees it.
        try write { connection throws(StoreError) in
            guard try connection.lastCancellation(of: number) == cancellation else { throw .unknownOrder(number) }
            _ = try connection.existingOrder(number)
            let history = try HistoryWriter(
                connection, .export, context, order: number, export: export.identity, counts: .init(rows: export.dotations.count),
                auditCount: 0)
            let operation = try history.finish()
            if try connection.int("SELECT 1 FROM exports WHERE client = :client AND identity = ?", .blob(export.identity.bytes)) == nil {
                try connection.run(
                    """
                    INSERT INTO exports (client, identity, order_number, operation_id, audit_position, row_count)
                    VALUES (:client, ?, ?, ?, ?, ?)
                    """,
                    .blob(export.identity.bytes), SQLValue(number), .int(operation.id.rawValue), .int(position),
                    .int(export.dotations.count))
            }
        }
        return export
    }

    private func identity(_ order: Order, _ dotations: [Dotation], after cancellation: Int?) -> ExportIdentity {
        // The key stands first and has a fixed length; the outer hash prevents an extension of the inner one (RFC 2104).
        var encoder = HashEncoder()
        encoder.append(secret)
        encoder.append(Int(order.number.rawValue))
        encoder.append(order.date.description)
        // The export of an order that was cancelled is not that of the one that has its number now.
        if let cancellation { encoder.append(cancellation) }
        var hash = SHA256()
        encoder.drain(into: &hash)
        for dotation in dotations {
            encoder.append(Int(dotation.id.rawValue))
            for text in [
                dotation.matricule, dotation.lastName, dotation.firstName, dotation.contact.email, dotation.contact.mobile,
                dotation.status.label,
            ] {
                encoder.append(text)
            }
            encoder.append(dotation.amount.cents)
            encoder.drain(into: &hash)
        }
        encoder.append(secret)
        encoder.append(Hash256(hash.finalize()))
        return ExportIdentity(encoder.digest)
    }

    /// The export of that name, or nil where this store never made it, or its order was cancelled since.
    public func exportRecord(_ identity: ExportIdentity) throws(StoreError) -> ExportRecord? {
        try read { connection throws(StoreError) in try Self.exports(connection, "e.identity = ?", .blob(identity.bytes)).first }
    }

    static func exports(_ connection: Connection, _ condition: String, _ value: SQLValue) throws(StoreError) -> [ExportRecord] {
        let statement = try Statement(
            connection,
            """
            SELECT e.identity, e.order_number, o."user", o.way, o.at, e.row_count
            FROM exports e JOIN operations o ON o.client = e.client AND o.id = e.operation_id
            WHERE e.client = :client AND NOT EXISTS (
                    SELECT 1 FROM cancelled_orders c
                    WHERE c.client = e.client AND c.number = e.order_number AND c.operation_id > e.operation_id)
                AND \(condition)
            """
        )
        try statement.bind([value])
        var records: [ExportRecord] = []
        while try statement.step() {
            guard let identity = ExportIdentity(stored: statement.bytes("identity")),
                let order = OrderNumber(stored: statement.int("order_number"))
            else {
                throw StoreError(.damaged, "An export has no valid identity or order.")
            }
            records.append(
                ExportRecord(
                    identity: identity, order: order,
                    context: OperationContext(statement),
                    rowCount: statement.int("row_count")))
        }
        return records
    }

    /// The base of the three-way comparison: the dotations of an export that changed since, as they were exported.
    ///
    /// A dotation that is not in it is as it was.
    ///
    /// - Throws: ``StoreError`` `valuesExpired` where values of that time are no longer kept.
    public func base(of export: ExportRecord) throws(StoreError) -> ExportBase {
        try read { connection throws(StoreError) in
            guard
                let position = try connection.int(
                    "SELECT audit_position FROM exports WHERE client = :client AND identity = ?", .blob(export.identity.bytes))
            else { throw StoreError(.valuesExpired, "The export is not known.", .order(export.order)) }
            let reader = try DotationReader(connection)
            let statement = try Statement(
                connection,
                """
                SELECT \(DotationReader.columns), a.salt IS NULL AS is_purged, a.email_before, a.mobile_before, a.status_before
                FROM audit a JOIN dotations d ON d.client = a.client AND d.id = a.dotation_id
                WHERE a.client = :client AND a.id > ? AND d.order_number = ? AND a.action IN ('change', 'status') ORDER BY a.id DESC
                """)
            try statement.bind([.int(position), SQLValue(export.order)])
            var rows: [Dotation.ID: ExportBase.Row] = [:]
            // From the latest change back to the first after the export.
            while try statement.step() {
                guard statement.int("is_purged") == 0 else {
                    throw StoreError(.valuesExpired, "Values since the export are no longer kept.", .order(export.order))
                }
                let dotation = try reader.dotation(statement)
                var row = rows[dotation.id] ?? ExportBase.Row(contact: dotation.contact, status: dotation.status)
                if let email = statement.optionalText("email_before") { row.contact.email = email }
                if let mobile = statement.optionalText("mobile_before") { row.contact.mobile = mobile }
                if let label = statement.optionalText("status_before") { row.status = DotationStatus(label) }
                rows[dotation.id] = row
            }
            return ExportBase(rows: rows)
        }
    }
}

extension Connection {
    /// The operation that last cancelled an order of that number.
    fileprivate func lastCancellation(of number: OrderNumber) throws(StoreError) -> Int? {
        try int("SELECT max(operation_id) FROM cancelled_orders WHERE client = :client AND number = ?", SQLValue(number))
    }
}
