internal import DotationStore
public import Dotations

/// Records that beneficiaries have created their account, without having activated their dotation.
public struct MarkAccountCreated {
    private let ids: [Dotation.ID]
    private let application: Application

    /// The accounts of these dotations.
    public init(_ ids: [Dotation.ID], application: Application) {
        self.ids = ids
        self.application = application
    }

    /// Records it.
    ///
    /// - Throws: `store.dotation-unknown`.
    public func run() throws -> StatusesSet {
        let operation = try application.store.markAccountCreated(Set(ids).sorted(), context: application.context)
        return StatusesSet(operation, changed: operation.counts.changed, unchanged: operation.counts.unchanged)
    }
}
