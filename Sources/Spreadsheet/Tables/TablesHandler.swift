/// Handles a document of which several tables are the sheets, one after the other.
class TablesHandler: ItemHandler {
    final let limits: ReadLimits
    /// How many tables have begun, and how many have ended.
    final private(set) var begunTables = 0
    final private(set) var finishedTables = 0
    final private(set) var definedNames: [DefinedName] = []

    init(limits: ReadLimits) { self.limits = limits }

    final var isInTable: Bool { finishedTables < begunTables }

    /// Counts a table that begins.
    ///
    /// - Throws: `limit.sheets`.
    final func beginTable() throws(SpreadsheetError) {
        begunTables += 1
        try limits.checkSheets(begunTables)
    }

    final func endTable() { finishedTables += 1 }

    /// - Throws: `xml.names`.
    final func add(_ name: DefinedName) throws(SpreadsheetError) {
        definedNames.append(name)
        try limits.checkNames(definedNames.count)
    }

    /// Gives the rows of a table that has not begun; see ``TableStream/read(_:into:)``.
    func read(_ table: Int, into rows: TableRows?) {}
}

/// Handles a document whose tables have rows of one kind.
class RowsHandler<Rows: TableRows>: TablesHandler {
    private final var wanted: (table: Int, rows: Rows)?

    /// What takes the rows of the current table; nil if they are skipped.
    final var wantedRows: Rows? { wanted.flatMap { $0.table == begunTables - 1 ? $0.rows : nil } }

    final override func read(_ table: Int, into rows: TableRows?) { wanted = (rows as? Rows).map { (table, $0) } }
}
