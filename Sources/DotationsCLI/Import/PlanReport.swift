import ArgumentParser
import DotationStore
import Dotations

/// A plan as it is shown: with the names of the people and the cells of the sheet that it speaks of.
struct PlanReport {
    /// What became of the plan.
    enum Status: String {
        /// It was made, and nothing else.
        case planned
        /// It was carried out.
        case applied
        /// There was nothing to carry out.
        case unchanged
        /// Rows were refused, and nothing was carried out.
        case refused
    }

    /// What the sheet is compared with.
    enum Base {
        /// What was exported, and the store as it is now.
        case export
        /// The store alone, as it does not know the export that the sheet names.
        case unknownExport
        /// The store alone, as the sheet does not say where it comes from.
        case none
        /// What an earlier operation did: there is no sheet.
        case history
    }

    let plan: ImportPlan
    /// The dotations that the plan changes or sends an e-mail to.
    let dotations: [Dotation.ID: Dotation]
    /// Where a row has its value of a column, such as `F5`.
    let cell: (Int, SheetColumn) -> String?
    /// What is worth a look about the sheet as a whole.
    let notes: [Warning]
    let base: Base
    /// The most lines that a table on the screen has.
    let limit: Int

    /// A report of a plan; of `dotations`, every one of the order, it keeps those that the plan is about.
    init(
        plan: ImportPlan, dotations: [Dotation], cell: @escaping (Int, SheetColumn) -> String? = { _, _ in nil }, notes: [Warning] = [],
        base: Base = .export, limit: Int = .max
    ) {
        self.plan = plan
        let concerned = Set(plan.changes.map(\.id)).union(plan.resends.map(\.id))
        self.dotations = Dictionary(
            dotations.lazy.filter { concerned.contains($0.id) }.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        self.cell = cell
        self.notes = notes
        self.base = base
        self.limit = limit
    }

    /// What became of the plan, where this operation carried it out or nothing did.
    func status(_ operation: Operation?, isDryRun: Bool) -> Status {
        Status(operation, isDryRun: isDryRun, refused: plan.refused.count)
    }

    /// The plan for programs; an import also says where the refused rows were written.
    func json(_ status: Status, operation: Int? = nil, rejects: JSON? = nil) -> JSON {
        .object([
            ("status", .string(status.rawValue)), ("order", .string(plan.order.description)), ("rows", .integer(plan.rowCount)),
            ("unchanged", .integer(plan.unchangedCount)), ("hidden", .integer(plan.hiddenRowCount)),
            ("changed", .array(plan.changes.map(json))),
            (
                "resend",
                .array(
                    plan.resends.map {
                        .object([
                            ("row", .integer($0.row)), ("id", .string($0.id.description)), ("email", .string($0.email)),
                        ])
                    })
            ),
            ("refused", .array(plan.refused.map(json))),
            (
                "warnings",
                .array(
                    notes.map { json($0, row: nil, id: nil) } + plan.warnings.map { json($0.warning, row: $0.row, id: $0.id) })
            ),
            (
                "confirmations",
                .array(plan.confirmations.map { .object([("code", .string($0.code.rawValue)), ("message", .string($0.message))]) })
            ),
            ("looksLikeOrder", plan.looksLikeOrder.map { .string($0.description) } ?? .null), ("rejects", rejects),
            ("import", operation.map { .integer($0) } ?? .null),
        ])
    }

    /// What to do about a refused row.
    func advice(on reason: Reason) -> String { base == .history ? reason.adviceWithoutSheet : reason.advice }

    private func json(_ change: PlannedChange) -> JSON {
        func value(_ path: KeyPath<Contact, String>) -> JSON {
            let (old, new) = (change.old[keyPath: path], change.new[keyPath: path])
            return old == new ? .null : .object([("old", .string(old)), ("new", .string(new))])
        }
        return .object([
            ("row", .integer(change.row)), ("id", .string(change.id.description)), ("email", value(\.email)),
            ("telephone", value(\.mobile)), ("job", .string(change.job.rawValue)),
        ])
    }

    private func json(_ refusal: RefusedRow) -> JSON {
        let reasons = refusal.reasons.map { reason in
            JSON.object([
                ("code", .string(reason.code.rawValue)), ("cell", cell(refusal.row, of: reason.column)),
                ("message", .string(reason.message)), ("advice", .string(advice(on: reason))),
            ])
        }
        return .object([
            ("row", .integer(refusal.row)), ("id", refusal.id.map { .string($0.description) } ?? .null), ("reasons", .array(reasons)),
        ])
    }

    private func json(_ warning: Warning, row: Int?, id: Dotation.ID?) -> JSON {
        .object([
            ("row", row.map { .integer($0) } ?? .null), ("id", id.map { .string($0.description) } ?? .null),
            ("code", .string(warning.code.rawValue)), ("cell", row.map { cell($0, of: warning.column) } ?? .null),
            ("message", .string(warning.message)), ("suggestion", warning.suggestion.map { .string($0) } ?? .null),
        ])
    }

    private func cell(_ row: Int, of column: SheetColumn?) -> JSON {
        column.flatMap { cell(row, $0) }.map { .string($0) } ?? .null
    }
}

extension PlanReport.Status {
    /// What became of a plan of which so many rows are refused, where this operation carried it out or nothing did.
    init(_ operation: Operation?, isDryRun: Bool, refused: Int) {
        self = operation != nil ? .applied : isDryRun ? .planned : refused == 0 ? .unchanged : .refused
    }

    /// Ends the command as the contract of the exit status has it, once the plan was printed.
    func end(with plan: ImportPlan, isAtomic: Bool = false) throws {
        try end(refused: plan.refused.count, isAtomic: isAtomic && !plan.isEmpty)
    }

    /// The same of any plan; `isAtomic` says that it is --atomic that keeps the other rows from being applied.
    func end(refused count: Int, isAtomic: Bool, file: String? = nil, faults: [JSON]? = nil) throws {
        guard count > 0 else { return }
        guard self == .refused else { throw ExitCode.rowsRefused }
        let refused = count.counted("ligne est refusée", "lignes sont refusées")
        throw CommandError(
            .importRefused, "\(refused) : \(isAtomic ? "avec --atomic, rien n’est" : "rien n’a été") appliqué.", file: file,
            faults: faults)
    }
}
