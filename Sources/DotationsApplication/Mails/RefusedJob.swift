public import DotationStore

/// An e-mail that is left as it was, and why.
public struct RefusedJob: Encodable, Sendable {
    /// Its number.
    public let id: Job.ID
    /// Why.
    public let code: JobRefusal
    /// Why, for an administrator, and when it can be asked again.
    public let message: String

    /// What is left of what was asked.
    ///
    /// - Throws: `jobs.refused` where nothing was done, and why for the first; `nothing-to-do` where there was nothing to do.
    static func all(of result: JobControlResult) throws -> [RefusedJob] {
        let refused = result.refused.map { id, reason in
            RefusedJob(
                id: id, code: reason,
                message: reason.message(busyFor: result.busy[id]))
        }
        if result.done.isEmpty, let first = refused.first {
            throw ApplicationError.jobsRefused(first)
        }
        return refused
    }
}
