internal import Dotations

extension ClientStore {
    /// Goes through the client's whole history and compares each link of its chain with what the rows say.
    ///
    /// - Throws: ``StoreError`` `auditBroken` with the first place that is not as it was written.
    public func verifyAudit() throws(StoreError) -> AuditVerification {
        try read { connection throws(StoreError) in
            let operations = try Statement(
                connection, "SELECT \(OperationRecord.selection) FROM operations WHERE client = :client ORDER BY id")
            let audit = try Statement(
                connection,
                """
                SELECT id, operation_id, action, dotation_id, sheet_row, revision, reasons, salt, email_before, email_after, mobile_before,
                    mobile_after, status_before, status_after, values_hash, hash, sale_id
                FROM audit WHERE client = :client ORDER BY id
                """)
            var head = try connection.historyOrigin()
            var (operationCount, rowCount) = (0, 0)
            var encoder = HashEncoder()
            while try operations.step() {
                let record = OperationRecord(operations)
                operationCount += 1
                let hash = record.hash(after: head)
                guard record.id == operationCount, record.firstAudit == rowCount + 1, operations.digest("hash") == hash,
                    operations.optionalText("file_name").map({ ImportedFile.hash(ofName: $0) == record.fileName }) ?? true
                else {
                    throw Self.broken(.operation(Operation.ID(stored: record.id)))
                }
                head = hash
                for _ in 0..<max(0, record.auditCount) {
                    rowCount += 1
                    guard try audit.step(), let link = AuditLink(audit), link.id == rowCount, link.operation == record.id,
                        link.hash
                            == link.record.hash(
                                after: head, id: link.id, operation: link.operation, values: link.valuesHash, &encoder),
                        link.salt.map({ link.record.valuesHash(salt: $0, &encoder) == link.valuesHash }) ?? true
                    else { throw Self.broken(.row(rowCount)) }
                    head = link.hash
                }
            }
            guard try !audit.step() else { throw Self.broken(.row(rowCount + 1)) }
            // What was cut off the end is missed by the client's own row.
            let end = try connection.historyEnd()
            guard end == (operationCount, rowCount, head) else { throw Self.broken(.operation(Operation.ID(stored: end.operation))) }
            return AuditVerification(operations: operationCount, rows: rowCount, head: head)
        }
    }

    private static func broken(_ position: AuditPosition) -> StoreError {
        StoreError(.auditBroken, "The history is not what was written at \(position).", .audit(position))
    }
}

/// An audit row with its hashes, as it is verified.
private struct AuditLink {
    let id: Int
    let operation: Int
    let salt: [UInt8]?
    let record: AuditRecord
    let valuesHash: Hash256
    let hash: Hash256

    init?(_ row: borrowing Statement) {
        guard let action = AuditRecord.Action(rawValue: row.text("action")), let valuesHash = row.digest("values_hash"),
            let hash = row.digest("hash")
        else {
            return nil
        }
        id = row.int("id")
        operation = row.int("operation_id")
        salt = row.isNull("salt") ? nil : row.bytes("salt")
        var record = AuditRecord(
            action, dotation: nil, sheetRow: row.optionalInt("sheet_row"), revision: row.optionalInt("revision"),
            reasons: row.optionalText("reasons"))
        record.dotation = row.optionalInt("dotation_id")
        record.sale = row.optionalInt("sale_id")
        if let old = row.optionalText("email_before"), let new = row.optionalText("email_after") { record.email = (old, new) }
        if let old = row.optionalText("mobile_before"), let new = row.optionalText("mobile_after") { record.mobile = (old, new) }
        if let old = row.optionalText("status_before"), let new = row.optionalText("status_after") { record.status = (old, new) }
        self.record = record
        self.valuesHash = valuesHash
        self.hash = hash
    }
}
