public import Dotations

extension Store {
    /// Sets the status of dotations, as the beneficiary's side reports it.
    ///
    /// A dotation that stops being activated can be modified again, and an e-mail that creates an account can go to somebody who has one.
    ///
    /// - Parameters:
    ///   - status: the status.
    ///   - ids: the dotations.
    ///   - reopened: those that are agreed to stop being activated; by default all.
    ///   - context: when, and by whom.
    /// - Returns: the operation; its count of changes leaves out the dotations that had the status already.
    /// - Throws: ``StoreError`` `dotationUnknown` with the identifiers that there are not, or `moved` with those that would stop being
    ///   activated without being agreed to; then nothing was set.
    public func setStatus(
        _ status: DotationStatus, of ids: some Sequence<Dotation.ID>, reopening reopened: Set<Dotation.ID>? = nil,
        context: OperationContext
    ) throws(StoreError)
        -> Operation
    {
        try write { connection throws(StoreError) in
            let all = try Self.known(Array(ids), connection)
            let changed = all.filter { $0.status != status }
            if let reopened {
                let surprising = changed.filter { $0.status.kind == .activated && !reopened.contains($0.id) }.map(\.id)
                guard surprising.isEmpty else { throw StoreError(.moved, "Dotations were activated meanwhile.", dotations: surprising) }
            }
            let counts = Operation.Counts(rows: all.count, changed: changed.count, unchanged: all.count - changed.count)
            var history = try HistoryWriter(connection, .status, context, counts: counts, auditCount: changed.count)
            let statusID = try connection.statusID(status)
            let update = try Statement(connection, "UPDATE dotations SET status_id = ?, revision = revision + 1 WHERE id = ?")
            for dotation in changed {
                try update.run([.int(statusID), SQLValue(dotation.id)])
                try history.append(
                    AuditRecord(
                        .status, dotation: dotation.id, revision: dotation.revision + 1, status: (dotation.status.label, status.label)))
            }
            return try history.finish()
        }
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
            let update = try Statement(connection, "UPDATE dotations SET account_created = 1, revision = revision + 1 WHERE id = ?")
            for dotation in changed {
                try update.run([SQLValue(dotation.id)])
                try history.append(AuditRecord(.accountCreated, dotation: dotation.id, revision: dotation.revision + 1))
            }
            return try history.finish()
        }
    }

    private static func known(_ ids: [Dotation.ID], _ connection: Connection) throws(StoreError) -> [Dotation] {
        let dotations = try connection.dotations(ids)
        let unknown = Set(ids).subtracting(dotations.map(\.id))
        guard unknown.isEmpty else { throw StoreError(.dotationUnknown, "Dotations do not exist.", dotations: unknown.sorted()) }
        return dotations
    }
}
