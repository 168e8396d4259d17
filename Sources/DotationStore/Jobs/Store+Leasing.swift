public import Foundation

/// What a worker got to do.
public struct LeasedJobs: Sendable {
    /// The jobs, each of which is the worker's own until its lease ends.
    public var jobs: [Job] = []
    /// Jobs that were due, and are cancelled as their e-mail is of no use any more.
    public var cancelled: [(job: Job.ID, barrier: JobBarrier)] = []
}

extension Store {
    /// For how many milliseconds a lease lasts, unless it is renewed.
    public static let leaseLength = 60_000

    /// Lends the jobs that are due to a worker, the longest due first.
    ///
    /// Jobs whose worker's lease is over are due at once. So are those that were noted later than now, as the calendar has been set back:
    /// else they would have to wait until it is there again. Of the jobs of one dotation only one is lent at a time, so that its e-mails
    /// leave in their order.
    ///
    /// - Parameters:
    ///   - limit: how many at most.
    ///   - end: only what was due by then; by default, by now.
    ///   - time: now.
    ///   - messageID: the Message-ID of a job, which it gets when it is lent for the first time.
    /// - Returns: the jobs, and those that were cancelled instead.
    /// - Throws: ``StoreError``.
    public func leaseJobs(
        _ limit: Int, dueBy end: Date? = nil, at time: OutboxTime, messageID: (Job) -> String
    ) throws(StoreError) -> LeasedJobs {
        let due = min(end ?? time.date, time.date)
        // Most often there is nothing, and then there is no need to keep others from writing.
        guard try read({ connection throws(StoreError) in try !DueJobs(connection, by: due, at: time).next(1).isEmpty }) else {
            return LeasedJobs()
        }
        return try write { connection throws(StoreError) in
            var leased = LeasedJobs()
            let candidates = try DueJobs(connection, by: due, at: time)
            let lease = try Statement(
                connection,
                """
                UPDATE jobs SET state = 'leased', attempt = attempt + 1, lease_until = ?, lease_boot = ?,
                    message_id = coalesce(message_id, ?)
                WHERE id = ?
                """)
            while leased.jobs.count < limit {
                let ids = try candidates.next(limit - leased.jobs.count)
                if ids.isEmpty { break }
                for id in ids {
                    if let barrier = try connection.barrier(id) {
                        try connection.cancel(id, because: barrier.rawValue, at: time.milliseconds)
                        leased.cancelled.append((Job.ID(stored: id), barrier))
                    } else {
                        guard let job = try connection.job(id, store: storeName) else { continue }
                        try lease.run([
                            .int(time.steady + Self.leaseLength), .text(time.boot), .text(messageID(job)), .int(id),
                        ])
                        if let job = try connection.job(id, store: storeName) { leased.jobs.append(job) }
                    }
                }
            }
            return leased
        }
    }

    /// Lends jobs for another ``leaseLength``.
    ///
    /// - Returns: those that the worker does not have any more.
    public func renewLeases(of jobs: [Job], at time: OutboxTime) throws(StoreError) -> [Job] {
        guard !jobs.isEmpty else { return [] }
        return try write { connection throws(StoreError) in
            let renewal = try Statement(
                connection, "UPDATE jobs SET lease_until = ?, lease_boot = ? WHERE id = ? AND attempt = ? AND state = 'leased'")
            var lost: [Job] = []
            for job in jobs {
                let isRenewed = try renewal.run([
                    .int(time.steady + Self.leaseLength), .text(time.boot), .int(job.id.rawValue), .int(job.attempt),
                ])
                if isRenewed == 0 { lost.append(job) }
            }
            return lost
        }
    }

    /// Whether a worker still has a job, and its e-mail is still of use: asked right before it is sent.
    public func mayBeSent(_ job: Job) throws(StoreError) -> Bool {
        try read { connection throws(StoreError) in
            guard try connection.isHeld(job) else { return false }
            return try connection.barrier(job.id.rawValue) == nil
        }
    }

