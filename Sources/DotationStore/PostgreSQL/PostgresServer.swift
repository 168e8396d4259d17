internal import Foundation

/// A store in a database of a PostgreSQL server.
///
/// What reads sees one state throughout (`REPEATABLE READ`). What writes takes its ``WriteLock`` first and then sees what was written before
/// (`READ COMMITTED`).
final class PostgresServer: Sendable {
    /// How often a write is done anew that the server has undone.
    private static let retries = 5
    /// For how many seconds the server is asked what became of a write whose connection was lost.
    private static let patience: TimeInterval = 30
    /// From how many rows on that a write has added or changed the server may have to look at tables anew.
    private static let manyRows = 1000

    private let pool: ConnectionPool
    let keys: StoreKeys

    /// Connects to a store that is there.
    ///
    /// - Parameters:
    ///   - address: where it is.
    ///   - busyTimeout: how many seconds to wait for another program's write, or for a connection that another thread has.
    /// - Throws: ``StoreError`` `unreachable`; `missing` where the database has no store; `olderVersion` or `newerVersion` where it has one of another
    ///   version; `settings` where the server would lose what it has acknowledged.
    init(_ address: ServerAddress, busyTimeout: TimeInterval) throws(StoreError) {
        let milliseconds = Int(max(0, min(busyTimeout, 3600)) * 1000)
        let pool = ConnectionPool(address, timeout: busyTimeout) { connection throws(StoreError) in
            try connection.beginSession(lockTimeout: milliseconds)
        }
        let connection = try pool.take()
        defer { pool.giveBack(connection) }
        let store = Connection(engine: .postgres(connection))
        try connection.requireVersion()
        try store.checkServer()
        keys = try StoreKeys(store)
        self.pool = pool
    }

    /// Reads one state of the store, or of a client's rows.
    func read<T>(of client: Client.ID?, _ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        let connection = try begun("ISOLATION LEVEL REPEATABLE READ READ ONLY", of: client)
        defer { pool.giveBack(connection) }
        defer { connection.rollBack() }
        return try body(Connection(engine: .postgres(connection), client: client))
    }

    /// Reads one state of the store while it is handed on to a body that may fail in its own way, a thousand rows at a time.
    func stream<T>(of client: Client.ID?, _ body: (Connection) throws -> T) throws -> T {
        let connection = try begun("ISOLATION LEVEL REPEATABLE READ READ ONLY", of: client)
        defer { pool.giveBack(connection) }
        defer { connection.rollBack() }
        connection.isStreaming = true
        defer { connection.isStreaming = false }
        return try body(Connection(engine: .postgres(connection), client: client))
    }

    /// Does all of the body, or nothing where it throws. Where the server undoes it, as two waited for each other or stored the same, it is done anew.
    ///
    /// - Throws: what the body throws; ``StoreError`` `unreachable` where the connection was lost: then nothing was done, unless the error says that
    ///   this is not known.
    func write<T>(_ lock: WriteLock, _ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        var tries = 0
        while true {
            let server = try begun("", of: lock.client)
            defer { pool.giveBack(server) }
            do throws(StoreError) {
                return try transaction(lock, body, server)
            } catch {
                server.rollBack()
                // Of two that store the same at once, the second finds it there when it looks again.
                guard let state = server.sqlState, ["40P01", "40001", "23505"].contains(state), tries < Self.retries else { throw error }
            }
            tries += 1
            Thread.sleep(forTimeInterval: .random(in: 0.005...0.02) * Double(tries))
        }
    }

    /// Writes as ``write(_:_:)`` does, but waits for nobody.
    ///
    /// - Throws: also `locked` where somebody else writes.
    func writeAtOnce(_ body: (Connection) throws(StoreError) -> Void) throws(StoreError) {
        let server = try begun("", of: nil)
        defer { pool.giveBack(server) }
        defer { server.rollBack() }
        try server.execute("SET LOCAL lock_timeout = 1")
        try transaction(.people, body, server)
    }

    private func transaction<T>(
        _ lock: WriteLock, _ body: (Connection) throws(StoreError) -> T, _ server: PostgresConnection
    ) throws(StoreError) -> T {
        let connection = Connection(engine: .postgres(server), client: lock.client)
        let transaction = try connection.take(lock)
        let result = try body(connection)
        do throws(StoreError) { try server.execute("COMMIT") } catch {
            guard server.isLost, try !isUndone(transaction) else { throw error }
            guard let written = server.written, (try? isKept(written)) ?? false else { throw Self.unknownEnd }
        }
        // Whoever reads them next has the server go by plans for as many. It is done whether or not that succeeds.
        if server.rowsWritten >= Self.manyRows { try? server.execute("SELECT analyze_grown()") }
        return result
    }

    /// A connection with an open transaction. One that was lost while nobody used it is replaced.
    private func begun(_ mode: String, of client: Client.ID?) throws(StoreError) -> PostgresConnection {
        let rows = client.map { VisibleRows.of($0) } ?? .nobodys
        let connection = try pool.take()
        do throws(StoreError) {
            try connection.begin(mode, showing: rows)
            return connection
        } catch {
            pool.giveBack(connection)
            guard error.code == .unreachable else { throw error }
        }
        pool.closeIdle()
        let another = try pool.take()
        do throws(StoreError) { try another.begin(mode, showing: rows) } catch {
            pool.giveBack(another)
            throw error
        }
        return another
    }

    private static var unknownEnd: StoreError {
        StoreError(.unreachable, "The connection to the server was lost while a write ended, and it is not known whether it was done.")
    }

    /// Whether a transaction was undone for certain whose connection was lost while it ended.
    ///
    /// That one of its number was committed is no answer: after a crash or a failover the number of a transaction that was lost is given out again, and
    /// what the server has committed no standby need have yet. ``isKept(_:)`` is.
    ///
    /// - Throws: ``StoreError`` `unreachable` where the server does not say so in time.
    private func isUndone(_ transaction: String) throws(StoreError) -> Bool {
        let deadline = Date(timeIntervalSinceNow: Self.patience)
        pool.closeIdle()
        repeat {
            if let state = try? state(of: transaction), state != "in progress" { return state == "aborted" }
            Thread.sleep(forTimeInterval: 0.2)
        } while Date() < deadline
        throw Self.unknownEnd
    }

    /// Whether an operation is there, and stays: what is committed after it is, once the standbys that the server waits for have both.
    private func isKept(_ operation: (client: Client.ID, request: RequestID)) throws(StoreError) -> Bool {
        let server = try begun("", of: operation.client)
        defer { pool.giveBack(server) }
        defer { server.rollBack() }
        let connection = Connection(engine: .postgres(server), client: operation.client)
        // To lock a row is to write: its commit waits for the standbys.
        _ = try connection.take(.client(operation.client))
        guard try connection.operation(request: operation.request) != nil else { return false }
        try server.execute("COMMIT")
        return true
    }

    private func state(of transaction: String) throws(StoreError) -> String? {
        let server = try pool.take()
        defer { pool.giveBack(server) }
        let statement = try Statement(
            Connection(engine: .postgres(server)), "SELECT pg_xact_status(CAST(CAST(? AS TEXT) AS xid8)) AS state")
        try statement.bind([.text(transaction)])
        return try statement.step() ? statement.optionalText("state") : nil
    }
}
