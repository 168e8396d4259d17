internal import DotationAccounts
public import DotationStore
public import Dotations

extension Application {
    /// Gives the e-mails of the outbox, from the oldest to the latest, one after the other: there can be many. Where an operation is given,
    /// only those of it.
    ///
    /// - Throws: `store.operation-unknown`; what `body` throws.
    public func forEachJob(_ filters: [JobFilter] = JobFilter.all, of operation: Operation.ID? = nil, _ body: (Job) throws -> Void) throws {
        try require(.view)
        let states = filters.reduce(into: Set<Job.State>()) { $0.formUnion($1.states) }
        try store.forEachJob(states, of: operation) { job in
            if filters.contains(where: { $0.contains(job) }) { try body(job) }
        }
    }

    /// A page of the e-mails of the outbox, the latest first; `state` nil for all.
    public func jobs(in state: Job.State?, after offset: Int, size: Int) throws -> [Job] {
        try require(.view)
        return try store.jobs(in: state, after: offset, size: size)
    }

    /// An e-mail of the outbox; nil where there is none of that number.
    public func job(_ id: Job.ID) throws -> Job? {
        try require(.view)
        return try store.job(id)
    }

    /// How many dotations that are still to be activated are without an e-mail, as the last one failed or was stopped.
    public func undeliveredCount() throws -> Int {
        try require(.view)
        return try store.undeliveredCount()
    }

    /// A page of the e-mails that left somebody without one, the latest first.
    public func undeliveredJobs(after offset: Int, size: Int) throws -> [Job] {
        try require(.view)
        return try store.undeliveredJobs(after: offset, size: size)
    }

    /// Of those dotations whose beneficiary is without an e-mail, which e-mail failed or was stopped.
    public func undeliveredJobs(to ids: [Dotation.ID]) throws -> [Dotation.ID: Job.ID] {
        try require(.view)
        return try store.undeliveredJobs(to: ids)
    }

    /// How many e-mails of an operation that are not finished are the first to their address: who stops them leaves somebody without any.
    public func firstMailCount(of id: Operation.ID) throws -> Int {
        try require(.view)
        return try store.firstMailCount(of: id)
    }

    /// How many e-mails of an operation are in each state; one that none is in is left out.
    ///
    /// - Throws: `store.operation-unknown`.
    public func jobCounts(of id: Operation.ID) throws -> [(state: Job.State, count: Int)] {
        try require(.view)
        let counts = try store.jobCounts(of: store.existingOperation(id).id)
        return Job.State.allCases.compactMap { state in counts[state].map { (state, $0) } }
    }

    /// How many e-mails of the outbox are in each state; one that none is in is left out.
    public func jobCounts() throws -> [(state: Job.State, count: JobCount)] {
        try require(.view)
        let counts = try store.jobCounts()
        return Job.State.allCases.compactMap { state in counts[state].map { (state, $0) } }
    }
}

extension Job: JSONRow {
    /// The e-mail and how far it has come.
    public var object: JSONObject {
        [
            "attempt": attempt, "created": createdAt, "dotation": dotation.description, "due": dueAt, "failures": failures,
            "finished": finishedAt, "id": id.rawValue, "key": idempotencyKey, "kind": kind.rawValue, "lastError": lastErrorInFrench,
            "linkUntil": linkEnd, "messageID": messageID, "nom": lastName, "operation": operation.rawValue, "order": order.description,
            "outcome": outcome?.code, "prenom": firstName, "state": state.rawValue, "supersededBy": supersededBy?.rawValue,
            "telephone": mobile, "to": recipient?.text,
        ]
    }
}
