import ZipContainer

/// Writes a CSV file row by row.
///
/// ```swift
/// var writer = try CSVWriter(path: "recap.csv")
/// try writer.append(["Matricule", "Montant"])
/// try writer.append(["001", 1000.5])
/// try writer.finish()
/// ```
///
/// The file appears at its path only when ``finish()`` returns. A writer that is not finished leaves nothing.
///
/// Rows and cells have the names that they have in a ``SheetWriter``; a field is the cell of its row and column.
///
/// - **Text** is escaped if it looks like a formula; see ``CSVDialect/escapesFormulas``. A NUL,
///   or a character that the encoding does not have, is an error.
/// - **Numbers** are written with the fewest exact digits, in the dialect's ``CSVDialect/notation``.
/// - **Dates** are written as `2020-08-21`, with ` 14:30:00` if there is a time, and as a time before day 1: ISO 8601 except for
///   the space, which spreadsheets in every language read as a date.
/// - **Boolean values** are `VRAI` and `FAUX`, or `TRUE` and `FALSE`, by the notation.
/// - **Errors** are written as their text, and a blank as an empty field. A row of one empty field is `""`, because blank lines are skipped.
public struct CSVWriter: ~Copyable {
    /// How the file is laid out.
    public let dialect: CSVDialect

    private let file: String?
    private let output: Output
    /// Rows in UTF-8, the current row last, with a separator after each of its fields.
    private var pending = ByteArena()
    private var rowStart = 0
    /// Encoded bytes that are not in a file.
    private var encoded: [UInt8] = []
    /// The row that is written, 0 before the first.
    private var row = 0
    private var column = 0
    private var isRowOpen = false
    /// Whether a row is open that can have plain fields: the first row's could be taken for a mark.
    private var mayBePlain = false
    private let plainFields: PlainFields
    /// Whether numbers are plain: none of their characters separates or quotes.
    private let numbersArePlain: Bool
    private var isFinished = false

    /// Where the bytes go.
    private enum Output {
        case memory
        case file(OutputFile)
        case function((Span<UInt8>) throws -> Void)
    }

    /// A size that fits the nearest caches until the system has copied it, and for which, at a multiple of it in the file, Linux has
    /// free pages (its `PAGE_ALLOC_COSTLY_ORDER`).
    private static let blockSize = 32 << 10

    /// Writes a file, which replaces an existing one when it is finished.
    ///
    /// - Throws: `csv.bad-separator` if separator and quotation mark are the same, or ``CSVDialect/canSeparate(_:)`` is false for one;
    ///   `file.unwritable`.
    public init(path: String, dialect: CSVDialect = CSVDialect()) throws(SpreadsheetError) {
        let name = lastPathComponent(path)
        try dialect.check(file: name)
        let output = try wrappingZipErrors(file: name) { () throws(ZipError) in try OutputFile(path: path) }
        try self.init(dialect, file: name, output: .file(output))
    }

    /// Writes to memory; ``finish()`` returns the bytes.
    ///
    /// - Throws: `csv.bad-separator` if separator and quotation mark are the same, or ``CSVDialect/canSeparate(_:)`` is false for one.
    public init(dialect: CSVDialect = CSVDialect()) throws(SpreadsheetError) {
        try dialect.check(file: nil)
        try self.init(dialect, file: nil, output: .memory)
    }

    /// Gives the bytes to a function, block by block, such as one that writes to a pipe or answers a request.
    ///
    /// - Parameters:
    ///   - dialect: How the file is laid out.
    ///   - write: Takes the next bytes. What it throws is the ``SpreadsheetError/underlying`` error of `file.unwritable`.
    /// - Throws: `csv.bad-separator` if separator and quotation mark are the same, or ``CSVDialect/canSeparate(_:)`` is false for one.
    public init(dialect: CSVDialect = CSVDialect(), writing write: @escaping (Span<UInt8>) throws -> Void) throws(SpreadsheetError) {
        try dialect.check(file: nil)
        try self.init(dialect, file: nil, output: .function(write))
    }

