public import DotationStore

/// Has e-mails not be sent that have not left.
public struct CancelJobs {
    /// Which e-mails.
    public enum Selection: Sendable {
        /// Those of these numbers.
        case jobs([Job.ID])
        /// Those of an operation that still wait.
        case operation(Operation.ID)
    }

    /// What came of it.
    public struct Result: Encodable, Sendable {
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

    private let selection: Selection
    private let application: Application

    /// E-mails that are not to be sent.
    public init(_ selection: Selection, application: Application) {
        self.selection = selection
        self.application = application
    }

    /// Cancels them.
    ///
    /// - Throws: `jobs.refused` and `nothing-to-do` where nothing is done; `store.operation-unknown`.
    public func run() throws -> Result {
        let (store, context) = (application.store, application.context)
        switch selection {
        case .jobs(let ids):
            let result = try store.cancelJobs(ids, context: context, at: .now)
            return Result(cancelled: result.done, refused: try RefusedJob.all(of: result), unconfirmed: 0)
        case .operation(let id): return try cancel(store.existingOperation(id), context)
        }
    }

    private func cancel(_ operation: Operation, _ context: OperationContext) throws -> Result {
        let (store, id) = (application.store, operation.id)
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
        return Result(
            cancelled: result.done, refused: try RefusedJob.all(of: result), sent: left,
            unconfirmed: result.done.count(where: mayHaveLeft.contains), changed: operation.counts.changed)
    }
}
