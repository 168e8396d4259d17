final class WorksheetEngine: SheetEngine {
    private let handler: WorksheetHandler
    // Only `readRow()` changes these, and it is not reentrant, so the run-time check for each row is disabled.
    @exclusivity(unchecked) private var parser: ItemParser
    @exclusivity(unchecked) private var scanner: WorksheetScanner
    /// The rows point into this without retaining it.
    private let book: OpenBook

    init(
        part: consuming XMLPartReader, book: OpenBook, details: RowDetails?, limits: ReadLimits, usesScanner: Bool,
        location: SpreadsheetError.Location
    ) throws(SpreadsheetError) {
        let builder = RowBuilder(book, partSize: part.size, cellSize: #"<c t="s"><v>0</v></c>"#.utf8.count, limits: limits)
        let handler = WorksheetHandler(builder: builder, details: details)
        parser = try ItemParser(part, handler: handler, usesScanner: usesScanner, limits: limits)
        scanner = WorksheetScanner(formulas: details?.formulas)
        self.handler = handler
        self.book = book
        super.init(header: handler.builder.row.header, details: details, location: location)
    }

    override var fractionRead: Double { parser.fractionRead }

    override func readRow() throws(SpreadsheetError) -> Bool {
        handler.hasRow = false
        while !handler.hasRow {
            let shouldContinue = try parser.step { (bytes) throws(SpreadsheetError) in
                let outcome = try scanner.scan(bytes, into: &handler.builder)
                if case .item = outcome { handler.hasRow = scanner.hasRow }
                return outcome
            }
            guard shouldContinue else { return false }
        }
        return true
    }
}
