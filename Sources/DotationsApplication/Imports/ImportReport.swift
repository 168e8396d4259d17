public import Dotations

/// The plan of an import, of an undo or of a correction, with the names of the people and the cells of the sheet that it speaks of.
public struct ImportReport: SheetReport {
    /// What the sheet is compared with.
    public enum Base: Sendable {
        /// What was exported, and the store as it is now.
        case export
        /// The store alone, as it does not know the export that the sheet names.
        case unknownExport
        /// The store alone, as the sheet does not say where it comes from.
        case none
        /// What an earlier operation did: there is no sheet.
        case history
    }

    /// What would be done.
    public let plan: ImportPlan
    /// Why the number of changes has to be typed.
    public let confirmations: [ConfirmationNeed]
    /// Not where the values were typed for one dotation.
    public let needsYes: Bool
    /// Whether one refused row keeps all others from being applied.
    public let isAtomic: Bool
    /// The dotations that the plan changes, refuses or sends an e-mail to.
    public let dotations: [Dotation.ID: Dotation]
    /// The rows that are not applied, and why.
    public let refused: [RefusedRowDocument]
    /// What is worth a look about the sheet as a whole and about rows, though it is applied.
    public let warnings: [WarningDocument]
    /// What the sheet is compared with.
    public let base: Base
    /// The hash of the file, where there is one.
    private let file: Hash256?

    /// A report of a plan; of `dotations`, every one of the order, it keeps those that the plan is about. With `isTyped` somebody typed the
    /// values for one dotation, and has confirmed them by that.
    public init(
        plan: ImportPlan, isAtomic: Bool = false, isTyped: Bool = false, dotations: [Dotation],
        cell: @escaping (Int, SheetColumn) -> String? = { _, _ in nil },
        notes: [Warning] = [], base: Base = .export, file: Hash256? = nil
    ) {
        self.plan = plan
        self.isAtomic = isAtomic
        confirmations = isTyped ? [] : plan.confirmations
        needsYes = !isTyped
        let concerned = Set(plan.changes.map(\.id)).union(plan.resends.map(\.id)).union(plan.mailCancellations.map(\.id))
            .union(plan.refused.compactMap(\.id))
        self.dotations = Dictionary(
            dotations.lazy.filter { concerned.contains($0.id) }.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        refused = plan.refused.map {
            RefusedRowDocument($0, cell: cell) { ($0.message, base == .history || isTyped ? $0.adviceWithoutSheet : $0.advice) }
        }
        warnings = notes.map { WarningDocument($0) } + plan.warnings.map { WarningDocument($0, cell: cell) }
        self.base = base
        self.file = file
    }

    /// Whether no contact changes and no e-mail is sent.
    public var asksNothing: Bool { plan.isEmpty }
    /// How many contacts change.
    public var changeCount: Int { plan.changes.count }

    /// Adds what an approval is for.
    public func describe(to description: inout PlanDescription) {
        description.add(.condition) { encoder in
            encoder.append(Int(plan.order.rawValue))
            encoder.append(isAtomic ? 1 : 0)
            encoder.append(file?.bytes)
        }
        for change in plan.changes {
            description.add(.change, .id(.dotation(change.id))) { encoder in
                for text in [change.old.email, change.new.email, change.old.mobile, change.new.mobile] { encoder.append(text) }
            }
            description.add(.email, .id(.dotation(change.id))) { encoder in
                encoder.append(change.job?.rawValue)
                encoder.append(change.unsent)
            }
        }
        for resend in plan.resends { description.add(.email, .id(.dotation(resend.id))) { $0.append(resend.email) } }
        for row in plan.mailCancellations { description.add(.email, .id(.dotation(row.id))) { $0.append(row.mail) } }
        describeDoubts(to: &description)
    }

    /// The plan for programs.
    public func encode(to encoder: any Encoder) throws {
        try encodeRows(of: plan.rowCount, unchanged: plan.unchangedCount, hidden: plan.hiddenRowCount, to: encoder)
        try encoder.write([
            "order": plan.order,
            "changed": plan.changes.map { change -> JSONObject in
                [
                    "row": change.row, "id": change.id.description, "email": Replaced(change.old.email, by: change.new.email),
                    "telephone": Replaced(change.old.mobile, by: change.new.mobile), "job": change.job,
                ]
            },
            "resend": plan.resends.map { resend -> JSONObject in ["row": resend.row, "id": resend.id.description, "email": resend.email] },
            "withdrawn": plan.mailCancellations.map { row -> JSONObject in ["row": row.row, "id": row.id.description] },
            "mailsCancelled": plan.cancelledMailCount, "mailsRestored": plan.restoredMailCount, "looksLikeOrder": plan.looksLikeOrder,
        ])
    }

    /// The operation, and where the refused rows are.
    public func outcome(of document: PlanDocument<Self>) -> JSONObject { ["import": document.operation, "rejects": document.rejects] }
}

extension HashEncoder {
    fileprivate mutating func append(_ mail: UnsentMail?) {
        append(mail.map { $0.isWaiting ? 1 : 0 })
        append(mail?.restored?.kind.rawValue)
        append(mail?.restored.map { $0.tellsMobile ? 1 : 0 })
    }
}
