/// Gathers the merged ranges, the hyperlinks and the columns of a sheet, within limits.
struct SheetLayoutBuilder {
    var layout: SheetLayout {
        var layout = SheetLayout()
        layout.dimension = dimension
        layout.mergedCells = mergedCells
        layout.columns = columns
        layout.hyperlinks = Dictionary(links.map { ($0.cell, $0.target) }) { $1 }
        return layout
    }

    var dimension: CellRange?
    private var mergedCells: [CellRange] = []
    private var columns: [ColumnSettings] = []
    /// The links of cells, in the order of the sheet's part. Of two links of one cell the later one counts.
    private(set) var links: [CellLink] = []

    /// The number of cells that hyperlinks may still cover. One can name a very large range.
    private var room = 100_000
    private var listed = 0
    /// No spreadsheet saves more merged ranges, hyperlinks or columns than a sheet has rows.
    private static let mostListed = CellReference.lastRow

    /// - Throws: `limit.cells`.
    mutating func addMergedCells(_ range: CellRange?) throws(SpreadsheetError) {
        try countListed()
        if let range { mergedCells.append(range) }
    }

    /// Adds the settings of columns, if a worksheet has them.
    ///
    /// - Throws: `limit.cells`.
    mutating func addColumns(from first: Int?, to last: Int?, width: Double?, isHidden: Bool) throws(SpreadsheetError) {
        try countListed()
        guard let first, let last, 1...CellReference.lastColumn ~= first, first...CellReference.lastColumn ~= last else { return }
        columns.append(ColumnSettings(first...last, width: width, isHidden: isHidden))
    }

    /// Adds the cells that one spans, if they are more than one. They end where the worksheet does.
    ///
    /// - Throws: `limit.cells`.
    mutating func addSpan(_ spans: (rows: Int, columns: Int), row: Int, column: Int) throws(SpreadsheetError) {
        guard spans.rows > 1 || spans.columns > 1, let first = CellReference(row: row, column: column) else { return }
        func end(_ start: Int, _ span: Int, _ last: Int) -> Int { min(start - 1 + min(max(1, span), last), last) }
        try addMergedCells(
            CellRange(
                first,
                CellReference(
                    uncheckedRow: end(row, spans.rows, CellReference.lastRow),
                    column: end(column, spans.columns, CellReference.lastColumn))))
    }

    /// Adds a hyperlink, which over a range is each cell's. Once ranges are too large, it is only its first cell's.
    ///
    /// - Throws: `limit.cells`.
    mutating func addHyperlink(_ range: CellRange?, target: String) throws(SpreadsheetError) {
        try countListed()
        guard let range else { return }
        let rows = range.first.row...range.last.row
        let columns = range.first.column...range.last.column
        guard rows.count * columns.count <= min(10_000, room) else {
            links.append(CellLink(range.first, target))
            return
        }
        room -= rows.count * columns.count
        for row in rows {
            for column in columns { links.append(CellLink(CellReference(uncheckedRow: row, column: column), target)) }
        }
    }

    private mutating func countListed() throws(SpreadsheetError) {
        listed += 1
        guard listed <= Self.mostListed else {
            throw SpreadsheetError(
                .tooManyCells, exceeds: Self.mostListed, measured: listed, "too many merged cells, hyperlinks and columns")
        }
    }
}
