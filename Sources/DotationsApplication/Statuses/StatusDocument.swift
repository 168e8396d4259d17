internal import DotationStore
internal import Dotations

/// What programs read of an import of statuses.
public struct StatusDocument: Encodable, Sendable {
    struct Change: Encodable, Sendable {
        @Null var row: Int?
        let id: String
        let order: String
        @Null var status: Replaced?
    }

    let status: PlanStatus
    @Null var order: String?
    let fingerprint: Fingerprint
    let rows: Int
    let unchanged: Int
    let hidden: Int
    let changed: [Change]
    let refused: [RefusedRowDocument]
    let warnings: [WarningDocument]
    let confirmations: [ConfirmationDocument]
    @Null var rejects: String?
    @Null var operation: Int?

    /// The document of a plan.
    ///
    /// - Parameters:
    ///   - proposal: the plan.
    ///   - status: what became of it.
    ///   - operation: the operation that carried it out.
    ///   - rejects: the file that the refused rows were written to.
    public init(_ proposal: Proposal<StatusReport>, _ status: PlanStatus, operation: Int? = nil, rejects: String? = nil) {
        let report = proposal.plan
        let plan = report.plan
        self.status = status
        order = plan.order?.description
        fingerprint = proposal.fingerprint
        rows = plan.rowCount
        unchanged = plan.unchangedCount
        hidden = plan.hiddenRowCount
        changed = plan.changes.map {
            Change(
                row: $0.row, id: $0.id.description, order: $0.order.description,
                status: Replaced($0.old.label, by: $0.new.label))
        }
        refused = report.refused
        warnings = report.warnings
        confirmations = report.confirmations.map { ConfirmationDocument($0) }
        self.rejects = rejects
        self.operation = operation
    }
}
