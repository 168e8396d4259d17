public import Dotations

/// The plan of statuses to be set, with the names of the people and the cells of the sheet that it speaks of.
public struct StatusReport: SheetReport {
    /// What would be done.
    public let plan: StatusPlan
    /// Why the number of changes has to be typed.
    public let confirmations: [ConfirmationNeed]
    /// What a yes has to be asked for where statuses are set one by one, without a sheet that could be old: a status may be set back.
    public var doubts: [ConfirmationNeed] { plan.confirmations.filter { $0.code != .backward } }
    /// Where a sheet sets them, or there are doubts.
    public let needsYes: Bool
    /// Whether one refused row keeps all others from being applied.
    public let isAtomic: Bool
    /// The dotations whose status changes.
    public let dotations: [Dotation.ID: Dotation]
    /// The rows that are not applied, and why.
    public let refused: [RefusedRowDocument]
    /// What is worth a look about rows, though it is applied.
    public let warnings: [WarningDocument]
    /// The hash of the file, where there is one.
    private let file: Hash256?

    init(
        _ plan: StatusPlan, isAtomic: Bool = false, isNamed: Bool = false, dotations: [Dotation],
        cell: @escaping (Int, SheetColumn) -> String? = { _, _ in nil }, file: Hash256? = nil
    ) {
        self.plan = plan
        self.isAtomic = isAtomic
        // Whoever names the dotations one by one is asked, but need not count them.
        confirmations = isNamed ? [] : plan.confirmations
        needsYes = !isNamed || plan.confirmations.contains { $0.code != .backward }
        self.dotations = Dictionary(dotations.lazy.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        refused = plan.refused.map { RefusedRowDocument($0, cell: cell) { Self.words(on: $0, in: plan) } }
        warnings = plan.warnings.map { WarningDocument($0, cell: cell) }
        self.file = file
    }

    /// Whether no status changes.
    public var asksNothing: Bool { plan.changes.isEmpty }
    /// How many statuses change.
    public var changeCount: Int { plan.changes.count }

    /// Adds what an approval is for.
    public func describe(to description: inout PlanDescription) {
        description.add(.condition) { encoder in
            encoder.append(isAtomic ? 1 : 0)
            encoder.append(file?.bytes)
        }
        for change in plan.changes {
            description.add(.change, .id(.dotation(change.id))) { encoder in
                encoder.append(change.old.label)
                encoder.append(change.new.label)
            }
        }
        describeDoubts(to: &description)
    }

    /// The plan for programs.
    public func encode(to encoder: any Encoder) throws {
        try encodeRows(of: plan.rowCount, unchanged: plan.unchangedCount, hidden: plan.hiddenRowCount, to: encoder)
        try encoder.write([
            "order": plan.order,
            "changed": plan.changes.map { change -> JSONObject in
                let status = Replaced(change.old.label, by: change.new.label)
                return ["row": change.row, "id": change.id, "order": change.order, "status": status]
            },
        ])
    }

    /// The operation, and where the refused rows are.
    public func outcome(of document: PlanDocument<Self>) -> JSONObject { ["operation": document.operation, "rejects": document.rejects] }
}
