private import Synchronization

/// The sheets of a document with several tables. Those that are read in their order are read once.
final class TableSheets: Sendable {
    let count: Int
    private let open: @Sendable () throws(SpreadsheetError) -> TableStream
    /// A stream whose next table may be asked for next.
    private let parked = Mutex<TableStream?>(nil)

    /// So many tables of a document, which `open` opens.
    init(count: Int, open: @escaping @Sendable () throws(SpreadsheetError) -> TableStream) {
        self.count = count
        self.open = open
    }

    func engine(_ table: Int, rows: TableRows, location: SpreadsheetError.Location) throws(SpreadsheetError) -> RowEngine {
        TableEngine(
            try stream(before: table), table: table, rows: rows, location: location,
            park: table == count - 1 ? nil : { [weak self] stream in self?.parked.withLock { $0 = stream } })
    }

    /// The layout of a table, with rows that were made for it.
    func layout(_ table: Int, rows: TableRows) throws(SpreadsheetError) -> SheetLayout {
        let stream = try stream(before: table)
        stream.handler.read(table, into: rows)
        while stream.handler.finishedTables <= table, try stream.step() {}
        return rows.layout?.layout ?? SheetLayout()
    }

    /// The parked stream, unless it is past the table, or a new one.
    private func stream(before table: Int) throws(SpreadsheetError) -> TableStream {
        let known = parked.withLock { stream in
            guard let found = stream, found.handler.begunTables <= table else { return nil as TableStream? }
            stream = nil
            return found
        }
        if let known { return known }
        return try open()
    }
}
