/// What columns a table of a store has, on whichever engine.
struct TableForm {
    /// What a column holds.
    enum Kind: String {
        case number = "INTEGER"
        case text = "TEXT"
        case bytes = "BLOB"
    }

    let name: String
    let columns: [(name: String, kind: Kind)]
    /// The columns of its key, in the order in which rows are copied.
    let key: [String]

    /// Whether each of its rows is some client's.
    var isOfClients: Bool { Schema.tablesOfClients.contains(name) }

    /// Every table, each after those that it refers to where that is possible.
    static func all() throws(StoreError) -> [TableForm] {
        let memory = try SerialConnection()
        return try memory.use { connection throws(StoreError) in
            for text in Schema.tables { try connection.execute(text) }
            let statement = try Statement(
                connection,
                """
                SELECT s.name AS table_name, c.name, c.type, c.pk FROM sqlite_schema s JOIN pragma_table_info(s.name) c
                WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY s.rowid, c.cid
                """)
            var tables: [TableForm] = []
            var (columns, key): ([(name: String, kind: Kind)], [(name: String, place: Int)]) = ([], [])
            var name = ""
            func end() {
                guard !columns.isEmpty else { return }
                tables.append(TableForm(name: name, columns: columns, key: key.sorted { $0.place < $1.place }.map(\.name)))
                (columns, key) = ([], [])
            }
            while try statement.step() {
                if statement.text("table_name") != name {
                    end()
                    name = statement.text("table_name")
                }
                guard let kind = Kind(rawValue: statement.text("type")) else {
                    throw StoreError(.failed, "A column of \(name) has a type that no store has.")
                }
                columns.append((statement.text("name"), kind))
                if statement.int("pk") > 0 { key.append((statement.text("name"), statement.int("pk"))) }
            }
            end()
            return tables
        }
    }
}
