/// How a CSV file is laid out: what a reader goes by or has found, and what a writer writes.
public struct CSVDialect: Sendable, Hashable {
    /// What ends a record.
    public enum LineEnding: Sendable, Hashable {
        /// Carriage return and line feed, as RFC 4180 and Windows have it.
        case crlf
        /// Line feed alone.
        case lf
        /// Carriage return alone, as on an old Mac.
        case cr
    }

    /// Which fields a writer quotes.
    public enum Quoting: Sendable, Hashable {
        /// Those that need it: with a separator, a quotation mark or a line break in them, or with a space at either end.
        case asNeeded
        /// Every field.
        case all
    }

    /// How a writer spells numbers and truth values, which a spreadsheet reads by the habits of its user's country.
    public enum Notation: Sendable, Hashable {
        /// `1000,5`, `VRAI` and `FAUX`, which a French spreadsheet takes for a number and truth values. It would take `1000.5` for text.
        case french
        /// `1000.5`, `TRUE` and `FALSE`.
        case international
    }

    /// The byte between two fields: an ASCII character for which ``canSeparate(_:)`` is true.
    public var separator: UInt8
    /// The byte around a field that holds separators or line breaks; written twice it stands for itself (RFC 4180, 2.7).
    public var quote: UInt8
    /// How bytes stand for characters.
    public var encoding: TextEncoding
    /// Whether the file starts with its encoding's byte order mark. Encodings without such a mark ignore it.
    public var hasByteOrderMark: Bool
    /// What a writer ends records with. A reader takes all three, even mixed.
    public var lineEnding: LineEnding
    /// Which fields a writer quotes. A reader takes both.
    public var quoting: Quoting
    /// How a writer spells numbers and truth values. A reader gives text and leaves it alone.
    public var notation: Notation
    /// Whether text that a spreadsheet would take for a formula is written inert, with an apostrophe before it, and turned back when it is
    /// read; and whether a reader gives the text of the idiom `="0665915236"`, by which others save leading zeros.
    ///
    /// What is escaped is text that begins with `=`, `+`, `-`, `@`, a tab, a line break, an apostrophe, the full-width form of one of the first
    /// four, or a space and then one of these. A reader takes away exactly one apostrophe, and only before one of these, so that every text
    /// comes back as it was.
    public var escapesFormulas: Bool

    /// By default RFC 4180 as programs exchange it: UTF-8 without a mark, commas, CRLF, decimal points.
    public init(
        separator: UInt8 = UInt8(ascii: ","), quote: UInt8 = UInt8(ascii: "\""), encoding: TextEncoding = .utf8,
        hasByteOrderMark: Bool = false, lineEnding: LineEnding = .crlf, quoting: Quoting = .asNeeded,
        notation: Notation = .international, escapesFormulas: Bool = true
    ) {
        self.separator = separator
        self.quote = quote
        self.encoding = encoding
        self.hasByteOrderMark = hasByteOrderMark
        self.lineEnding = lineEnding
        self.quoting = quoting
        self.notation = notation
        self.escapesFormulas = escapesFormulas
    }

    /// Whether a byte can be a separator or a quotation mark: ASCII, and neither NUL nor a line break.
    public static func canSeparate(_ byte: UInt8) -> Bool {
        byte > 0 && byte < 0x80 && byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\r")
    }

    /// Refuses a separator and a quotation mark that cannot be told from each other, or from text.
    func check(file: String?) throws(SpreadsheetError) {
        guard Self.canSeparate(separator), Self.canSeparate(quote), separator != quote else {
            throw SpreadsheetError(
                .badSeparator,
                "The separator and the quotation mark cannot be told apart, or one of them is no ASCII character or ends lines.",
                at: .init(file: file))
        }
    }
}
