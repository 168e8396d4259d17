extension SheetWriter {
    /// Writes a formula and its result.
    ///
    /// - Parameters:
    ///   - formula: The formula without its equals sign, in the form of files: English names, commas between arguments, newer
    ///     functions with their prefix such as `_xlfn.`; at most 8,192 UTF-16 units.
    ///   - value: The result. If it is blank, the spreadsheet computes it when it opens the workbook.
    ///   - style: The cell's style.
    /// - Throws: `write.too-long`; `write.invalid` if the formula is empty or begins with an equals sign; as the method for
    ///   the kind of value.
    public mutating func appendFormula(_ formula: String, value: CellValue = .blank, style: StyleID? = nil) throws(SpreadsheetError) {
        if let cell = CellReference(row: max(row.number, 1), column: row.column + 1) { try checkIsApart(CellRange(cell, cell)) }
        try put(formula: formula, of: nil, value: value, style: style)
    }

    /// Writes a formula whose results fill a range (ECMA-376 part 1, 18.3.1.40), which starts at this cell.
    ///
    /// The other cells of the range get their results as values, where they come: without them they are empty until the spreadsheet computes them.
    ///
    /// - Parameters:
    ///   - formula: The formula, as in ``appendFormula(_:value:style:)``.
    ///   - range: The cells that the formula fills; this cell is the first.
    ///   - value: The result of this cell. If it is blank, the spreadsheet computes all of them when it opens the workbook.
    ///   - style: The cell's style.
    /// - Throws: `write.bad-place` if the range does not start at this cell; `write.invalid` if it overlaps that of another array formula; as
    ///   ``appendFormula(_:value:style:)``.
    public mutating func appendArrayFormula(
        _ formula: String, filling range: CellRange, value: CellValue = .blank, style: StyleID? = nil
    ) throws(SpreadsheetError) {
        guard range.first.row == row.number, range.first.column == row.column + 1 else {
            throw invalid(.unwritablePlace, "The range of an array formula starts at the formula's cell.")
        }
        try checkIsApart(range)
        try put(formula: formula, of: range, value: value, style: style)
        output.pointee.arrayRanges.append(range)
    }

    /// Refuses a formula in cells that an array formula fills.
    private mutating func checkIsApart(_ range: CellRange) throws(SpreadsheetError) {
        guard !output.pointee.arrayRanges.isEmpty else { return }
        // Rows come from top to bottom.
        let number = row.number
        guard !output.pointee.arrayRanges.contains(where: { $0.last.row >= number && $0.overlaps(range) }) else {
            throw invalid(.notWritable, "An array formula fills this cell, which has no formula of its own.")
        }
    }

    private mutating func put(
        formula: String, of range: CellRange?, value: CellValue, style: StyleID?
    ) throws(SpreadsheetError) {
        guard !formula.isEmpty, !formula.utf8.starts(with: "=".utf8) else {
            throw invalid(.notWritable, "A formula is empty or begins with an equals sign.")
        }
        guard formula.utf16.count <= 8192 else { throw invalid(.writtenTooLong, "A formula has at most 8,192 characters.") }
        var index = try resolved(style)
        var days = 0.0
        switch value {
        case .number(let number): try check(number)
        case .text(let text): try checkLength(text)
        case .error(let error): try check(error)
        case .date(let date):
            days = try serial(date, style: index)
            index = try styles.index(of: DateKind(date), over: index)
        case .blank, .boolean: break
        }
        openCell(style: index)
        switch value {
        case .blank, .number, .date: break
        case .text: stream.put(" t=\"str\"")
        case .boolean: stream.put(" t=\"b\"")
        case .error: stream.put(" t=\"e\"")
        }
        stream.put("><f")
        if let range {
            stream.raw(" t=\"array\"")
            stream.attribute("ref", range.description)
        }
        stream.raw(">")
        stream.text(formula)
        stream.raw("</f>")
        if value == .blank {
            output.pointee.needsCalculation = true
        } else {
            stream.raw("<v>")
            stream.reserve(64)
            switch value {
            case .number(let number): stream.put(number: number)
            case .date: stream.put(number: days)
            case .boolean(let boolean): stream.put(byte: UInt8(ascii: boolean ? "1" : "0"))
            case .text(let text): stream.text(text)
            case .error(let error): stream.text(error.written.rawValue)
            case .blank: break
            }
            stream.raw("</v>")
        }
        stream.raw("</c>")
        if output.pointee.fittedWidths.isActive { fit(value, style: index) }
    }
}
