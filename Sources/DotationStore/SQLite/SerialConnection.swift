internal import CDotationsSQLite
internal import Foundation

/// One connection to a database, which one thread uses at a time.
final class SerialConnection: Sendable {
    /// Set before the first connection; refused, and of no matter, where somebody else in the process has used SQLite before.
    private static let hasNoMemoryStatistics = csqlite_without_memory_statistics() == SQLITE_OK

    // The lock is what lets several threads have it.
    nonisolated(unsafe) private let sqlite: SQLiteConnection
    private let lock = NSLock()
    /// How many milliseconds to wait for another program, or for another thread of this one; nil for a database in memory, whose threads wait for
    /// each other as long as it takes.
    private let busyTimeout: Int?

    /// A connection to a database in memory.
    convenience init() throws(StoreError) { try self.init(":memory:", flags: SQLITE_OPEN_READWRITE, busyTimeout: nil) }

    /// Opens a file that is there.
    ///
    /// - Parameters:
    ///   - name: the file, or with `SQLITE_OPEN_URI` in `flags` its address.
    ///   - flags: how to open it (https://sqlite.org/c3ref/open.html).
    ///   - busyTimeout: how many milliseconds to wait for another program's lock, or another thread's.
    /// - Throws: ``StoreError``.
    init(_ name: String, flags: Int32, busyTimeout: Int?) throws(StoreError) {
        _ = Self.hasNoMemoryStatistics
        var handle: OpaquePointer?
        // The lock below does what SQLite's own would.
        let code = sqlite3_open_v2(name, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard let handle else { throw StoreError(.failed, "SQLite has no memory for a connection.") }
        sqlite = SQLiteConnection(handle)
        self.busyTimeout = busyTimeout
        guard code == SQLITE_OK else { throw StoreError(ofSQLite: handle) }
        sqlite.setBusyTimeout(busyTimeout ?? 0)
    }

    private var connection: Connection { Connection(engine: .sqlite(sqlite)) }

    /// Whether the file could only be opened for reading.
    var isReadOnly: Bool { sqlite.isReadOnly }

    /// Refuses SQL that could corrupt the file by itself, and says whether that is now so.
    func setDefensive() -> Bool { sqlite.setDefensive() }

    /// Lends the connection outside of any transaction.
    func use<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        try take()
        defer { lock.unlock() }
        return try body(connection)
    }

    private func take() throws(StoreError) {
        guard let busyTimeout else { return lock.lock() }
        guard lock.lock(before: Date(timeIntervalSinceNow: Double(busyTimeout) / 1000)) else {
            throw StoreError(.locked, "Another thread of this process has written for longer than the timeout.")
        }
    }

    /// Reads one state of the database.
    func read<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        try use { connection throws(StoreError) in
            try connection.execute("BEGIN DEFERRED")
            defer { sqlite.rollBack() }
            return try body(connection)
        }
    }

    /// Reads one state of the database while it is handed on to a body that may fail in its own way.
    func stream<T>(_ body: (Connection) throws -> T) throws -> T {
        try take()
        defer { lock.unlock() }
        try sqlite.execute("BEGIN DEFERRED")
        defer { sqlite.rollBack() }
        return try body(connection)
    }

    /// Does all of the body, or nothing where it throws; takes the file's write lock first.
    func write<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        try use { _ throws(StoreError) in try transaction(body) }
    }

    /// Writes as ``write(_:)`` does, but waits for nobody.
    ///
    /// - Throws: also `locked` where somebody else writes.
    func writeAtOnce(_ body: (Connection) throws(StoreError) -> Void) throws(StoreError) {
        guard lock.try() else { throw StoreError(.locked, "Another thread of this process writes.") }
        defer { lock.unlock() }
        sqlite.setBusyTimeout(0)
        defer { sqlite.setBusyTimeout(busyTimeout ?? 0) }
        try transaction(body)
    }

    private func transaction<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        try sqlite.execute("BEGIN IMMEDIATE")
        // After a commit there is nothing to roll back.
        defer { sqlite.rollBack() }
        let result = try body(connection)
        try sqlite.execute("COMMIT")
        return result
    }
}
