internal import ZipContainer

/// An Excel 2003 XML workbook (XML Spreadsheet Reference).
final class XML2003Content: WorkbookContent {
    let sheets: [Sheet]
    let definedNames: [DefinedName]

    private let source: ByteSource
    private let limits: ReadLimits
    private let way: ReadingWay
    private let styles: Styles
    private let styleNames: StyleNames
    private let isSince1904: Bool
    private let tables: TableSheets

    var format: FileFormat { .xml2003 }
    var part: String { "" }
    /// Dates are written as such, and are given in the usual system.
    var dateSystem: DateSystem { .since1900 }

    init(_ source: ByteSource, limits: ReadLimits, way: ReadingWay) throws(SpreadsheetError) {
        let collected = XML2003Styles(limits: limits)
        let handler = XML2003Handler(styles: collected, limits: limits)
        try XMLPartReader(source, limits: limits, pieces: way.pieces).parse(into: handler, limits: limits)
        (styles, styleNames) = collected.result()
        definedNames = handler.definedNames
        isSince1904 = handler.isSince1904
        sheets = handler.worksheets.enumerated().map { index, sheet in
            Sheet(name: sheet.name, visibility: sheet.visibility, kind: .worksheet, locator: .table(index, part: nil))
        }
        self.source = source
        self.limits = limits
        self.way = way
        tables = TableSheets(count: sheets.count) { () throws(SpreadsheetError) in
            try XMLTableStream(
                XMLPartReader(source, limits: limits, pieces: way.pieces), handler: XML2003Handler(styles: nil, limits: limits),
                limits: limits)
        }
    }

    func rows(of sheet: Sheet, options: ReadOptions, location: SpreadsheetError.Location) throws(SpreadsheetError) -> RowEngine {
        let table = try sheet.table()
        return try tables.engine(table, rows: rows(details: RowDetails(options, limits: limits), layout: nil), location: location)
    }

    func layout(of sheet: Sheet) throws(SpreadsheetError) -> SheetLayout {
        let table = try sheet.table()
        return try tables.layout(table, rows: rows(details: nil, layout: SheetLayoutBuilder()))
    }

    func properties() throws(SpreadsheetError) -> DocumentProperties {
        let handler = XML2003PropertiesHandler()
        try XMLPartReader(source, limits: limits, pieces: way.pieces).parse(into: handler, limits: limits)
        return handler.properties
    }

    private func rows(details: RowDetails?, layout: SheetLayoutBuilder?) -> XML2003Rows {
        XML2003Rows(
            styles: styles, names: styleNames, details: details, layout: layout, size: source.count, limits: limits,
            isSince1904: isSince1904)
    }
}
