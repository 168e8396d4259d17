internal import CDotationsSQLite

/// One connection to the database file: the only place, with ``Statement``, that calls SQLite.
struct Connection {
    let handle: OpaquePointer
    let statements: PreparedStatements
    /// Whose rows its statements see; nil where it is nobody's, and its statements name no rows of clients.
    var client: Client.ID?

    /// The same connection for the rows of a client.
    func of(_ client: Client.ID) -> Connection {
        Connection(handle: handle, statements: statements, client: client)
    }

    /// Runs statements that give no rows.
    func execute(_ sql: String) throws(StoreError) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw lastError }
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

    /// The error of the last call on this connection. SQLite's messages name tables and columns, never values.
    var lastError: StoreError {
        StoreError(
            resultCode: sqlite3_extended_errcode(handle), message: sqlite3_errmsg(handle).map { String(cString: $0) } ?? "unknown error")
    }

    /// Refuses SQL that could corrupt the file by itself, and says whether that is now so.
    func setDefensive() -> Bool {
        var isSet: Int32 = 0
        return csqlite_set_defensive(handle, &isSet) == SQLITE_OK && isSet == 1
    }

    /// Whether the file could only be opened for reading.
    var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") != 0 }
}

extension StoreError {
    /// The error that an SQLite result code means; the one place where result codes become errors.
    init(resultCode: Int32, message: String) {
        let detail = "SQLite says: \(message) (\(resultCode))."
        switch resultCode {
        // SQLITE_CONSTRAINT_TRIGGER
        case SQLITE_CONSTRAINT | 7 << 8: self.init(.forbidden, detail)
        // SQLITE_IOERR_SHMOPEN and _SHMSIZE: the memory that connections share, a file beside the store, cannot grow, for want of room.
        case SQLITE_IOERR | 18 << 8, SQLITE_IOERR | 19 << 8: self.init(.full, detail)
        // The disk has become read-only since the file was opened.
        case SQLITE_READONLY: self.init(.readOnly, detail)
        // Every statement is this program's own: what it names is in a store that nobody has altered.
        case SQLITE_ERROR where message.hasPrefix("no such "): self.init(.damaged, detail)
        default:
            switch resultCode & 0xFF {
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: self.init(.locked, detail)
            case SQLITE_NOTADB: self.init(.notAStore, detail)
            case SQLITE_CORRUPT: self.init(.damaged, detail)
            case SQLITE_FULL: self.init(.full, detail)
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: self.init(.unwritable, detail)
            default: self.init(.failed, detail)
            }
        }
    }
}
