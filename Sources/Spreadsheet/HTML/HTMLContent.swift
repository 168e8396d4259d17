internal import ZipContainer

/// The tables of an HTML page, which web applications send as workbooks. Each table with cells is a sheet.
///
/// A cell is text, unless Excel says what number it is.
final class HTMLContent: WorkbookContent {
    let sheets: [Sheet]
    private let size: UInt64
    private let limits: ReadLimits
    private let tables: TableSheets

    var format: FileFormat { .html }
    var part: String { "" }
    var dateSystem: DateSystem { .since1900 }
    var definedNames: [DefinedName] { [] }

    /// - Throws: `format.html` if no table has cells, or an error in the page.
    init(_ source: ByteSource, limits: ReadLimits, way: ReadingWay) throws(SpreadsheetError) {
        let encoding = try HTMLEncoding.of(source)
        var page = try Self.tables(source, encoding, limits, way)
        var filled: Set<Int> = []
        while try page.step({ table, event in if case .cellBegins = event { filled.insert(table) } }) {}
        guard let last = filled.max() else { throw SpreadsheetError(.html, "it is an HTML page without a table") }
        sheets = filled.sorted().enumerated().map { position, table in
            Sheet(name: "Table \(position + 1)", visibility: .visible, kind: .worksheet, locator: .table(table, part: nil))
        }
        size = source.count
        self.limits = limits
        tables = TableSheets(count: last + 1) { () throws(SpreadsheetError) in
            HTMLStream(try Self.tables(source, encoding, limits, way))
        }
    }

    func rows(of sheet: Sheet, options: ReadOptions, location: SpreadsheetError.Location) throws(SpreadsheetError) -> RowEngine {
        let rows = HTMLRows(details: RowDetails(options, limits: limits), layout: nil, size: size, limits: limits)
        return try tables.engine(sheet.table(), rows: rows, location: location)
    }

    func layout(of sheet: Sheet) throws(SpreadsheetError) -> SheetLayout {
        try tables.layout(sheet.table(), rows: HTMLRows(details: nil, layout: SheetLayoutBuilder(), size: size, limits: limits))
    }

    func properties() throws(SpreadsheetError) -> DocumentProperties { DocumentProperties() }

    private static func tables(
        _ source: ByteSource, _ encoding: DocumentEncoding, _ limits: ReadLimits, _ way: ReadingWay
    ) throws(SpreadsheetError) -> HTMLTables {
        HTMLTables(try XMLPartReader.page(source, encoding: encoding, limits: limits, pieces: way.pieces), limits: limits)
    }
}
