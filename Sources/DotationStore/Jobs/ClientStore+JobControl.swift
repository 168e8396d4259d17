internal import Dotations

extension ClientStore {
    /// Retries jobs that wait or failed at once, as if they had not been tried.
    ///
    /// - Throws: ``StoreError``.
    public func retryJobs(_ ids: [Job.ID], context: OperationContext, at time: OutboxTime) throws(StoreError) -> JobControlResult {
        try control(ids, .mailRetried, context, time) { connection, id throws(StoreError) in
            if let refusal = try connection.refusalToRetry(id) { return refusal }
            try connection.run(
                """
                UPDATE jobs SET state = CASE state WHEN 'pending' THEN 'pending' ELSE 'retry' END, failures = 0, expired_leases = 0, due_at = ?,
                    scheduled_at = ?, finished_at = NULL
                WHERE client = :client AND id = ?
                """, .int(context.milliseconds), .int(context.milliseconds), .int(id.rawValue))
            return nil
        }
    }

    /// Retries every failed job at once, except those that a blocker or a later e-mail ends, and those whose dotation has an
    /// `Erreur e-mail`, which ``JobControlResult/blamed`` lists.
    ///
    /// - Throws: ``StoreError``.
    public func retryFailedJobs(context: OperationContext, at time: OutboxTime) throws(StoreError) -> JobControlResult {
        let (failed, blamed) = try read { connection throws(StoreError) in
            let statement = try Statement(connection, "SELECT id FROM jobs WHERE client = :client AND state = 'failed' ORDER BY id")
            var (ids, blamed) = ([Job.ID](), [Job.ID]())
            while try statement.step() {
                let id = Job.ID(stored: statement.int("id"))
                guard try connection.refusalToRetry(id) == nil else { continue }
                if try connection.eligibility(of: id.rawValue)?.status == .emailError { blamed.append(id) } else { ids.append(id) }
            }
            return (ids, blamed)
        }
        var result = try retryJobs(failed, context: context, at: time)
        result.blamed = blamed
        return result
    }

    /// Stops jobs that wait, were given up, or whose worker is gone, for good.
    ///
    /// - Throws: ``StoreError``.
    public func cancelJobs(_ ids: [Job.ID], context: OperationContext, at time: OutboxTime) throws(StoreError) -> JobControlResult {
        try control(ids, .mailCancelled, context, time) { connection, id throws(StoreError) in
            guard let state = try connection.state(of: id) else { return .unknown }
            switch state {
            case .sent, .cancelled: return .finished
            case .leased where try connection.leaseRest(id, at: time) > 0: return .inFlight
            case .pending, .leased, .retry, .failed:
                try connection.cancel(id.rawValue, .stopped, at: context.milliseconds)
                return nil
            }
        }
    }

    private func control(
        _ ids: [Job.ID], _ action: AuditRecord.Action, _ context: OperationContext, _ time: OutboxTime,
        _ body: (Connection, Job.ID) throws(StoreError) -> JobRefusal?
    ) throws(StoreError) -> JobControlResult {
        try write { connection throws(StoreError) in
            var result = JobControlResult()
            var seen: Set<Job.ID> = []
            for id in ids where seen.insert(id).inserted {
                guard let refusal = try body(connection, id) else {
                    result.done.append(id)
                    continue
                }
                result.refused.append((id, refusal))
                if refusal == .inFlight { result.busy[id] = (try connection.leaseRest(id, at: time) + 999) / 1000 }
            }
            guard !result.done.isEmpty else { return result }
            let counts = Operation.Counts(rows: seen.count, changed: result.done.count, refused: result.refused.count)
            var history = try HistoryWriter(connection, .delivery, context, counts: counts, auditCount: result.done.count)
            for id in result.done {
                let dotation = try connection.int("SELECT dotation_id FROM jobs WHERE client = :client AND id = ?", .int(id.rawValue))
                try history.append(AuditRecord(action, dotation: dotation.flatMap { Dotation.ID(stored: $0) }, reasons: id.description))
            }
            _ = try history.finish()
            return result
        }
    }
}

extension Connection {
    func state(of id: Job.ID) throws(StoreError) -> Job.State? {
        let statement = try Statement(self, "SELECT state FROM jobs WHERE client = :client AND id = ?")
        try statement.bind([.int(id.rawValue)])
        return try statement.step() ? Job.State(rawValue: statement.text("state")) : nil
    }

    /// The milliseconds until a job's lease ends; 0 where it has ended, as its worker is gone.
    fileprivate func leaseRest(_ id: Job.ID, at time: OutboxTime) throws(StoreError) -> Int {
        let time = try leaseTime(time)
        let rest = try int(
            "SELECT lease_until - ? FROM jobs WHERE client = :client AND id = ? AND lease_boot = ?", .int(time.steady), .int(id.rawValue),
            .text(time.boot))
        guard let rest, 0...(2 * MailStore.leaseLength) ~= rest else { return 0 }
        return rest
    }
}
