/// Reads the parts of a workbook in a package, which are XML or records.
protocol PackageParts: Sendable {
    /// - Throws: As the other functions: `opc.missing-part`, or an error in the part.
    func workbook(_ part: String) throws(SpreadsheetError) -> WorkbookList

    func styles(_ part: String) throws(SpreadsheetError) -> Styles

    func sharedStrings(_ part: String) throws(SpreadsheetError) -> SharedStrings

    func layout(_ part: String, _ relationships: PartRelationships) throws(SpreadsheetError) -> SheetLayoutBuilder

    /// A reader of a worksheet's rows, whose errors have the location.
    func rows(
        _ part: String, of book: OpenBook, details: RowDetails?, location: SpreadsheetError.Location
    ) throws(SpreadsheetError) -> RowEngine
}

/// What the rows of a workbook refer to.
struct OpenBook {
    let styles: Styles
    let sharedStrings: SharedStrings
    let dateSystem: DateSystem
}
