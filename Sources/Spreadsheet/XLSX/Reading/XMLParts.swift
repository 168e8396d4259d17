/// The parts of an XLSX workbook.
struct XMLParts: PackageParts {
    let package: OpenPackage

    func workbook(_ part: String) throws(SpreadsheetError) -> WorkbookList {
        let handler = WorkbookHandler(limits: package.limits)
        try package.parse(part, into: handler)
        return handler.list
    }

    func styles(_ part: String) throws(SpreadsheetError) -> Styles {
        let handler = StylesHandler(limits: package.limits)
        try package.parse(part, into: handler)
        return handler.styles()
    }

    func sharedStrings(_ part: String) throws(SpreadsheetError) -> SharedStrings {
        try SharedStringsHandler.read(package.reader(for: part), usesScanner: package.way.usesScanner, limits: package.limits)
    }

    func layout(_ part: String, _ relationships: PartRelationships) throws(SpreadsheetError) -> SheetLayoutBuilder {
        do throws(SpreadsheetError) {
            return try SheetLayoutHandler.read(
                package.reader(for: part), relationships, usesScanner: package.way.usesScanner, limits: package.limits)
        } catch {
            throw error.located(.init(part: part))
        }
    }

    func rows(
        _ part: String, of book: OpenBook, details: RowDetails?, location: SpreadsheetError.Location
    ) throws(SpreadsheetError) -> RowEngine {
        try WorksheetEngine(
            part: package.reader(for: part), book: book, details: details, limits: package.limits, usesScanner: package.way.usesScanner,
            location: location)
    }
}
