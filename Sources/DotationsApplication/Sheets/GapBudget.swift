public import Spreadsheet

/// Counts the empty cells that are written though the file does not have them: before a cell, and where rows are made as long as the first.
///
/// The cells that a file has are limited where it is read. What stands between them costs the file nothing, and a row with one cell in
/// the last column that a sheet can have is 16,384 cells long; so these are limited by as many, in all that a command writes.
public struct GapBudget {
    private let limit: Int
    private var count = 0

    /// As many as a file may have cells.
    public init(_ limits: ReadLimits) { limit = limits.cells }

    /// Counts what a row is filled with, before that is written.
    ///
    /// - Throws: `limit.cells`.
    public mutating func add(
        _ cells: Int, before cell: CellReference?, of sheet: Sheet, _ file: SheetFile, line: Int?
    ) throws(SpreadsheetError) {
        count += cells
        guard count > limit else { return }
        throw SpreadsheetError(
            .tooManyCells, exceeds: limit, measured: count, "more empty cells would be written than are allowed",
            at: file.format == .csv ? .init(file: file.name, line: line) : .init(file: file.name, sheet: sheet.name, cell: cell))
    }
}
