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
        var histories: [Client.Code: Result<AuditVerification, StoreError>] = [:]
        for client in try clients() {
            let store = ClientStore(store: self, client: client)
            do throws(StoreError) { histories[client.code] = .success(try store.verifyAudit()) } catch {
                histories[client.code] = .failure(error)
            }
        }
        return try read { connection throws(StoreError) in
            let schema = try SchemaDifference.all(connection)
            var broken: [StoreExamination.Rule: Int] = [:]
            for rule in StoreExamination.Rule.allCases {
                do throws(StoreError) {
                    let count = try connection.attempt(rule.violations)
                    if count > 0 { broken[rule] = count }
                } catch {
                    // What a rule is about cannot be read, or is not there; the others may still tell more.
                    guard error.code == .damaged else { throw error }
                    broken[rule] = 1
                }
            }
            let jobs = try JobCount.all(
                Statement(
                    connection,
                    acrossClients: "SELECT state, count(*) AS count, NULL AS oldest, NULL AS next_due FROM jobs GROUP BY state")
            ).mapValues(\.count)
            let due = try connection.int(
                acrossClients: """
                    SELECT min(due_at) FROM (
                        SELECT min(due_at) AS due_at FROM jobs WHERE state IN ('pending', 'retry')
                        UNION ALL SELECT min(due_at) FROM user_mails WHERE state IN ('pending', 'retry')) waiting
                    WHERE due_at <= ?
                    """, .int(date.milliseconds))
            let last = try connection.int(acrossClients: "SELECT max(at) FROM operations")
            return StoreExamination(
                schema: schema, broken: broken, histories: histories, jobs: jobs, dueSince: due.map { Date(milliseconds: $0) },
                lastOperation: last.map { Date(milliseconds: $0) })
        }
    }
}

