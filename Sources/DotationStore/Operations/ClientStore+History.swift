internal import DotationAccounts
internal import DotationSales
public import Dotations

extension ClientStore {
    /// What was done, the latest first.
    ///
    /// - Parameters:
    ///   - kinds: of these kinds alone.
    ///   - order: about this order alone, where one is given.
    ///   - skipped: how many of the latest are left out.
    ///   - limit: how many at most.
    /// - Returns: the operations.
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func operations(
        _ kinds: Set<Operation.Kind> = Set(Operation.Kind.allCases), about order: OrderNumber? = nil, after skipped: Int = 0,
        limit: Int = .max
    ) throws(StoreError) -> [Operation] {
        guard !kinds.isEmpty else { return [] }
        let (condition, values) = Self.condition(kinds, about: order)
        return try read { connection throws(StoreError) in
            try connection.operations("AND \(condition) ORDER BY id DESC LIMIT ? OFFSET ?", values + [.int(limit), .int(skipped)])
        }
    }

    /// How many operations of some kinds there are, about one order where one is given.
    public func operationCount(_ kinds: Set<Operation.Kind>, about order: OrderNumber? = nil) throws(StoreError) -> Int {
        guard !kinds.isEmpty else { return 0 }
        let (condition, values) = Self.condition(kinds, about: order)
        return try read { connection throws(StoreError) in
            let statement = try Statement(connection, "SELECT count(*) FROM operations WHERE client = :client AND \(condition)")
            try statement.bind(values)
            return try statement.step() ? statement.firstInt ?? 0 : 0
        }
    }

    private static func condition(_ kinds: Set<Operation.Kind>, about order: OrderNumber?) -> (sql: String, values: [SQLValue]) {
        let names = kinds.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
        return ("kind IN (\(names))" + (order == nil ? "" : " AND order_number = ?"), order.map { [SQLValue($0)] } ?? [])
    }

    /// Those among some operations that were taken back whole, by one that was not taken back itself.
    public func undone(among ids: [Operation.ID]) throws(StoreError) -> Set<Operation.ID> {
        guard let first = ids.map(\.rawValue).min() else { return [] }
        let undos = try read { connection throws(StoreError) in
            try connection.operations("AND id > ? AND kind = 'revert' AND refused_count = 0 ORDER BY id DESC", [.int(first)])
        }
        var undone: Set<Operation.ID> = []
        for undo in undos where !undone.contains(undo.id) {
            if let reverted = undo.reverts { undone.insert(reverted) }
        }
        return undone.intersection(ids)
    }

    /// One operation, or nil where there is none of that number.
    public func operation(_ id: Operation.ID) throws(StoreError) -> Operation? {
        try read { connection throws(StoreError) in try connection.operations("AND id = ?", [.int(id.rawValue)]).first }
    }

    /// The operation that a request was carried out as, or nil where it was not.
    public func operation(request: RequestID) throws(StoreError) -> Operation? {
        try read { connection throws(StoreError) in try connection.operation(request: request) }
    }

    /// The operation of that number, of whatever kind.
    ///
    /// - Throws: ``StoreError`` `operationUnknown` where there is none.
    public func existingOperation(_ id: Operation.ID) throws(StoreError) -> Operation {
        guard let operation = try operation(id) else { throw StoreError(.operationUnknown, "No operation has that number.") }
        return operation
    }

    /// The dotations of an order for which imports of a file recorded e-mails that were not taken back.
    public func mailedDotations(of order: OrderNumber, byImportsOf content: Hash256) throws(StoreError) -> Set<Dotation.ID> {
        try read { connection throws(StoreError) in
            let statement = try Statement(
                connection,
                """
                SELECT dotation_id FROM jobs
                WHERE client = :client AND coalesce(outcome, '') <> '\(CancellationReason.takenBack.rawValue)' AND operation_id IN (
                    SELECT id FROM operations o
                    WHERE o.client = :client AND o.file_hash = ? AND o.kind = 'import' AND o.order_number = ? AND NOT EXISTS (
                        SELECT 1 FROM cancelled_orders c
                        WHERE c.client = o.client AND c.number = o.order_number AND c.operation_id > o.id))
                """)
            try statement.bind([.digest(content), SQLValue(order)])
            var ids: Set<Dotation.ID> = []
            while try statement.step() { if let id = Dotation.ID(stored: statement.int("dotation_id")) { ids.insert(id) } }
            return ids
        }
    }

