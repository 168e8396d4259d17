internal import Dotations
internal import Foundation

/// Leases jobs of one client to a worker, or cancels or gives them up.
struct JobLeaser: ~Copyable {
    /// More than any setting admits.
    private static let mostLinkDays = 10_000

    private let query: SendEligibilityQuery
    private let selection: Statement
    private let availability: Statement
    private let update: Statement
    private let connection: Connection
    private let time: OutboxTime
    private let linkLength: Int
    private let prefix: String

    init(_ connection: Connection, _ time: OutboxTime, linkDays: Int, _ prefix: String) throws(StoreError) {
        let query = try SendEligibilityQuery(connection)
        let ownDays = try connection.settings()[.linkDays].flatMap { Int($0) }
        let selection = try Statement(connection, Job.selection("j.client = :client AND j.id = ?"))
        let availability = try Statement(
            connection,
            """
            SELECT 1 FROM jobs WHERE client = :client AND id = ? AND (
                state IN ('pending', 'retry') AND (due_at <= ? OR coalesce(scheduled_at, created_at) > ?) OR \(DueJobs.isExpired))
            """)
        let update = try Statement(
            connection,
            """
            UPDATE jobs SET state = 'leased', attempt = attempt + 1,
                expired_leases = CASE state WHEN 'leased' THEN expired_leases + 1 ELSE expired_leases END,
                may_have_left = \(Connection.mayHaveLeft), lease_until = ?, lease_boot = ?, message_id = coalesce(message_id, ?),
                link_until = CASE WHEN link_until BETWEEN ? AND ? THEN link_until ELSE ? END
            WHERE client = :client AND id = ?
            """)
        self.query = query
        self.selection = selection
        self.availability = availability
        self.update = update
        self.connection = connection
        self.time = time
        linkLength = min(max(1, ownDays ?? linkDays), Self.mostLinkDays) * 86_400_000
        self.prefix = prefix
    }

    /// Leases a job, unless it is another worker's by now, was sent, or is to wait: where several write at once, it was found before its client was
    /// locked.
    func lease(_ id: Int, _ messageID: (Job) -> String, _ leased: inout LeasedJobs) throws(StoreError) {
        let now = time.milliseconds
        guard try isAvailable(id), let job = try job(id) else { return }
        if let blocker = try query.of(id)?.blocker {
            try connection.cancel(id, .cancelled(blocker), at: now)
            leased.cancelled.append((job.reference, blocker))
            return
        }
        guard job.state != .leased || job.expiredLeases + 1 < MailStore.expiredLeaseLimit else {
            try connection.giveUp(id, at: now)
            leased.failed.append(job.reference)
            return
        }
        try update.run([
            .int(time.steady + MailStore.leaseLength), .text(time.boot), .text(messageID(job)),
            // What was given while the calendar was ahead would last for too long.
            .int(now + linkLength / 2), .int(now + linkLength + DueJobs.tolerance), .int(now + linkLength), .int(id),
        ])
        if let job = try self.job(id) { leased.jobs.append(job) }
    }

    private func isAvailable(_ id: Int) throws(StoreError) -> Bool {
        let now = time.milliseconds
        try availability.bind([.int(id), .int(now), .int(now + DueJobs.tolerance)] + DueJobs.expiry(at: time))
        defer { availability.reset() }
        return try availability.step()
    }

    private func job(_ id: Int) throws(StoreError) -> Job? {
        try selection.bind([.int(id)])
        let job = try selection.step() ? try Job(selection, prefix: prefix) : nil
        selection.reset()
        return job
    }
}