    private init(_ dialect: CSVDialect, file: String?, output: Output) throws(SpreadsheetError) {
        self.dialect = dialect
        self.file = file
        self.output = output
        plainFields = PlainFields(dialect)
        let ofNumbers = "0123456789+-.,eE".utf8
        numbersArePlain = dialect.quoting == .asNeeded && !ofNumbers.contains(dialect.separator) && !ofNumbers.contains(dialect.quote)
        if dialect.hasByteOrderMark, dialect.encoding.isUnicode {
            // U+FEFF in UTF-8; another encoding makes its own mark of it.
            for byte in TextEncoding.utf8.byteOrderMark { try pending.append(byte) }
        }
        rowStart = pending.count
    }

    /// Writes the next row.
    ///
    /// - Throws: `write.bad-character` or `write.bad-number`, with the row and the column; the row is then not written. `write.bad-place` if the
    ///   file is finished; `file.unwritable`.
    public mutating func append(_ values: [CellValue]) throws(SpreadsheetError) {
        try beginRow()
        for value in values { try appendCell(value) }
        try endRow()
    }

    /// Writes a reader's row as the next row, with empty fields for missing cells, and each cell as ``appendCell(_:)-(CellView)`` writes it.
    ///
    /// - Throws: As ``append(_:)-([CellValue])``.
    public mutating func append(_ source: RowView) throws(SpreadsheetError) {
        try beginRow()
        for position in 0..<source.count {
            let cell = source[position]
            try move(toColumn: cell.column)
            try appendCell(cell)
        }
        try endRow()
    }

    /// Begins a row, which may stay without fields, and ends the previous one.
    ///
    /// - Throws: `write.bad-place` if the file is finished; `file.unwritable`.
    public mutating func beginRow() throws(SpreadsheetError) {
        guard !isFinished else { throw SpreadsheetError(.unwritablePlace, "The file is finished.", at: .init(file: file)) }
        try endRow()
        row += 1
        isRowOpen = true
        mayBePlain = row > 1 && dialect.quoting == .asNeeded
    }

    /// Writes empty fields, so that the next one is in a column.
    ///
    /// - Parameter column: The column, from 1, after the last one written.
    /// - Throws: `write.bad-place` if no row is open, or the column is not after the last one or is beyond 16,384, which the reader allows.
    public mutating func move(toColumn column: Int) throws(SpreadsheetError) {
        guard column > self.column, column <= CellReference.lastColumn else {
            throw SpreadsheetError(
                .unwritablePlace, "Fields come from left to right, up to column 16,384; column \(column) does not.", at: place)
        }
        while self.column < column - 1 { try appendBlank() }
    }

    /// Writes a reader's cell as the next field, using its number format if its value alone is misleading.
    ///
    /// An integer whose format pads it with zeros is written as displayed, `007`; see ``NumberFormat/padsDigits``. An elapsed time is
    /// written as hours, minutes and seconds, `30:00:00`. Everything else is written as its value.
    ///
    /// - Throws: As ``appendCell(_:)-(CellValue)``.
    public mutating func appendCell(_ cell: CellView) throws(SpreadsheetError) {
        switch cell.kind {
        case .text: try appendText(utf8: cell.utf8)
        case .number:
            if cell.isPadded {
                try put(cell.displayedText.utf8.span, isText: true)
            } else {
                try appendNumber(cell.number ?? 0)
            }
        case .date:
            if let text = cell.elapsedTime(in: dialect.notation) {
                try put(text.utf8.span, isText: false)
            } else {
                try appendCell(cell.value)
            }
        default: try appendCell(cell.value)
        }
    }

    /// Writes the next field of the open row. See the methods for each kind of value.
    ///
    /// - Throws: `write.bad-character` or `write.bad-number`, with the row and the column; the row so far is then discarded. `write.bad-place` if
    ///   no row is open.
    public mutating func appendCell(_ value: CellValue) throws(SpreadsheetError) {
        switch value {
        case .blank: try appendBlank()
        case .text(let text): try appendText(text)
        case .number(let number): try appendNumber(number)
        case .date(let date): try appendDate(date)
        case .boolean(let boolean): try appendBoolean(boolean)
        case .error(let error): try put(error.rawValue.utf8.span, isText: true)
        }
    }

    /// Writes an empty field.
    ///
    /// - Throws: `write.bad-place` if no row is open.
    public mutating func appendBlank() throws(SpreadsheetError) {
        try put(UnsafeBufferPointer(start: nil, count: 0), isText: false)
    }

