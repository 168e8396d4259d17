public import DotationStore

/// What a worker has done, once it has ended.
public struct DeliveryReport: Sendable {
    /// Why it has ended.
    public let end: DeliveryEnd
    /// What became of the jobs.
    public let counts: DeliveryMetrics.Counts
    /// What is in the outbox now.
    public let outbox: [Job.State: JobCount]
    /// How many e-mails to users wait as no setting says where the pages are.
    public let waitingForPages: Int
    /// The seconds that it took.
    public let seconds: Double
}
