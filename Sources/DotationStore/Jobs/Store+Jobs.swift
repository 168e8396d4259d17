internal import Dotations
internal import Foundation

extension Store {
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
        let store = storeName
        let names = states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
        try stream { connection in
            let statement = try Statement(
                connection,
                """
                SELECT j.id, j.operation_id, j.dotation_id, d.order_number, d.last_name, d.first_name, j.kind, j.recipient, j.mobile, j.state,
                    j.attempt, j.created_at, j.due_at, j.lease_until, j.finished_at, j.last_error, j.message_id, j.superseded_by
                FROM jobs j CROSS JOIN dotations d ON d.id = j.dotation_id
                WHERE j.state IN (\(names)) \(operation == nil ? "" : "AND j.operation_id = ?") ORDER BY j.id
                """)
            try statement.bind(operation.map { [.int($0.rawValue)] } ?? [])
            while try statement.step() { try body(try Job(statement, store: store)) }
        }
    }

    /// How many jobs are in each state.
    public func jobCounts() throws(StoreError) -> [Job.State: Int] {
        try read { connection throws(StoreError) in
            var counts: [Job.State: Int] = [:]
            let statement = try Statement(connection, "SELECT state, count(*) FROM jobs GROUP BY state")
            while try statement.step() {
                if let state = Job.State(rawValue: statement.text(0)) { counts[state] = statement.int(1) }
            }
            return counts
        }
    }

    /// What tells this store from others in the names of jobs: not its key, nor anything from which that can be found.
    private var storeName: String {
        SHA256.hash(secret + Array("jobs".utf8)).bytes.prefix(8).hexadecimal
    }
}

extension Job {
    fileprivate init(_ row: borrowing Statement, store: String) throws(StoreError) {
        guard let dotation = Dotation.ID(stored: row.int(2)), let order = OrderNumber(stored: row.int(3)),
            let kind = ActivationEmailJob.Kind(rawValue: row.text(6)), let state = State(rawValue: row.text(9))
        else { throw StoreError(.damaged, "A job has no valid dotation, order, kind or state.") }
        self.init(
            id: ID(stored: row.int(0)), operation: Operation.ID(stored: row.int(1)), dotation: dotation, order: order,
            lastName: row.text(4), firstName: row.text(5), kind: kind, recipient: row.optionalText(7), mobile: row.optionalText(8),
            state: state, attempt: row.int(10), createdAt: Date(milliseconds: row.int(11)), dueAt: Date(milliseconds: row.int(12)),
            leaseUntil: row.optionalInt(13).map { Date(milliseconds: $0) },
            finishedAt: row.optionalInt(14).map { Date(milliseconds: $0) }, lastError: row.optionalText(15),
            messageID: row.optionalText(16), supersededBy: row.optionalInt(17).map { ID(stored: $0) },
            idempotencyKey: "\(store)-\(row.int(1))-\(dotation)-\(kind.rawValue)")
    }
}