extension StoreExamination.Rule {
    /// How many rows break the rule; of a file that SQLite finds damaged, how many faults, up to 100.
    fileprivate func violations(_ connection: Connection) throws(StoreError) -> Int {
        switch self {
        case .integrity:
            // A server's own tools look at its files: pg_amcheck, and checksums as it reads.
            guard case .sqlite = connection.engine else { return 0 }
            let statement = try Statement(connection, "PRAGMA integrity_check")
            var count = 0
            while try statement.step() { if statement.text("integrity_check") != "ok" { count += 1 } }
            return count
        case .references:
            // What the history and the e-mails name is there, or was cancelled. A server holds references whoever writes, which SQLite leaves to
            // each who opens the file.
            let broken = if case .sqlite = connection.engine { "(SELECT count(*) FROM pragma_foreign_key_check)" } else { "0" }
            return try connection.int(
                acrossClients: """
                    SELECT \(broken)
                        + (SELECT count(*) FROM (
                                SELECT client, order_number FROM operations UNION ALL SELECT client, order_number FROM exports) n
                            WHERE order_number IS NOT NULL
                                AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.client = n.client AND o.number = n.order_number)
                                AND NOT EXISTS (SELECT 1 FROM cancelled_orders c WHERE c.client = n.client AND c.number = n.order_number))
                        + (SELECT count(*) FROM (SELECT client, dotation_id FROM audit UNION ALL SELECT client, dotation_id FROM jobs) n
                            WHERE n.dotation_id IS NOT NULL
                                AND NOT EXISTS (SELECT 1 FROM dotations d WHERE d.client = n.client AND d.id = n.dotation_id)
                                AND NOT EXISTS (SELECT 1 FROM cancelled_dotations c WHERE c.client = n.client AND c.id = n.dotation_id))
                    """) ?? 0
        case .jobs:
            return try connection.int(
                acrossClients: """
                    SELECT count(*) FROM (
                        SELECT 1 FROM (
                            SELECT client, operation_id, dotation_id, 1 AS e_mails FROM audit WHERE action IN ('change', 'resend')
                            UNION ALL SELECT client, operation_id, dotation_id, -1 FROM jobs) m
                        -- An undo sends none where nothing has left, and may record one anew without a change.
                        GROUP BY client, operation_id, dotation_id
                        HAVING abs(sum(e_mails)) > (
                            SELECT CASE kind WHEN 'revert' THEN 1 ELSE 0 END FROM operations o
                            WHERE o.client = m.client AND o.id = m.operation_id)) f
                    """) ?? 0
        case .contacts:
            return try connection.int(
                acrossClients: """
                    WITH last (client, dotation_id, revision, change) AS (
                        SELECT client, dotation_id, max(revision), max(id) FILTER (WHERE action = 'change')
                        FROM audit a
                        -- What was done before the identifier was cancelled was done to another dotation.
                        WHERE revision IS NOT NULL AND NOT EXISTS (
                            SELECT 1 FROM cancelled_dotations c
                            WHERE c.client = a.client AND c.id = a.dotation_id AND c.operation_id > a.operation_id)
                        GROUP BY client, dotation_id)
                    SELECT count(*) FROM dotations d LEFT JOIN last l ON l.client = d.client AND l.dotation_id = d.id
                        LEFT JOIN audit a ON a.client = l.client AND a.id = l.change
                    WHERE d.revision <> coalesce(l.revision, 0)
                        OR a.salt IS NOT NULL AND (coalesce(a.email_after, '') <> d.email OR coalesce(a.mobile_after, '') <> d.mobile)
                    """) ?? 0
        case .recipients:
            return try connection.int(
                acrossClients: """
                    WITH changes AS MATERIALIZED (
                        SELECT client, operation_id, dotation_id, email_after, mobile_after FROM audit
                        WHERE action = 'change' AND salt IS NOT NULL)
                    SELECT count(*) FROM jobs j LEFT JOIN dotations d ON d.client = j.client AND d.id = j.dotation_id
                        LEFT JOIN changes a ON a.client = j.client AND a.operation_id = j.operation_id AND a.dotation_id = j.dotation_id
                    WHERE (j.recipient <> a.email_after OR j.mobile <> a.mobile_after)
                        OR (j.state IN ('pending', 'leased', 'retry') AND j.superseded_by IS NULL
                            AND (d.id IS NULL OR j.recipient <> d.email OR j.mobile <> d.mobile))
                    """) ?? 0
        case .successions:
            return try connection.int(
                acrossClients: """
                    SELECT count(*) FROM jobs j LEFT JOIN jobs s ON s.client = j.client AND s.id = j.superseded_by
                    WHERE j.superseded_by IS NOT NULL AND coalesce(s.dotation_id, 0) <> j.dotation_id
                    """) ?? 0
        case .jobCounts:
            return try connection.int(
                acrossClients: """
                    SELECT count(*) FROM (
                        SELECT 1 FROM (
                            SELECT client, state, count FROM job_counts UNION ALL SELECT client, state, -1 FROM jobs) n
                        GROUP BY client, state HAVING sum(count) <> 0) f
                    """) ?? 0
        case .orderCounts:
            return try connection.int(
                acrossClients: """
                    SELECT (SELECT count(*) FROM (
                            SELECT 1 FROM (
                                SELECT client, order_number, status_id, dotation_count, face_value FROM order_counts
                                UNION ALL SELECT client, order_number, status_id, -1, -amount FROM dotations) n
                            GROUP BY client, order_number, status_id HAVING sum(dotation_count) <> 0 OR sum(face_value) <> 0) f)
                        + (SELECT count(*) FROM (
                            SELECT 1 FROM (
                                SELECT client, operation_id, dotation_count, face_value FROM cancelled_orders
                                UNION ALL SELECT client, operation_id, -1, -amount FROM cancelled_dotations) n
                            GROUP BY client, operation_id HAVING sum(dotation_count) <> 0 OR sum(face_value) <> 0) f)
                    """) ?? 0
        case .soldCounts:
            return try connection.int(
                acrossClients: """
                    WITH counted AS (
                        SELECT c.client, c.id, c.event_id, c.sold, c.paid, c.active_sales, c.cancelled_sales, c.refunded_sales,
                            coalesce(sum(s.quantity) FILTER (WHERE s.status = 'active'), 0) AS active,
                            coalesce(sum(s.price_paid) FILTER (WHERE s.status = 'active'), 0) AS income,
                            count(*) FILTER (WHERE s.status = 'active') AS active_count,
                            count(*) FILTER (WHERE s.status = 'cancelled') AS cancelled_count,
                            count(*) FILTER (WHERE s.status = 'refunded') AS refunded_count
                        FROM sale_sessions c LEFT JOIN sales s ON s.client = c.client AND s.session_id = c.id
                        GROUP BY c.client, c.id)
                    SELECT (SELECT count(*) FROM counted
                            WHERE sold <> active OR paid <> income OR active_sales <> active_count OR cancelled_sales <> cancelled_count
                                OR refunded_sales <> refunded_count)
                        + (SELECT count(*) FROM sale_events e
                            WHERE sold <> (SELECT coalesce(sum(active), 0) FROM counted n WHERE n.client = e.client AND n.event_id = e.id))
                    """) ?? 0
        case .numbers:
            return try connection.int(
                acrossClients: """
                    SELECT (SELECT count(*) FROM (
                            SELECT 1 FROM dotations GROUP BY client, order_number HAVING min(position) <> 0 OR max(position) + 1 <> count(*)) f)
                        + (SELECT count(*) FROM (
                            SELECT 1 FROM (
                                SELECT client, 'people' AS kind, id FROM beneficiaries UNION ALL SELECT client, 'events', id FROM sale_events
                                UNION ALL SELECT client, 'sales', id FROM sales) n
                            GROUP BY client, kind HAVING min(id) <> 1 OR max(id) <> count(*)) f)
                    """) ?? 0
        case .erasures:
            return try connection.int(
                acrossClients: """
                    SELECT count(*) FROM clients c WHERE erased_at IS NOT NULL AND (
                        (SELECT count(*) FROM erased_links l WHERE l.client = c.id) <> last_operation + last_audit
                        OR (last_operation > 0 AND NOT EXISTS (
                            SELECT 1 FROM erased_links l
                            WHERE l.client = c.id AND l.position = last_operation + last_audit AND l.hash = c.head)))
                    """) ?? 0
        }
    }
}
