// What the binary formats call: their cells hold values and not texts of values.
extension RowBuilder {
    /// Starts a cell in a column, from 1.
    ///
    /// - Throws: `sheet.bad-ref` if no worksheet has the column, `sheet.duplicate-cell`, `limit.cells`.
    @inline(__always)
    mutating func beginCell(column: Int) throws(SpreadsheetError) {
        guard 1...CellReference.lastColumn ~= column else {
            throw SpreadsheetError(.badReference, "a cell is in a column that no worksheet has", at: place(lastColumn))
        }
        try countCell(column)
    }

    /// A number, or the error that stands for one that is infinite or none.
    ///
    /// - Throws: As ``appendText(_:column:style:hasFormula:isError:)``.
    @inline(__always)
    mutating func append(_ number: Double, column: Int, style: UInt32, hasFormula: Bool) throws(SpreadsheetError) {
        guard number.isFinite else { return try append(.number, column: column, style: style, hasFormula: hasFormula) }
        appendScanned(numberKind(style), column: column, payload: number.bitPattern, style: style, hasFormula: hasFormula)
    }

    mutating func append(_ value: Bool, column: Int, style: UInt32, hasFormula: Bool) {
        appendScanned(.boolean, column: column, payload: value ? 1 : 0, style: style, hasFormula: hasFormula)
    }

    /// - Throws: As ``appendText(_:column:style:hasFormula:isError:)``.
    mutating func append(_ error: CellError, column: Int, style: UInt32, hasFormula: Bool) throws(SpreadsheetError) {
        let start = text.count
        for byte in error.rawValue.utf8 { try text.append(byte) }
        try appendText(start..<text.count, column: column, style: style, hasFormula: hasFormula, isError: true)
    }

    /// An error by its number in a record ([MS-XLSB] 2.5.97.2, [MS-XLS] 2.5.10).
    ///
    /// - Throws: `sheet.bad-value` for an unknown number; as ``appendText(_:column:style:hasFormula:isError:)``.
    mutating func appendError(_ number: UInt8, column: Int, style: UInt32, hasFormula: Bool) throws(SpreadsheetError) {
        guard let error = CellError(number: number) else {
            throw SpreadsheetError(.badValue, "a cell has an error that no spreadsheet knows", at: place(column))
        }
        try append(error, column: column, style: style, hasFormula: hasFormula)
    }

    /// A text of the shared strings, by its index.
    ///
    /// - Throws: `sheet.bad-shared-string`.
    @inline(__always)
    mutating func appendSharedText(_ index: Int, column: Int, style: UInt32, hasFormula: Bool) throws(SpreadsheetError) {
        guard 0..<sharedStringCount ~= index else {
            throw SpreadsheetError(.badSharedString, "the shared strings have no such index", at: place(column))
        }
        appendScanned(.sharedText, column: column, payload: UInt64(index), style: style, hasFormula: hasFormula)
    }

    /// A text of UTF-16 units, the lower byte first.
    ///
    /// - Throws: `memory.exhausted`; as ``appendText(_:column:style:hasFormula:isError:)``.
    mutating func appendText(
        utf16 units: UnsafeRawBufferPointer, column: Int, style: UInt32, hasFormula: Bool
    ) throws(SpreadsheetError) {
        let start = text.count
        try text.append(utf16: units)
        try appendText(start..<text.count, column: column, style: style, hasFormula: hasFormula)
    }
}
