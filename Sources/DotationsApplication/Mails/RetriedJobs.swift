public import DotationStore

/// What came of e-mails that are to be tried again at once.
public struct RetriedJobs: Encodable, Sendable {
    /// Which e-mails.
    public enum Selection: Sendable {
        /// Those of these numbers.
        case jobs([Job.ID])
        /// Those that failed, except where the address is to blame or where they are of no use any more.
        case failed
        /// Those that are to be tried again later.
        case waiting
    }

    /// The e-mails that are tried again.
    public let retry: [Job.ID]
    /// Those that are left as they were, and why.
    public let refused: [RefusedJob]
    /// Those whose address was refused: it is to be corrected first.
    public let leftOut: [Job.ID]
}

extension Application {
    /// Has e-mails be tried again at once.
    ///
    /// - Throws: `jobs.refused` and `nothing-to-do` where nothing is done.
    public func retryJobs(_ selection: RetriedJobs.Selection) throws -> RetriedJobs {
        let result: JobControlResult
        switch selection {
        case .jobs(let ids): result = try store.retryJobs(ids, context: context, at: .now)
        case .failed: result = try store.retryFailedJobs(context: context, at: .now)
        case .waiting:
            var ids: [Job.ID] = []
            try store.forEachJob([.retry]) { ids.append($0.id) }
            guard !ids.isEmpty else { throw ApplicationError.noJobToRetryLater }
            result = try store.retryJobs(ids, context: context, at: .now)
        }
        let retried = RetriedJobs(retry: result.done, refused: try RefusedJob.all(of: result), leftOut: result.blamed)
        guard !result.done.isEmpty else { throw ApplicationError.noFailedJobToRetry(retried) }
        return retried
    }
}
