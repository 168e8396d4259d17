public import Foundation

extension MailStore {
    /// For how many milliseconds a lease lasts, unless it is renewed.
    public static let leaseLength = 60_000

    /// How many leases of a job in a row may end without a result. A job that ends its worker each time would keep all others from being
    /// sent.
    public static let expiredLeaseLimit = 5

    /// Leases the jobs that are due to a worker. Clients take turns, and of each client the longest due go first.
    ///
    /// Jobs whose worker's lease is over are due at once. Jobs scheduled in the future because the
    /// clock moved back are due too. Of the jobs of one dotation only one is leased at a time, so that its e-mails
    /// leave in their order.
    ///
    /// A job at which two workers ended is leased alone and last, as it may end the next one, and the work on others with it; after
    /// ``expiredLeaseLimit`` of them it is given up. So that it does not wait for all that others have, it is leased first now and then.
    ///
    /// - Parameters:
    ///   - limit: how many at most.
    ///   - end: only what was due by then; by default, by now.
    ///   - time: now.
    ///   - turn: the client whose turn was last: ``LeasedJobs/turn`` of the lease before.
    ///   - suspectFirst: whether a job at which two workers ended, if there is one, goes before all others.
    ///   - linkDays: for how many days links are good, unless the client has set that. They count from when a job is first leased, so that a
    ///     message that is sent again says the same, and again where less than half of them is left.
    ///   - messageID: the Message-ID of a job, which it gets when it is leased for the first time.
    /// - Returns: the jobs, and those that were cancelled or given up instead; ``LeasedJobs/isBusy`` where there are none for now.
    /// - Throws: ``StoreError``.
    public func leaseJobs(
        _ limit: Int, dueBy end: Date? = nil, at time: OutboxTime, after turn: Client.ID? = nil, suspectFirst: Bool = false,
        linkDays: Int, messageID: (Job) -> String
    ) throws(StoreError) -> LeasedJobs {
        let due = min(end ?? time.date, time.date)
        // Most often there is nothing, and then there is no need to keep others from writing.
        let isAny = try store.read { connection throws(StoreError) -> Bool in
            let time = try connection.leaseTime(time)
            var candidates = try DueJobs(connection, by: due, at: time, after: turn)
            if try !candidates.next(1).isEmpty { return true }
            return try candidates.nextSuspect() != nil
        }
        guard isAny else { return LeasedJobs(turn: turn) }
        /// Leases jobs of the clients of whom nobody writes, or of one for whom it waits a moment.
        func leaseJobs(waitingFor busy: Client.ID?) throws(StoreError) -> (leased: LeasedJobs, busy: Client.ID?) {
            try store.write(.nothing) { connection throws(StoreError) in
                let time = try connection.leaseTime(time)
                if let busy { try connection.lockSoon(busy) }
                var candidates = try DueJobs(connection, by: due, at: time, after: turn)
                var leased = LeasedJobs()
                var firstBusy: Client.ID?
                /// Says whether anything came of it.
                func lease(_ jobs: [JobKey]) throws(StoreError) -> Bool {
                    let before = leased.count
                    for (client, jobs) in Dictionary(grouping: jobs, by: \.client).sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                        guard try connection.lockAtOnce(client) else {
                            firstBusy = firstBusy ?? client
                            continue
                        }
                        let leaser = try JobLeaser(connection.of(client), time, linkDays: linkDays, store.jobPrefix(of: client))
                        try leaser.lease(jobs.map(\.id), messageID, &leased)
                    }
                    return leased.count > before
                }
                if suspectFirst, let job = try candidates.nextSuspect() { _ = try lease([job]) }
                let isAlone = !leased.jobs.isEmpty
                while !isAlone, leased.jobs.count < limit {
                    let jobs = try candidates.next(limit - leased.jobs.count)
                    if try lease(jobs) { continue }
                    guard jobs.isEmpty, leased.jobs.isEmpty, let job = try candidates.nextSuspect(), try lease([job]) else { break }
                    // Where it was not leased, it may have held up others.
                    if !leased.jobs.isEmpty { break }
                }
                leased.turn = Client.ID(rawValue: candidates.turn)
                return (leased, leased.count == 0 ? firstBusy : nil)
            }
        }
        var (leased, busy) = try leaseJobs(waitingFor: nil)
        guard let first = busy else { return leased }
        do throws(StoreError) { (leased, busy) = try leaseJobs(waitingFor: first) } catch {
            guard error.code == .locked else { throw error }
        }
        leased.isBusy = busy != nil
        return leased
    }

    /// Renews the leases of jobs for another ``leaseLength``.
    ///
    /// - Returns: those that the worker does not have any more.
    public func renewLeases(of jobs: [Job], at time: OutboxTime) throws(StoreError) -> [Job] {
        guard !jobs.isEmpty else { return [] }
        return try store.write(.nothing) { connection throws(StoreError) in
            let time = try connection.leaseTime(time)
            let renewal = try Statement(
                connection,
                acrossClients: """
                    UPDATE jobs SET lease_until = ?, lease_boot = ? WHERE client = ? AND id = ? AND attempt = ? AND state = 'leased'
                    """)
            var lost: [Job] = []
            for job in jobs {
                let isRenewed = try renewal.run([
                    .int(time.steady + Self.leaseLength), .text(time.boot), .int(job.client.rawValue), .int(job.id.rawValue),
                    .int(job.attempt),
                ])
                if isRenewed == 0 { lost.append(job) }
            }
            return lost
        }
    }

    /// Whether a worker still has jobs, and nothing blocks them: asked right before they are sent.
    ///
    /// - Returns: the answer for each job, in their order.
    /// - Throws: ``StoreError``.
    public func mayBeSent(_ jobs: [Job]) throws(StoreError) -> [Bool] {
        var answers = [Bool](repeating: false, count: jobs.count)
        for (client, places) in Dictionary(grouping: jobs.indices, by: { jobs[$0].client }) {
            let found = try store.read(of: client) { connection throws(StoreError) in
                try connection.eligibility(of: places.map { jobs[$0].id.rawValue })
            }
            for place in places {
                let eligibility = found[jobs[place].id.rawValue]
                answers[place] = eligibility.map { $0.isHeld(jobs[place]) && $0.blocker == nil } ?? false
            }
        }
        return answers
    }
}
