internal import Foundation
internal import Synchronization

/// The file of a store: open, or not there before the first write.
final class StoreFile: Sendable {
    /// A file that is open.
    struct Opened: Sendable {
        let writer: SerialConnection
        let readers: ReaderPool
        let access: FileAccess
        let keys: StoreKeys
    }

    private struct State: Sendable {
        var opened: Opened
        /// Makes the file, where it is not there.
        var make: (@Sendable () throws(StoreError) -> Opened)?
    }

    private let path: String
    private let state: Mutex<State>

    /// Opens a file; one that the first write is to make is an empty store in memory until then, whose key is no secret.
    init(
        path: String, creating: StoreCreation, busyTimeout: TimeInterval, random: some RandomNumberGenerator & Sendable
    ) throws(StoreError) {
        self.path = path
        let open: @Sendable () throws(StoreError) -> Opened = { () throws(StoreError) in
            try Self.open(path, creating: creating != .never, busyTimeout, random)
        }
        guard creating == .byFirstWrite, Self.isMissing(path) else {
            state = Mutex(State(opened: try open()))
            return
        }
        let memory = try SerialConnection()
        try memory.write { connection throws(StoreError) in try Self.migrate(connection, SystemRandomNumberGenerator()) }
        let keys = StoreKeys(secret: [UInt8](repeating: 0, count: 32), own: [:])
        state = Mutex(
            State(opened: Opened(writer: memory, readers: ReaderPool { memory }, access: .readWrite, keys: keys), make: open))
    }

    private static func open(
        _ path: String, creating: Bool, _ busyTimeout: TimeInterval, _ random: some RandomNumberGenerator
    ) throws(StoreError) -> Opened {
        let (file, access) = try openFile(path, creating: creating, busyTimeout: busyTimeout)
        // Whoever only reads does not wait for another program's write, not even to open the file.
        if try file.read({ connection throws(StoreError) in try version(connection) }) < Schema.version {
            guard access.canWrite else { throw StoreError(.readOnly, "The store is of an earlier version, and cannot be upgraded.") }
            try upgrade(file, random)
        }
        let keys = try file.read { connection throws(StoreError) in try StoreKeys(connection) }
        let readers = ReaderPool { () throws(StoreError) in try openReader(path, access, busyTimeout: busyTimeout) }
        return Opened(writer: file, readers: readers, access: access, keys: keys)
    }

    /// The file, to be read.
    private var opened: Opened { state.withLock { $0.opened } }

    /// The file, to be written, which is made where it is not there.
    private func made() throws(StoreError) -> Opened {
        try state.withLock { state throws(StoreError) in
            if let make = state.make { state = State(opened: try make()) }
            return state.opened
        }
    }

    /// The keys of the store as it is now.
    var keys: StoreKeys { opened.keys }

    /// Reads one state of the file.
    func read<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        let file = opened
        let connection = try file.readers.take()
        defer { file.readers.giveBack(connection) }
        let result = try connection.read(body)
        try file.access.check(path)
        return result
    }

    /// Reads one state of the file while it is handed on to a body that may fail in its own way.
    func stream<T>(_ body: (Connection) throws -> T) throws -> T {
        let file = opened
        let connection = try file.readers.take()
        defer { file.readers.giveBack(connection) }
        let result = try connection.stream(body)
        try file.access.check(path)
        return result
    }

    /// Does all of the body, or nothing where it throws.
    func write<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T { try writable().write(body) }

    /// Writes as ``write(_:)`` does, but waits for nobody.
    ///
    /// - Throws: also `locked` where somebody else writes.
    func writeAtOnce(_ body: (Connection) throws(StoreError) -> Void) throws(StoreError) { try writable().writeAtOnce(body) }

    private func writable() throws(StoreError) -> SerialConnection {
        let file = try made()
        guard file.access.canWrite else { throw StoreError(.readOnly, "The file can only be read.") }
        return file.writer
    }

    /// Brings the log into the file and cuts it to nothing, as far as readers let it.
    func emptyLog() throws(StoreError) {
        try made().writer.use { connection throws(StoreError) in try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)") }
    }
}
