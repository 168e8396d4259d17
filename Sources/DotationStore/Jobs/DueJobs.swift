internal import Dotations
internal import Foundation

/// One job of one client.
struct JobKey: Hashable {
    let client: Client.ID
    let id: Int
}

/// The jobs that a worker may take up.
///
/// Clients take turns in all of them, so that no client's e-mails wait for all of another's.
struct DueJobs: ~Copyable {
    /// How far ahead of the calendar a note may be: clocks are put right by a little all the time.
    static let tolerance = 60_000
    /// How many of the longest due are looked at for whose turn it may be, and how many clients are then asked in their turn: the e-mails of
    /// others that wait and are not due would otherwise have to be gone through, however many clients there are.
    private static let reach = 256

    /// That one of `jobs` is leased and its lease is over, by the values of ``expiry(at:)``.
    ///
    /// A lease ending beyond the maximum predates a reboot. Twice the length, as another worker may have taken its time a little later.
    static func isExpired(_ jobs: String = "") -> String {
        "\(jobs)state = 'leased' AND (coalesce(\(jobs)lease_boot, '') <> ? OR \(jobs)lease_until <= ? OR \(jobs)lease_until > ?)"
    }

    static func expiry(at time: OutboxTime) -> [SQLValue] {
        [.text(time.boot), .int(time.steady), .int(time.steady + 2 * MailStore.leaseLength)]
    }

    private let expiredClients: Statement
    private let expired: Statement
    private let suspect: Statement
    private let longestDue: Statement
    private let scheduledClients: Statement
    private let nextClient: Statement
    private let due: Statement
    private let scheduled: Statement
    private let end: Int
    private let time: OutboxTime
    /// The client whose turn was last.
    private(set) var turn: Int

    init(_ connection: Connection, by end: Date, at time: OutboxTime, after turn: Client.ID?) throws(StoreError) {
        let waiting = """
            state IN ('pending', 'retry') AND NOT EXISTS (
                SELECT 1 FROM jobs other
                WHERE other.client = jobs.client AND other.dotation_id = jobs.dotation_id AND other.state = 'leased')
            """
        // Of leased jobs there are as many as workers hold, so all of them can be gone through.
        let expiredClients = try Statement(
            connection, acrossClients: "SELECT DISTINCT client FROM jobs WHERE \(Self.isExpired()) AND expired_leases = 0")
        let expired = try Statement(
            connection,
            acrossClients: """
                SELECT client, id FROM jobs WHERE client = ? AND \(Self.isExpired()) AND expired_leases = 0 ORDER BY lease_until, id LIMIT ?
                """)
        let suspect = try Statement(
            connection,
            acrossClients: """
                SELECT client, id FROM jobs WHERE \(Self.isExpired()) AND expired_leases > 0
                ORDER BY expired_leases, CASE WHEN client > ? THEN 0 ELSE 1 END, client, lease_until, id LIMIT 1
                """)
        let longestDue = try Statement(
            connection,
            acrossClients: "SELECT client FROM jobs WHERE state IN ('pending', 'retry') AND due_at <= ? ORDER BY due_at LIMIT \(Self.reach)"
        )
        let scheduledClients = try Statement(
            connection,
            acrossClients: """
                SELECT client, scheduled_at AS since FROM jobs
                WHERE state IN ('pending', 'retry') AND scheduled_at IS NOT NULL AND scheduled_at > ?
                UNION ALL SELECT client, created_at FROM jobs WHERE state IN ('pending', 'retry') AND scheduled_at IS NULL AND created_at > ?
                ORDER BY since LIMIT \(Self.reach)
                """)
        let nextClient = try Statement(
            connection, acrossClients: "SELECT min(client) AS client FROM jobs WHERE state IN ('pending', 'retry') AND client > ?")
        let due = try Statement(
            connection,
            acrossClients: "SELECT client, id FROM jobs WHERE client = ? AND \(waiting) AND due_at <= ? ORDER BY due_at, id LIMIT ?")
        let scheduled = try Statement(
            connection,
            acrossClients: """
                SELECT client, id FROM jobs WHERE client = ? AND \(waiting) AND due_at > ? AND coalesce(scheduled_at, created_at) > ?
                ORDER BY due_at, id LIMIT ?
                """)
        self.expiredClients = expiredClients
        self.expired = expired
        self.suspect = suspect
        self.longestDue = longestDue
        self.scheduledClients = scheduledClients
        self.nextClient = nextClient
        self.due = due
        self.scheduled = scheduled
        self.end = end.milliseconds
        self.time = time
        self.turn = turn?.rawValue ?? 0
    }

