internal import Crypto
internal import Dotations
internal import Foundation

extension ClientStore {
    /// Hands on the jobs of the outbox in the order in which they were recorded; memory does not grow with their number.
    ///
    /// - Parameters:
    ///   - states: of these states alone.
    ///   - operation: of this operation alone.
    ///   - body: takes each job; what it throws ends the listing.
    /// - Throws: ``StoreError``, or what `body` throws.
    public func forEachJob(
        _ states: Set<Job.State> = Set(Job.State.allCases), of operation: Operation.ID? = nil, _ body: (Job) throws -> Void
    ) throws {
        guard !states.isEmpty else { return }
        let prefix = store.jobPrefix(of: client.id)
        let names = states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
        try stream { connection in
            let condition = "j.client = :client AND j.state IN (\(names)) \(operation == nil ? "" : "AND j.operation_id = ?") ORDER BY j.id"
            let statement = try Statement(connection, Job.selection(condition))
            try statement.bind(operation.map { [.int($0.rawValue)] } ?? [])
            while try statement.step() { try body(try Job(statement, prefix: prefix)) }
        }
    }

    /// One job, or nil where there is none of that number.
    public func job(_ id: Job.ID) throws(StoreError) -> Job? {
        try read { connection throws(StoreError) in try connection.job(id.rawValue, prefix: store.jobPrefix(of: client.id)) }
    }

    /// Whether a job's e-mail is the one that holds: it was not cancelled, none of the later e-mails to its beneficiary was
    /// sent, and the dotation's address is still the one that it went to, even where the e-mail to a corrected one was cancelled. Once its
    /// address is no longer kept, a later e-mail ends it even where that was not sent: it may have gone to a corrected address.
    public func isLatest(_ job: Job) throws(StoreError) -> Bool {
        try read { connection throws(StoreError) in
            try connection.int(
                """
                SELECT 1 FROM jobs j JOIN dotations d ON d.client = j.client AND d.id = j.dotation_id
                WHERE j.client = :client AND j.id = ? AND j.state <> 'cancelled' AND coalesce(j.recipient, d.email) = d.email
                    AND NOT EXISTS (
                        SELECT 1 FROM jobs l WHERE l.client = j.client AND l.dotation_id = j.dotation_id AND l.id > j.id
                            AND (l.state = 'sent' OR j.recipient IS NULL))
                """, .int(job.id.rawValue)) != nil
        }
    }

    /// The secret from which the e-mails of this client have their links and their Message-IDs: 32 bytes that say nothing of the store's key.
    public var mailSecret: [UInt8] { store.mail.secret(of: client.id) }

    /// The secret under which plans of this client have their fingerprints.
    public var planSecret: [UInt8] { Array(HMAC<SHA256>.authenticationCode(for: Array("plans".utf8), using: SymmetricKey(data: secret))) }

    /// How many jobs are in each state. Of the jobs themselves only those are looked at that wait or are being sent.
    public func jobCounts() throws(StoreError) -> [Job.State: JobCount] {
        try read { connection throws(StoreError) in
            try JobCount.all(
                Statement(
                    connection,
                    """
                    SELECT c.state, c.count, coalesce(w.oldest, l.oldest) AS oldest, w.next_due
                    FROM job_counts c
                        LEFT JOIN (
                            SELECT state, min(created_at) AS oldest, CASE state WHEN 'retry' THEN min(due_at) END AS next_due FROM jobs
                            WHERE client = :client AND state IN ('pending', 'retry') GROUP BY state) w ON w.state = c.state
                        LEFT JOIN (
                            SELECT state, min(created_at) AS oldest FROM jobs
                            WHERE client = :client AND state = 'leased' GROUP BY state) l ON l.state = c.state
                    WHERE c.client = :client AND c.count <> 0
                    """))
        }
    }
}

extension Connection {
    /// One job, or nil where there is none of that number.
    func job(_ id: Int, prefix: String) throws(StoreError) -> Job? {
        let statement = try Statement(self, Job.selection("j.client = :client AND j.id = ?"))
        try statement.bind([.int(id)])
        return try statement.step() ? try Job(statement, prefix: prefix) : nil
    }
}

extension Job {
    /// The query of jobs `j` and their dotations that a condition selects: `d`, or `c` where the order was cancelled after the job was recorded.
    static func selection(_ condition: String) -> String {
        """
        SELECT j.client, j.id, j.operation_id, j.dotation_id, coalesce(d.order_number, o.number) AS order_number,
            coalesce(d.last_name, c.last_name) AS last_name, coalesce(d.first_name, c.first_name) AS first_name, j.kind, j.recipient, j.mobile, j.state,
            j.attempt, j.failures, j.created_at, j.due_at, j.finished_at, j.outcome, j.last_error, j.message_id, j.superseded_by, j.expired_leases,
            j.link_until, j.may_have_left, (SELECT code FROM clients WHERE id = j.client) AS client_code
        FROM jobs j
            \(HistoricalDotation.join(to: "j"))
            LEFT JOIN cancelled_orders o ON o.client = c.client AND o.operation_id = c.operation_id
        WHERE \(condition)
        """
    }

    init(_ row: borrowing Statement, prefix: String) throws(StoreError) {
        guard let dotation = Dotation.ID(stored: row.int("dotation_id")), let order = OrderNumber(stored: row.int("order_number")),
            let kind = ActivationEmailJob.Kind(rawValue: row.text("kind")), let state = State(rawValue: row.text("state")),
            let clientCode = Client.Code(row.text("client_code"))
        else { throw StoreError(.damaged, "A job has no valid client, dotation, order, kind or state.") }
        self.init(
            client: .init(rawValue: row.int("client")), clientCode: clientCode, id: ID(stored: row.int("id")),
            operation: Operation.ID(stored: row.int("operation_id")), dotation: dotation, order: order,
            lastName: row.text("last_name"), firstName: row.text("first_name"), kind: kind,
            recipient: row.optionalText("recipient").map { StoredAddress($0) },
            mobile: row.optionalText("mobile"),
            state: state, attempt: row.int("attempt"), failures: row.int("failures"), expiredLeases: row.int("expired_leases"),
            createdAt: Date(milliseconds: row.int("created_at")),
            dueAt: Date(milliseconds: row.int("due_at")), finishedAt: row.optionalInt("finished_at").map { Date(milliseconds: $0) },
            outcome: row.optionalText("outcome").flatMap { JobOutcome(code: $0) }, lastError: row.optionalText("last_error"),
            messageID: row.optionalText("message_id"),
            linkEnd: row.optionalInt("link_until").map { Date(milliseconds: $0) },
            supersededBy: row.optionalInt("superseded_by").map { ID(stored: $0) }, mayHaveLeft: row.int("may_have_left") != 0,
            idempotencyKey: "\(prefix)-\(row.int("operation_id"))-\(dotation)-\(kind.rawValue)")
    }
}
