private import Synchronization

/// The sheets of a document with several tables. Those that are read in their order are read once, to their ends or not.
final class TableSheets: Sendable {
    /// More than this many streams are not kept. Where tables stand within others, one is needed for each level.
    private static let mostParked = 8

    let count: Int
    private let open: @Sendable () throws(SpreadsheetError) -> any TableStream
    /// Streams that no reader uses, from which a table can be read that has not begun there.
    private let parked = Mutex<[ParkedStream]>([])

    /// So many tables of a document, which `open` opens.
    init(count: Int, open: @escaping @Sendable () throws(SpreadsheetError) -> any TableStream) {
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
        stream.read(table, into: rows)
        while stream.mayHaveMore(of: table), try stream.step() {}
        if table < count - 1 { park(stream) }
        return rows.layout?.layout ?? SheetLayout()
    }

    private func park(_ stream: any TableStream) {
        stream.read(0, into: nil)
        let unused = ParkedStream(stream: stream)
        parked.withLock {
            $0.append(unused)
            if $0.count > Self.mostParked { $0.removeFirst() }
        }
    }

    /// The parked stream that is nearest before the table, or a new one.
    private func stream(before table: Int) throws(SpreadsheetError) -> any TableStream {
        let known = parked.withLock { parked in
            let before = parked.indices.filter { parked[$0].stream.begunTables <= table }
            return before.max { parked[$0].stream.begunTables < parked[$1].stream.begunTables }.map { parked.remove(at: $0) }
        }
        if let known { return known.stream }
        return try open()
    }
}

/// A stream that no reader uses. The reader that parks it drops its reference, and the one that takes it has the only one.
private struct ParkedStream: @unchecked Sendable {
    let stream: any TableStream
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
