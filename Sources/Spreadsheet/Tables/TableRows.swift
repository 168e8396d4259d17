/// The rows of one table as they are read.
class TableRows {
    /// Builds the rows. The callbacks of libxml2 and a scanner never change it at the same time, so the run-time check for each row and cell is
    /// disabled.
    @exclusivity(unchecked) final var builder: RowBuilder
    /// Whether a complete row is waiting.
    @exclusivity(unchecked) final var hasRow = false
    /// How many more times the last row stands below itself.
    @exclusivity(unchecked) final var repeats = 0

    final let details: RowDetails?
    /// Gathers the merged cells and the links of a layout; nil while rows are read.
    final var layout: SheetLayoutBuilder?

    /// Rows for a reader, or for a layout.
    init(_ builder: consuming RowBuilder, details: RowDetails?, layout: SheetLayoutBuilder?) {
        self.builder = builder
        self.details = details
        self.layout = layout
    }

    /// Begins what a row has beside its cells.
    final func beginDetails() { details?.beginRow() }

    /// Sets the link of a cell that a worksheet has.
    ///
    /// - Throws: `limit.cells`.
    final func setLink(_ target: String, row: Int, column: Int) throws(SpreadsheetError) {
        let cell = CellReference(uncheckedRow: row, column: column)
        try layout?.addHyperlink(CellRange(cell, cell), target: target)
        details?.hyperlinks?.set(target, of: cell)
    }
}
