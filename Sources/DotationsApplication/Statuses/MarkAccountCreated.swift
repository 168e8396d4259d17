internal import DotationAccounts
internal import DotationStore
public import Dotations

extension Application {
    /// Records that beneficiaries have created their account, without having activated their dotation.
    ///
    /// - Throws: `store.dotation-unknown`.
    public func markAccountCreated(_ ids: [Dotation.ID]) throws -> StatusesSet {
        try require(.change)
        let operation = try store.markAccountCreated(Set(ids).sorted(), context: context)
        return StatusesSet(operation, changed: operation.counts.changed, unchanged: operation.counts.unchanged)
    }
}
