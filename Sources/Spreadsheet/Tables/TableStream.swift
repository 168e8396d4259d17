/// A document with several tables on its way from the first to the last.
class TableStream {
    final let handler: TablesHandler
    // Only `step()` changes it, and it is not reentrant, so the run-time check for each row is disabled.
    @exclusivity(unchecked) private final var parser: ItemParser

    init(_ part: consuming XMLPartReader, handler: TablesHandler, limits: ReadLimits) throws(SpreadsheetError) {
        self.handler = handler
        parser = try ItemParser(part, handler: handler, usesScanner: true, limits: limits)
    }

    final var fractionRead: Double { parser.fractionRead }

    /// Goes on to the next row or the next thing that is not a row; false at the end of the document.
    final func step() throws(SpreadsheetError) -> Bool {
        try parser.step { (bytes) throws(SpreadsheetError) in try scan(bytes) }
    }

    /// Reads or skips rows at the start of the bytes ahead of libxml2.
    func scan(_ bytes: UnsafeMutableBufferPointer<UInt8>) throws(SpreadsheetError) -> ScanOutcome { .unknown(wasted: 0) }
}

/// Reads the rows of one table.
final class TableEngine: SheetEngine {
    private let rows: TableRows
    private let table: Int
    /// Takes the stream after the table; nil if this is the last one, after which the document must be whole.
    private let park: ((TableStream) -> Void)?
    private var stream: TableStream?

    init(
        _ stream: TableStream, table: Int, rows: TableRows, location: SpreadsheetError.Location, park: ((TableStream) -> Void)?
    ) {
        self.stream = stream
        self.table = table
        self.rows = rows
        self.park = park
        stream.handler.read(table, into: rows)
        super.init(header: rows.builder.row.header, details: rows.details, location: location)
    }

    override var fractionRead: Double { stream?.fractionRead ?? 1 }

    override func readRow() throws(SpreadsheetError) -> Bool {
        if rows.repeats > 0 {
            rows.repeats -= 1
            header.pointee.number += 1
            return true
        }
        guard let stream else { return false }
        rows.hasRow = false
        while !rows.hasRow {
            let shouldContinue = try stream.step()
            if shouldContinue, park == nil || stream.handler.finishedTables <= table { continue }
            if shouldContinue, !rows.hasRow { park?(stream) }
            guard rows.hasRow else {
                self.stream = nil
                return false
            }
        }
        return true
    }
}
