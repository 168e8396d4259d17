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
        // What a server said stays with a job that ends without another answer.
        let setsWords = ending.outcome != nil && state != .cancelled
        let statement = try Statement(
            self,
            """
            UPDATE jobs SET state = ?, expired_leases = 0, lease_until = NULL, lease_boot = NULL, outcome = coalesce(?, outcome),
                \(setsWords ? "last_error = ?," : "")
                finished_at = coalesce(?, finished_at), due_at = coalesce(?, due_at), scheduled_at = coalesce(?, scheduled_at),
                failures = failures + ?, may_have_left = \(ending.mayHaveLeft ? "1" : "may_have_left")
            WHERE client = :client AND id = ? AND attempt = ? AND state = 'leased'
            """)
        let words = setsWords ? [SQLValue(ending.words)] : []
        return try statement.run(
            [.text(state.rawValue), SQLValue(ending.outcome?.code)] + words + [
                SQLValue(ending.finishedAt), SQLValue(ending.dueAt), SQLValue(ending.scheduledAt), .int(ending.isFailure ? 1 : 0),
                .int(job.id.rawValue), .int(job.attempt),
            ]) == 1
    }

    /// Whether a message may have left whose job a worker has or had, in SQL.
    static let mayHaveLeft = "CASE state WHEN 'leased' THEN 1 ELSE may_have_left END"

    /// Cancels a job that is not finished. One whose worker is gone may have left.
    func cancel(_ id: Int, _ outcome: JobOutcome, at milliseconds: Int) throws(StoreError) {
        try run(
            """
            UPDATE jobs SET state = 'cancelled', finished_at = ?, expired_leases = 0, lease_until = NULL, lease_boot = NULL,
                outcome = CASE WHEN outcome LIKE 'bounced.%' THEN outcome ELSE ? END, may_have_left = \(Self.mayHaveLeft)
            WHERE client = :client AND id = ?
            """, .int(milliseconds), .text(outcome.code), .int(id))
    }

    /// Gives up a job at which each of its workers ended. It may have left.
    func giveUp(_ id: Int, at milliseconds: Int) throws(StoreError) {
        try run(
            """
            UPDATE jobs SET state = 'failed', finished_at = ?, outcome = ?, last_error = NULL, expired_leases = 0, lease_until = NULL,
                lease_boot = NULL, may_have_left = \(Self.mayHaveLeft)
            WHERE client = :client AND id = ?
            """, .int(milliseconds), .text(JobOutcome.workersEnded.code), .int(id))
    }
}
