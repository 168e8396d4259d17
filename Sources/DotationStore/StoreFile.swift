internal import Synchronization

/// The file of a store: open, or not there before the first write.
final class StoreFile: Sendable {
    /// A file that is open.
    struct Opened: Sendable {
        let writer: SerialConnection
        let readers: ReaderPool
        let access: FileAccess
        /// The key from which clients' keys are made that have none of their own.
        let secret: [UInt8]
        /// The keys of the clients that have one of their own, which they had before they were in this store.
        let ownSecrets: [Client.ID: [UInt8]]
    }

    private struct State: Sendable {
        var opened: Opened
        /// Makes the file, where it is not there.
        var make: (@Sendable () throws(StoreError) -> Opened)?
    }

    private let state: Mutex<State>

    /// A file that is open.
    init(_ opened: Opened) { state = Mutex(State(opened: opened)) }

    /// A file that the first write makes; until then there is an empty store in memory, whose key is no secret.
    init(madeBy make: @escaping @Sendable () throws(StoreError) -> Opened) throws(StoreError) {
        let memory = try SerialConnection()
        try memory.write { connection throws(StoreError) in try Store.migrate(connection, SystemRandomNumberGenerator()) }
        let empty = Opened(
            writer: memory, readers: ReaderPool { memory }, access: .readWrite, secret: [UInt8](repeating: 0, count: 32), ownSecrets: [:])
        state = Mutex(State(opened: empty, make: make))
    }

    /// The file, to be read.
    var opened: Opened { state.withLock { $0.opened } }

    /// The file, to be written, which is made where it is not there.
    func made() throws(StoreError) -> Opened {
        try state.withLock { state throws(StoreError) in
            if let make = state.make { state = State(opened: try make()) }
            return state.opened
        }
    }
}
