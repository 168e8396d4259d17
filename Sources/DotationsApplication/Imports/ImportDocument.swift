internal import DotationStore
internal import Dotations

/// What programs read of an import, an undo or a correction.
public struct ImportDocument: Encodable, Sendable {
    struct Change: Encodable, Sendable {
        let row: Int
        let id: String
        @Null var email: Replaced?
        @Null var telephone: Replaced?
        @Null var job: String?
    }

    /// An e-mail that an undo takes back without changing anything else.
    struct Withdrawal: Encodable, Sendable {
        let row: Int
        let id: String
    }

    struct Resend: Encodable, Sendable {
        let row: Int
        let id: String
        let email: String
    }

    let status: PlanStatus
    let order: String
    let fingerprint: Fingerprint
    let rows: Int
    let unchanged: Int
    let hidden: Int
    let changed: [Change]
    let resend: [Resend]
    let withdrawn: [Withdrawal]
    let mailsCancelled: Int
    let mailsRestored: Int
    let refused: [RefusedRowDocument]
    let warnings: [WarningDocument]
    let confirmations: [ConfirmationDocument]
    @Null var looksLikeOrder: String?
    @Null var rejects: String?
    @Null var `import`: Int?

    /// The document of a plan.
    ///
    /// - Parameters:
    ///   - proposal: the plan.
    ///   - status: what became of it.
    ///   - operation: the operation that carried it out.
    ///   - rejects: the file that the refused rows were written to.
    public init(_ proposal: Proposal<ImportReport>, _ status: PlanStatus, operation: Int? = nil, rejects: String? = nil) {
        let report = proposal.plan
        let plan = report.plan
        self.status = status
        order = plan.order.description
        fingerprint = proposal.fingerprint
        rows = plan.rowCount
        unchanged = plan.unchangedCount
        hidden = plan.hiddenRowCount
        changed = plan.changes.map {
            Change(
                row: $0.row, id: $0.id.description, email: Replaced($0.old.email, by: $0.new.email),
                telephone: Replaced($0.old.mobile, by: $0.new.mobile), job: $0.job?.rawValue)
        }
        resend = plan.resends.map { Resend(row: $0.row, id: $0.id.description, email: $0.email) }
        withdrawn = plan.withdrawals.map { Withdrawal(row: $0.row, id: $0.id.description) }
        mailsCancelled = plan.cancelledMailCount
        mailsRestored = plan.restoredMailCount
        refused = report.refused
        warnings = report.warnings
        confirmations = report.confirmations.map { ConfirmationDocument($0) }
        looksLikeOrder = plan.looksLikeOrder?.description
        self.rejects = rejects
        self.import = operation
    }
}
