public import DotationStore
internal import Dotations

/// The e-mails of the outbox, from the oldest to the latest.
public struct ListJobs {
    private let filters: [JobFilter]
    private let operation: Operation.ID?
    private let application: Application

    /// A list of e-mails.
    ///
    /// - Parameters:
    ///   - filters: which are meant; by default all.
    ///   - operation: the operation that they are of, where only its e-mails are meant.
    ///   - application: of which store.
    public init(_ filters: [JobFilter] = JobFilter.all, of operation: Operation.ID? = nil, application: Application) {
        self.filters = filters
        self.operation = operation
        self.application = application
    }

    /// Gives one e-mail after the other: there can be many.
    ///
    /// - Throws: `store.operation-unknown`; what `body` throws.
    public func run(_ body: (Job) throws -> Void) throws {
        let states = filters.reduce(into: Set<Job.State>()) { $0.formUnion($1.states) }
        try application.store.forEachJob(states, of: operation) { job in
            if filters.contains(where: { $0.contains(job) }) { try body(job) }
        }
    }
}

extension Job: Encodable {
    /// The e-mail and how far it has come.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "id": id, "key": idempotencyKey, "operation": operation, "dotation": dotation, "order": order, "nom": lastName,
            "prenom": firstName, "kind": kind, "to": recipient?.text, "telephone": mobile, "state": state, "attempt": attempt,
            "failures": failures, "created": createdAt, "due": dueAt, "linkUntil": linkEnd, "finished": finishedAt,
            "outcome": outcome?.code, "lastError": lastErrorInFrench, "messageID": messageID, "supersededBy": supersededBy,
        ])
    }
}
