internal import Dotations

/// Appends one operation and its audit rows to the history, within the transaction of what they record.
struct HistoryWriter: ~Copyable {
    /// The operation.
    let operation: Operation

    private var rows: RowQueue
    private let connection: Connection
    private let progress: WriteProgress?
    private var last: Hash256
    private var nextID: Int
    private let end: Int
    private var encoder = HashEncoder()
    private var random = SystemRandomNumberGenerator()

    /// Appends the operation, which promises that many audit rows; `progress` hears of them, the first time before the first.
    init(
        _ connection: Connection, _ kind: Operation.Kind, _ context: OperationContext, order: OrderNumber? = nil,
        file: ImportedFile? = nil, export: ExportIdentity? = nil, reverts: Operation.ID? = nil, counts: Operation.Counts, auditCount: Int,
        progress: WriteProgress? = nil
    ) throws(StoreError) {
        if let client = connection.client { try connection.lock([client]) }
        // To a request that comes again the store has moved: the caller looks it up.
        if let request = context.request, try connection.operation(request: request) != nil {
            throw StoreError(.moved, "The request was carried out already.")
        }
        let request = connection.noted(context.request)
        let before = try connection.historyEnd()
        let record = OperationRecord(
            id: before.operation + 1, kind: kind.rawValue, context: context, order: order.map { Int($0.rawValue) },
            fileName: file?.nameHash, file: file?.content, export: export?.bytes,
            reverts: reverts?.rawValue, counts: counts, firstAudit: before.audit + 1, auditCount: auditCount)
        let hash = record.hash(after: before.hash)
        try connection.run(
            """
            INSERT INTO operations (client, \(OperationRecord.columns), hash, request)
            VALUES (:client, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            .int(record.id), .text(record.kind), .int(context.milliseconds), .text(context.user), SQLValue(context.way?.rawValue),
            SQLValue(record.order), SQLValue(record.fileName),
            SQLValue(record.file), record.export.map { .blob($0) } ?? .null, SQLValue(record.reverts), .int(counts.rows),
            .int(counts.changed), .int(counts.resent), .int(counts.refused), .int(counts.unchanged), .int(record.firstAudit),
            .int(auditCount), .digest(hash), SQLValue(request?.description))
        if let name = file?.name {
            try connection.run("INSERT INTO file_names (client, operation_id, name) VALUES (:client, ?, ?)", .int(record.id), .text(name))
        }
        let rows = try RowQueue(
            connection,
            """
            INSERT INTO audit (client, id, operation_id, action, dotation_id, sale_id, sheet_row, revision, reasons, salt, email_before,
                email_after, mobile_before, mobile_after, status_before, status_after, values_hash, hash)
            VALUES (:client, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        operation = Operation(
            id: Operation.ID(stored: record.id), kind: kind,
            context: context.stored, order: order, file: file, export: export,
            reverts: reverts, counts: counts, hash: hash, firstAudit: record.firstAudit, auditCount: auditCount)
        self.rows = rows
        self.connection = connection
        self.progress = progress
        last = hash
        nextID = record.firstAudit
        end = record.firstAudit + auditCount
    }

    /// Appends the next audit row.
    mutating func append(_ record: AuditRecord) throws(StoreError) {
        guard nextID < end else { throw StoreError(.failed, "More was done than the operation says.") }
        if (nextID - operation.firstAudit) % 512 == 0 { try tellProgress() }
        var salt = [UInt8](repeating: 0, count: 16)
        salt.withUnsafeMutableBytes { salt in
            salt.storeBytes(of: random.next(), toByteOffset: 0, as: UInt64.self)
            salt.storeBytes(of: random.next(), toByteOffset: 8, as: UInt64.self)
        }
        let values = record.valuesHash(salt: salt, &encoder)
        let hash = record.hash(after: last, id: nextID, operation: operation.id.rawValue, values: values, &encoder)
        try rows.write([
            .int(nextID), .int(operation.id.rawValue), .text(record.action.rawValue), SQLValue(record.dotation), SQLValue(record.sale),
            SQLValue(record.sheetRow), SQLValue(record.revision), SQLValue(record.reasons), .blob(salt), SQLValue(record.email?.before),
            SQLValue(record.email?.after), SQLValue(record.mobile?.before), SQLValue(record.mobile?.after),
            SQLValue(record.status?.before), SQLValue(record.status?.after), .digest(values), .digest(hash),
        ])
        last = hash
        nextID += 1
    }

    /// Says how many audit rows there are, and ends the write where that is wanted.
    private func tellProgress() throws(StoreError) {
        guard let progress, !progress(nextID - operation.firstAudit, operation.auditCount) else { return }
        throw StoreError(.stopped, "The caller stopped the write.")
    }

    /// The operation, once it has all of its audit rows.
    consuming func finish() throws(StoreError) -> Operation {
        try tellProgress()
        try rows.flush()
        guard nextID == end else { throw StoreError(.failed, "Less was done than the operation says.") }
        try connection.run(
            "UPDATE clients SET last_operation = ?, last_audit = ?, head = ? WHERE id = :client", .int(operation.id.rawValue),
            .int(end - 1), .digest(last))
        return operation
    }
}

extension Connection {
    /// Notes the request of the operation that is being written. On a server each has one: by it the operation is found where its end is not known.
    fileprivate func noted(_ request: RequestID?) -> RequestID? {
        guard case .postgres(let server) = engine, let client else { return request }
        let request = request ?? .unique()
        server.written = (client, request)
        return request
    }

    /// Where the client's history ends: the last operation, the last audit row, and the hash that the next link covers.
    func historyEnd() throws(StoreError) -> (operation: Int, audit: Int, hash: Hash256) {
        let statement = try Statement(
            self, "SELECT last_operation, last_audit, head FROM clients WHERE id = :client AND erased_at IS NULL")
        guard try statement.step() else { throw StoreError(.clientUnknown, "The client is not there any more.") }
        guard let hash = statement.digest("head") else { throw StoreError(.damaged, "The client's history has no end.") }
        return (statement.int("last_operation"), statement.int("last_audit"), hash)
    }

    /// What tells whether anything was done since: the end of the history. Before the first operation it is the same in every store, as what is
    /// planned over one in memory holds for the file that is then made.
    func historyState() throws(StoreError) -> Hash256 {
        let end = try historyEnd()
        return end.operation == 0 ? .zero : end.hash
    }

    /// The hash that the first link of the client's history covers.
    func historyOrigin() throws(StoreError) -> Hash256 {
        let statement = try Statement(self, "SELECT origin FROM clients WHERE id = :client")
        guard try statement.step(), let origin = statement.digest("origin") else {
            throw StoreError(.damaged, "The client's history has no beginning.")
        }
        return origin
    }
}
