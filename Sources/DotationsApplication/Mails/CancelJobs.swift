internal import DotationAccounts
public import DotationStore

extension Application {
    /// Has e-mails not be sent.
    ///
    /// - Throws: `jobs.refused` where none of them is cancelled.
    public func cancelJobs(_ ids: [Job.ID]) throws -> CancelledJobs {
        try require(.send)
        let result = try store.cancelJobs(ids, context: context, at: .now(on: now))
        return CancelledJobs(cancelled: result.done, refused: try RefusedJob.all(of: result), unconfirmed: 0)
    }

    /// Has those e-mails of an operation not be sent that still wait; `request` is the try of somebody that it is.
    ///
    /// - Throws: `jobs.refused` and `nothing-to-do` where nothing is done; `store.operation-unknown`.
    public func cancelJobs(of id: Operation.ID, request: RequestID? = nil) throws -> CancelledJobs {
        try require(.send)
        let operation = try store.existingOperation(id)
        var (waiting, mayHaveLeft, left) = ([Job.ID](), Set<Job.ID>(), 0)
        try store.forEachJob(of: id) { job in
            if job.state.isUnfinished {
                waiting.append(job.id)
                if job.mayHaveLeft { mayHaveLeft.insert(job.id) }
            } else if job.state == .sent || job.isBounced {
                left += 1
            }
        }
        guard !waiting.isEmpty else { throw ApplicationError.noWaitingJob(of: id, left: left) }
        let result = try store.cancelJobs(waiting, context: context(of: request), at: .now(on: now))
        return CancelledJobs(
            cancelled: result.done, refused: try RefusedJob.all(of: result), sent: left,
            unconfirmed: result.done.count(where: mayHaveLeft.contains), changed: operation.counts.changed)
    }
}
