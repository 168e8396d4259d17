internal import CDotationsSQLite
public import Foundation

/// What a look at the whole store found.
public struct StoreExamination: Sendable {
    /// A rule that holds in every store, whatever was done and wherever it was interrupted.
    public enum Rule: String, Sendable, CaseIterable {
        /// The file is as SQLite wrote it (`PRAGMA integrity_check`).
        case integrity
        /// Whatever a row refers to is there (`PRAGMA foreign_key_check`).
        case references
        /// Each change and each resend has its one e-mail, and there is no e-mail without, but where an undo took e-mails back.
        case jobs
        /// The contacts and the revision of each dotation are those that its last change left.
        case contacts
        /// An e-mail goes to what its change says, and one that is still to be sent to its dotation's present contact.
        case recipients
        /// An e-mail that made way for another names one that is there, to the same dotation.
        case successions
        /// What events and sessions count as sold is what their active sales are.
        case soldCounts
    }

    /// The tables, indexes and triggers that are not what this program makes.
    public let schema: [SchemaDifference]
    /// How many rows break each rule; a rule that holds is not in it.
    public let broken: [Rule: Int]
    /// The history, gone through from its beginning, or the place where it is not what was written.
    public let history: Result<AuditVerification, StoreError>
    /// The e-mails in each state.
    public let jobs: [Job.State: Int]
    /// Since when the e-mail that is due for the longest is due.
    public let dueSince: Date?
    /// The moment of the last operation.
    public let lastOperation: Date?
    /// The size of the file, in bytes, without its log.
    public let size: Int

    /// Whether everything holds.
    public var isSound: Bool {
        if case .failure = history { return false }
        return broken.isEmpty && schema.isEmpty
    }
}

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
            while try statement.step() { if statement.text(0) != "ok" { count += 1 } }
            return count
        case .references:
            // What the history and the e-mails name is there, or was cancelled.
            return try connection.int(
                """
                SELECT (SELECT count(*) FROM pragma_foreign_key_check)
                    + (SELECT count(*) FROM operations WHERE order_number IS NOT NULL AND order_number NOT IN (
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
