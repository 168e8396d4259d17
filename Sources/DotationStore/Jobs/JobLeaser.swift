internal import Dotations
internal import Foundation

/// The jobs that a worker may take up, by their numbers.
struct DueJobs: ~Copyable {
    /// How far ahead of the calendar a note may be: clocks are put right by a little all the time.
    static let tolerance = 60_000

    private let expired: Statement
    private let suspect: Statement
    private let due: Statement
    private let scheduled: Statement
    private let end: Int
    private let time: OutboxTime

    init(_ connection: Connection, by end: Date, at time: OutboxTime) throws(StoreError) {
        let waiting = """
            state IN ('pending', 'retry')
                AND NOT EXISTS (SELECT 1 FROM jobs other WHERE other.dotation_id = jobs.dotation_id AND other.state = 'leased')
            """
        // A lease ending beyond the maximum predates a reboot. Twice the length, as another worker may have taken its time a little later.
        let isExpired = "state = 'leased' AND (lease_boot IS NOT ? OR lease_until <= ? OR lease_until > ?)"
        let expired = try Statement(connection, "SELECT id FROM jobs WHERE \(isExpired) AND expired_leases = 0 ORDER BY id LIMIT ?")
        let suspect = try Statement(
            connection, "SELECT id FROM jobs WHERE \(isExpired) AND expired_leases > 0 ORDER BY expired_leases, id LIMIT ?")
        let due = try Statement(connection, "SELECT id FROM jobs WHERE \(waiting) AND due_at <= ? ORDER BY due_at LIMIT ?")
        let scheduled = try Statement(
            connection,
            "SELECT id FROM jobs WHERE \(waiting) AND coalesce(scheduled_at, created_at) > ? ORDER BY coalesce(scheduled_at, created_at) LIMIT ?"
        )
        self.expired = expired
        self.suspect = suspect
        self.due = due
        self.scheduled = scheduled
        self.end = end.milliseconds
        self.time = time
    }

    /// Jobs that can be sent together.
    func next(_ limit: Int) throws(StoreError) -> [Int] {
        var ids = try collectExpired(expired, limit)
        if ids.count < limit { try collect(due, end, limit, &ids) }
        if ids.count < limit { try collect(scheduled, time.milliseconds + Self.tolerance, limit, &ids) }
        return ids
    }

    /// A job that is to be sent alone.
    func nextSuspect() throws(StoreError) -> Int? { try collectExpired(suspect, 1).first }

    private func collectExpired(_ statement: borrowing Statement, _ limit: Int) throws(StoreError) -> [Int] {
        var ids: [Int] = []
        try statement.bind([.text(time.boot), .int(time.steady), .int(time.steady + 2 * Store.leaseLength), .int(limit)])
        while try statement.step() { ids.append(statement.int("id")) }
        statement.reset()
        return ids
    }

    private func collect(_ statement: borrowing Statement, _ moment: Int, _ limit: Int, _ ids: inout [Int]) throws(StoreError) {
        try statement.bind([.int(moment), .int(limit - ids.count)])
        while try statement.step() { if !ids.contains(statement.int("id")) { ids.append(statement.int("id")) } }
        statement.reset()
    }
}

/// Leases jobs to a worker, or cancels or gives them up.
struct JobLeaser: ~Copyable {
    private let query: SendEligibilityQuery
    private let selection: Statement
    private let update: Statement
    private let connection: Connection
    private let time: OutboxTime
    private let linkLength: Int
    private let store: String

    init(_ connection: Connection, _ time: OutboxTime, linkDays: Int, _ store: String) throws(StoreError) {
        let query = try SendEligibilityQuery(connection)
        let selection = try Statement(connection, Job.selection("j.id = ?"))
        let update = try Statement(
            connection,
            """
            UPDATE jobs SET state = 'leased', attempt = attempt + 1, expired_leases = expired_leases + (state = 'leased'),
                may_have_left = may_have_left OR state = 'leased', lease_until = ?, lease_boot = ?,
                message_id = coalesce(message_id, ?), link_until = iif(link_until BETWEEN ? AND ?, link_until, ?)
            WHERE id = ?
            """)
        self.query = query
        self.selection = selection
        self.update = update
        self.connection = connection
        self.time = time
        linkLength = linkDays * 86_400_000
        self.store = store
    }

    func lease(_ id: Int, _ messageID: (Job) -> String, _ leased: inout LeasedJobs) throws(StoreError) {
        let now = time.milliseconds
        if let blocker = try query.of(id)?.blocker {
            try connection.cancel(id, .cancelled(blocker), at: now)
            leased.cancelled.append((Job.ID(stored: id), blocker))
            return
        }
        guard let job = try job(id) else { return }
        guard job.state != .leased || job.expiredLeases + 1 < Store.expiredLeaseLimit else {
            try connection.giveUp(id, at: now)
            leased.failed.append(job.id)
            return
        }
        try update.run([
            .int(time.steady + Store.leaseLength), .text(time.boot), .text(messageID(job)),
            // What was given while the calendar was ahead would last for too long.
            .int(now + linkLength / 2), .int(now + linkLength + DueJobs.tolerance), .int(now + linkLength), .int(id),
        ])
        if let job = try self.job(id) { leased.jobs.append(job) }
    }

    private func job(_ id: Int) throws(StoreError) -> Job? {
        try selection.bind([.int(id)])
        let job = try selection.step() ? try Job(selection, store: store) : nil
        selection.reset()
        return job
    }
}
