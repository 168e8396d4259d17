public import DotationStore

/// How many e-mails of the outbox are in each state.
public struct CountJobs {
    private let application: Application

    /// The counts of a store.
    public init(application: Application) { self.application = application }

    /// Counts them; a state that none is in is left out.
    public func run() throws -> [(state: Job.State, count: JobCount)] {
        let counts = try application.store.jobCounts()
        return Job.State.allCases.compactMap { state in counts[state].map { (state, $0) } }
    }
}