    /// Jobs that can be sent together: one of each client in turn until there are enough.
    mutating func next(_ limit: Int) throws(StoreError) -> [JobKey] {
        let due = try clientsDue()
        var (queues, asked) = ([[JobKey]](), Set<Int>())
        while !due.areAll, queues.count < limit, asked.count < Self.reach, let client = try nextClient(after: turn, due),
            asked.insert(client).inserted
        {
            let queue = try queue(of: client, due, limit)
            if !queue.isEmpty { queues.append(queue) }
            turn = client
        }
        // If not all who are due are known, the turn stays with the last client that was asked in turn.
        let last = turn
        for client in due.clients.subtracting(asked).sorted(by: { ($0 <= last ? 1 : 0, $0) < ($1 <= last ? 1 : 0, $1) })
        where queues.count < limit {
            let queue = try queue(of: client, due, limit)
            if !queue.isEmpty { queues.append(queue) }
            if due.areAll { turn = client }
        }
        var jobs: [JobKey] = []
        for round in 0..<limit where jobs.count < limit {
            for queue in queues where round < queue.count && jobs.count < limit { jobs.append(queue[round]) }
        }
        return jobs
    }

    /// A job that is to be sent alone. Of those at which as many workers ended, clients have theirs in turn.
    mutating func nextSuspect() throws(StoreError) -> JobKey? {
        let job = try Self.collect(suspect, Self.expiry(at: time) + [.int(turn)]).first
        if let job { turn = job.client.rawValue }
        return job
    }

    /// The latest that a job may have been scheduled, unless the calendar was set back since.
    private var present: Int { time.milliseconds + Self.tolerance }

    /// A client's jobs: those whose worker ended, then the longest due, then those that were scheduled before the calendar was set back.
    private func queue(of client: Int, _ due: ClientsDue, _ limit: Int) throws(StoreError) -> [JobKey] {
        var jobs: [JobKey] = []
        if due.expired.contains(client) { jobs = try Self.collect(expired, [.int(client)] + Self.expiry(at: time) + [.int(limit)]) }
        if jobs.count < limit { jobs += try Self.collect(self.due, [.int(client), .int(end), .int(limit - jobs.count)]) }
        if jobs.count < limit, due.isSetBack {
            jobs += try Self.collect(scheduled, [.int(client), .int(end), .int(present), .int(limit - jobs.count)])
        }
        return jobs
    }

    /// The clients of whom something is due.
    private struct ClientsDue {
        var clients: Set<Int> = []
        /// Those of whom a lease has ended.
        var expired: Set<Int> = []
        /// Whether the calendar was set back since a job was scheduled.
        var isSetBack = false
        /// Whether there are no others.
        var areAll = true
    }

    private func clientsDue() throws(StoreError) -> ClientsDue {
        let longest = try Self.clients(longestDue, [.int(end)])
        let scheduled = try Self.clients(scheduledClients, [.int(present), .int(present)])
        let expired = Set(try Self.clients(expiredClients, Self.expiry(at: time)))
        return ClientsDue(
            clients: expired.union(longest).union(scheduled), expired: expired, isSetBack: !scheduled.isEmpty,
            areAll: longest.count < Self.reach && scheduled.count < Self.reach)
    }

    /// The client whose turn is after another's, of those of whom something waits or a lease has ended.
    private func nextClient(after last: Int, _ due: ClientsDue) throws(StoreError) -> Int? {
        if let client = try client(after: last, due) { return client }
        return try client(after: 0, due)
    }

    private func client(after client: Int, _ due: ClientsDue) throws(StoreError) -> Int? {
        try nextClient.bind([.int(client)])
        defer { nextClient.reset() }
        let waiting = try nextClient.step() ? nextClient.optionalInt("client") : nil
        return [waiting, due.expired.filter { $0 > client }.min()].compactMap(\.self).min()
    }

    private static func clients(_ statement: borrowing Statement, _ values: [SQLValue]) throws(StoreError) -> [Int] {
        var clients: [Int] = []
        try statement.bind(values)
        while try statement.step() { clients.append(statement.int("client")) }
        statement.reset()
        return clients
    }

    private static func collect(_ statement: borrowing Statement, _ values: [SQLValue]) throws(StoreError) -> [JobKey] {
        var jobs: [JobKey] = []
        try statement.bind(values)
        while try statement.step() {
            jobs.append(JobKey(client: .init(rawValue: statement.int("client")), id: statement.int("id")))
        }
        statement.reset()
        return jobs
    }
}
