/// Collects the merged cells and the links of a table.
final class TableLayout {
    private(set) var layout = SheetLayout()
    private var listed = 0

    /// - Throws: `limit.cells`.
    func add(_ spans: (rows: Int, columns: Int), row: Int, column: Int) throws(SpreadsheetError) {
        guard spans.rows > 1 || spans.columns > 1, row <= CellReference.lastRow, column <= CellReference.lastColumn else { return }
        try count()
        let last = (
            row: min(row - 1 + min(max(1, spans.rows), CellReference.lastRow), CellReference.lastRow),
            column: min(column - 1 + min(max(1, spans.columns), CellReference.lastColumn), CellReference.lastColumn)
        )
        layout.mergedCells.append(
            CellRange(
                CellReference(uncheckedRow: row, column: column), CellReference(uncheckedRow: last.row, column: last.column)))
    }

    func setLink(_ target: String, row: Int, column: Int) {
        guard row <= CellReference.lastRow, layout.hyperlinks.count < CellReference.lastRow else { return }
        layout.hyperlinks[CellReference(uncheckedRow: row, column: column)] = target
    }

    /// No spreadsheet saves more merged ranges than a sheet has rows.
    private func count() throws(SpreadsheetError) {
        listed += 1
        guard listed <= CellReference.lastRow else {
            throw SpreadsheetError(.tooManyCells, exceeds: CellReference.lastRow, measured: listed, "too many merged cells")
        }
    }
}
