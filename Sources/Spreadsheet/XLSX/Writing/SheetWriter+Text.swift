extension SheetWriter {
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
    /// - Throws: As ``appendText(_:style:)-(String,_)``, and `write.bad-character` if the bytes are not UTF-8.
    public mutating func appendText(utf8 bytes: Span<UInt8>, style: StyleID? = nil) throws(SpreadsheetError) {
        try bytes.withUnsafeBufferPointer { (bytes) throws(SpreadsheetError) in
            try put(text: bytes, isUTF8: false, style: resolved(style))
        }
    }

    /// Writes text of several typefaces (ECMA-376 part 1, 18.4.4). It is always in its cell, also where other texts are shared.
    ///
    /// - Parameters:
    ///   - runs: The pieces of the text, each in its own typeface or in that of the cell.
    ///   - style: The cell's style.
    /// - Throws: `write.invalid` if there is no run, or one is empty; `write.bad-name` and other codes of `write.` if spreadsheets do not accept a
    ///   typeface; as ``appendText(_:style:)-(String,_)``.
    public mutating func appendText(_ runs: [TextRun], style: StyleID? = nil) throws(SpreadsheetError) {
        guard !runs.isEmpty, runs.allSatisfy({ !$0.text.isEmpty }) else {
            throw invalid(.notWritable, "A text of runs has one at least, and none of them is empty.")
        }
        for run in runs { if let font = run.font { try CellStyle(font: font).check() } }
        let text = runs.map(\.text).joined()
        try checkLength(text)
        let index = try index(ofTextWith: text.utf8.first, over: resolved(style))
        openCell(style: index)
        stream.put(" t=\"inlineStr\"><is>")
        for run in runs {
            stream.raw("<r>")
            if let font = run.font { stream.font(font, as: .ofRun) }
            run.text.utf8.span.withUnsafeBufferPointer { stream.textElement($0) }
            stream.raw("</r>")
        }
        stream.raw("</is></c>")
        if output.pointee.fittedWidths.isActive { fit(.text(text), style: index) }
        if row.isHeader { output.pointee.headers[row.number, default: [:]][row.column] = text }
    }

    @inline(never)
    private mutating func tooLong() -> SpreadsheetError { invalid(.writtenTooLong, "A cell contains at most 32,767 UTF-16 units of text.") }

    mutating func check(_ text: UnsafeBufferPointer<UInt8>, isUTF8: Bool) throws(SpreadsheetError) {
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

    mutating func checkLength(_ text: String) throws(SpreadsheetError) {
        if text.utf8.count > WorkbookOutput.textLimit, text.utf16.count > WorkbookOutput.textLimit { throw tooLong() }
    }

    @inline(__always)
    mutating func index(ofTextWith first: UInt8?, over base: UInt32) throws(SpreadsheetError) -> UInt32 {
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): try styles.quotedIndex(of: base)
        default: base
        }
    }

    /// The text's index among the shared strings; nil if it belongs into its cell.
    @inline(__always)
    private mutating func sharedIndex(of text: UnsafeBufferPointer<UInt8>, isUTF8: Bool) throws(SpreadsheetError) -> Int? {
        guard output.pointee.options.strings.isShared else { return nil }
        let hash = strings.hash(of: text)
        if let known = strings.index(of: text, hash: hash) { return known }
        guard !strings.isFull else { return nil }
        try check(text, isUTF8: isUTF8)
        return strings.append(text, hash: hash)
    }

    mutating func put(text: UnsafeBufferPointer<UInt8>, isUTF8: Bool, style: UInt32) throws(SpreadsheetError) {
        let index = try index(ofTextWith: text.first, over: style)
        if let item = try sharedIndex(of: text, isUTF8: isUTF8) {
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
        if output.pointee.fittedWidths.isActive { fit(text, style: index) }
        if row.isHeader { output.pointee.headers[row.number, default: [:]][row.column] = String(decoding: text, as: UTF8.self) }
    }
}
