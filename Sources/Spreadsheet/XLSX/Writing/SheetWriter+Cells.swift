extension SheetWriter {
    /// Writes the next cell of the open row. See the methods for each kind of value.
    ///
    /// - Throws: A code of `write.`, with the cell.
    public mutating func appendCell(_ value: CellValue, style: StyleID? = nil) throws(SpreadsheetError) {
        switch value {
        case .blank: try appendBlank(style: style)
        case .number(let number): try appendNumber(number, style: style)
        case .date(let date): try appendDate(date, style: style)
        case .text(let text): try appendText(text, style: style)
        case .boolean(let boolean): try appendBoolean(boolean, style: style)
        case .error(let error): try appendError(error, style: style)
        }
    }

    /// Writes an empty cell if there is a style, and otherwise skips the cell.
    ///
    /// - Throws: `write.bad-place` if the row is full or not open.
    public mutating func appendBlank(style: StyleID? = nil) throws(SpreadsheetError) {
        let index = try resolved(style)
        guard style != nil else {
            row.column += 1
            return
        }
        openCell(style: index)
        stream.put("/>")
    }

    /// Writes a number in its shortest exact form.
    ///
    /// - Throws: `write.bad-number` if the number is infinite or NaN; `write.bad-place` if the row is full or not open.
    public mutating func appendNumber(_ value: Double, style: StyleID? = nil) throws(SpreadsheetError) {
        try check(value)
        put(number: value, style: try resolved(style))
    }

    mutating func check(_ number: Double) throws(SpreadsheetError) {
        guard number.isFinite else { throw invalid(.unwritableNumber, "A cell cannot contain infinity or NaN.") }
    }

    private mutating func put(number: Double, style: UInt32) {
        openCell(style: style)
        stream.put("><v>")
        stream.put(number: number)
        stream.put("</v></c>")
        if output.pointee.fittedWidths.isActive { fit(.number(number), style: style) }
    }

    /// Writes a date as its serial number. If the cell's style has no number format, it gets that of a date, a time or both.
    ///
    /// A date of the other date system is converted. A time or a duration, which is the same in both, is a value whose number format
    /// shows hours, minutes or seconds and no day, such as `[h]:mm`, a value of less than a day without a number format,
    /// and any value before day 1 of the 1900 system.
    ///
    /// - Throws: `write.bad-date` if the date is outside the workbook's date system; `write.bad-place` if the row is full or not
    ///   open.
    public mutating func appendDate(_ value: SerialDate, style: StyleID? = nil) throws(SpreadsheetError) {
        let base = try resolved(style)
        let serial = try serial(value, style: base)
        put(number: serial, style: try styles.index(of: DateKind(value), over: base))
    }

    /// Writes `TRUE` or `FALSE`.
    ///
    /// - Throws: `write.bad-place` if the row is full or not open.
    public mutating func appendBoolean(_ value: Bool, style: StyleID? = nil) throws(SpreadsheetError) {
        put(boolean: value, style: try resolved(style))
    }

    private mutating func put(boolean: Bool, style: UInt32) {
        openCell(style: style)
        if boolean { stream.put(" t=\"b\"><v>1</v></c>") } else { stream.put(" t=\"b\"><v>0</v></c>") }
        if output.pointee.fittedWidths.isActive { fit(.boolean(boolean), style: style) }
    }

    /// Writes an error value. One of LibreOffice that workbooks do not know, such as `Err:502`, or that it shows in French, such as
    /// `#NOM ?`, is written as the one that LibreOffice itself writes for it.
    ///
    /// - Throws: `write.invalid` if it is not of the form of `#N/A` or `#SPILL!`; `write.bad-place` if the row is full or
    ///   not open.
    public mutating func appendError(_ value: CellError, style: StyleID? = nil) throws(SpreadsheetError) {
        try check(value)
        put(error: value, style: try resolved(style))
    }

    private mutating func put(error: CellError, style: UInt32) {
        openCell(style: style)
        stream.put(" t=\"e\"><v>")
        stream.text(error.written.rawValue)
        stream.raw("</v></c>")
        if output.pointee.fittedWidths.isActive { fit(.error(error.written), style: style) }
    }

    mutating func check(_ error: CellError) throws(SpreadsheetError) {
        guard error.written.hasSyntaxOfErrors else {
            throw invalid(.notWritable, "An error value is a number sign, capital letters, and an exclamation or question mark.")
        }
    }

    // MARK: Dates

    /// The serial number of a date in the workbook's date system, in a cell of a style.
    mutating func serial(_ date: SerialDate, style: UInt32) throws(SpreadsheetError) -> Double {
        guard styles.isTime(date, in: style), date.serial.isFinite else { return try converted(date) }
        return date.serial
    }

    private mutating func converted(_ date: SerialDate) throws(SpreadsheetError) -> Double {
        guard let serial = date.serial(in: output.pointee.options.dateSystem) else {
            throw invalid(.unwritableDate, "The date is outside the workbook's date system.")
        }
        return serial
    }

    // MARK: Rows

    /// Refuses what ``appendCell(_:style:)`` would.
    mutating func check(_ value: CellValue, style: StyleID?) throws(SpreadsheetError) {
        let base = try resolved(style)
        switch value {
        case .blank, .boolean: break
        case .number(let number): try check(number)
        case .date(let date):
            _ = try serial(date, style: base)
            _ = try styles.index(of: DateKind(date), over: base)
        case .text(let text):
            try checkLength(text)
            _ = try index(ofTextWith: text.utf8.first, over: base)
        case .error(let error): try check(error)
        }
    }

    /// Refuses what ``copy(_:style:)`` would.
    mutating func check(_ cell: CellView, style: StyleID?) throws(SpreadsheetError) {
        try move(toColumn: cell.column)
        let kind = cell.kind
        guard kind != .blank else { return }
        let base = try index(of: cell, over: resolved(style))
        switch kind {
        case .blank, .boolean, .number: break
        case .date:
            _ = try serial(of: cell)
            _ = try styles.index(of: DateKind(cell.date), over: base)
        case .text:
            try cell.utf8.withUnsafeBufferPointer { (text) throws(SpreadsheetError) in
                try check(text, isUTF8: true)
                _ = try index(ofTextWith: text.first, over: base)
            }
        case .error: try check(error(of: cell))
        }
        row.column = cell.column
    }

    /// Writes a reader's cell into its column, unless it is empty.
    mutating func copy(_ cell: CellView, style: StyleID?) throws(SpreadsheetError) {
        try move(toColumn: cell.column)
        let kind = cell.kind
        guard kind != .blank else { return }
        let index = try index(of: cell, over: resolved(style))
        switch kind {
        case .blank: break
        case .number: put(number: cell.number ?? 0, style: index)
        case .date: put(number: try serial(of: cell), style: try styles.index(of: DateKind(cell.date), over: index))
        case .boolean: put(boolean: cell.boolean ?? false, style: index)
        case .text:
            try cell.utf8.withUnsafeBufferPointer { (text) throws(SpreadsheetError) in try put(text: text, isUTF8: true, style: index) }
        case .error: put(error: error(of: cell), style: index)
        }
    }

    private func error(of cell: CellView) -> CellError {
        CellError(rawValue: cell.utf8.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
    }

    /// The base style with the number format of a reader's cell.
    @inline(__always)
    private mutating func index(of cell: CellView, over base: UInt32) throws(SpreadsheetError) -> UInt32 {
        if let known = output.pointee.copiedFormats.index(of: cell.formatIndex, over: base) { return known }
        let format = output.pointee.copiedFormats.numberFormat(of: cell.formatIndex)
        let index = format.isWritable ? try styles.index(of: format, over: base) : base
        output.pointee.copiedFormats.note(index, of: cell.formatIndex, over: base)
        return index
    }

    /// The serial number of a reader's date in the workbook's date system. It is checked only if it is converted.
    private mutating func serial(of cell: CellView) throws(SpreadsheetError) -> Double {
        let date = cell.date
        let isKept = date.system == output.pointee.options.dateSystem || date.isBeforeFirstDay || cell.numberFormat.isTime
        return isKept ? date.serial : try converted(date)
    }
}
