extension SheetWriter {
    /// Writes the next row. The first value is in column A.
    ///
    /// - Parameters:
    ///   - values: The values of the cells.
    ///   - style: The style of the cells; nil for those of their columns. A blank with a style is a cell.
    /// - Throws: As ``beginRow(_:height:isHidden:style:)`` and ``appendCell(_:style:)``, with the cell at fault. The row is then not written.
    public mutating func append(_ values: [CellValue], style: StyleID? = nil) throws(SpreadsheetError) {
        try checkRow(values, style: style)
        try beginRow()
        for value in values { try appendCell(value, style: style) }
    }

    private mutating func checkRow(_ values: [CellValue], style: StyleID?) throws(SpreadsheetError) {
        let before = row
        defer { row = before }
        row = try nextRow()
        for value in values {
            try check(value, style: style)
            row.column += 1
        }
    }

    /// Writes a reader's row as the next row: each cell in its column with its number format, without making strings.
    ///
    /// The row's number, whether it is hidden, and empty cells are not copied.
    /// A number format that spreadsheets do not accept is dropped. Dates are converted to the workbook's date system; times and
    /// durations, which their number formats distinguish from dates, are not.
    ///
    /// - Parameters:
    ///   - source: The row.
    ///   - style: The style of its cells; nil for those of their columns. Its number format, if any, takes precedence.
    /// - Throws: As ``beginRow(_:height:isHidden:style:)`` and ``appendCell(_:style:)``, with the cell at fault. The row is then not written.
    public mutating func append(_ source: RowView, style: StyleID? = nil) throws(SpreadsheetError) {
        output.pointee.copiedFormats.begin(source.styles)
        try checkRow(source, style: style)
        try beginRow()
        for position in 0..<source.count { try copy(source[position], style: style) }
    }

    private mutating func checkRow(_ source: RowView, style: StyleID?) throws(SpreadsheetError) {
        let before = row
        defer { row = before }
        row = try nextRow()
        for position in 0..<source.count { try check(source[position], style: style) }
    }

    /// Begins a row, and ends the previous one.
    ///
    /// - Parameters:
    ///   - number: The row's number, higher than those before; nil for the next.
    ///   - height: The height in points, up to 409.5; nil for the default.
    ///   - isHidden: Whether the row is hidden.
    ///   - style: The style of cells without a style, including those that are not written.
    /// - Throws: `write.bad-place` if the sheet has ended, or the row is not after the last one or is outside a sheet; `write.invalid`
    ///   if the height or the style is not valid; `file.unwritable`.
    public mutating func beginRow(
        _ number: Int? = nil, height: Double? = nil, isHidden: Bool = false, style: StyleID? = nil
    ) throws(SpreadsheetError) {
        var next = try nextRow(number)
        if let height { guard 0...409.5 ~= height else { throw invalid(.notWritable, "A row's height is from 0 to 409.5 points.") } }
        if let style { try check(style) }
        try stream.check()
        output.pointee.endRow()
        next.style = style?.index ?? 0
        next.isHeader = output.pointee.features.tables.contains { $0.range.first.row == next.number }
        row = next
        stream.reserve(64)
        stream.put("<row r=\"")
        stream.put(row.label.bytes, count: row.label.count)
        if row.style != 0 {
            stream.attribute("s", Int(row.style))
            stream.raw(" customFormat=\"1\"")
        }
        if let height {
            stream.attribute("ht", height)
            stream.raw(" customHeight=\"1\"")
        }
        if isHidden { stream.raw(" hidden=\"1\"") }
        stream.raw(">")
    }

    private mutating func nextRow(_ number: Int? = nil) throws(SpreadsheetError) -> WorkbookOutput.RowState {
        guard isOpen else { throw noPlace() }
        let number = number ?? row.number + 1
        guard number > row.number, number <= CellReference.lastRow else {
            throw invalid(.unwritablePlace, "Rows come from top to bottom, up to row 1,048,576; row \(number) does not.")
        }
        return .init(number: number, isOpen: true, label: XMLWriter.RowLabel(number))
    }

    /// Skips cells, so that the next one is in a column.
    ///
    /// - Parameter column: The column, from 1, after the last one written.
    /// - Throws: `write.bad-place` if no row is open, or the column is not after the last one or is outside a sheet.
    public mutating func move(toColumn column: Int) throws(SpreadsheetError) {
        guard isOpen, row.isOpen else { throw noPlace() }
        guard column > row.column, column <= CellReference.lastColumn else {
            throw invalid(.unwritablePlace, "Cells come from left to right, up to column XFD; column \(column) does not.")
        }
        row.column = column - 1
    }

    // MARK: Places and styles

    @inline(never)
    mutating func invalid(_ code: SpreadsheetError.Code, _ detail: String) -> SpreadsheetError {
        SpreadsheetError(
            code, detail,
            at: .init(
                sheet: output.pointee.sheets[number - 1].name,
                cell: isOpen && row.isOpen ? CellReference(row: row.number, column: row.column + 1) : nil))
    }

    /// The error of a cell without a place.
    @inline(never)
    private mutating func noPlace() -> SpreadsheetError {
        guard isOpen else { return invalid(.unwritablePlace, "The sheet has ended, as another was added or the workbook finished.") }
        if row.isOpen { return invalid(.unwritablePlace, "A row has at most 16,384 cells.") }
        return invalid(.unwritablePlace, "A cell belongs to a row, and none is open.")
    }

    mutating func check(_ style: StyleID) throws(SpreadsheetError) {
        guard output.pointee.isKnown(style) else { throw invalid(.notWritable, "The style is another workbook's.") }
    }

    /// The style of the next cell: its own, its row's or its column's.
    @inline(__always)
    mutating func resolved(_ style: StyleID?) throws(SpreadsheetError) -> UInt32 {
        guard isOpen, row.isOpen, row.column < CellReference.lastColumn else { throw noPlace() }
        if let style {
            try check(style)
            return style.index
        }
        if row.style != 0 || row.column >= output.pointee.columnStyles.count { return row.style }
        return output.pointee.columnStyles[row.column]
    }

    /// Begins the next cell up to the end of its attribute `s`, with room for 160 more bytes.
    @inline(__always)
    mutating func openCell(style: UInt32) {
        row.column &+= 1
        row.last = row.column
        if row.first == 0 { row.first = row.column }
        stream.reserve(256)
        stream.put("<c r=\"")
        stream.put(column: row.column)
        stream.put(row.label.bytes, count: row.label.count)
        if style != 0 {
            stream.put(" s=\"")
            stream.put(integer: Int(style))
            stream.put("\"")
        }
    }
}
