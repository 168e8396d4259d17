extension WorkbookWriter {
    /// Writes the next cell of the open row, whatever its value. See the methods for each kind of value.
    ///
    /// - Throws: A code of `write.`, with the cell.
    public mutating func cell(_ value: CellValue, style: StyleID? = nil) throws(SpreadsheetError) {
        switch value {
        case .blank: try blank(style: style)
        case .number(let number): try self.number(number, style: style)
        case .date(let date): try self.date(date, style: style)
        case .text(let text): try self.text(text, style: style)
        case .boolean(let boolean): try self.boolean(boolean, style: style)
        case .error(let error): try self.error(error, style: style)
        }
    }

    /// Writes an empty cell where there is a style, and leaves the cell out where there is none.
    ///
    /// - Throws: `write.bad-place` where the row is full or not open.
    public mutating func blank(style: StyleID? = nil) throws(SpreadsheetError) {
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
    /// - Throws: `write.bad-number` where the number is infinite or none; `write.bad-place` where the row is full or not open.
    public mutating func number(_ value: Double, style: StyleID? = nil) throws(SpreadsheetError) {
        guard value.isFinite else { throw invalid(.unwritableNumber, "A cell cannot hold an infinite number, or none.") }
        openCell(style: try resolved(style))
        stream.put("><v>")
        stream.put(number: value)
        stream.put("</v></c>")
    }

    /// Writes a date as its serial number. Where the cell's style has no number format, it gets that of a date, a time or both.
    ///
    /// - Throws: `write.bad-date` where the workbook's date system does not reach the date; `write.bad-place` where the row is full or not
    ///   open.
    public mutating func date(_ value: SerialDate, style: StyleID? = nil) throws(SpreadsheetError) {
        let serial = try serial(value)
        openCell(style: try styles.index(of: Self.variant(of: serial), of: resolved(style)))
        stream.put("><v>")
        stream.put(number: serial)
        stream.put("</v></c>")
    }

    /// Writes `TRUE` or `FALSE`.
    ///
    /// - Throws: `write.bad-place` where the row is full or not open.
    public mutating func boolean(_ value: Bool, style: StyleID? = nil) throws(SpreadsheetError) {
        openCell(style: try resolved(style))
        if value { stream.put(" t=\"b\"><v>1</v></c>") } else { stream.put(" t=\"b\"><v>0</v></c>") }
    }

    /// Writes an error value.
    ///
    /// - Throws: `write.invalid` where it does not look like one, as `#N/A` and `#SPILL!` do; `write.bad-place` where the row is full or
    ///   not open.
    public mutating func error(_ value: CellError, style: StyleID? = nil) throws(SpreadsheetError) {
        try check(value)
        openCell(style: try resolved(style))
        stream.put(" t=\"e\"><v>")
        stream.text(value.rawValue)
        stream.raw("</v></c>")
    }

    /// Writes text, which stays text whatever it looks like: where it begins with `=`, `+`, `-` or `@`, the cell's style says so.
    ///
    /// - Throws: `write.too-long` where the text has more than 32,767 UTF-16 units; `write.bad-place` where the row is full or not open.
    public mutating func text(_ value: String, style: StyleID? = nil) throws(SpreadsheetError) {
        var value = value
        value.makeContiguousUTF8()
        try value.utf8.span.withUnsafeBufferPointer { (bytes) throws(SpreadsheetError) in
            try text(bytes, isUTF8: true, style: style)
        }
    }

    /// Writes text from its UTF-8 bytes, which saves making a string of them.
    ///
    /// - Throws: As ``text(_:style:)``, and `write.bad-character` where the bytes are not UTF-8.
    public mutating func text(utf8 bytes: Span<UInt8>, style: StyleID? = nil) throws(SpreadsheetError) {
        try bytes.withUnsafeBufferPointer { (bytes) throws(SpreadsheetError) in
            try text(bytes, isUTF8: false, style: style)
        }
    }

    /// Writes a formula and its result.
    ///
    /// - Parameters:
    ///   - formula: The formula without its equals sign, in the form that files have: English names, commas between arguments, newer
    ///     functions with their prefix such as `_xlfn.`; at most 8,192 UTF-16 units.
    ///   - value: The result. Where it is blank, the spreadsheet computes it when it opens the workbook.
    ///   - style: The cell's style.
    /// - Throws: `write.too-long` where the formula is; `write.invalid` where it is empty or begins with an equals sign; as the method for
    ///   the kind of value where the value is none that a cell can hold.
    public mutating func formula(_ formula: String, value: CellValue = .blank, style: StyleID? = nil) throws(SpreadsheetError) {
        guard !formula.isEmpty, !formula.utf8.starts(with: "=".utf8) else {
            throw invalid(.notWritable, "A formula is not empty, and is written without its equals sign.")
        }
        guard formula.utf16.count <= 8192 else { throw invalid(.writtenTooLong, "A formula has at most 8,192 characters.") }
        var index = try resolved(style)
        switch value {
        case .number(let number) where !number.isFinite: throw invalid(.unwritableNumber, "A cell cannot hold an infinite number, or none.")
        case .text(let text) where text.utf16.count > Self.textLimit: throw tooLong()
        case .error(let error): try check(error)
        case .date(let date): index = try styles.index(of: Self.variant(of: serial(date)), of: index)
        default: break
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
            needsCalculation = true
        } else {
            stream.raw("<v>")
            stream.reserve(64)
            switch value {
            case .number(let number): stream.put(number: number)
            case .date(let date): stream.put(number: try serial(date))
            case .boolean(let boolean): stream.put(byte: UInt8(ascii: boolean ? "1" : "0"))
            case .text(let text): stream.text(text)
            case .error(let error): stream.text(error.rawValue)
            case .blank: break
            }
            stream.raw("</v>")
        }
        stream.raw("</c>")
    }

    // MARK: Text

    static var textLimit: Int { 32_767 }

    @inline(never)
    private mutating func tooLong() -> SpreadsheetError { invalid(.writtenTooLong, "A cell holds at most 32,767 UTF-16 units of text.") }

    private mutating func check(_ text: UnsafeBufferPointer<UInt8>, isUTF8: Bool) throws(SpreadsheetError) {
        if !isUTF8 {
            guard (try? UTF8Span(validating: text.span)) != nil else {
                throw invalid(.unwritableCharacter, "The bytes of a text are not UTF-8.")
            }
        }
        // No text has more UTF-16 units than bytes.
        if text.count > Self.textLimit, String(decoding: text, as: UTF8.self).utf16.count > Self.textLimit { throw tooLong() }
    }

    private mutating func text(_ text: UnsafeBufferPointer<UInt8>, isUTF8: Bool, style: StyleID?) throws(SpreadsheetError) {
        var index = try resolved(style)
        switch text.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): index = try styles.index(of: .quoted, of: index)
        default: break
        }
        switch options.strings {
        case .shared:
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
        case .inline:
            try check(text, isUTF8: isUTF8)
            openCell(style: index)
            stream.put(" t=\"inlineStr\"><is>")
            stream.textElement(text)
            stream.raw("</is></c>")
        }
        if row.isHeader { headers[row.number, default: [:]][row.column] = String(decoding: text, as: UTF8.self) }
    }

    private mutating func check(_ error: CellError) throws(SpreadsheetError) {
        guard error.hasSyntaxOfErrors else {
            throw invalid(.notWritable, "An error value is a number sign, capital letters, and an exclamation or a question mark.")
        }
    }

    // MARK: Dates

    private static func variant(of serial: Double) -> StyleTable.Variant {
        if serial.rounded(.down) == serial { return .date }
        return 0..<1 ~= serial ? .time : .dateTime
    }

    /// The serial number of a date in the workbook's date system.
    private mutating func serial(_ date: SerialDate) throws(SpreadsheetError) -> Double {
        // From 1 January 1900 to 1 January 1904 are 1,462 days, one of which never was (18.17.4.1).
        let offset: Double =
            switch (date.system, options.dateSystem) {
            case (.since1900, .since1904): -1462
            case (.since1904, .since1900): 1462
            default: 0
            }
        let serial = date.serial + offset
        guard serial.isFinite, serial >= 0, serial < 2_958_466 else {
            throw invalid(.unwritableDate, "The workbook's date system does not reach the date.")
        }
        return serial
    }
}

extension CellError {
    /// Whether this can be an error value (ECMA-376 part 1, 18.17.3, and what spreadsheets have added since).
    fileprivate var hasSyntaxOfErrors: Bool {
        if rawValue == "#N/A" || rawValue == "#GETTING_DATA" { return true }
        let bytes = rawValue.utf8
        guard 3...32 ~= bytes.count, bytes.first == UInt8(ascii: "#"), let mark = bytes.last, "!?".utf8.contains(mark) else { return false }
        return bytes.dropFirst().dropLast().allSatisfy { 0x41...0x5A ~= $0 || 0x30...0x39 ~= $0 || "_/".utf8.contains($0) }
    }
}
