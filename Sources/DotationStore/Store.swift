internal import Crypto
internal import Dotations
public import Foundation

/// What belongs to several clients, each apart from the others, in one SQLite file.
///
/// Several stores, in one process or in several, may be open on one file at the same time: each write is one transaction that takes
/// the file's write lock first, and a reader sees one state throughout. What is returned after a write survives a loss of power.
public struct Store: Sendable {
    private let file: StoreFile
    /// The path that it was opened by.
    public let path: String
    /// The key of a client, from which nobody finds another's.
    func secret(of client: Client.ID) -> [UInt8] {
        let file = file.opened
        if let own = file.ownSecrets[client] { return own }
        let label = Array("client \(client.rawValue)".utf8)
        return Array(HMAC<SHA256>.authenticationCode(for: label, using: SymmetricKey(data: file.secret)))
    }

    /// Opens a store.
    ///
    /// A file that can only be read, as on a read-only disk, is opened to be read; each write then throws `readOnly`.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - creating: when a file that does not exist, or is empty, becomes a new store.
    ///   - busyTimeout: how many seconds to wait for another program's write.
    ///   - random: where a new store's key comes from.
    /// - Throws: ``StoreError``, among others `missing`, `notAStore`, `newerVersion`, `locked`, `unwritable`, and `readOnly` for a file of an
    ///   earlier version that can only be read. A file that is no store is not touched.
    public init(
        path: String, creating: StoreCreation = .atOnce, busyTimeout: TimeInterval = 5,
        random: some RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) throws(StoreError) {
        self.path = path
        let open: @Sendable () throws(StoreError) -> StoreFile.Opened = { () throws(StoreError) in
            do throws(StoreError) {
                return try Self.open(path, creating: creating != .never, busyTimeout, random)
            } catch {
                throw error.ofFile(path)
            }
        }
        file = try creating == .byFirstWrite && Self.isMissing(path) ? StoreFile(madeBy: open) : StoreFile(open())
    }

    private static func open(
        _ path: String, creating: Bool, _ busyTimeout: TimeInterval, _ random: some RandomNumberGenerator
    ) throws(StoreError) -> StoreFile.Opened {
        let (file, access) = try openFile(path, creating: creating, busyTimeout: busyTimeout)
        // Whoever only reads does not wait for another program's write, not even to open the file.
        if try file.read({ connection throws(StoreError) in try version(connection) }) < Schema.version {
            guard access.canWrite else { throw StoreError(.readOnly, "The store is of an earlier version, and cannot be upgraded.") }
            try upgrade(file, random)
        }
        let (secret, own) = try file.read { connection throws(StoreError) in
            let statement = try Statement(connection, "SELECT secret FROM store")
            guard try statement.step() else { throw StoreError(.damaged, "The store has no key.") }
            let clients = try Statement(connection, "SELECT id, secret FROM clients WHERE secret IS NOT NULL")
            var own: [Client.ID: [UInt8]] = [:]
            while try clients.step() { own[.init(rawValue: clients.int("id"))] = clients.bytes("secret") }
            return (statement.bytes("secret"), own)
        }
        let readers = ReaderPool { () throws(StoreError) in try openReader(path, access, busyTimeout: busyTimeout) }
        return StoreFile.Opened(writer: file, readers: readers, access: access, secret: secret, ownSecrets: own)
    }

    /// Reads one state of the store.
    func read<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        do throws(StoreError) {
            let file = file.opened
            let connection = try file.readers.take()
            defer { file.readers.giveBack(connection) }
            let result = try connection.read(body)
            try file.access.check(path)
            return result
        } catch {
            throw error.ofFile(path)
        }
    }

    /// Reads one state of the store while it is handed on to a body that may fail in its own way.
    func stream<T>(_ body: (Connection) throws -> T) throws -> T {
        do {
            let file = file.opened
            let connection = try file.readers.take()
            defer { file.readers.giveBack(connection) }
            let result = try connection.stream(body)
            try file.access.check(path)
            return result
        } catch let error as StoreError {
            throw error.ofFile(path)
        }
    }

    /// Does all of the body, or nothing where it throws.
    func write<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        do throws(StoreError) {
            let file = try file.made()
            guard file.access.canWrite else { throw StoreError(.readOnly, "The file can only be read.") }
            return try file.writer.write(body)
        } catch {
            throw error.ofFile(path)
        }
    }

    /// Writes as ``write(_:)`` does, but waits for nobody.
    ///
    /// - Throws: also `locked` where somebody else writes.
    func writeAtOnce(_ body: (Connection) throws(StoreError) -> Void) throws(StoreError) {
        do throws(StoreError) {
            let file = try file.made()
            guard file.access.canWrite else { throw StoreError(.readOnly, "The file can only be read.") }
            try file.writer.writeAtOnce(body)
        } catch {
            throw error.ofFile(path)
        }
    }

    /// Reads as little as there is.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func checkReadable() throws(StoreError) {
        _ = try read { connection throws(StoreError) in try connection.int("SELECT count(*) FROM sqlite_schema") }
    }

    /// Brings the log into the file and cuts it to nothing, as far as readers let it.
    func emptyLog() throws(StoreError) {
        do throws(StoreError) {
            try file.made().writer.use { connection throws(StoreError) in try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)") }
        } catch {
            throw error.ofFile(path)
        }
    }
}