    /// What an operation did to each dotation, and the rows that it refused: all, or so many after others.
    public func auditRows(of operation: Operation, after skipped: Int = 0, limit: Int = .max) throws(StoreError) -> [AuditRow] {
        let last = min(operation.auditCount, skipped.addingReportingOverflow(limit).overflow ? .max : skipped + limit)
        return try read { connection throws(StoreError) in
            let statement = try Statement(
                connection,
                """
                SELECT a.id, a.operation_id, action, dotation_id, sheet_row, a.revision, reasons, salt, email_before, email_after,
                    mobile_before, mobile_after, status_before, status_after, sale_id,
                    coalesce(d.last_name, c.last_name) AS last_name, coalesce(d.first_name, c.first_name) AS first_name
                FROM audit a \(HistoricalDotation.join(to: "a"))
                WHERE a.client = :client AND a.id BETWEEN ? AND ? ORDER BY a.id
                """)
            try statement.bind([.int(operation.firstAudit + skipped), .int(operation.firstAudit + last - 1)])
            let people = try Statement(connection, "SELECT \(Beneficiary.columns) FROM beneficiaries WHERE client = :client AND id = ?")
            var rows: [AuditRow] = []
            while try statement.step() {
                var row = try AuditRow(statement)
                try row.name(statement, people)
                rows.append(row)
            }
            return rows
        }
    }

    /// The e-mails that an operation sent once more without changing anything.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func resends(of operation: Operation) throws(StoreError) -> [AppliedResend] {
        try auditRows(of: operation).compactMap { row in
            guard case .resend = row.action, let id = row.dotation else { return nil }
            return AppliedResend(row: row.row ?? 0, id: id)
        }
    }

    /// The contacts that an operation changed, from which the plan that takes it back is made.
    ///
    /// - Throws: ``StoreError`` `valuesExpired` where the values before are no longer kept.
    public func changes(of operation: Operation) throws(StoreError) -> [AppliedChange] {
        var changes: [AppliedChange] = []
        for row in try auditRows(of: operation) {
            switch row.action {
            case .change(let old, let new):
                guard let id = row.dotation else { throw StoreError(.damaged, "A change has no dotation.") }
                changes.append(AppliedChange(row: row.row ?? 0, id: id, old: old, new: new))
            case .purged("change"):
                throw StoreError(.valuesExpired, "The values before the operation are no longer kept.")
            default: break
            }
        }
        return changes
    }
}

extension AuditRow {
    fileprivate init(_ row: borrowing Statement) throws(StoreError) {
        guard let action = AuditRecord.Action(rawValue: row.text("action")) else {
            throw StoreError(.damaged, "An audit row has no valid action.")
        }
        id = row.int("id")
        operation = Operation.ID(stored: row.int("operation_id"))
        dotation = row.optionalInt("dotation_id").flatMap { Dotation.ID(stored: $0) }
        lastName = row.optionalText("last_name")
        firstName = row.optionalText("first_name")
        sale = row.optionalInt("sale_id").flatMap { Sale.ID(rawValue: $0) }
        self.row = row.optionalInt("sheet_row")
        revision = row.optionalInt("revision")
        words = action == .status ? row.optionalText("reasons") : nil
        switch action {
        case .change where row.isNull("salt"), .status where row.isNull("salt"), .sale where row.isNull("salt"),
            .setup where row.isNull("salt"):
            self.action = .purged(action.rawValue)
        case .change:
            self.action = .change(
                from: Contact(email: row.text("email_before"), mobile: row.text("mobile_before")),
                to: Contact(email: row.text("email_after"), mobile: row.text("mobile_after")))
        case .status: self.action = .status(from: DotationStatus(row.text("status_before")), to: DotationStatus(row.text("status_after")))
        case .sale
        where row.text("status_before") == row.text("status_after") && !(row.isNull("email_after") && row.isNull("mobile_after")):
            self.action = .saleContact(
                from: Contact(email: row.text("email_before"), mobile: row.text("mobile_before")),
                to: Contact(email: row.text("email_after"), mobile: row.text("mobile_after")))
        case .sale:
            guard let status = Sale.Status(rawValue: row.text("status_after")) else {
                throw StoreError(.damaged, "A sale's status is not valid.")
            }
            self.action = .sale(from: Sale.Status(rawValue: row.text("status_before")), to: status)
        case .eventWithdrawn: self.action = .eventWithdrawn(row.text("reasons"))
        case .setup:
            guard let change = AuditRecord.setup(row, matricule: "") else { throw StoreError(.damaged, "An audit row says no change.") }
            self.action = .setup(change)
        case .resend: self.action = .resend
        case .accountCreated: self.action = .accountCreated
        case .mailRetried, .mailCancelled:
            guard let job = Int(row.text("reasons")) else { throw StoreError(.damaged, "An audit row names no e-mail.") }
            self.action = action == .mailRetried ? .mailRetried(Job.ID(stored: job)) : .mailCancelled(Job.ID(stored: job))
        case .member:
            let parts = row.text("reasons").split(separator: " ")
            guard let id = parts.first.flatMap({ Member.ID($0) }) else { throw StoreError(.damaged, "An audit row names no member.") }
            self.action = .member(id, parts.dropFirst().first.flatMap { Role(rawValue: String($0)) })
        case .account:
            let parts = row.text("reasons").split(separator: " ")
            guard parts.count == 2, let id = Member.ID(parts[0]), let act = AccountAct(rawValue: String(parts[1])) else {
                throw StoreError(.damaged, "An audit row names no member.")
            }
            self.action = .account(id, act)
        case .setting: self.action = .setting(row.text("reasons"))
        case .refused: self.action = .refused(row.text("reasons").split(separator: " ").map(String.init))
        }
    }
}

