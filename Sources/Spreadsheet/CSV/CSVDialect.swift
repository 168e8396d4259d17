/// The layout of a CSV file.
public struct CSVDialect: Sendable, Hashable {
    /// The end of a record.
    public enum LineEnding: Sendable, Hashable {
        /// Carriage return and line feed, as in RFC 4180 and on Windows.
        case crlf
        /// Line feed alone.
        case lf
        /// Carriage return alone, as on an old Mac.
        case cr
    }

    /// Which fields a writer quotes.
    public struct Quoting: Sendable, Hashable {
        private let number: UInt8

        /// Fields that contain a separator, a quotation mark or a line break, or begin or end with a space.
        public static let asNeeded = Self(number: 0)
        /// Every field.
        public static let all = Self(number: 1)
    }

    /// How numbers and Boolean values are written, which depends on the country of a spreadsheet's user.
    public struct Notation: Sendable, Hashable {
        private let number: UInt8

        /// `1000,5`, `VRAI` and `FAUX`. A French spreadsheet reads `1000.5` as text.
        public static let french = Self(number: 0)
        /// `1000.5`, `TRUE` and `FALSE`.
        public static let international = Self(number: 1)
    }

    /// The byte between two fields, for which ``canSeparate(_:)`` is true.
    public var separator: UInt8
    /// The byte around quoted fields, doubled inside them (RFC 4180, 2.7).
    public var quote: UInt8
    /// The encoding.
    public var encoding: TextEncoding
    /// Whether the file starts with a byte order mark, if its encoding has one.
    public var hasByteOrderMark: Bool
    /// The line ending that a writer uses. A reader accepts all three, even mixed.
    public var lineEnding: LineEnding
    /// Which fields a writer quotes. A reader accepts both.
    public var quoting: Quoting
    /// How a writer writes numbers and Boolean values. A reader returns all fields as text.
    public var notation: Notation
    /// Whether a writer escapes text that looks like a formula, by an apostrophe before it, and a reader removes the escape
    /// and returns the text of `="0665915236"`, by which other programs keep leading zeros.
    ///
    /// Escaped is text that begins with `=`, `+`, `-`, `@`, a tab, a line break, an apostrophe, the full-width form of one of the first
    /// four, or a space and then one of these. A reader removes one apostrophe, and only before one of these, so that every text
    /// is read as it was written.
    public var escapesFormulas: Bool
    /// Whether a reader takes a quotation mark that stands where none may as text, and tells of it (``CSVReader/strayQuotes``), instead of
    /// refusing the file. A field that is never closed is refused all the same.
    public var allowsStrayQuotes: Bool

    /// Creates a dialect, by default RFC 4180: UTF-8 without a mark, commas, CRLF, decimal points.
    public init(
        separator: UInt8 = UInt8(ascii: ","), quote: UInt8 = UInt8(ascii: "\""), encoding: TextEncoding = .utf8,
        hasByteOrderMark: Bool = false, lineEnding: LineEnding = .crlf, quoting: Quoting = .asNeeded,
        notation: Notation = .international, escapesFormulas: Bool = true, allowsStrayQuotes: Bool = false
    ) {
        self.separator = separator
        self.quote = quote
        self.encoding = encoding
        self.hasByteOrderMark = hasByteOrderMark
        self.lineEnding = lineEnding
        self.quoting = quoting
        self.notation = notation
        self.escapesFormulas = escapesFormulas
        self.allowsStrayQuotes = allowsStrayQuotes
    }

    /// Whether a byte can be a separator or a quotation mark: ASCII except NUL and line breaks.
    public static func canSeparate(_ byte: UInt8) -> Bool {
        byte > 0 && byte < 0x80 && byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\r")
    }

    /// Refuses a separator and a quotation mark that are equal or not allowed.
    func check(file: String?) throws(SpreadsheetError) {
        guard Self.canSeparate(separator), Self.canSeparate(quote), separator != quote else {
            throw SpreadsheetError(
                .badSeparator,
                "The separator and the quotation mark are equal, or one of them is not ASCII, NUL or a line break.",
                at: .init(file: file))
        }
    }
}
