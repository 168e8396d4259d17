internal import Dotations

/// What is written of a job when a worker's lease of it ends.
struct LeaseEnding {
    /// What the job becomes.
    let state: Job.State
    var outcome: JobOutcome?
    var words: String?
    var finishedAt: Int?
    var dueAt: Int?
    var scheduledAt: Int?
    var isFailure = false
    var mayHaveLeft = false

    /// Which of the statements writes it.
    fileprivate struct Form: Hashable {
        let setsWords: Bool
        let mayHaveLeft: Bool

        var statement: String {
            """
            UPDATE jobs SET state = ?, expired_leases = 0, lease_until = NULL, lease_boot = NULL, outcome = coalesce(?, outcome),
                \(setsWords ? "last_error = ?," : "")
                finished_at = coalesce(?, finished_at), due_at = coalesce(?, due_at), scheduled_at = coalesce(?, scheduled_at),
                failures = failures + ?, may_have_left = \(mayHaveLeft ? "1" : "may_have_left")
            WHERE client = :client AND id = ? AND attempt = ? AND state = 'leased'
            """
        }
    }

    fileprivate var form: Form {
        // What a server said stays with a job that ends without another answer.
        Form(setsWords: outcome != nil && state != .cancelled, mayHaveLeft: mayHaveLeft)
    }

    fileprivate func values(_ form: Form, _ job: Job) -> [SQLValue] {
        [.text(state.rawValue), SQLValue(outcome?.code)] + (form.setsWords ? [SQLValue(words)] : []) + [
            SQLValue(finishedAt), SQLValue(dueAt), SQLValue(scheduledAt), .int(isFailure ? 1 : 0), .int(job.id.rawValue), .int(job.attempt),
        ]
    }
}

extension Connection {
    /// Ends a worker's leases of jobs.
    ///
    /// The statement itself looks whether the worker has the job: what was read before may be true no more by the time it is written.
    ///
    /// - Returns: of each job whether the worker had it; if not, nothing was written of it.
    func release(_ jobs: [(job: Job, ending: LeaseEnding)]) throws(StoreError) -> [Bool] {
        var wasHeld = [Bool](repeating: true, count: jobs.count)
        for (form, places) in Dictionary(grouping: jobs.indices, by: { jobs[$0].ending.form }) {
            let statement = try Statement(self, form.statement)
            let unchanged = try statement.run(each: places.map { jobs[$0].ending.values(form, jobs[$0].job) })
            for place in unchanged { wasHeld[places[place]] = false }
        }
        return wasHeld
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