extension AuditRow {
    /// Names the person whom a change of what was loaded or typed is about.
    fileprivate mutating func name(_ row: borrowing Statement, _ people: borrowing Statement) throws(StoreError) {
        guard row.text("action") == AuditRecord.Action.setup.rawValue, let number = AuditRecord.person(ofSetup: row.text("reasons")) else {
            return
        }
        try people.bind([.int(number)])
        guard try people.step() else { return }
        let person = Beneficiary(people)
        (beneficiary, lastName, firstName) = (number, person.lastName, person.firstName)
        if case .setup = action, let change = AuditRecord.setup(row, matricule: person.matricule) { action = .setup(change) }
    }
}

extension AuditRecord {
    fileprivate static func setup(_ row: borrowing Statement, matricule: String) -> SetupChange? {
        let isPersonal = !row.isNull("email_after")
        return setup(
            row.text("reasons"),
            values: isPersonal
                ? (row.text("email_before"), row.text("email_after")) : (row.text("status_before"), row.text("status_after")),
            matricule: matricule)
    }
}

extension Connection {
    /// The operation that a request was carried out as.
    func operation(request: RequestID) throws(StoreError) -> Operation? {
        try operations("AND request = ?", [.text(request.description)]).first
    }

    /// The operations that what follows `WHERE` and the client selects.
    func operations(_ condition: String, _ values: [SQLValue]) throws(StoreError) -> [Operation] {
        let statement = try Statement(self, "SELECT \(OperationRecord.selection) FROM operations WHERE client = :client \(condition)")
        try statement.bind(values)
        var operations: [Operation] = []
        while try statement.step() {
            operations.append(
                try Operation(OperationRecord(statement), hash: statement.digest("hash"), fileName: statement.optionalText("file_name")))
        }
        return operations
    }
}

extension OperationRecord {
    init(_ row: borrowing Statement) {
        self.init(
            id: row.int("id"), kind: row.text("kind"), context: OperationContext(row), order: row.optionalInt("order_number"),
            fileName: row.digest("file_name_hash"),
            file: row.digest("file_hash"), export: row.isNull("export_identity") ? nil : row.bytes("export_identity"),
            reverts: row.optionalInt("reverts"),
            counts: Operation.Counts(
                rows: row.int("row_count"), changed: row.int("changed_count"), resent: row.int("resent_count"),
                refused: row.int("refused_count"), unchanged: row.int("unchanged_count")),
            firstAudit: row.int("first_audit"), auditCount: row.int("audit_count"))
    }
}

extension Operation {
    fileprivate init(_ record: OperationRecord, hash: Hash256?, fileName: String?) throws(StoreError) {
        guard let kind = Kind(rawValue: record.kind), let hash else {
            throw StoreError(.damaged, "An operation has no valid kind or hash.")
        }
        var file: ImportedFile?
        if let nameHash = record.fileName, let content = record.file {
            file = ImportedFile(name: fileName, nameHash: nameHash, content: content)
        }
        self.init(
            id: ID(stored: record.id), kind: kind, context: record.context,
            order: record.order.flatMap { OrderNumber(stored: $0) }, file: file,
            export: record.export.flatMap { ExportIdentity(stored: $0) }, reverts: record.reverts.map { ID(stored: $0) },
            counts: record.counts, hash: hash, firstAudit: record.firstAudit, auditCount: record.auditCount)
    }
}
