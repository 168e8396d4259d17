/// A document with several tables on its way from the first to the last.
protocol TableStream: AnyObject {
    /// How much has been read, from 0 to 1.
    var fractionRead: Double { get }
    /// How many tables have begun.
    var begunTables: Int { get }

    /// Whether a table has not begun, or not ended.
    func mayHaveMore(of table: Int) -> Bool

    /// Gives the rows of one table, of which none has been given, to `rows`, and those of no other. Without `rows` all are skipped.
    func read(_ table: Int, into rows: TableRows?)

    /// Goes on to the next row or the next thing that is not a row; false at the end of the document.
    func step() throws(SpreadsheetError) -> Bool
}

/// A document whose tables have rows in XML.
class XMLTableStream: TableStream {
    private let handler: TablesHandler
    // Only `step()` changes it, and it is not reentrant, so the run-time check for each row is disabled.
    @exclusivity(unchecked) private final var parser: ItemParser

    init(_ part: consuming XMLPartReader, handler: TablesHandler, limits: ReadLimits) throws(SpreadsheetError) {
        self.handler = handler
        parser = try ItemParser(part, handler: handler, usesScanner: true, limits: limits)
    }

    final var fractionRead: Double { parser.fractionRead }
    final var begunTables: Int { handler.begunTables }

    final func mayHaveMore(of table: Int) -> Bool { handler.finishedTables <= table }

    final func read(_ table: Int, into rows: TableRows?) { handler.read(table, into: rows) }

    final func step() throws(SpreadsheetError) -> Bool {
        try parser.step { (bytes) throws(SpreadsheetError) in try scan(bytes) }
    }

    /// Reads or skips rows at the start of the bytes ahead of libxml2.
    func scan(_ bytes: UnsafeMutableBufferPointer<UInt8>) throws(SpreadsheetError) -> ScanOutcome { .unknown(wasted: 0) }
}
