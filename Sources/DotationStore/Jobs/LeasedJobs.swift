public import Dotations

/// What a worker got to do.
public struct LeasedJobs: Sendable {
    /// The jobs, each of which is the worker's own until its lease ends.
    public var jobs: [Job] = []
    /// Jobs that were due, and are cancelled as their e-mail is of no use any more.
    public var cancelled: [(job: Job.Reference, blocker: CancellationReason)] = []
    /// Jobs that are given up, as every worker that had them ended: ``MailStore/expiredLeaseLimit``.
    public var failed: [Job.Reference] = []
    /// Whether jobs are due that could not be leased, as somebody else writes for their client at this moment.
    public var isBusy = false
    /// The client whose turn was last, after which the next lease begins.
    public var turn: Client.ID?

    /// Of how many jobs something has become.
    var count: Int { jobs.count + cancelled.count + failed.count }
}
