/// Reads the rows of one table.
final class TableEngine: SheetEngine {
    private let rows: TableRows
    private let table: Int
    /// Takes the stream after the table; nil if this is the last one, after which the document must be whole.
    private let park: ((any TableStream) -> Void)?
    private var stream: (any TableStream)?

    init(
        _ stream: any TableStream, table: Int, rows: TableRows, location: SpreadsheetError.Location, park: ((any TableStream) -> Void)?
    ) {
        self.stream = stream
        self.table = table
        self.rows = rows
        self.park = park
        stream.read(table, into: rows)
        super.init(header: rows.builder.row.header, details: rows.details, location: location)
    }

    // Whoever looks for a header reads the first rows of each sheet, and no more.
    deinit { if let stream { park?(stream) } }

    override var fractionRead: Double { stream?.fractionRead ?? 1 }

    override func readRow() throws(SpreadsheetError) -> Bool {
        if rows.repeats > 0 {
            rows.repeats -= 1
            header.pointee.number += 1
            return true
        }
        guard let stream else { return false }
        rows.hasRow = false
        var goesOn = true
        do throws(SpreadsheetError) {
            while !rows.hasRow, goesOn, park == nil || stream.mayHaveMore(of: table) { goesOn = try stream.step() }
        } catch {
            // Nobody can read on after an error.
            self.stream = nil
            throw error
        }
        if rows.hasRow { return true }
        self.stream = nil
        if goesOn { park?(stream) }
        return false
    }
}
