internal import Dotations

/// A plan that was made of the rows of a sheet.
public protocol SheetReport: ApprovablePlan {
    /// Whether one refused row keeps all others from being applied.
    var isAtomic: Bool { get }
    /// Whether no row asks for anything that can be applied.
    var asksNothing: Bool { get }
    /// The rows that are not applied, and why.
    var refused: [RefusedRowDocument] { get }
    /// What is worth a look though it is applied: first about the sheet as a whole, then about rows.
    var warnings: [WarningDocument] { get }
}

extension SheetReport {
    /// Whether nothing would be done.
    public var isEmpty: Bool { asksNothing || (isAtomic && !refused.isEmpty) }

    /// Adds the rows that are refused and what was doubted, as an approval is for these too.
    func describeDoubts(to description: inout PlanDescription) {
        for refusal in refused {
            description.add(.refusal, refusal.row.map { .row($0) } ?? refusal.id.map { .id($0) } ?? .plan) { encoder in
                for reason in refusal.reasons { encoder.append(reason.message) }
            }
        }
        for warning in warnings { description.add(.warning, warning.row.map { .row($0) } ?? .plan) { $0.append(warning.message) } }
    }

    func encodeRows(of rows: Int, unchanged: Int, hidden: Int, to encoder: any Encoder) throws {
        try encoder.write([
            "rows": rows, "unchanged": unchanged, "hidden": hidden, "refused": refused, "warnings": warnings,
            "confirmations": confirmations,
        ])
    }
}
