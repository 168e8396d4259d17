import ZipContainer

/// Writes a CSV file row by row.
///
/// ```swift
/// var writer = try CSVWriter(path: "recap.csv")
/// try writer.append([.text("Matricule"), .text("Montant")])
/// try writer.append([.text("001"), .number(1000.5)])
/// try writer.finish()
/// ```
///
/// The file appears at its path only when ``finish()`` returns. A writer that is not finished leaves nothing.
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
    private var row = 1
    private var column = 0
    /// Whether the current row can have plain fields: the first row's could be taken for a mark.
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

    /// Writes to memory; ``finishInMemory()`` returns the bytes.
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

    /// Writes a row.
    ///
    /// - Throws: `write.bad-character` or `write.bad-number`, with the row and the column; the row is then not written. `file.unwritable`.
    public mutating func append(_ row: [CellValue]) throws(SpreadsheetError) {
        for value in row { try appendField(value) }
        try endRow()
    }

    /// Writes a reader's row, with empty fields for missing cells, and each cell as ``appendField(_:)-(CellView)``
    /// writes it.
    ///
    /// - Throws: `write.bad-character` or `write.bad-number`, with the row and the column; the row is then not written. `file.unwritable`.
    public mutating func append(_ row: RowView) throws(SpreadsheetError) {
        for position in 0..<row.count {
            let cell = row[position]
            while column < cell.column - 1 { try appendField(.blank) }
            try appendField(cell)
        }
        try endRow()
    }

    /// Adds a reader's cell to the current row, using its number format if its value alone is misleading.
    ///
    /// An integer whose format pads it with zeros is written as displayed, `007`; see ``NumberFormat/padsDigits``. An elapsed time is
    /// written as hours, minutes and seconds, `30:00:00`. Everything else is written as its value.
    ///
    /// - Throws: As ``appendField(_:)-(CellValue)``.
    public mutating func appendField(_ cell: CellView) throws(SpreadsheetError) {
        switch cell.kind {
        case .text: try appendField(utf8: cell.utf8)
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
                try appendField(cell.value)
            }
        default: try appendField(cell.value)
        }
    }

    /// Adds a field to the current row.
    ///
    /// - Throws: `write.bad-character` or `write.bad-number`, with the row and the column; the row so far is then discarded.
    public mutating func appendField(_ value: CellValue) throws(SpreadsheetError) {
        switch value {
        case .blank: try put(UnsafeBufferPointer(start: nil, count: 0), isText: false)
        case .text(let text): try appendField(utf8: text.utf8.span)
        case .number(let number): try appendNumber(number)
        case .date(let date):
            guard let text = CSVValue.text(of: date, dialect.notation) else { return try appendNumber(date.serial) }
            try put(text.utf8.span, isText: false)
        case .boolean(let isTrue): try put(CSVValue.text(of: isTrue, dialect.notation).utf8.span, isText: false)
        case .error(let error): try put(error.rawValue.utf8.span, isText: true)
        }
    }

    /// Adds a text to the current row from its UTF-8 bytes, without a string.
    ///
    /// - Throws: `write.bad-character`, also for bytes that are not UTF-8, with the row and the column; the row so far is then discarded.
    public mutating func appendField(utf8 text: Span<UInt8>) throws(SpreadsheetError) {
        try put(text, isText: true)
    }

    /// Ends the current row, which may have no fields.
    ///
    /// - Throws: `write.bad-place` if the file is finished; `file.unwritable`.
    public mutating func endRow() throws(SpreadsheetError) {
        guard !isFinished else { throw invalid(.unwritablePlace, "The file is finished.") }
        if column > 0 { pending.truncate(to: pending.count - 1) }
        try pending.reserve(4)
        if column == 1, pending.count == rowStart {
            pending.put(dialect.quote)
            pending.put(dialect.quote)
        }
        if dialect.lineEnding != .lf { pending.put(UInt8(ascii: "\r")) }
        if dialect.lineEnding != .cr { pending.put(UInt8(ascii: "\n")) }
        rowStart = pending.count
        row += 1
        column = 0
        mayBePlain = dialect.quoting == .asNeeded
        if pending.count >= Self.blockSize { try flush(pending.count - pending.count % Self.blockSize) }
    }

    /// Ends the current row, if it has fields, and puts the file in its place.
    ///
    /// - Throws: `write.bad-place` if the file is finished or the writer writes to memory; `file.unwritable`: the path then keeps what it had.
    public mutating func finish() throws(SpreadsheetError) {
        try writeRest(inMemory: false)
        if case .file(let output) = output { try wrappingZipErrors(file: file) { () throws(ZipError) in try output.commit() } }
    }

    /// Ends the current row, if it has fields, and returns the bytes of a writer to memory.
    ///
    /// - Throws: `write.bad-place` if the writer is finished or writes to a file.
    public mutating func finishInMemory() throws(SpreadsheetError) -> [UInt8] {
        try writeRest(inMemory: true)
        defer { encoded = [] }
        return encoded
    }

    private mutating func writeRest(inMemory: Bool) throws(SpreadsheetError) {
        guard !isFinished else { throw invalid(.unwritablePlace, "The file is finished.") }
        var isMemory = false
        if case .memory = output { isMemory = true }
        guard isMemory == inMemory else {
            throw SpreadsheetError(
                .unwritablePlace, "A file ends with finish(), CSV in memory with finishInMemory().", at: .init(file: file))
        }
        if column > 0 { try endRow() }
        try flush(pending.count)
        isFinished = true
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
                    SpreadsheetError.Code(.fileUnwritable), "the function that takes the file did not take all of it", underlying: error)
            }
        }
    }

    private mutating func appendNumber(_ number: Double) throws(SpreadsheetError) {
        guard number.isFinite else { throw invalid(.unwritableNumber, "A number is infinite or NaN.") }
        let point = UInt8(ascii: dialect.notation == .french ? "," : ".")
        if numbersArePlain {
            try pending.reserve(DecimalNumber.writtenSize &+ 1)
            if let size = DecimalNumber.write(short: number, point: point, to: pending.end) { return endPlain(size) }
        }
        try put(CSVValue.text(of: number, dialect.notation).utf8.span, isText: false)
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
        let place = SpreadsheetError.Location(file: file, cell: CellReference(uncheckedRow: row, column: column + 1))
        pending.truncate(to: rowStart)
        column = 0
        return SpreadsheetError(code, detail, at: place)
    }
}
