internal import Dotations
internal import Foundation

/// Leases jobs of one client to a worker, or cancels or gives them up.
struct JobLeaser: ~Copyable {
    /// More than any setting admits.
    private static let mostLinkDays = 10_000

    private let update: Statement
    private let connection: Connection
    private let time: OutboxTime
    private let linkLength: Int
    private let prefix: String

    init(_ connection: Connection, _ time: OutboxTime, linkDays: Int, _ prefix: String) throws(StoreError) {
        let ownDays = try connection.settings()[.linkDays].flatMap { Int($0) }
        let update = try Statement(
            connection,
            """
            UPDATE jobs SET state = 'leased', attempt = attempt + 1,
                expired_leases = CASE state WHEN 'leased' THEN expired_leases + 1 ELSE expired_leases END,
                may_have_left = \(Connection.mayHaveLeft), lease_until = ?, lease_boot = ?, message_id = coalesce(message_id, ?),
                link_until = CASE WHEN link_until BETWEEN ? AND ? THEN link_until ELSE ? END
            WHERE client = :client AND id = ?
            """)
        self.update = update
        self.connection = connection
        self.time = time
        linkLength = min(max(1, ownDays ?? linkDays), Self.mostLinkDays) * 86_400_000
        self.prefix = prefix
    }

    /// Leases jobs, each of another dotation, unless they are another worker's by now, were sent, or are to wait: where several write at once, they were
    /// found before their client was locked.
    func lease(_ ids: [Int], _ messageID: (Job) -> String, _ leased: inout LeasedJobs) throws(StoreError) {
        let now = time.milliseconds
        let (jobs, eligibilities) = (try availableJobs(ids), try connection.eligibility(of: ids))
        var rows: [[SQLValue]] = []
        var taken: [Int] = []
        for id in ids {
            guard let job = jobs[id] else { continue }
            if let blocker = eligibilities[id]?.blocker {
                try connection.cancel(id, .cancelled(blocker), at: now)
                leased.cancelled.append((job.reference, blocker))
            } else if job.state == .leased, job.expiredLeases + 1 >= MailStore.expiredLeaseLimit {
                try connection.giveUp(id, at: now)
                leased.failed.append(job.reference)
            } else {
                rows.append([
                    .int(time.steady + MailStore.leaseLength), .text(time.boot), .text(messageID(job)),
                    // What was given while the calendar was ahead would last for too long.
                    .int(now + linkLength / 2), .int(now + linkLength + DueJobs.tolerance), .int(now + linkLength), .int(id),
                ])
                taken.append(id)
            }
        }
        _ = try update.run(each: rows)
        let found = try self.jobs(taken) { "j.id IN (\($0))" }
        leased.jobs += taken.compactMap { found[$0] }
    }

    /// Those of some jobs that a worker may take up.
    private func availableJobs(_ ids: [Int]) throws(StoreError) -> [Int: Job] {
        let now = time.milliseconds
        return try jobs(ids, and: [.int(now), .int(now + DueJobs.tolerance)] + DueJobs.expiry(at: time)) { marks in
            """
            j.id IN (\(marks)) AND (j.state IN ('pending', 'retry') AND (j.due_at <= ? OR coalesce(j.scheduled_at, j.created_at) > ?)
                OR \(DueJobs.isExpired("j.")))
            """
        }
    }

    private func jobs(
        _ ids: [Int], and values: [SQLValue] = [], where condition: (String) -> String
    ) throws(StoreError) -> [Int: Job] {
        var jobs: [Int: Job] = [:]
        for list in IdentifierList.lists(of: ids) {
            let statement = try Statement(connection, Job.selection("j.client = :client AND \(condition(list.marks))"))
            try statement.bind(list.values + values)
            while try statement.step() { jobs[statement.int("id")] = try Job(statement, prefix: prefix) }
        }
        return jobs
    }
}
