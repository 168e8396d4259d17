import ZipContainer

/// Reads a CSV file record by record, in constant memory (RFC 4180, and the CSV of spreadsheets).
///
/// ```swift
/// var reader = try CSVReader(path: "commande.csv")
/// while try reader.advance() {
///     let record = reader.row
///     …
/// }
/// ```
///
/// - Every field is text and not trimmed. Records may have different numbers of fields, and a separator at the end
///   of a line precedes an empty field. A line break is CRLF, LF or CR, even mixed. Blank lines are skipped.
/// - A row's number is the record's, from 1. An error has the number of the line, from 1.
/// - A quotation mark in an unquoted field, text after a closing one, and a missing closing one are errors; see
///   ``CSVDialect/allowsStrayQuotes``.
///
/// Anything not given is detected:
///
/// - **Encoding.** A byte order mark overrides a given encoding. Without either, it is UTF-16 or UTF-32 if the zero bytes fit;
///   otherwise UTF-8 if the block from the first byte beyond ASCII is,
///   else Windows-1252 or Mac OS Roman, whichever reads more like French. A byte that is not in the encoding is an error.
/// - **Separator.** A first line `sep=;`, which is not a record, overrides a given separator. Without either, of semicolon, tab and comma
///   the one that splits most of the first records into the same number of fields is used; `|` and `:` only if each
///   record has the same number of them, below a header of words.
public struct CSVReader: ~Copyable {
    private let layout: CSVDialect
    private var scanner: CSVScanner
    /// Whether the separator was given, announced or detected.
    let showsSeparator: Bool
    /// Whether a record ends with the dialect's line ending.
    let showsLineEnding: Bool

    /// The size of the beginning that is used to detect the separator.
    private static let sample = 64 << 10

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: The file's path.
    ///   - dialect: The file's dialect; nil to detect separator and encoding.
    ///   - separator: The separator, if it is known; it overrides the dialect's.
    ///   - encoding: The encoding, if it is known; it overrides the dialect's.
    ///   - limits: The limits of the file.
    /// - Throws: `file.not-found`, `file.unreadable`, `limit.file-size` for a file beyond `limits.zip.archiveSize`, or `csv.bad-separator`
    ///   if separator and quotation mark are the same, or ``CSVDialect/canSeparate(_:)`` is false for one.
    public init(
        path: String, dialect: CSVDialect? = nil, separator: UInt8? = nil, encoding: TextEncoding? = nil, limits: ReadLimits = .standard
    ) throws(SpreadsheetError) {
        let name = lastPathComponent(path)
        let source = try wrappingZipErrors(file: name) { () throws(ZipError) in try ByteSource(path: path) }
        try self.init(source: source, name: name, dialect: dialect, separator: separator, encoding: encoding, limits: limits)
    }

    /// Reads CSV in memory, as ``init(path:dialect:separator:encoding:limits:)`` reads a file.
    ///
    /// - Throws: `limit.file-size` and `csv.bad-separator`, in the same cases.
    public init(
        bytes: [UInt8], dialect: CSVDialect? = nil, separator: UInt8? = nil, encoding: TextEncoding? = nil, limits: ReadLimits = .standard
    ) throws(SpreadsheetError) {
        try self.init(
            source: ByteSource(bytes: bytes), name: nil, dialect: dialect, separator: separator, encoding: encoding, limits: limits)
    }

    init(
        source: ByteSource, name: String?, dialect: CSVDialect?, separator: UInt8?, encoding: TextEncoding?,
        allowsStrayQuotes: Bool = false, limits: ReadLimits
    ) throws(SpreadsheetError) {
        guard source.count <= limits.zip.archiveSize else {
            throw SpreadsheetError(
                SpreadsheetError.Code(.fileTooLarge), "the file is larger than the limit", at: .init(file: name), measured: source.count,
                limit: limits.zip.archiveSize)
        }
        var layout = dialect ?? CSVDialect()
        layout.allowsStrayQuotes = layout.allowsStrayQuotes || allowsStrayQuotes
        var text = CSVText(source, encoding: encoding ?? dialect?.encoding)
        while text.end < Self.sample, text.fill(keepingFrom: 0) {}
        let start = UnsafeBufferPointer(start: text.bytes, count: text.end)
        let announced = CSVSniffer.announced(in: start, quote: layout.quote)
        let sample = UnsafeBufferPointer(rebasing: start.prefix(Self.sample))
        let sniffer = CSVSniffer(sample, isWhole: text.end <= Self.sample, quote: layout.quote)
        let separator = announced?.separator ?? separator ?? dialect?.separator ?? sniffer.separator()
        layout.separator = separator ?? UInt8(ascii: ";")
        let lineEnding = CSVSniffer.lineEnding(in: start, quote: layout.quote)
        if dialect == nil, let lineEnding { layout.lineEnding = lineEnding }
        try layout.check(file: name)
        self.layout = layout
        showsSeparator = separator != nil
        showsLineEnding = lineEnding != nil
        scanner = CSVScanner(text, layout: layout, start: announced?.length ?? 0, file: name, limits: limits)
    }

    /// The dialect, as given or detected; the line ending is the first record's. Other properties for writing are as
    /// given, or default.
    ///
    /// As long as all text is ASCII, the detected encoding is UTF-8.
    public var dialect: CSVDialect {
        var dialect = layout
        dialect.encoding = scanner.text.encoding
        dialect.hasByteOrderMark = scanner.text.hasByteOrderMark
        return dialect
    }

    /// How much of the file has been read, from 0 to 1.
    public var fractionRead: Double { scanner.text.fractionRead }

    /// How many quotation marks of the current record stand where none may, and were taken as text or passed over; see
    /// ``CSVDialect/allowsStrayQuotes``.
    public var strayQuotes: Int { scanner.strayQuotes }

    /// The line at which the current record begins, from 1.
    var line: Int { scanner.recordLine }

    /// The address of the current record, valid as long as the reader.
    var header: UnsafeMutablePointer<RowStorage.Header> { scanner.storage.header }

    /// Advances ``row`` to the next record.
    ///
    /// - Returns: Whether there is one.
    /// - Throws: `csv.encoding`, `csv.bad-quote`, `csv.unterminated-quote`, `csv.field-too-long`, `csv.too-many-columns`, `limit.rows`,
    ///   `limit.row-size` or `file.unreadable`, with the line. After an error there are no more records.
    public mutating func advance() throws(SpreadsheetError) -> Bool {
        try scanner.advance()
    }

    /// The current record; before the first, one without cells.
    public var row: RowView {
        @_lifetime(borrow self)
        get { scanner.storage.view }
    }

    /// The next record as an independent value; nil at the end.
    ///
    /// - Throws: As ``advance()``.
    public mutating func next() throws(SpreadsheetError) -> Row? {
        try advance() ? row.row : nil
    }
}
