private import Synchronization

/// The sheets of a document with several tables. Those that are read in their order are read once.
final class TableSheets: Sendable {
    let count: Int
    private let open: @Sendable () throws(SpreadsheetError) -> TableStream
    /// A stream whose next table may be requested next.
    private let parked = Mutex<ParkedStream?>(nil)

    /// So many tables of a document, which `open` opens.
    init(count: Int, open: @escaping @Sendable () throws(SpreadsheetError) -> TableStream) {
        self.count = count
        self.open = open
    }

    func engine(_ table: Int, rows: TableRows, location: SpreadsheetError.Location) throws(SpreadsheetError) -> RowEngine {
        TableEngine(
            try stream(before: table), table: table, rows: rows, location: location,
            park: table == count - 1 ? nil : { [weak self] in self?.park($0) })
    }

    /// The layout of a table, with rows that were made for it.
    func layout(_ table: Int, rows: TableRows) throws(SpreadsheetError) -> SheetLayout {
        let stream = try stream(before: table)
        stream.handler.read(table, into: rows)
        while stream.handler.finishedTables <= table, try stream.step() {}
        if table < count - 1 { park(stream) }
        return rows.layout?.layout ?? SheetLayout()
    }

    private func park(_ stream: TableStream) {
        let unused = ParkedStream(stream: stream)
        parked.withLock { $0 = unused }
    }

    /// The parked stream, unless it is past the table, or a new one.
    private func stream(before table: Int) throws(SpreadsheetError) -> TableStream {
        let known = parked.withLock { parked in
            guard let found = parked, found.stream.handler.begunTables <= table else { return nil as ParkedStream? }
            parked = nil
            return found
        }
        if let known { return known.stream }
        return try open()
    }
}

/// A stream that no reader uses. The reader that parks it drops its reference, and the one that takes it has the only one.
private struct ParkedStream: @unchecked Sendable {
    let stream: TableStream
}

extension Sheet {
    /// The number of its table in a document of several.
    ///
    /// - Throws: `sheet.not-found` if the sheet is another workbook's.
    func table() throws(SpreadsheetError) -> Int {
        guard case .table(let table, _) = locator else { throw SpreadsheetError(.noSuchSheet, "the sheet is another workbook's") }
        return table
    }
}
