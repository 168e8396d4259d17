internal import Synchronization

/// The connections that read, apart from the one that writes: what reads waits for no write, and what writes for no reading.
///
/// There are as many as read at the same time; a few that are idle are kept.
final class ReaderPool: Sendable {
    private static let kept = 8

    private let open: @Sendable () throws(StoreError) -> SerialConnection
    private let idle = Mutex<[SerialConnection]>([])

    /// A pool whose connections are opened as they are needed.
    init(_ open: @escaping @Sendable () throws(StoreError) -> SerialConnection) { self.open = open }

    /// A connection that nobody else has, until it is given back.
    func take() throws(StoreError) -> SerialConnection {
        if let connection = idle.withLock({ $0.popLast() }) { return connection }
        return try open()
    }

    /// Takes back a connection.
    func giveBack(_ connection: SerialConnection) { idle.withLock { if $0.count < Self.kept { $0.append(connection) } } }
}
