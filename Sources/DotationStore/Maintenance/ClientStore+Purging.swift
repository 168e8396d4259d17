public import Dotations
internal import Foundation

extension ClientStore {
    /// Empties the values whose time is over. What remains says that something was done, when and by whom, and the history still
    /// holds together: its chain covers a salted hash of the values, whose salt goes with them.
    ///
    /// The dotations themselves stay; of those whose order was cancelled the names go. A sheet whose export is older than a change that was purged can no longer be imported, and that
    /// change can no longer be undone (`valuesExpired`).
    ///
    /// Of the people who may take part in events names and contacts go, and their documents, where no workbook has named them for the period
    /// and nothing that they bought is still to be ordered. A document stays while it is valid, and while an event that asks for its kind has
    /// not been over for the period. A person stays with a document or with a purchase of such an event, and nobody goes while an event is
    /// open or to come, nor until one that everybody could take part in has been over for the period.
    ///
    /// The contacts of a sale go once its event has been over for the period, if it is ordered, cancelled or refunded.
    ///
    /// - Parameters:
    ///   - periods: for how long values are kept before `context.date`.
    ///   - dotations: of these alone, with the files that made or changed their orders, and of no people; nil for all.
    ///   - isDryRun: whether only to count.
    ///   - context: when and by whom.
    /// - Returns: how much was, or would be, emptied.
    /// - Throws: ``StoreError`` `dotationUnknown`.
    public func purge(
        olderThan periods: RetentionPeriods, of dotations: [Dotation.ID]? = nil, isDryRun: Bool = false, context: OperationContext
    ) throws(StoreError) -> Purge {
        func purge(_ connection: Connection) throws(StoreError) -> Purge {
            if let dotations {
                var unknown = Set(dotations).subtracting(try connection.dotations(dotations).map(\.id))
                for id in unknown
                where try connection.int("SELECT 1 FROM cancelled_dotations WHERE client = :client AND id = ?", SQLValue(id)) != nil {
                    unknown.remove(id)
                }
                guard unknown.isEmpty else { throw StoreError(.dotationUnknown, "Dotations do not exist.", .dotations(unknown.sorted())) }
            }
            let scopes: [[SQLValue]] = dotations.map { ids in ids.map { [SQLValue($0)] } } ?? [[]]
            var changes = try Self.empty(
                "audit", "salt = NULL, email_before = NULL, email_after = NULL, mobile_before = NULL, mobile_after = NULL",
                """
                (email_before IS NOT NULL OR mobile_before IS NOT NULL)
                AND operation_id IN (SELECT id FROM operations o WHERE o.client = :client AND o.at < ?)
                """, before: context.date.milliseconds(daysEarlier: periods.changes), scopes, isDryRun, connection)
            changes += try Self.empty(
                "cancelled_dotations", "matricule = '', last_name = '', first_name = ''",
                """
                (matricule <> '' OR last_name <> '' OR first_name <> '')
                AND operation_id IN (SELECT id FROM operations o WHERE o.client = :client AND o.at < ?)
                """, scopedBy: "id", before: context.date.milliseconds(daysEarlier: periods.changes), scopes, isDryRun, connection)
            let mails = try Self.empty(
                "jobs", "recipient = NULL, mobile = NULL, last_error = NULL",
                """
                (recipient IS NOT NULL OR mobile IS NOT NULL OR last_error IS NOT NULL)
                AND state IN ('sent', 'failed', 'cancelled') AND finished_at < ?
                """, before: context.date.milliseconds(daysEarlier: periods.mails), scopes, isDryRun, connection)
            let files = try Self.forgetFileNames(
                before: context.date.milliseconds(daysEarlier: periods.changes), scopes, isDryRun, connection)
            let gone =
                dotations == nil
                ? try connection.purgePeople(after: periods.people, at: context.date, isDryRun: isDryRun) : PurgedPeople()
            let rows = changes + mails + gone.people + gone.sales + gone.documents + files
            var operation: Operation.ID?
            if !isDryRun, rows > 0 {
                operation = try HistoryWriter(connection, .purge, context, counts: .init(rows: rows), auditCount: 0).finish().id
            }
            return Purge(
                client: client.code, changes: changes, mails: mails, people: gone.people, sales: gone.sales, documents: gone.documents,
                files: files,
                operation: operation)
        }
        // To count needs no lock, and no disk that can be written.
        let purge = try isDryRun ? read(purge) : write(purge)
        // What was emptied is still in the log until the log is.
        if purge.operation != nil { try store.emptyLog() }
        return purge
    }

    /// Forgets the names of the files that were read before a moment, for all orders or for those of single dotations; says of how many.
    private static func forgetFileNames(
        before moment: Int, _ scopes: [[SQLValue]], _ isDryRun: Bool, _ connection: Connection
    ) throws(StoreError) -> Int {
        var operations: Set<Int> = []
        for scope in scopes {
            let order =
                scope.isEmpty ? "" : "AND order_number = (SELECT order_number FROM dotations d WHERE d.client = :client AND d.id = ?)"
            let statement = try Statement(
                connection,
                """
                SELECT operation_id FROM file_names WHERE client = :client
                    AND operation_id IN (SELECT id FROM operations o WHERE o.client = :client AND o.at < ? \(order))
                """)
            try statement.bind([.int(moment)] + scope)
            while try statement.step() { operations.insert(statement.int("operation_id")) }
        }
        if !isDryRun {
            let deletion = try Statement(connection, "DELETE FROM file_names WHERE client = :client AND operation_id = ?")
            for operation in operations { try deletion.run([.int(operation)]) }
        }
        return operations.count
    }

    /// Empties columns of the rows that a condition on a moment selects; says how many rows.
    private static func empty(
        _ table: String, _ emptying: String, _ condition: String, scopedBy column: String = "dotation_id", before moment: Int,
        _ scopes: [[SQLValue]], _ isDryRun: Bool,
        _ connection: Connection
    ) throws(StoreError) -> Int {
        var count = 0
        for scope in scopes {
            let rows = "client = :client AND " + condition + (scope.isEmpty ? "" : " AND \(column) = ?")
            let statement = try Statement(
                connection,
                isDryRun ? "SELECT count(*) AS count FROM \(table) WHERE \(rows)" : "UPDATE \(table) SET \(emptying) WHERE \(rows)")
            if isDryRun {
                try statement.bind([.int(moment)] + scope)
                if try statement.step() { count += statement.int("count") }
            } else {
                count += try statement.run([.int(moment)] + scope)
            }
        }
        return count
    }
}

extension Date {
    /// The milliseconds since 1970 of a moment that many days earlier.
    func milliseconds(daysEarlier days: Int) -> Int {
        let (distance, overflows) = days.multipliedReportingOverflow(by: 86_400_000)
        return overflows ? 0 : milliseconds - distance
    }
}
