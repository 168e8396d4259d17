internal import Foundation

/// The connections of a process to a server, each of which one thread has at a time.
final class ConnectionPool: Sendable {
    /// How many there are at most. Those that nobody uses are kept.
    private static let most = 24

    private let address: ServerAddress
    /// For how many seconds to wait for one that somebody else uses.
    private let timeout: TimeInterval
    private let open: @Sendable (PostgresConnection) throws(StoreError) -> Void
    private let condition = NSCondition()
    // The condition's lock is what lets several threads have them.
    nonisolated(unsafe) private var idle: [PostgresConnection] = []
    nonisolated(unsafe) private var count = 0

    /// A pool whose connections are made as they are needed, and each set up by `open`.
    init(
        _ address: ServerAddress, timeout: TimeInterval, _ open: @escaping @Sendable (PostgresConnection) throws(StoreError) -> Void
    ) {
        self.address = address
        self.timeout = timeout
        self.open = open
    }

    /// A connection that nobody else has, until it is given back.
    ///
    /// - Throws: ``StoreError`` `locked` where all are in use for too long; `unreachable`.
    func take() throws(StoreError) -> PostgresConnection {
        if let connection = try takeIdle() { return connection }
        do throws(StoreError) {
            let connection = try PostgresConnection(address)
            try open(connection)
            return connection
        } catch {
            leave()
            throw error
        }
    }

    /// One that is idle; nil where there is room for another one, which is then counted.
    private func takeIdle() throws(StoreError) -> PostgresConnection? {
        condition.lock()
        defer { condition.unlock() }
        let deadline = Date(timeIntervalSinceNow: timeout)
        while idle.isEmpty, count >= Self.most {
            guard condition.wait(until: deadline) else {
                throw StoreError(.locked, "All connections to the server were in use for longer than the timeout.")
            }
        }
        if let connection = idle.popLast() { return connection }
        count += 1
        return nil
    }

    /// Takes back a connection; one that was lost, or is in the middle of something, is closed.
    func giveBack(_ connection: PostgresConnection) {
        condition.lock()
        defer { condition.unlock() }
        if !connection.isLost, !connection.isInTransaction { idle.append(connection) } else { count -= 1 }
        condition.signal()
    }

    /// Closes those that nobody uses: where one was lost, the others probably are.
    func closeIdle() {
        condition.lock()
        defer { condition.unlock() }
        count -= idle.count
        idle = []
        condition.broadcast()
    }

    private func leave() {
        condition.lock()
        defer { condition.unlock() }
        count -= 1
        condition.signal()
    }
}
