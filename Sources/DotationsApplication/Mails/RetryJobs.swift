public import DotationStore

/// Has e-mails be tried again at once.
public struct RetryJobs {
    /// Which e-mails.
    public enum Selection: Sendable {
        /// Those of these numbers.
        case jobs([Job.ID])
        /// Those that failed, except where the address is to blame or where they are of no use any more.
        case failed
        /// Those that are to be tried again later.
        case waiting
    }

    /// What came of it.
    public struct Result: Encodable, Sendable {
        /// The e-mails that are tried again.
        public let retry: [Job.ID]
        /// Those that are left as they were, and why.
        public let refused: [RefusedJob]
        /// Those whose address was refused: it is to be corrected first.
        public let leftOut: [Job.ID]

        /// How many are left out, and what to do about them; nil where none is.
        public var leftOutSentence: String? { leftOut.isEmpty ? nil : RetryJobs.sentence(leftOut) }
    }

    private let selection: Selection
    private let application: Application

    /// E-mails to be tried again.
    public init(_ selection: Selection, application: Application) {
        self.selection = selection
        self.application = application
    }

    /// Has them be tried again.
    ///
    /// - Throws: `jobs.refused` and `nothing-to-do` where nothing is done.
    public func run() throws -> Result {
        let (store, context) = (application.store, application.context)
        let result: JobControlResult
        switch selection {
        case .jobs(let ids): result = try store.retryJobs(ids, context: context, at: .now)
        case .failed: result = try store.retryFailedJobs(context: context, at: .now)
        case .waiting:
            var ids: [Job.ID] = []
            try store.forEachJob([.retry]) { ids.append($0.id) }
            guard !ids.isEmpty else {
                throw ApplicationError(.nothingToDo, "Aucun e-mail n’est à réessayer plus tard : rien n’est fait.")
            }
            result = try store.retryJobs(ids, context: context, at: .now)
        }
        let refused = try RefusedJob.all(of: result)
        guard !result.done.isEmpty else {
            let left = result.blamed.isEmpty ? "" : " " + Self.sentence(result.blamed)
            throw ApplicationError(.nothingToDo, "Aucun e-mail en échec ne peut être réessayé : rien n’est fait.\(left)")
        }
        return Result(retry: result.done, refused: refused, leftOut: result.blamed)
    }

    private static func sentence(_ blamed: [Job.ID]) -> String {
        "\(blamed.count.counted("e-mail n’est pas réessayé", "e-mails ne sont pas réessayés")), car l’adresse a été refusée : corrigez-la."
    }
}
