public import DotationStore

/// What came of e-mails that are not to be sent.
public struct CancelledJobs: Encodable, Sendable {
    /// The e-mails that are cancelled.
    public let cancelled: [Job.ID]
    /// Those that are left as they were, and why.
    public let refused: [RefusedJob]
    /// How many of the operation's e-mails had left already, where it is about an operation.
    @Null public var sent: Int?
    /// How many of the cancelled may have left all the same, as the mail server has not confirmed them.
    public let unconfirmed: Int
    /// How many dotations the operation changed, where it is about an operation: they stay changed.
    @Null public var changed: Int?
}

extension Application {
    /// Has e-mails not be sent.
    ///
    /// - Throws: `jobs.refused` where none of them is cancelled.
    public func cancelJobs(_ ids: [Job.ID]) throws -> CancelledJobs {
        let result = try store.cancelJobs(ids, context: context, at: .now)
        return CancelledJobs(cancelled: result.done, refused: try RefusedJob.all(of: result), unconfirmed: 0)
    }

    /// Has those e-mails of an operation not be sent that still wait.
    ///
    /// - Throws: `jobs.refused` and `nothing-to-do` where nothing is done; `store.operation-unknown`.
    public func cancelJobs(of id: Operation.ID) throws -> CancelledJobs {
        let operation = try store.existingOperation(id)
        var (waiting, mayHaveLeft, left) = ([Job.ID](), Set<Job.ID>(), 0)
        try store.forEachJob(of: id) { job in
            switch job.state {
            case .pending, .leased, .retry:
                waiting.append(job.id)
                if job.mayHaveLeft { mayHaveLeft.insert(job.id) }
            case .sent: left += 1
            case .failed: if job.isBounced { left += 1 }
            case .cancelled: break
            }
        }
        guard !waiting.isEmpty else { throw ApplicationError.noWaitingJob(of: id, left: left) }
        let result = try store.cancelJobs(waiting, context: context, at: .now)
        return CancelledJobs(
            cancelled: result.done, refused: try RefusedJob.all(of: result), sent: left,
            unconfirmed: result.done.count(where: mayHaveLeft.contains), changed: operation.counts.changed)
    }
}
