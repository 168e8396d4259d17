public import DotationStore

/// What programs read of a purge.
public struct PurgeDocument: Encodable, Sendable {
    let status: PlanStatus
    let fingerprint: Fingerprint
    let changes: Int
    let mails: Int
    let documents: Int
    let people: Int
    let sales: Int
    let files: Int
    @Null var operation: Operation.ID?

    /// The document of a purge; `done` is what was emptied.
    public init(_ proposal: Proposal<Purge>, _ done: Purge?) {
        let purge = done ?? proposal.plan
        status = done != nil ? .applied : purge.isEmpty ? .unchanged : .planned
        fingerprint = proposal.fingerprint
        (changes, mails, documents) = (purge.changes, purge.mails, purge.documents)
        (people, sales, files) = (purge.people, purge.sales, purge.files)
        operation = purge.operation
    }
}
