extension WorkbookEditor {
    /// Sets the width of a column, which is shown if it was hidden.
    ///
    /// - Parameters:
    ///   - width: The width in digits of the workbook's default font, from 0 to 255 (ECMA-376 part 1, 18.3.1.13).
    ///   - column: The column.
    ///   - sheet: The name of the sheet.
    /// - Throws: `sheet.not-found` if there is no such worksheet; `write.invalid` if the width is not from 0 to 255.
    public mutating func setWidth(_ width: Double, ofColumn column: ColumnReference, of sheet: String) throws(SpreadsheetError) {
        try checkIsWorksheet(sheet)
        try require(
            0...255 ~= width, "A column's width is from 0 to 255.",
            at: .init(file: fileName, sheet: sheet, cell: CellReference(uncheckedRow: 1, column: column.number)))
        edits[sheet, default: SheetEdits()].setWidth(width, ofColumn: column.number)
    }

    /// Shows a row that is hidden, by a filter too, which stays as it is.
    ///
    /// - Throws: `sheet.not-found` if there is no such worksheet; `write.bad-place` if no worksheet has the row.
    public mutating func showRow(_ row: Int, of sheet: String) throws(SpreadsheetError) {
        try checkIsWorksheet(sheet)
        try require(
            1...CellReference.lastRow ~= row, "A sheet has at most 1,048,576 rows.", .unwritablePlace,
            at: .init(file: fileName, sheet: sheet))
        edits[sheet, default: SheetEdits()].shownRows.insert(row)
    }

    /// Has the table and the filter that end at the left of a cell, and have their header in its row, take in the columns that begin there.
    ///
    /// The cells of the titles are set by themselves, as in a table they are what its columns are called. A table stays as it is where it has one of the
    /// titles already, the columns are another table's, or its own come from a query.
    ///
    /// - Parameters:
    ///   - titles: The titles of the columns.
    ///   - cell: The cell of the first title.
    ///   - sheet: The name of the sheet.
    /// - Throws: `sheet.not-found` if there is no such worksheet; `write.bad-place` if no worksheet has so many columns; `write.invalid` if the titles
    ///   are not texts of 1 to 255 characters that differ.
    public mutating func extendTables(
        over titles: [String], at cell: CellReference, of sheet: String
    ) throws(SpreadsheetError) {
        try checkIsWorksheet(sheet)
        let place = SpreadsheetError.Location(file: fileName, sheet: sheet, cell: cell)
        try require(
            cell.column + titles.count - 1 <= CellReference.lastColumn, "A sheet has at most 16,384 columns.", .unwritablePlace, at: place)
        try require(
            titles.allSatisfy { 1...255 ~= $0.utf16.count } && Set(titles.map { $0.lowercased() }).count == titles.count,
            "The titles of a table's columns are texts of 1 to 255 characters that differ.", at: place)
        edits[sheet, default: SheetEdits()].tableExtensions.append(TableExtension(cell: cell, titles: titles))
    }

    /// Adds a note to a cell (ECMA-376 part 1, 18.7). It takes the place of the one that the cell has; the others stay.
    ///
    /// - Throws: `sheet.not-found` if there is no such worksheet; `write.too-long` if the text has more than 32,767 UTF-16 units. When the workbook is
    ///   saved, `write.invalid` if people discuss the cell in a thread, which a note cannot replace.
    public mutating func setComment(_ comment: CellComment, of sheet: String) throws(SpreadsheetError) {
        try checkIsWorksheet(sheet)
        try require(
            comment.text.utf16.count <= WorkbookOutput.textLimit, "A comment contains at most 32,767 UTF-16 units of text.",
            .writtenTooLong,
            at: .init(file: fileName, sheet: sheet, cell: comment.cell))
        edits[sheet, default: SheetEdits()].setComment(comment)
    }
}
