import ZipContainer

/// Reads a CSV file record by record, in little memory however large the file is (RFC 4180, and what spreadsheets make of it).
///
/// ```swift
/// var reader = try CSVReader(path: "commande.csv")
/// while try reader.advance() {
///     let record = reader.row
///     …
/// }
/// ```
///
/// - Every field is text; nothing is trimmed, converted or repaired. Records may have different numbers of fields, and a separator at the end
///   of a line stands before an empty field. A line break is CRLF, LF or CR, even mixed. Blank lines are no records.
/// - A row's number is the record's number, from 1; the header is record 1. An error has the number of the line, also from 1.
/// - A quotation mark within a field that is not quoted, text behind a closing one, and one that is never closed are errors.
///
/// What is not given is found from the content:
///
/// - **Encoding.** A byte order mark decides, even against what was given. Without either it is UTF-16 or UTF-32 if zero bytes lie as they
///   do there; otherwise the first byte that is not ASCII and the block behind it decide between UTF-8 and, where that is not UTF-8,
///   Windows-1252 or Mac OS Roman, by which of the two gives words that look French. A byte that is not in the encoding is an error.
/// - **Separator.** A first line `sep=;` gives it, even against what was given, and is no record. Without either, semicolon, tab and comma
///   are tried on the first records, and the one that gives most of them the same number of fields is taken; `|` and `:` only where each
///   record has them in the same number, below a header of words.
public struct CSVReader: ~Copyable {
    private let layout: CSVDialect
    private let file: String?
    private var scanner: CSVScanner
    /// Whether the separator was given, announced or found, and is not the default.
    let showsSeparator: Bool
    /// Whether a record ends with the dialect's line ending.
    let showsLineEnding: Bool

    /// How much of the file the separator is looked for in.
    private static let sample = 64 << 10

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: Where the file is.
    ///   - dialect: How the file is laid out; nil to have separator and encoding found.
    ///   - separator: The separator alone, where it is known; it goes before the dialect's.
    ///   - encoding: The encoding alone, where it is known; it goes before the dialect's.
    ///   - limits: What the file may demand.
    /// - Throws: `file.not-found`, `file.unreadable`, `limit.file-size` for a file beyond `limits.zip.archiveSize`, or `csv.bad-separator`
    ///   where separator and quotation mark are the same, or ``CSVDialect/canSeparate(_:)`` is false for one.
    public init(
        path: String, dialect: CSVDialect? = nil, separator: UInt8? = nil, encoding: TextEncoding? = nil, limits: ReadLimits = .standard
    ) throws(SpreadsheetError) {
        let name = lastPathComponent(path)
        let source = try wrappingZipErrors(file: name) { () throws(ZipError) in try ByteSource(path: path) }
        try self.init(source: source, name: name, dialect: dialect, separator: separator, encoding: encoding, limits: limits)
    }

    /// Reads CSV that is in memory.
    ///
    /// - Parameters:
    ///   - bytes: The file's bytes.
    ///   - dialect: How the file is laid out; nil to have separator and encoding found.
    ///   - separator: The separator alone, where it is known; it goes before the dialect's.
    ///   - encoding: The encoding alone, where it is known; it goes before the dialect's.
    ///   - limits: What the file may demand.
    /// - Throws: `limit.file-size` for more bytes than `limits.zip.archiveSize`, or `csv.bad-separator` where separator and quotation mark
    ///   are the same, or ``CSVDialect/canSeparate(_:)`` is false for one.
    public init(
        bytes: [UInt8], dialect: CSVDialect? = nil, separator: UInt8? = nil, encoding: TextEncoding? = nil, limits: ReadLimits = .standard
    ) throws(SpreadsheetError) {
        try self.init(
            source: ByteSource(bytes: bytes), name: nil, dialect: dialect, separator: separator, encoding: encoding, limits: limits)
    }

    init(
        source: ByteSource, name: String?, dialect: CSVDialect?, separator: UInt8?, encoding: TextEncoding?, limits: ReadLimits
    ) throws(SpreadsheetError) {
        guard source.count <= limits.zip.archiveSize else {
            throw SpreadsheetError(
                SpreadsheetError.Code(.fileTooLarge), "the file is larger than the limit", at: .init(file: name), measured: source.count,
                limit: limits.zip.archiveSize)
        }
        var layout = dialect ?? CSVDialect()
        var text = CSVText(source, encoding: encoding ?? dialect?.encoding)
        while text.end < Self.sample, text.fill(keepingFrom: 0) {}
        let start = UnsafeBufferPointer(start: text.bytes, count: text.end)
        let announced = CSVSniffer.announced(in: start, quote: layout.quote)
        let isSeparatorKnown: Bool
        if let given = announced?.separator ?? separator ?? dialect?.separator {
            layout.separator = given
            isSeparatorKnown = true
        } else {
            let sample = UnsafeBufferPointer(rebasing: start.prefix(Self.sample))
            let found = CSVSniffer(sample, isWhole: text.end <= Self.sample, quote: layout.quote).separator()
            layout.separator = found ?? UInt8(ascii: ";")
            isSeparatorKnown = found != nil
        }
        let lineEnding = CSVSniffer.lineEnding(in: start, quote: layout.quote)
        if dialect == nil, let lineEnding { layout.lineEnding = lineEnding }
        try layout.check(file: name)
        self.layout = layout
        showsSeparator = isSeparatorKnown
        showsLineEnding = lineEnding != nil
        self.file = name
        scanner = CSVScanner(text, layout: layout, start: announced?.length ?? 0, limits: limits)
    }

    /// How the file is laid out, as given or as found; the line ending is that of the first record. What else concerns only writing is as
    /// given, or the default.
    ///
    /// For as long as all text was ASCII, which every encoding has in common that could still be meant, the encoding is UTF-8.
    public var dialect: CSVDialect {
        var dialect = layout
        dialect.encoding = scanner.text.encoding
        dialect.hasByteOrderMark = scanner.text.hasByteOrderMark
        return dialect
    }

    /// How much of the file has been read, from 0 to 1.
    public var fractionRead: Double { scanner.text.fractionRead }

    /// The line that the record at hand begins in, from 1.
    var line: Int { scanner.recordLine }

    /// Where the record at hand is, for as long as the reader lives.
    var header: UnsafeMutablePointer<RowStorage.Header> { scanner.storage.header }

    /// Goes to the next record. The one before it is gone.
    ///
    /// - Returns: whether there is one.
    /// - Throws: `csv.encoding`, `csv.bad-quote`, `csv.unterminated-quote`, `csv.field-too-long`, `csv.too-many-columns`, `limit.rows`,
    ///   `limit.row-size` or `file.unreadable`, with the line. What comes behind an error is not read.
    public mutating func advance() throws(SpreadsheetError) -> Bool {
        do {
            return try scanner.advance()
        } catch {
            throw error.located(SpreadsheetError.Location(file: file))
        }
    }

    /// The record that ``advance()`` went to; before the first, one without cells.
    public var row: RowView {
        @_lifetime(borrow self)
        get { scanner.storage.view }
    }

    /// The next record as a value of its own, or nil at the end.
    ///
    /// - Throws: as ``advance()``.
    public mutating func next() throws(SpreadsheetError) -> Row? {
        try advance() ? row.row : nil
    }
}
