public import Dotations

extension ClientStore {
    /// That a job `j` left somebody without an e-mail who may still activate their dotation: it failed or was stopped, nothing followed it, and where it
    /// was stopped none had been sent to its address before.
    private static let undelivered = """
        j.client = :client AND (j.state = 'failed' OR j.outcome = '\(JobOutcome.stopped.code)') AND NOT EXISTS (
            SELECT 1 FROM jobs l WHERE l.client = j.client AND l.dotation_id = j.dotation_id AND l.id > j.id
                AND (l.state <> 'cancelled' OR l.outcome = '\(JobOutcome.stopped.code)'))
        AND (j.state = 'failed' OR NOT \(wasSentBefore)) AND EXISTS (
            SELECT 1 FROM dotations d JOIN statuses t ON t.client = d.client AND t.id = d.status_id
            WHERE d.client = j.client AND d.id = j.dotation_id AND t.modifiable = 1)
        """

    /// That an e-mail to the same address was sent before a job `j`.
    private static let wasSentBefore = """
        EXISTS (SELECT 1 FROM jobs s WHERE s.client = j.client AND s.dotation_id = j.dotation_id AND s.id < j.id AND s.state = 'sent'
            AND s.recipient = j.recipient)
        """

    /// How many e-mails of an operation that are not finished are the first to their address.
    public func firstMailCount(of operation: Operation.ID) throws(StoreError) -> Int {
        try read { connection throws(StoreError) in
            try connection.int(
                """
                SELECT count(*) FROM jobs j WHERE j.client = :client AND j.operation_id = ? AND j.state IN ('pending', 'retry', 'leased')
                    AND NOT \(Self.wasSentBefore)
                """, .int(operation.rawValue)) ?? 0
        }
    }

    /// How many dotations that are still to be activated are without an e-mail, as the last one failed or was stopped.
    public func undeliveredCount() throws(StoreError) -> Int {
        try read { connection throws(StoreError) in
            try connection.int("SELECT count(*) FROM jobs j INDEXED BY jobs_ended_badly WHERE \(Self.undelivered)") ?? 0
        }
    }

    /// A page of the e-mails that left somebody without one, the latest first.
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

    /// Of those dotations whose beneficiary is without an e-mail, which e-mail failed or was stopped.
    public func undeliveredJobs(to ids: [Dotation.ID]) throws(StoreError) -> [Dotation.ID: Job.ID] {
        try read { connection throws(StoreError) in
            var found: [Dotation.ID: Job.ID] = [:]
            for list in IdentifierList.lists(of: ids) {
                let statement = try Statement(
                    connection,
                    """
                    SELECT j.id, j.dotation_id FROM jobs j INDEXED BY jobs_ended_badly
                    WHERE j.dotation_id IN (\(list.marks)) AND \(Self.undelivered)
                    """)
                try statement.bind(list.values)
                while try statement.step() {
                    if let id = Dotation.ID(stored: statement.int("dotation_id")) { found[id] = Job.ID(stored: statement.int("id")) }
                }
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
