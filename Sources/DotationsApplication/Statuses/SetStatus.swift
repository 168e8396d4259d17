public import DotationStore
public import Dotations

/// Gives single dotations a status.
public struct SetStatus: ProposingUseCase {
    /// Who works on which store.
    public let application: Application
    private let status: DotationStatus
    private let ids: [Dotation.ID]

    /// To give these dotations that status, under the name that the guide gives it where it is a known one.
    public init(_ status: DotationStatus, of ids: [Dotation.ID], application: Application) {
        self.status = status
        self.ids = ids
        self.application = application
    }

    /// The plan for the store as it is now.
    ///
    /// - Throws: `store.dotation-unknown`.
    public func plan() throws -> StatusReport {
        let dotations = try application.store.existingDotations(ids)
        // Whoever names the dotations one by one is asked, but need not count them.
        return StatusReport(.setting(status, of: dotations), confirmations: [], dotations: dotations)
    }

    /// Carries a plan out, whole or not at all.
    public func carryOut(_ report: StatusReport, _ context: OperationContext) throws -> Operation {
        try application.store.setStatuses(report.plan, context: context)
    }
}
