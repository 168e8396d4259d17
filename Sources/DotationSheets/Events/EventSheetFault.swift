public import Spreadsheet

/// What is wrong with a cell of an event workbook: a stable code, where it is, and what the cell says.
///
/// The values are people's data: they go where the administrator asked for them, never into a log.
public struct EventSheetFault: Error, Sendable, Hashable {
    /// What is wrong, by a name that programs can rely on.
    public enum Code: String, Sendable, CaseIterable {
        case cellEmpty = "event-sheet.cell-empty"
        case cellMerged = "event-sheet.cell-merged"
        case cellFormula = "event-sheet.cell-formula"
        case cellType = "event-sheet.cell-type"
        case cellTooLong = "event-sheet.cell-too-long"
        case cellDate = "event-sheet.cell-date"
        case amountSyntax = "event-sheet.amount-syntax"
        case dateSyntax = "event-sheet.date-syntax"
        case numberSyntax = "event-sheet.number-syntax"
        case flagSyntax = "event-sheet.yes-no"
        case kindUnknown = "event-sheet.criterion-unknown"
        case statusUnknown = "event-sheet.status-unknown"
        case eventUnknown = "event-sheet.event-unknown"
        case boundUnclear = "event-sheet.bound-unclear"
        case dateAlone = "event-sheet.date-alone"
    }

    /// What is wrong.
    public let code: Code
    /// The sheet's name.
    public let sheet: String
    /// The row, from 1.
    public let row: Int
    /// The cell, where the sheet has its column.
    public let cell: CellReference?
    /// The column's title.
    public let column: String
    /// What the cell says.
    public let given: String

}

extension EventSheetFault: CustomStringConvertible {
    /// The code and the place alone: an error ends in logs, where nobody's data belongs.
    public var description: String { "\(code.rawValue) (\(sheet), \(cell?.description ?? String(row)))" }
}
