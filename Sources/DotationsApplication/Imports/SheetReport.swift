public import Dotations

/// A plan that was made of the rows of a sheet, with the names of the people and the cells that it speaks of.
public protocol SheetReport: ApprovablePlan {
    /// Whether one refused row keeps all others from being applied.
    var isAtomic: Bool { get }
    /// Whether no row asks for anything that can be applied.
    var asksNothing: Bool { get }
    /// The rows that are not applied, and why.
    var refused: [RefusedRow] { get }
    /// What is worth a look about rows, though it is applied.
    var warnings: [PlannedWarning] { get }
    /// What is worth a look about the sheet as a whole.
    var notes: [Warning] { get }
    /// The dotations that the plan is about.
    var dotations: [Dotation.ID: Dotation] { get }
    /// Where a row has its value of a column, such as `F5`.
    var cell: (Int, SheetColumn) -> String? { get }
    /// What is wrong with a refused row, and what to do about it.
    func words(on reason: Reason) -> (message: String, advice: String)
}

extension SheetReport {
    /// Whether nothing would be done.
    public var isEmpty: Bool { asksNothing || (isAtomic && !refused.isEmpty) }

    /// Adds the rows that are refused and what was doubted, as an approval is for these too.
    func describeDoubts(to description: inout PlanDescription) {
        for refusal in refused {
            description.add(.refusal, .row(refusal.row)) { encoder in
                for reason in refusal.reasons { encoder.append(reason.message) }
            }
        }
        for warning in warnings { description.add(.warning, .row(warning.row)) { $0.append(warning.warning.message) } }
    }
}
