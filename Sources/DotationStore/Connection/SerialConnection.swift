internal import CDotationsSQLite
internal import Foundation

/// One connection to a database, which one thread uses at a time.
final class SerialConnection: Sendable {
    /// Set before the first connection; refused, and of no matter, where somebody else in the process has used SQLite before.
    private static let hasNoMemoryStatistics = csqlite_without_memory_statistics() == SQLITE_OK

    // The lock is what lets several threads have it.
    nonisolated(unsafe) private let connection: Connection
    private let lock = NSLock()
    /// How many seconds a thread waits for another one of this process, as for another program; nil for a database in memory, which nobody else has.
    private let patience: TimeInterval?

    /// A connection to a database in memory.
    convenience init() throws(StoreError) { try self.init(":memory:", flags: SQLITE_OPEN_READWRITE, busyTimeout: 0) }

    /// Opens a file that is there.
    ///
    /// - Parameters:
    ///   - name: the file, or with `SQLITE_OPEN_URI` in `flags` its address.
    ///   - flags: how to open it (https://sqlite.org/c3ref/open.html).
    ///   - busyTimeout: how many milliseconds to wait for another program's lock.
    /// - Throws: ``StoreError``.
    init(_ name: String, flags: Int32, busyTimeout: Int) throws(StoreError) {
        _ = Self.hasNoMemoryStatistics
        var handle: OpaquePointer?
        // The lock below does what SQLite's own would.
        let code = sqlite3_open_v2(name, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard let handle else { throw StoreError(.failed, "SQLite has no memory for a connection.") }
        connection = Connection(handle: handle, statements: PreparedStatements())
        patience = busyTimeout > 0 ? Double(busyTimeout) / 1000 : nil
        guard code == SQLITE_OK else { throw connection.lastError }
        sqlite3_busy_timeout(handle, Int32(clamping: busyTimeout))
    }

    deinit { sqlite3_close_v2(connection.handle) }

    /// Lends the connection outside of any transaction.
    func use<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        try take()
        defer { lock.unlock() }
        return try body(connection)
    }

    private func take() throws(StoreError) {
        guard let patience else { return lock.lock() }
        guard lock.lock(before: Date(timeIntervalSinceNow: patience)) else {
            throw StoreError(.locked, "Somebody else of this process writes for longer than anybody waits.")
        }
    }

    /// Reads one state of the database.
    func read<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        try use { connection throws(StoreError) in
            try connection.execute("BEGIN DEFERRED")
            defer { connection.rollBack() }
            return try body(connection)
        }
    }

    /// Reads one state of the database while it is handed on to a body that may fail in its own way.
    func stream<T>(_ body: (Connection) throws -> T) throws -> T {
        try take()
        defer { lock.unlock() }
        try connection.execute("BEGIN DEFERRED")
        defer { connection.rollBack() }
        return try body(connection)
    }

    /// Does all of the body, or nothing where it throws; takes the file's write lock first.
    func write<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        try use { connection throws(StoreError) in
            try connection.execute("BEGIN IMMEDIATE")
            // After a commit there is nothing to roll back.
            defer { connection.rollBack() }
            let result = try body(connection)
            try connection.execute("COMMIT")
            return result
        }
    }
}

extension Connection {
    /// Undoes an open transaction. Where the disk is full SQLite has already done so.
    fileprivate func rollBack() {
        if sqlite3_get_autocommit(handle) == 0 { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
    }
}