    /// Writes a number with the fewest exact digits.
    ///
    /// - Throws: As ``appendCell(_:)-(CellValue)``.
    public mutating func appendNumber(_ value: Double) throws(SpreadsheetError) {
        guard value.isFinite else { throw invalid(.unwritableNumber, "A number is infinite or NaN.") }
        let point = UInt8(ascii: dialect.notation == .french ? "," : ".")
        if numbersArePlain, isRowOpen {
            try pending.reserve(DecimalNumber.writtenSize &+ 1)
            if let size = DecimalNumber.write(short: value, point: point, to: pending.end) { return endPlain(size) }
        }
        try put(CSVValue.text(of: value, dialect.notation).utf8.span, isText: false)
    }

    /// Writes a date, or its number where it is none that a date can have.
    ///
    /// - Throws: As ``appendCell(_:)-(CellValue)``.
    public mutating func appendDate(_ value: SerialDate) throws(SpreadsheetError) {
        guard let text = CSVValue.text(of: value, dialect.notation) else { return try appendNumber(value.serial) }
        try put(text.utf8.span, isText: false)
    }

    /// Writes `TRUE` or `FALSE`, or what the dialect's notation has for them.
    ///
    /// - Throws: As ``appendCell(_:)-(CellValue)``.
    public mutating func appendBoolean(_ value: Bool) throws(SpreadsheetError) {
        try put(CSVValue.text(of: value, dialect.notation).utf8.span, isText: false)
    }

    /// Writes text.
    ///
    /// - Throws: As ``appendCell(_:)-(CellValue)``.
    public mutating func appendText(_ value: String) throws(SpreadsheetError) { try appendText(utf8: value.utf8.span) }

    /// Writes text from its UTF-8 bytes, without a string.
    ///
    /// - Throws: As ``appendCell(_:)-(CellValue)``; `write.bad-character` also for bytes that are not UTF-8.
    public mutating func appendText(utf8 bytes: Span<UInt8>) throws(SpreadsheetError) {
        try put(bytes, isText: true)
    }

    private mutating func endRow() throws(SpreadsheetError) {
        guard isRowOpen else { return }
        if column > 0 { pending.truncate(to: pending.count - 1) }
        try pending.reserve(4)
        if column == 1, pending.count == rowStart {
            pending.put(dialect.quote)
            pending.put(dialect.quote)
        }
        if dialect.lineEnding != .lf { pending.put(UInt8(ascii: "\r")) }
        if dialect.lineEnding != .cr { pending.put(UInt8(ascii: "\n")) }
        rowStart = pending.count
        column = 0
        isRowOpen = false
        mayBePlain = false
        if pending.count >= Self.blockSize { try flush(pending.count - pending.count % Self.blockSize) }
    }

    /// Ends the open row, and puts the file in its place.
    ///
    /// - Returns: The bytes of a writer to memory; otherwise nothing.
    /// - Throws: `write.bad-place` if the file is finished; `file.unwritable`: the path then keeps what it had.
    @discardableResult
    public mutating func finish() throws(SpreadsheetError) -> [UInt8] {
        guard !isFinished else { throw SpreadsheetError(.unwritablePlace, "The file is finished.", at: .init(file: file)) }
        try endRow()
        try flush(pending.count)
        isFinished = true
        if case .file(let output) = output { try wrappingZipErrors(file: file) { () throws(ZipError) in try output.commit() } }
        defer { encoded = [] }
        return encoded
    }

    /// Writes so many bytes, or all if they must be encoded, so that no character is cut.
    private mutating func flush(_ size: Int) throws(SpreadsheetError) {
        let isPlain = dialect.encoding == .utf8
        let rows = UnsafeBufferPointer(rebasing: pending.contents[..<(isPlain ? size : pending.count)])
        if case .memory = output {
            if isPlain { encoded.append(contentsOf: rows) } else { dialect.encoding.encode(rows, to: &encoded) }
        } else if isPlain {
            try give(rows)
        } else {
            dialect.encoding.encode(rows, to: &encoded)
            try encoded.withUnsafeBufferPointer { (bytes) throws(SpreadsheetError) in try give(bytes) }
            encoded.removeAll(keepingCapacity: true)
        }
        pending.removeFirst(rows.count)
        rowStart = pending.count
    }

    private func give(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        switch output {
        case .memory: break
        case .file(let output):
            try wrappingZipErrors(file: file) { () throws(ZipError) in try output.write(UnsafeRawBufferPointer(bytes)) }
        case .function(let write):
            do {
                try write(bytes.span)
            } catch {
                throw SpreadsheetError(
                    .fileUnwritable, "the function that takes the file did not take all of it", underlying: error)
            }
        }
    }