    /// When the next job falls due that waits now; nil where none waits.
    public func nextDue() throws(StoreError) -> Date? {
        try read { connection throws(StoreError) in
            try connection.int("SELECT min(due_at) FROM jobs WHERE state IN ('pending', 'retry')").map { Date(milliseconds: $0) }
        }
    }
}

/// The jobs that a worker may take up, by their numbers.
private struct DueJobs: ~Copyable {
    /// How far ahead of the calendar a note may be: clocks are put right by a little all the time.
    private static let tolerance = 60_000

    private let lapsed: Statement
    private let due: Statement
    private let noted: Statement
    private let end: Int
    private let time: OutboxTime

    init(_ connection: Connection, by end: Date, at time: OutboxTime) throws(StoreError) {
        let waiting = """
            state IN ('pending', 'retry')
                AND NOT EXISTS (SELECT 1 FROM jobs other WHERE other.dotation_id = jobs.dotation_id AND other.state = 'leased')
            """
        let lapsed = try Statement(
            connection,
            """
            SELECT id FROM jobs WHERE state = 'leased' AND (lease_boot IS NOT ? OR lease_until <= ? OR lease_until > ?) ORDER BY id LIMIT ?
            """)
        let due = try Statement(connection, "SELECT id FROM jobs WHERE \(waiting) AND due_at <= ? ORDER BY due_at LIMIT ?")
        let noted = try Statement(
            connection,
            "SELECT id FROM jobs WHERE \(waiting) AND coalesce(noted_at, created_at) > ? ORDER BY coalesce(noted_at, created_at) LIMIT ?")
        self.lapsed = lapsed
        self.due = due
        self.noted = noted
        self.end = end.milliseconds
        self.time = time
    }

    func next(_ limit: Int) throws(StoreError) -> [Int] {
        var ids: [Int] = []
        // A lease that ends later than any can was made before the machine started anew. Another worker's may end a little later than one
        // that is made now: this time was taken before the store was waited for.
        try lapsed.bind([.text(time.boot), .int(time.steady), .int(time.steady + 2 * Store.leaseLength), .int(limit)])
        while try lapsed.step() { ids.append(lapsed.int(0)) }
        lapsed.reset()
        if ids.count < limit { try collect(due, end, limit, &ids) }
        if ids.count < limit { try collect(noted, time.milliseconds + Self.tolerance, limit, &ids) }
        return ids
    }

    private func collect(_ statement: borrowing Statement, _ moment: Int, _ limit: Int, _ ids: inout [Int]) throws(StoreError) {
        try statement.bind([.int(moment), .int(limit - ids.count)])
        while try statement.step() { if !ids.contains(statement.int(0)) { ids.append(statement.int(0)) } }
        statement.reset()
    }
}

extension Connection {
    /// Whether the worker that was lent a job still has it.
    func isHeld(_ job: Job) throws(StoreError) -> Bool {
        try int(
            "SELECT 1 FROM jobs WHERE id = ? AND attempt = ? AND state = 'leased'", .int(job.id.rawValue), .int(job.attempt)) != nil
    }

    /// Why a job's e-mail is of no use any more; nil where it is of use.
    func barrier(_ id: Int) throws(StoreError) -> JobBarrier? {
        let statement = try Statement(
            self,
            """
            SELECT j.superseded_by, s.activated, d.account_created AND j.kind = 'accountCreation', j.recipient
            FROM jobs j JOIN dotations d ON d.id = j.dotation_id JOIN statuses s ON s.id = d.status_id WHERE j.id = ?
            """)
        try statement.bind([.int(id)])
        guard try statement.step() else { return nil }
        if !statement.isNull(0) { return .superseded }
        if statement.int(1) != 0 { return .activated }
        if statement.int(2) != 0 { return .accountCreated }
        return statement.isNull(3) ? .recipientExpired : nil
    }

    /// Cancels a job that is not finished.
    func cancel(_ id: Int, because outcome: String, at milliseconds: Int) throws(StoreError) {
        try run(
            "UPDATE jobs SET state = 'cancelled', finished_at = ?, lease_until = NULL, lease_boot = NULL, outcome = ? WHERE id = ?",
            .int(milliseconds), .text(outcome), .int(id))
    }
}
