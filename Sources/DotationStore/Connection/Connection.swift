/// One connection to a store: with ``Statement``, all that the rest of the store sees of what keeps it.
struct Connection {
    let engine: Engine
    /// Whose rows its statements see; nil where it is nobody's, and its statements name no rows of clients.
    var client: Client.ID?

    /// The same connection for the rows of a client.
    func of(_ client: Client.ID?) -> Connection { Connection(engine: engine, client: client) }

    /// Runs statements that give no rows.
    func execute(_ sql: String) throws(StoreError) {
        switch engine {
        case .sqlite(let connection): try connection.execute(sql)
        case .postgres(let connection): try connection.execute(sql)
        }
    }

    /// The first value of the first row, as a number.
    func int(_ sql: String, _ values: SQLValue...) throws(StoreError) -> Int? {
        let statement = try Statement(self, sql)
        try statement.bind(values)
        return try statement.step() ? statement.firstInt : nil
    }

    /// The first value of the first row of a statement on every client's rows, as a number.
    func int(acrossClients sql: String, _ values: SQLValue...) throws(StoreError) -> Int? {
        let statement = try Statement(self, acrossClients: sql)
        try statement.bind(values)
        return try statement.step() ? statement.firstInt : nil
    }

    /// The first value of the first row, as text.
    func text(_ sql: String) throws(StoreError) -> String? {
        let statement = try Statement(self, sql)
        return try statement.step() ? statement.firstText : nil
    }

    /// Runs one statement once, and says how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: SQLValue...) throws(StoreError) -> Int {
        let statement = try Statement(self, sql)
        return try statement.run(values)
    }

    /// How many rows are best written at once.
    var rowsAtOnce: Int {
        switch engine {
        case .sqlite: SQLiteStatement.rowsAtOnce
        case .postgres: 1000
        }
    }

    /// Runs a body whose failure does not end the transaction.
    func attempt<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        guard case .postgres(let connection) = engine else { return try body(self) }
        return try connection.attempt { () throws(StoreError) in try body(self) }
    }

    /// Lets rows that others refer to go before these, until the transaction ends.
    func deferForeignKeys() throws(StoreError) {
        switch engine {
        case .sqlite(let connection): try connection.execute("PRAGMA defer_foreign_keys = ON")
        case .postgres(let connection): try connection.execute("SET CONSTRAINTS ALL DEFERRED")
        }
    }
}
