internal import ZipContainer

/// A workbook or a CSV file, for reading its rows. The bytes determine the format, not the name.
///
/// ```swift
/// let file = try SheetFile(path: "commande.csv")
/// for sheet in file.sheets where sheet.kind == .worksheet {
///     var rows = try file.rows(of: sheet)
///     while let row = try rows.next() { print(row.number, row.cells.map(\.value)) }
/// }
/// ```
public struct SheetFile: Sendable {
    /// What is known of a CSV file's layout; the rest is detected.
    ///
    /// If anything is known, a file that is neither a package nor a compound file is read as text.
    public struct CSVLayout: Sendable, Hashable {
        /// The separator, an ASCII byte for which ``CSVDialect/canSeparate(_:)`` is true.
        public var separator: UInt8?
        /// The encoding.
        public var encoding: TextEncoding?
        /// Whether quotation marks that stand where none may are taken as text; see ``RowReader/strayQuotes``. This alone does not make
        /// a file text.
        public var allowsStrayQuotes: Bool

        /// Creates a layout, by default one of which nothing is known.
        public init(separator: UInt8? = nil, encoding: TextEncoding? = nil, allowsStrayQuotes: Bool = false) {
            self.separator = separator
            self.encoding = encoding
            self.allowsStrayQuotes = allowsStrayQuotes
        }
    }

    private enum Content: Sendable {
        case workbook(Workbook)
        case csv(ByteSource, CSVLayout)
    }

    /// The file's format.
    public let format: FileFormat
    /// The sheets in the order of their tabs. A CSV file has one, named after the file without its extension.
    public let sheets: [Sheet]

    private let content: Content
    /// The file's name without its folder, if it has one.
    package let name: String?
    package let limits: ReadLimits

    /// Opens a file, which must not change while it is read.
    ///
    /// - Parameters:
    ///   - path: The file's path.
    ///   - password: What a workbook is encrypted with; see ``Workbook/init(path:password:limits:)``.
    ///   - csv: What is known of the layout of CSV.
    ///   - limits: The limits of the file.
    /// - Throws: An error in the file, which names its format if that is not supported; see ``SpreadsheetError/Code``.
    public init(
        path: String, password: String? = nil, csv: CSVLayout = CSVLayout(), limits: ReadLimits = .standard
    ) throws(SpreadsheetError) {
        let name = lastPathComponent(path)
        let source = try wrappingZipErrors(file: name) { () throws(ZipError) in try ByteSource(path: path) }
        try self.init(source: source, name: name, password: password, csv: csv, limits: limits)
    }

    /// Opens a file in memory.
    ///
    /// - Parameters:
    ///   - bytes: The file's bytes.
    ///   - name: The file's name, for errors and for the sheet of a CSV file.
    ///   - password: What a workbook is encrypted with; see ``Workbook/init(path:password:limits:)``.
    ///   - csv: What is known of the layout of CSV.
    ///   - limits: The limits of the file.
    /// - Throws: An error in the bytes, which names their format if that is not supported; see ``SpreadsheetError/Code``.
    public init(
        bytes: [UInt8], name: String? = nil, password: String? = nil, csv: CSVLayout = CSVLayout(), limits: ReadLimits = .standard
    ) throws(SpreadsheetError) {
        try self.init(source: ByteSource(bytes: bytes), name: name, password: password, csv: csv, limits: limits)
    }

    init(
        source: ByteSource, name: String?, password: String?, csv: CSVLayout, limits: ReadLimits
    ) throws(SpreadsheetError) {
        let signature: FileSignature
        do throws(SpreadsheetError) {
            signature = try FileSignature(source: source, isText: csv.encoding != nil || csv.separator != nil)
        } catch {
            throw error.located(.init(file: name))
        }
        self.name = name
        self.limits = limits
        if signature == .text {
            content = .csv(source, csv)
            format = .csv
            sheets = [Sheet(name: Self.withoutExtension(name ?? ""), visibility: .visible, kind: .worksheet, locator: nil)]
        } else {
            let workbook = try Workbook(source: source, signature: signature, fileName: name, password: password, limits: limits)
            content = .workbook(workbook)
            format = workbook.format
            sheets = workbook.sheets
        }
    }

    /// The workbook; nil for a CSV file.
    public var workbook: Workbook? {
        if case .workbook(let workbook) = content { workbook } else { nil }
    }

    /// The dialect of a CSV file, as given or detected from its beginning; nil for a workbook.
    ///
    /// - Throws: `file.unreadable`, `limit.file-size`, `csv.bad-separator`.
    public func csvDialect() throws(SpreadsheetError) -> CSVDialect? {
        guard case .csv(let source, let layout) = content else { return nil }
        return try csvReader(source, layout).dialect
    }

    /// Which parts of a CSV file's dialect its content shows: a file of one column shows no separator, and one of
    /// a single unended line no line ending. Nil for a workbook.
    package func csvEvidence() throws(SpreadsheetError) -> (showsSeparator: Bool, showsLineEnding: Bool)? {
        guard case .csv(let source, let layout) = content else { return nil }
        let reader = try csvReader(source, layout)
        return (reader.showsSeparator, reader.showsLineEnding)
    }

    /// A reader of a sheet's rows. Several can be used at the same time.
    ///
    /// - Throws: As ``Workbook/rows(of:options:)`` and ``CSVReader/init(path:dialect:separator:encoding:limits:)``.
    public func rows(of sheet: Sheet, options: ReadOptions = []) throws(SpreadsheetError) -> RowReader {
        switch content {
        case .workbook(let workbook): return try workbook.rows(of: sheet, options: options)
        case .csv(let source, let layout):
            guard sheets.contains(sheet) else {
                throw SpreadsheetError(.noSuchSheet, "the sheet is another file's", at: .init(file: name, sheet: sheet.name))
            }
            return RowReader(CSVEngine(try csvReader(source, layout)))
        }
    }

    private func csvReader(_ source: ByteSource, _ layout: CSVLayout) throws(SpreadsheetError) -> CSVReader {
        try CSVReader(
            source: source, name: name, dialect: nil, separator: layout.separator, encoding: layout.encoding,
            allowsStrayQuotes: layout.allowsStrayQuotes, limits: limits)
    }

    private static func withoutExtension(_ name: String) -> String {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return name }
        return String(name[..<dot])
    }
}
