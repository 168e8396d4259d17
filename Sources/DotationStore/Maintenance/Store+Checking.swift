internal import CDotationsSQLite
public import Foundation

extension Store {
    /// The version of SQLite, as it says.
    public static var sqliteVersion: String { String(cString: sqlite3_libversion()) }

    /// Goes through the whole store. Takes as long as reading the file several times.
    ///
    /// - Parameter date: now, by which an e-mail is due.
    /// - Returns: what was found.
    /// - Throws: ``StoreError`` where the file cannot be read at all.
    public func examine(at date: Date) throws(StoreError) -> StoreExamination {
        let history: Result<AuditVerification, StoreError>
        do throws(StoreError) { history = .success(try verifyAudit()) } catch { history = .failure(error) }
        let jobs = try jobCounts().mapValues(\.count)
        return try read { connection throws(StoreError) in
            let schema = try SchemaDifference.all(connection)
            var broken: [StoreExamination.Rule: Int] = [:]
            for rule in StoreExamination.Rule.allCases {
                do throws(StoreError) {
                    let count = try rule.violations(connection)
                    if count > 0 { broken[rule] = count }
                } catch {
                    // What a rule is about cannot be read, or is not there; the others may still tell more.
                    guard error.code == .damaged else { throw error }
                    broken[rule] = 1
                }
            }
            let due = try connection.int(
                "SELECT min(due_at) FROM jobs WHERE state IN ('pending', 'retry') AND due_at <= ?", .int(date.milliseconds))
            let last = try connection.int("SELECT at FROM operations ORDER BY id DESC LIMIT 1")
            let size = try connection.int("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size") ?? 0
            return StoreExamination(
                schema: schema, broken: broken, history: history, jobs: jobs, dueSince: due.map { Date(milliseconds: $0) },
                lastOperation: last.map { Date(milliseconds: $0) }, size: size)
        }
    }
}

extension StoreExamination.Rule {
    /// How many rows break the rule; of a file that SQLite finds damaged, how many faults, up to 100.
    fileprivate func violations(_ connection: Connection) throws(StoreError) -> Int {
        switch self {
        case .integrity:
            let statement = try Statement(connection, "PRAGMA integrity_check")
            var count = 0
            while try statement.step() { if statement.text("integrity_check") != "ok" { count += 1 } }
            return count
        case .references:
            // What the history and the e-mails name is there, or was cancelled.
            return try connection.int(
                """
                SELECT (SELECT count(*) FROM pragma_foreign_key_check)
                    + (SELECT count(*) FROM (SELECT order_number FROM operations UNION ALL SELECT order_number FROM exports)
                        WHERE order_number IS NOT NULL AND order_number NOT IN (
                            SELECT number FROM orders UNION ALL SELECT number FROM cancelled_orders))
                    + (SELECT count(*) FROM (SELECT dotation_id FROM audit UNION ALL SELECT dotation_id FROM jobs) n
                        WHERE n.dotation_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dotations WHERE id = n.dotation_id)
                            AND NOT EXISTS (SELECT 1 FROM cancelled_dotations WHERE id = n.dotation_id))
                """) ?? 0
        case .jobs:
            return try connection.int(
                """
                SELECT count(*) FROM (
                    SELECT 1 FROM (
                        SELECT operation_id, dotation_id, 1 AS e_mails FROM audit WHERE action IN ('change', 'resend')
                        UNION ALL SELECT operation_id, dotation_id, -1 FROM jobs)
                    -- An undo sends none where nothing has left, and may record one anew without a change.
                    GROUP BY operation_id, dotation_id
                    HAVING abs(sum(e_mails)) > (SELECT kind = 'revert' FROM operations WHERE id = operation_id))
                """) ?? 0
        case .contacts:
            return try connection.int(
                """
                WITH last (dotation_id, revision, change) AS (
                    SELECT dotation_id, max(revision), max(id) FILTER (WHERE action = 'change')
                    FROM audit a
                    -- What was done before the identifier was cancelled was done to another dotation.
                    WHERE revision IS NOT NULL AND NOT EXISTS (
                        SELECT 1 FROM cancelled_dotations c WHERE c.id = a.dotation_id AND c.operation_id > a.operation_id)
                    GROUP BY dotation_id)
                SELECT count(*) FROM dotations d LEFT JOIN last l ON l.dotation_id = d.id LEFT JOIN audit a ON a.id = l.change
                WHERE d.revision IS NOT coalesce(l.revision, 0)
                    OR a.salt IS NOT NULL AND (a.email_after IS NOT d.email OR a.mobile_after IS NOT d.mobile)
                """) ?? 0
        case .recipients:
            return try connection.int(
                """
                SELECT count(*) FROM jobs j LEFT JOIN dotations d ON d.id = j.dotation_id
                    LEFT JOIN audit a ON a.operation_id = j.operation_id AND a.dotation_id = j.dotation_id AND a.action = 'change'
                        AND a.salt IS NOT NULL
                WHERE (j.recipient <> a.email_after OR j.mobile <> a.mobile_after)
                    OR (j.state IN ('pending', 'leased', 'retry') AND j.superseded_by IS NULL
                        AND (d.id IS NULL OR j.recipient <> d.email OR j.mobile <> d.mobile))
                """) ?? 0
        case .successions:
            return try connection.int(
                """
                SELECT count(*) FROM jobs j LEFT JOIN jobs s ON s.id = j.superseded_by
                WHERE j.superseded_by IS NOT NULL AND s.dotation_id IS NOT j.dotation_id
                """) ?? 0
        case .soldCounts:
            return try connection.int(
                """
                WITH counted AS (
                    SELECT c.id, c.event_id, c.sold, coalesce(sum(s.quantity), 0) AS active
                    FROM sale_sessions c LEFT JOIN sales s ON s.session_id = c.id AND s.status = 'active' GROUP BY c.id)
                SELECT (SELECT count(*) FROM counted WHERE sold <> active)
                    + (SELECT count(*) FROM sale_events e
                        WHERE sold <> (SELECT coalesce(sum(active), 0) FROM counted WHERE event_id = e.id))
                """) ?? 0
        }
    }
}
