internal import ZipContainer

/// The tables of an HTML page, which web applications send as workbooks. Each table with cells is a sheet.
///
/// A cell is text, unless Excel says what number it is.
final class HTMLContent: WorkbookContent {
    let sheets: [Sheet]
    private let source: ByteSource
    private let encoding: TextEncoding
    private let limits: ReadLimits
    private let way: ReadingWay

    var format: FileFormat { .html }
    var part: String { "" }
    var dateSystem: DateSystem { .since1900 }
    var definedNames: [DefinedName] { [] }

    /// - Throws: `format.html` if no table has cells, or an error in the page.
    init(_ source: ByteSource, limits: ReadLimits, way: ReadingWay) throws(SpreadsheetError) {
        encoding = try Self.encoding(of: source)
        self.source = source
        self.limits = limits
        self.way = way
        var tables = try Self.tables(source, encoding, limits, way)
        var filled: Set<Int> = []
        while try tables.step({ table, event in if case .cellBegins = event { filled.insert(table) } }) {}
        guard !filled.isEmpty else { throw SpreadsheetError(.html, "it is an HTML page without a table") }
        sheets = filled.sorted().enumerated().map { position, table in
            Sheet(name: "Table \(position + 1)", visibility: .visible, kind: .worksheet, locator: .table(table, part: nil))
        }
    }

    func rows(of sheet: Sheet, options: ReadOptions, location: SpreadsheetError.Location) throws(SpreadsheetError) -> RowEngine {
        let table = try sheet.table()
        let rows = HTMLRows(details: RowDetails(inCells: options), layout: nil, size: source.count, limits: limits)
        return HTMLEngine(try Self.tables(source, encoding, limits, way), table: table, rows: rows, location: location)
    }

    func layout(of sheet: Sheet) throws(SpreadsheetError) -> SheetLayout {
        let table = try sheet.table()
        let rows = HTMLRows(details: nil, layout: TableLayout(), size: source.count, limits: limits)
        var tables = try Self.tables(source, encoding, limits, way)
        while tables.mayHaveMore(of: table),
            try tables.step({ (number, event) throws(SpreadsheetError) in if number == table { try rows.take(event) } })
        {
            try rows.resume()
        }
        return rows.layout?.layout ?? SheetLayout()
    }

    func properties() throws(SpreadsheetError) -> DocumentProperties { DocumentProperties() }

    private static func tables(
        _ source: ByteSource, _ encoding: TextEncoding, _ limits: ReadLimits, _ way: ReadingWay
    ) throws(SpreadsheetError) -> HTMLTables {
        HTMLTables(try XMLPartReader.page(source, encoding: encoding, limits: limits, pieces: way.pieces), limits: limits)
    }

    /// The encoding that the page's first bytes show or name (HTML Standard, 13.2.3.2), or that its text is valid in.
    private static func encoding(of source: ByteSource) throws(SpreadsheetError) -> TextEncoding {
        let count = Int(min(source.count, 1 << 16))
        let head = try wrappingZipErrors { () throws(ZipError) in try source.bytes(at: 0, count: count) } ?? []
        return head.withUnsafeBufferPointer { head in
            if let wide = TextEncoding(markIn: head) ?? TextEncoding(zerosIn: head) { return wide }
            if let named = named(head) { return named }
            let valid = head.baseAddress.map { UTF8Check.run($0, from: 0, to: head.count) }
            return valid?.isFault == true ? .windows1252 : .utf8
        }
    }

    private static func named(_ head: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
        let word = Array("charset=".utf8)
        let text = head.prefix(4096).map(\.lowercased)
        guard let start = text.indices.first(where: { text[$0...].starts(with: word) }) else { return nil }
        let value = text[(start + word.count)...].drop { isXMLSpace($0) || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
        let name = value.prefix {
            $0 &- UInt8(ascii: "a") < 26 || $0 &- UInt8(ascii: "0") <= 9 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
        }
        if name.elementsEqual("utf-8".utf8) || name.elementsEqual("utf8".utf8) { return .utf8 }
        return TextEncoding(webName: String(decoding: name, as: UTF8.self))
    }
}

/// Reads the rows of one table of a page.
private final class HTMLEngine: SheetEngine {
    @exclusivity(unchecked) private var tables: HTMLTables
    private let table: Int
    private let rows: HTMLRows

    init(_ tables: consuming HTMLTables, table: Int, rows: HTMLRows, location: SpreadsheetError.Location) {
        self.tables = tables
        self.table = table
        self.rows = rows
        super.init(header: rows.builder.row.header, details: rows.details, location: location)
    }

    override var fractionRead: Double { tables.fractionRead }

    override func readRow() throws(SpreadsheetError) -> Bool {
        try rows.resume()
        while !rows.hasRow {
            let goesOn = try tables.step { (number, event) throws(SpreadsheetError) in
                if number == table { try rows.take(event) }
            }
            guard goesOn && tables.mayHaveMore(of: table) || rows.hasRow else { return false }
        }
        return true
    }
}
