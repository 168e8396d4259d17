internal import Dotations

/// What came of asking something for jobs.
public struct JobControlResult: Sendable {
    /// The jobs for which it was done.
    public var done: [Job.ID] = []
    /// Those that are left as they were, and why.
    public var refused: [(job: Job.ID, reason: JobRefusal)] = []
    /// Those whose address was refused, and is still the dotation's: it is to be corrected first.
    public var blamed: [Job.ID] = []
    /// The seconds until the lease of each job that a worker holds ends, unless the worker renews it.
    public var busy: [Job.ID: Int] = [:]
}
