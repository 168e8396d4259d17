public import Dotations

extension ClientStore {
    /// That a job `j` could not be delivered, and that its dotation has had no e-mail after it. Cancelled e-mails do not count.
    static let undelivered = """
        j.client = :client AND j.state = 'failed' AND NOT EXISTS (
            SELECT 1 FROM jobs l WHERE l.client = j.client AND l.dotation_id = j.dotation_id AND l.id > j.id AND l.state <> 'cancelled')
        """

    /// Of how many dotations the latest e-mail could not be delivered.
    public func undeliveredCount() throws(StoreError) -> Int {
        try read { connection throws(StoreError) in
            try connection.int("SELECT count(*) FROM jobs j INDEXED BY jobs_failed WHERE \(Self.undelivered)") ?? 0
        }
    }

    /// A page of the e-mails that could not be delivered and that no other has followed, the latest first.
    public func undeliveredJobs(after offset: Int, size: Int) throws(StoreError) -> [Job] {
        let prefix = store.jobPrefix(of: client.id)
        return try read { connection throws(StoreError) in
            let statement = try Statement(connection, Job.selection(Self.undelivered + " ORDER BY j.id DESC LIMIT ? OFFSET ?"))
            try statement.bind([.int(size), .int(offset)])
            var jobs: [Job] = []
            while try statement.step() { jobs.append(try Job(statement, prefix: prefix)) }
            return jobs
        }
    }

    /// Of those dotations whose latest e-mail could not be delivered, which e-mail that is.
    public func undeliveredJobs(to ids: [Dotation.ID]) throws(StoreError) -> [Dotation.ID: Job.ID] {
        try read { connection throws(StoreError) in
            let statement = try Statement(
                connection, "SELECT j.id FROM jobs j INDEXED BY jobs_failed WHERE j.dotation_id = ? AND \(Self.undelivered)")
            var found: [Dotation.ID: Job.ID] = [:]
            for id in ids {
                try statement.bind([SQLValue(id)])
                if try statement.step() { found[id] = Job.ID(stored: statement.int("id")) }
                statement.reset()
            }
            return found
        }
    }

    /// How many e-mails of an operation are in each state.
    public func jobCounts(of operation: Operation.ID) throws(StoreError) -> [Job.State: Int] {
        try read { connection throws(StoreError) in
            let statement = try Statement(
                connection, "SELECT state, count(*) AS count FROM jobs WHERE client = :client AND operation_id = ? GROUP BY state")
            try statement.bind([.int(operation.rawValue)])
            var counts: [Job.State: Int] = [:]
            while try statement.step() {
                if let state = Job.State(rawValue: statement.text("state")) { counts[state] = statement.int("count") }
            }
            return counts
        }
    }
}
