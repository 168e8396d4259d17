/// An OpenDocument spreadsheet's content on its way from the first to the last table.
///
/// Only one reader uses it at a time.
final class ODSStream: @unchecked Sendable {
    let handler: ODSHandler
    // Only `step(into:)` changes these, and it is not reentrant, so the run-time check for each row is disabled.
    @exclusivity(unchecked) private var parser: ItemParser
    @exclusivity(unchecked) private var scanner = ODSScanner()
    private let usesScanner: Bool

    init(_ part: consuming XMLPartReader, styles: ODSStyleReader?, usesScanner: Bool, limits: ReadLimits) throws(SpreadsheetError) {
        handler = ODSHandler(styles: styles, limits: limits)
        // Rows that nobody wants are skipped in either way, so that a workbook opens in both or in neither.
        parser = try ItemParser(part, handler: handler, usesScanner: true, limits: limits)
        self.usesScanner = usesScanner
    }

    var fractionRead: Double { parser.fractionRead }

    /// Goes on to the next row or the next thing that is not a row; false at the end of the content.
    func step() throws(SpreadsheetError) -> Bool {
        try parser.step { (bytes) throws(SpreadsheetError) in
            guard let rows = handler.wantedRows else { return ODSScanner.skip(bytes) }
            // The scanner does not read formulas and links. If they are requested, libxml2 reads every row.
            guard usesScanner, rows.layout == nil, rows.details == nil else { return .unknown(wasted: 0) }
            return try scanner.scan(bytes, into: rows, knowsCalcext: handler.knowsCalcext)
        }
    }
}

/// Reads the rows of one table.
final class ODSEngine: RowEngine {
    private let rows: ODSRows
    private let location: SpreadsheetError.Location
    private let table: Int
    /// Takes the stream after the table; nil if this is the last one, behind which the content must be whole.
    private let park: ((ODSStream) -> Void)?
    private var stream: ODSStream?
    /// The rows point to these without retaining them.
    private let styles: Styles
    private var isFinished = false

    init(
        _ stream: ODSStream, table: Int, rows: ODSRows, styles: Styles, location: SpreadsheetError.Location,
        park: ((ODSStream) -> Void)?
    ) {
        self.stream = stream
        self.table = table
        self.rows = rows
        self.styles = styles
        self.location = location
        self.park = park
        stream.handler.read(table, into: rows)
        if let details = rows.details { rows.builder.row.header.pointee.details = Unmanaged.passRetained(details) }
        super.init(header: rows.builder.row.header)
    }

    override var fractionRead: Double { stream?.fractionRead ?? 1 }

    override func advance() throws(SpreadsheetError) -> Bool {
        if rows.repeats > 0 {
            rows.repeats -= 1
            header.pointee.number += 1
            return true
        }
        guard !isFinished, let stream else { return false }
        do throws(SpreadsheetError) {
            rows.hasRow = false
            while !rows.hasRow {
                let shouldContinue = try stream.step()
                if shouldContinue, park == nil || stream.handler.finishedTables <= table { continue }
                if shouldContinue, !rows.hasRow { park?(stream) }
                isFinished = !rows.hasRow
                if isFinished {
                    self.stream = nil
                    return false
                }
            }
            return true
        } catch {
            isFinished = true
            self.stream = nil
            throw error.located(location)
        }
    }
}
