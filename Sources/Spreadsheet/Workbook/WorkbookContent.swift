/// A workbook of one format, behind ``Workbook``, which checks the sheets that it is asked for and completes the errors' places.
protocol WorkbookContent: Sendable {
    var format: FileFormat { get }
    /// The part or the stream that lists the sheets, for errors.
    var part: String { get }
    var sheets: [Sheet] { get }
    var dateSystem: DateSystem { get }
    var definedNames: [DefinedName] { get }

    /// A reader of the rows of a worksheet, whose errors have the location.
    func rows(of sheet: Sheet, options: ReadOptions, location: SpreadsheetError.Location) throws(SpreadsheetError) -> RowEngine

    /// The layout of a worksheet.
    func layout(of sheet: Sheet) throws(SpreadsheetError) -> SheetLayout

    /// The rules for input and the conditional formats of a worksheet.
    func rules(of sheet: Sheet) throws(SpreadsheetError) -> SheetRules

    /// The notes of a worksheet.
    func comments(of sheet: Sheet) throws(SpreadsheetError) -> [CellComment]

    /// The tables of a worksheet.
    func tables(of sheet: Sheet) throws(SpreadsheetError) -> [Table]

    func properties() throws(SpreadsheetError) -> DocumentProperties
}

extension WorkbookContent {
    // Formats of which these are not read.
    func rules(of sheet: Sheet) throws(SpreadsheetError) -> SheetRules { SheetRules() }

    func comments(of sheet: Sheet) throws(SpreadsheetError) -> [CellComment] { [] }

    func tables(of sheet: Sheet) throws(SpreadsheetError) -> [Table] { [] }
}
