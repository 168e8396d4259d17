internal import Dotations

/// What is written of a job when a worker's lease of it ends.
struct LeaseEnding {
    var outcome: JobOutcome?
    var words: String?
    var finishedAt: Int?
    var dueAt: Int?
    var scheduledAt: Int?
    var isFailure = false
    var mayHaveLeft = false
}

extension Connection {
    /// Ends a worker's lease of a job.
    ///
    /// The statement itself looks whether the worker has the job: what was read before may be true no more by the time it is written.
    ///
    /// - Returns: whether the worker had it; if not, nothing was written.
    func release(_ job: Job, _ state: Job.State, _ ending: LeaseEnding) throws(StoreError) -> Bool {
        let statement = try Statement(
            self,
            """
            UPDATE jobs SET state = ?1, expired_leases = 0, lease_until = NULL, lease_boot = NULL,
                outcome = coalesce(?2, outcome), last_error = iif(?2 IS NULL OR ?1 = 'cancelled', last_error, ?3),
                finished_at = coalesce(?4, finished_at), due_at = coalesce(?5, due_at), scheduled_at = coalesce(?6, scheduled_at),
                failures = failures + ?7, may_have_left = may_have_left OR ?8
            WHERE id = ?9 AND attempt = ?10 AND state = 'leased'
            """)
        return try statement.run([
            .text(state.rawValue), SQLValue(ending.outcome?.code), SQLValue(ending.words), SQLValue(ending.finishedAt),
            SQLValue(ending.dueAt),
            SQLValue(ending.scheduledAt), .int(ending.isFailure ? 1 : 0), .int(ending.mayHaveLeft ? 1 : 0), .int(job.id.rawValue),
            .int(job.attempt),
        ]) == 1
    }

    /// Cancels a job that is not finished. One whose worker is gone may have left.
    func cancel(_ id: Int, _ outcome: JobOutcome, at milliseconds: Int) throws(StoreError) {
        try run(
            """
            UPDATE jobs SET state = 'cancelled', finished_at = ?, expired_leases = 0, lease_until = NULL, lease_boot = NULL,
                outcome = iif(outcome LIKE 'bounced.%', outcome, ?), may_have_left = may_have_left OR state = 'leased'
            WHERE id = ?
            """, .int(milliseconds), .text(outcome.code), .int(id))
    }

    /// Gives up a job at which each of its workers ended. It may have left.
    func giveUp(_ id: Int, at milliseconds: Int) throws(StoreError) {
        try run(
            """
            UPDATE jobs SET state = 'failed', finished_at = ?, outcome = ?, last_error = NULL, expired_leases = 0, lease_until = NULL,
                lease_boot = NULL, may_have_left = may_have_left OR state = 'leased'
            WHERE id = ?
            """, .int(milliseconds), .text(JobOutcome.workersEnded.code), .int(id))
    }
}
