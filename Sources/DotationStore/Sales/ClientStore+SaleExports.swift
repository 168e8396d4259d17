internal import Crypto
public import DotationSales
public import Dotations

extension ClientStore {
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
            if try connection.int("SELECT 1 FROM sale_exports WHERE client = :client AND identity = ?", .blob(identity.bytes)) == nil {
                try connection.run(
                    "INSERT INTO sale_exports (client, identity, operation_id) VALUES (:client, ?, ?)", .blob(identity.bytes),
                    .int(operation.id.rawValue))
                var insertion = try RowQueue(
                    connection, "INSERT INTO sale_export_rows (client, identity, sale_id) VALUES (:client, ?, ?)")
                for sale in export.sales { try insertion.write([.blob(identity.bytes), .int(sale.rawValue)]) }
                try insertion.flush()
            }
            return SalesExport(identity: identity, export: export)
        }
    }

    /// Whether this store made that export of sales.
    public func isSalesExport(_ identity: ExportIdentity) throws(StoreError) -> Bool {
        try read { connection throws(StoreError) in
            try connection.int("SELECT 1 FROM sale_exports WHERE client = :client AND identity = ?", .blob(identity.bytes)) != nil
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
        encoder.append(Hash256(hash.finalize()))
        return ExportIdentity(encoder.digest)
    }
}
