internal import CDotationsSQLite

/// One connection to a database file: the only place, with ``SQLiteStatement``, that calls SQLite.
final class SQLiteConnection {
    let handle: OpaquePointer
    let statements = PreparedStatements<SQLiteStatement>(kept: 64)

    /// Takes over an open connection.
    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { sqlite3_close_v2(handle) }

    /// Runs statements that give no rows.
    func execute(_ sql: String) throws(StoreError) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw StoreError(ofSQLite: handle) }
    }

    /// A statement that is ready to be bound.
    func prepare(_ sql: String) throws(StoreError) -> SQLiteStatement { try SQLiteStatement(preparing: sql, on: handle) }

    /// How many milliseconds to wait for another program's lock.
    func setBusyTimeout(_ milliseconds: Int) { sqlite3_busy_timeout(handle, Int32(clamping: milliseconds)) }

    /// Refuses SQL that could corrupt the file by itself, and says whether that is now so.
    func setDefensive() -> Bool {
        var isSet: Int32 = 0
        return csqlite_set_defensive(handle, &isSet) == SQLITE_OK && isSet == 1
    }

    /// Whether the file could only be opened for reading.
    var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") != 0 }

    /// Undoes an open transaction. Where the disk is full SQLite has already done so.
    func rollBack() {
        if sqlite3_get_autocommit(handle) == 0 { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
    }
}

extension StoreError {
    /// The error of the last call on a connection. SQLite's messages name tables and columns, never values.
    init(ofSQLite handle: OpaquePointer) {
        self.init(
            resultCode: sqlite3_extended_errcode(handle), message: sqlite3_errmsg(handle).map { String(cString: $0) } ?? "unknown error")
    }

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
