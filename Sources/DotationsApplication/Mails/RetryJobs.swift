internal import DotationAccounts
internal import DotationStore

extension Application {
    /// Has e-mails be tried again at once.
    ///
    /// - Throws: `jobs.refused` and `nothing-to-do` where nothing is done.
    public func retryJobs(_ selection: RetriedJobs.Selection) throws -> RetriedJobs {
        try require(.send)
        let result: JobControlResult
        switch selection {
        case .jobs(let ids): result = try store.retryJobs(ids, context: context, at: .now(on: now))
        case .failed: result = try store.retryFailedJobs(context: context, at: .now(on: now))
        case .waiting:
            var ids: [Job.ID] = []
            try store.forEachJob([.retry]) { ids.append($0.id) }
            guard !ids.isEmpty else { throw ApplicationError.noJobToRetryLater }
            result = try store.retryJobs(ids, context: context, at: .now(on: now))
        }
        let retried = RetriedJobs(retry: result.done, refused: try RefusedJob.all(of: result), leftOut: result.blamed)
        guard !result.done.isEmpty else { throw ApplicationError.noFailedJobToRetry(retried) }
        return retried
    }
}
