internal import Dotations
internal import Foundation

/// One job of one client.
struct JobKey: Hashable {
    let client: Client.ID
    let id: Int
}

/// The jobs that a worker may take up.
///
/// Clients take turns, so that no client's e-mails wait for all of another's.
struct DueJobs: ~Copyable {
    /// How far ahead of the calendar a note may be: clocks are put right by a little all the time.
    static let tolerance = 60_000
    /// How many of the longest due are looked at for whose turn it may be, and how many clients are then asked in their turn: the e-mails of
    /// others that wait and are not due would otherwise have to be gone through, however many clients there are.
    private static let reach = 256

    private let expired: Statement
    private let suspect: Statement
    private let longestDue: Statement
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
        // A lease ending beyond the maximum predates a reboot. Twice the length, as another worker may have taken its time a little later.
        let isExpired = "state = 'leased' AND (coalesce(lease_boot, '') <> ? OR lease_until <= ? OR lease_until > ?)"
        // Not by client and number, which SQLite would take for a reason to go through every job in that order.
        let expired = try Statement(
            connection,
            acrossClients: """
                SELECT client, id FROM jobs WHERE \(isExpired) AND expired_leases = 0 ORDER BY lease_until, client, id LIMIT ?
                """)
        let suspect = try Statement(
            connection,
            acrossClients: """
                SELECT client, id FROM jobs WHERE \(isExpired) AND expired_leases > 0 ORDER BY expired_leases, client, id LIMIT ?
                """)
        let longestDue = try Statement(
            connection,
            acrossClients: "SELECT client FROM jobs WHERE state IN ('pending', 'retry') AND due_at <= ? ORDER BY due_at LIMIT \(Self.reach)"
        )
        let nextClient = try Statement(
            connection, acrossClients: "SELECT min(client) AS client FROM jobs WHERE state IN ('pending', 'retry') AND client > ?")
        let due = try Statement(
            connection,
            acrossClients: "SELECT client, id FROM jobs WHERE client = ? AND \(waiting) AND due_at <= ? ORDER BY due_at, id LIMIT ?")
        let scheduled = try Statement(
            connection,
            acrossClients: """
                SELECT client, id FROM jobs WHERE \(waiting) AND coalesce(scheduled_at, created_at) > ?
                ORDER BY coalesce(scheduled_at, created_at) LIMIT ?
                """)
        self.expired = expired
        self.suspect = suspect
        self.longestDue = longestDue
        self.nextClient = nextClient
        self.due = due
        self.scheduled = scheduled
        self.end = end.milliseconds
        self.time = time
        self.turn = turn?.rawValue ?? 0
    }

    /// Jobs that can be sent together.
    mutating func next(_ limit: Int) throws(StoreError) -> [JobKey] {
        var jobs = try Self.collect(expired, lease(limit))
        if jobs.count < limit { jobs += try nextDue(limit - jobs.count) }
        if jobs.count < limit {
            let scheduled = try Self.collect(scheduled, [.int(time.milliseconds + Self.tolerance), .int(limit - jobs.count)])
            jobs += scheduled.filter { !jobs.contains($0) }
        }
        return jobs
    }

    /// A job that is to be sent alone.
    func nextSuspect() throws(StoreError) -> JobKey? { try Self.collect(suspect, lease(1)).first }

    private func lease(_ limit: Int) -> [SQLValue] {
        [.text(time.boot), .int(time.steady), .int(time.steady + 2 * MailStore.leaseLength), .int(limit)]
    }

    /// Due jobs, one of each client in turn until there are enough, and of each client the longest due first.
    private mutating func nextDue(_ limit: Int) throws(StoreError) -> [JobKey] {
        let (due, areAll) = try clientsDue()
        guard !due.isEmpty else { return [] }
        var (queues, asked) = ([[JobKey]](), Set<Int>())
        while !areAll, queues.count < limit, asked.count < Self.reach, let client = try nextWaiting(after: turn),
            asked.insert(client).inserted
        {
            let queue = try queue(of: client, limit)
            if !queue.isEmpty { queues.append(queue) }
            turn = client
        }
        // If not all who are due are known, the turn stays with the last client that was asked in turn.
        let last = turn
        for client in due.subtracting(asked).sorted(by: { ($0 <= last ? 1 : 0, $0) < ($1 <= last ? 1 : 0, $1) }) where queues.count < limit
        {
            let queue = try queue(of: client, limit)
            if !queue.isEmpty { queues.append(queue) }
            if areAll { turn = client }
        }
        var jobs: [JobKey] = []
        for round in 0..<limit where jobs.count < limit {
            for queue in queues where round < queue.count && jobs.count < limit { jobs.append(queue[round]) }
        }
        return jobs
    }

    private func queue(of client: Int, _ limit: Int) throws(StoreError) -> [JobKey] {
        try Self.collect(due, [.int(client), .int(end), .int(limit)])
    }

    /// Whose jobs are the longest due, and whether nobody else's are.
    private func clientsDue() throws(StoreError) -> (clients: Set<Int>, areAll: Bool) {
        try longestDue.bind([.int(end)])
        defer { longestDue.reset() }
        var (clients, count) = (Set<Int>(), 0)
        while try longestDue.step() {
            clients.insert(longestDue.int("client"))
            count += 1
        }
        return (clients, count < Self.reach)
    }

    /// The client whose turn is after another's, of those of whom something waits.
    private func nextWaiting(after last: Int) throws(StoreError) -> Int? {
        if let client = try client(after: last) { return client }
        return try client(after: 0)
    }

    private func client(after client: Int) throws(StoreError) -> Int? {
        try nextClient.bind([.int(client)])
        defer { nextClient.reset() }
        return try nextClient.step() ? nextClient.optionalInt("client") : nil
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
