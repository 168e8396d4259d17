/// A page on its way from its first table to the last. A table may stand within another: it begins and ends before that one does.
final class HTMLStream: TableStream {
    // Only `step()` changes it, and it is not reentrant, so the run-time check for each token is disabled.
    @exclusivity(unchecked) private var tables: HTMLTables
    private var wanted: (table: Int, rows: HTMLRows)?

    init(_ tables: consuming HTMLTables) { self.tables = tables }

    var fractionRead: Double { tables.fractionRead }
    var begunTables: Int { tables.count }

    func mayHaveMore(of table: Int) -> Bool { tables.mayHaveMore(of: table) }

    func read(_ table: Int, into rows: TableRows?) { wanted = (rows as? HTMLRows).map { (table, $0) } }

    func step() throws(SpreadsheetError) -> Bool {
        let wanted = wanted
        return try tables.step { (table, event) throws(SpreadsheetError) in
            if let wanted, table == wanted.table { try wanted.rows.take(event) }
        }
    }
}
