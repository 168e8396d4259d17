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

    private mutating func check(_ number: Double) throws(SpreadsheetError) {
        guard number.isFinite else { throw invalid(.unwritableNumber, "A cell cannot contain infinity or NaN.") }
    }

    private mutating func put(number: Double, style: UInt32) {
        openCell(style: style)
        stream.put("><v>")
        stream.put(number: number)
        stream.put("</v></c>")
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
    }

    /// Writes text. If it begins with `=`, `+`, `-` or `@`, the cell's style keeps it text.
    ///
    /// - Throws: `write.too-long` if the text has more than 32,767 UTF-16 units; `write.bad-place` if the row is full or not open.
    public mutating func appendText(_ value: String, style: StyleID? = nil) throws(SpreadsheetError) {
        var value = value
        value.makeContiguousUTF8()
        try value.utf8.span.withUnsafeBufferPointer { (bytes) throws(SpreadsheetError) in
            try put(text: bytes, isUTF8: true, style: resolved(style))
        }
    }

    /// Writes text from its UTF-8 bytes, without a string.
    ///
    /// - Throws: As ``appendText(_:style:)``, and `write.bad-character` if the bytes are not UTF-8.
    public mutating func appendText(utf8 bytes: Span<UInt8>, style: StyleID? = nil) throws(SpreadsheetError) {
        try bytes.withUnsafeBufferPointer { (bytes) throws(SpreadsheetError) in
            try put(text: bytes, isUTF8: false, style: resolved(style))
        }
    }

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
        case .blank, .number, .date: stream.put("><f>")
        case .text: stream.put(" t=\"str\"><f>")
        case .boolean: stream.put(" t=\"b\"><f>")
        case .error: stream.put(" t=\"e\"><f>")
        }
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
    }

    // MARK: Text

    @inline(never)
    private mutating func tooLong() -> SpreadsheetError { invalid(.writtenTooLong, "A cell contains at most 32,767 UTF-16 units of text.") }

    private mutating func check(_ text: UnsafeBufferPointer<UInt8>, isUTF8: Bool) throws(SpreadsheetError) {
        if !isUTF8 {
            guard (try? UTF8Span(validating: text.span)) != nil else {
                throw invalid(.unwritableCharacter, "The bytes of a text are not UTF-8.")
            }
        }
        // No text has more UTF-16 units than bytes.
        if text.count > WorkbookOutput.textLimit, String(decoding: text, as: UTF8.self).utf16.count > WorkbookOutput.textLimit {
            throw tooLong()
        }
    }

    private mutating func checkLength(_ text: String) throws(SpreadsheetError) {
        if text.utf8.count > WorkbookOutput.textLimit, text.utf16.count > WorkbookOutput.textLimit { throw tooLong() }
    }

    @inline(__always)
    private mutating func index(ofTextWith first: UInt8?, over base: UInt32) throws(SpreadsheetError) -> UInt32 {
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): try styles.quotedIndex(of: base)
        default: base
        }
    }

    private mutating func put(text: UnsafeBufferPointer<UInt8>, isUTF8: Bool, style: UInt32) throws(SpreadsheetError) {
        let index = try index(ofTextWith: text.first, over: style)
        if output.pointee.options.strings.isShared {
            let item: Int
            let hash = strings.hash(of: text)
            if let known = strings.index(of: text, hash: hash) {
                item = known
            } else {
                try check(text, isUTF8: isUTF8)
                item = strings.append(text, hash: hash)
            }
            strings.references += 1
            openCell(style: index)
            stream.put(" t=\"s\"><v>")
            stream.put(integer: item)
            stream.put("</v></c>")
        } else {
            try check(text, isUTF8: isUTF8)
            openCell(style: index)
            stream.put(" t=\"inlineStr\"><is>")
            stream.textElement(text)
            stream.raw("</is></c>")
        }
        if row.isHeader { output.pointee.headers[row.number, default: [:]][row.column] = String(decoding: text, as: UTF8.self) }
    }

    private mutating func check(_ error: CellError) throws(SpreadsheetError) {
        guard error.written.hasSyntaxOfErrors else {
            throw invalid(.notWritable, "An error value is a number sign, capital letters, and an exclamation or question mark.")
        }
    }

    // MARK: Dates

    /// The serial number of a date in the workbook's date system, in a cell of a style.
    private mutating func serial(_ date: SerialDate, style: UInt32) throws(SpreadsheetError) -> Double {
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
        if let known = output.pointee.copiedFormats.index(of: cell.style, over: base) { return known }
        let format = output.pointee.copiedFormats.numberFormat(of: cell.style)
        let index = format.isWritable ? try styles.index(of: format, over: base) : base
        output.pointee.copiedFormats.note(index, of: cell.style, over: base)
        return index
    }

    /// The serial number of a reader's date in the workbook's date system. It is checked only if it is converted.
    private mutating func serial(of cell: CellView) throws(SpreadsheetError) -> Double {
        let date = cell.date
        let isKept = date.system == output.pointee.options.dateSystem || date.isBeforeFirstDay || cell.numberFormat.isTime
        return isKept ? date.serial : try converted(date)
    }
}
