internal import DotationAccounts
public import DotationStore
public import Dotations

extension Application {
    /// Gives single dotations a status, under the name that the guide gives it where it is a known one.
    ///
    /// To plan it throws `store.dotation-unknown`.
    public func setStatus(_ status: DotationStatus, of ids: [Dotation.ID]) -> UseCase<StatusReport, Operation> {
        UseCase(scope: "SetStatus", application: self, permission: .change) {
            let dotations = try store.existingDotations(ids)
            return StatusReport(.setting(status, of: dotations), isNamed: true, dotations: dotations)
        } perform: {
            try store.setStatuses($0.plan, context: $1)
        }
    }
}