    private mutating func put(_ text: Span<UInt8>, isText: Bool) throws(SpreadsheetError) {
        try text.withUnsafeBufferPointer { bytes throws(SpreadsheetError) in
            if mayBePlain {
                try pending.reserve(bytes.count &+ 9)
                switch plainFields.copy(bytes, to: pending.end) {
                case .plain: return endPlain(bytes.count)
                case .beyondASCII:
                    try check(bytes)
                    return endPlain(bytes.count)
                case .special: break
                }
            }
            try check(bytes)
            try put(bytes, isText: isText)
        }
    }

    /// Adds a plain field that was written at the buffer's end.
    @inline(__always)
    private mutating func endPlain(_ size: Int) {
        pending.advance(by: size)
        pending.put(dialect.separator)
        column &+= 1
    }

    private mutating func put(_ text: UnsafeBufferPointer<UInt8>, isText: Bool) throws(SpreadsheetError) {
        guard isRowOpen else { throw SpreadsheetError(.unwritablePlace, "A field belongs to a row, and none is open.", at: place) }
        let isEscaped = isText && dialect.escapesFormulas && FormulaEscape.isNeeded(text)
        // The escape's apostrophe must be quoted if apostrophes quote or separate.
        let apostrophe = UInt8(ascii: "'")
        let escapeNeedsQuotes = isEscaped && (dialect.quote == apostrophe || dialect.separator == apostrophe)
        let (separator, quote) = (dialect.separator, dialect.quote)
        let hasSpecial = text.contains { $0 == separator || $0 == quote || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        let isQuoted = dialect.quoting == .all || hasSpecial || escapeNeedsQuotes || isAmbiguous(text)
        // A quoted text may have nothing but marks, which are doubled.
        try pending.reserve(text.count * 2 + 5)
        if isQuoted { pending.put(dialect.quote) }
        if isEscaped {
            if isQuoted, dialect.quote == apostrophe { pending.put(apostrophe) }
            pending.put(apostrophe)
        }
        if isQuoted {
            for byte in text {
                if byte == dialect.quote { pending.put(byte) }
                pending.put(byte)
            }
            pending.put(dialect.quote)
        } else {
            pending.put(text)
        }
        pending.put(dialect.separator)
        column += 1
    }

    /// Whether some reader would misread a field without quotation marks: spaces at its ends, which some trim, and, at the
    /// start of the file, a byte order mark or an announced separator.
    private func isAmbiguous(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first, let last = text.last else { return false }
        let space = UInt8(ascii: " ")
        if first == space || last == space { return true }
        guard row == 1, column == 0 else { return false }
        // In another encoding other characters may form a mark.
        var start: [UInt8] = []
        if first >= 0x80 { dialect.encoding.encode(text, to: &start) }
        return start.withUnsafeBufferPointer { TextEncoding(markIn: $0) != nil } || text.count >= 4 && text[3] == UInt8(ascii: "=")
    }

    @inline(never)
    private mutating func check(_ text: UnsafeBufferPointer<UInt8>) throws(SpreadsheetError) {
        guard let base = text.baseAddress, UTF8Check.skipASCII(base, from: 0, to: text.count) < text.count else { return }
        let (end, _) = UTF8Check.run(base, from: 0, to: text.count)
        guard end == text.count else {
            throw invalid(.unwritableCharacter, base[end] == 0 ? "A NUL cannot be written." : "A text is not UTF-8.")
        }
        if let scalar = dialect.encoding.firstMissing(in: text) {
            let code = scalar.value.padded(to: 4, radix: 16)
            throw invalid(.unwritableCharacter, "\(dialect.encoding.rawValue) does not have the character U+\(code).")
        }
    }

    /// The error of the next field. Discards the row so far.
    private mutating func invalid(_ code: SpreadsheetError.Code, _ detail: String) -> SpreadsheetError {
        let place = place
        pending.truncate(to: rowStart)
        if isRowOpen { row -= 1 }
        column = 0
        isRowOpen = false
        mayBePlain = false
        return SpreadsheetError(code, detail, at: place)
    }

    /// The place of the next field.
    private var place: SpreadsheetError.Location {
        .init(file: file, cell: CellReference(uncheckedRow: max(row, 1), column: column + 1))
    }
}
