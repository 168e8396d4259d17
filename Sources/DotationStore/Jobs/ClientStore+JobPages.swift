extension ClientStore {
    /// A page of the e-mails of the outbox, the latest first.
    ///
    /// - Parameters:
    ///   - state: of this state alone; nil for all.
    ///   - offset: how many to leave out before the page.
    ///   - size: how many the page has at most.
    /// - Returns: the e-mails of the page.
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func jobs(in state: Job.State?, after offset: Int, size: Int) throws(StoreError) -> [Job] {
        let prefix = store.jobPrefix(of: client.id)
        return try read { connection throws(StoreError) in
            let condition = "j.client = :client \(state == nil ? "" : "AND j.state = ?") ORDER BY j.id DESC LIMIT ? OFFSET ?"
            let statement = try Statement(connection, Job.selection(condition))
            try statement.bind((state.map { [.text($0.rawValue)] } ?? []) + [.int(size), .int(offset)])
            var jobs: [Job] = []
            while try statement.step() { jobs.append(try Job(statement, prefix: prefix)) }
            return jobs
        }
    }
}
