extension Connection {
    /// Copies the rows of a table from another store, in the order of its key.
    ///
    /// - Parameters:
    ///   - table: the table.
    ///   - source: the other store.
    ///   - clients: of whom, and who they are here; nil for every row as it is.
    /// - Returns: how many.
    /// - Throws: ``StoreError`` where the one cannot be read, or the other not written.
    @discardableResult
    func copy(
        _ table: TableForm, from source: Connection, of clients: (there: Client.ID, here: Client.ID)? = nil
    ) throws(StoreError) -> Int {
        let columns = clients == nil ? table.columns : table.columns.filter { $0.name != "client" }
        let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
        let order = table.key.map { "\"\($0)\"" }.joined(separator: ", ")
        let selection = try Statement(
            source, acrossClients: "SELECT \(names) FROM \(table.name) \(clients == nil ? "" : "WHERE client = ?") ORDER BY \(order)")
        try selection.bind(clients.map { [.int($0.there.rawValue)] } ?? [])
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        var rows = try RowQueue(
            self,
            clients == nil
                ? "INSERT INTO \(table.name) (\(names)) VALUES (\(marks))"
                : "INSERT INTO \(table.name) (client, \(names)) VALUES (?, \(marks))",
            acrossClients: true)
        let first = clients.map { [SQLValue.int($0.here.rawValue)] } ?? []
        var count = 0
        while try selection.step() {
            try rows.write(first + columns.enumerated().map { selection.value(at: Int32($0.offset), $0.element.kind) })
            count += 1
        }
        try rows.flush()
        return count
    }
}
