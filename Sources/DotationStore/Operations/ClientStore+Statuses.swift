public import Dotations

extension ClientStore {
    /// Sets the statuses of a plan, all or none.
    ///
    /// A dotation that stops being activated can be modified again, and an e-mail that creates an account can go to somebody who has one.
    /// A refused row is recorded with the codes of its reasons and changes nothing.
    ///
    /// - Parameters:
    ///   - plan: the plan.
    ///   - file: the file that it comes from, where it comes from one.
    ///   - context: when, and by whom.
    ///   - progress: told of the rows that are written, and asked whether to go on.
    /// - Returns: the operation.
    /// - Throws: ``StoreError`` `moved` with the dotations that are no longer as the plan saw them: nothing was set, and the caller plans
    ///   again.
    public func setStatuses(
        _ plan: StatusPlan, from file: ImportedFile? = nil, context: OperationContext, progress: WriteProgress? = nil
    ) throws(StoreError) -> Operation {
        try write { connection throws(StoreError) in
            let counts = Operation.Counts(
                rows: plan.rowCount, changed: plan.changes.count, refused: plan.refused.count, unchanged: plan.unchangedCount)
            var history = try HistoryWriter(
                connection, .status, context, order: plan.order, file: file, counts: counts,
                auditCount: plan.changes.count + plan.refused.count, progress: progress)
            var update = try RowQueue(
                connection, "UPDATE dotations SET status_id = ?, revision = revision + 1 WHERE client = :client AND id = ? AND revision = ?"
            )
            var statusIDs: [String: Int] = [:]
            for change in plan.changes where statusIDs[change.new.label] == nil {
                statusIDs[change.new.label] = try connection.statusID(change.new)
            }
            for change in plan.changes {
                try update.write([SQLValue(statusIDs[change.new.label]), SQLValue(change.id), .int(change.revision)])
                try history.append(
                    AuditRecord(
                        .status, dotation: change.id, sheetRow: change.row, revision: change.revision + 1,
                        status: (change.old.label, change.new.label)))
            }
            try update.flush()
            let moved = update.unchanged.map { plan.changes[$0].id }
            guard moved.isEmpty else { throw StoreError(.moved, "Dotations changed since the plan was made.", .dotations(moved)) }
            for row in plan.refused { try history.append(AuditRecord(refusal: row)) }
            return try history.finish()
        }
    }

    /// These dotations, each once, by their identifiers.
    ///
    /// - Throws: ``StoreError`` `dotationUnknown` with the identifiers that there are not.
    public func existingDotations(_ ids: some Sequence<Dotation.ID>) throws(StoreError) -> [Dotation] {
        try read { connection throws(StoreError) in try Self.known(Array(ids), connection) }
    }

    /// Records that beneficiaries have created their accounts: steps 1 and 2 of the activation are done.
    ///
    /// - Returns: the operation; its count of changes leaves out those that were recorded already.
    /// - Throws: ``StoreError`` `dotationUnknown` with the identifiers that there are not; then nothing was recorded.
    public func markAccountCreated(_ ids: some Sequence<Dotation.ID>, context: OperationContext) throws(StoreError) -> Operation {
        try write { connection throws(StoreError) in
            let all = try Self.known(Array(ids), connection)
            let changed = all.filter { !$0.isAccountCreated }
            let counts = Operation.Counts(rows: all.count, changed: changed.count, unchanged: all.count - changed.count)
            var history = try HistoryWriter(connection, .status, context, counts: counts, auditCount: changed.count)
            var update = try RowQueue(
                connection, "UPDATE dotations SET account_created = 1, revision = revision + 1 WHERE client = :client AND id = ?")
            for dotation in changed {
                try update.write([SQLValue(dotation.id)])
                try history.append(AuditRecord(.accountCreated, dotation: dotation.id, revision: dotation.revision + 1))
            }
            try update.flush()
            return try history.finish()
        }
    }

    private static func known(_ ids: [Dotation.ID], _ connection: Connection) throws(StoreError) -> [Dotation] {
        let dotations = try connection.dotations(ids)
        let unknown = Set(ids).subtracting(dotations.map(\.id))
        guard unknown.isEmpty else { throw StoreError(.dotationUnknown, "Dotations do not exist.", .dotations(unknown.sorted())) }
        return dotations
    }
}
