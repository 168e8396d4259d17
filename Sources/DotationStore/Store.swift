internal import DotationAccounts
internal import Dotations
public import Foundation

/// What belongs to several clients, each apart from the others, in one SQLite file or in a database of a PostgreSQL server.
///
/// Several stores, in one process or in several, may be open on one of them at the same time. Each write is one transaction: in a file it takes
/// the write lock first, on a server that of the client whose rows it is about. A reader sees one state throughout. What is returned after a write
/// survives a loss of power.
public struct Store: Sendable {
    private enum Keeper: Sendable {
        case file(StoreFile)
        case server(PostgresServer)
    }

    private let keeper: Keeper
    /// Where it is.
    public let database: StoreDatabase

    /// The key of a client, from which nobody finds another's.
    func secret(of client: Client.ID) -> [UInt8] {
        switch keeper {
        case .file(let file): file.keys.secret(of: client)
        case .server(let server): server.keys.secret(of: client)
        }
    }

    /// Opens a store in a file.
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
        database = .file(path)
        do throws(StoreError) {
            keeper = .file(try StoreFile(path: path, creating: creating, busyTimeout: busyTimeout, random: random))
        } catch {
            throw error.ofFile(path)
        }
    }

    /// Opens a store on a server, which ``create(on:random:)`` has made.
    ///
    /// - Parameters:
    ///   - address: the server and the database; whoever signs in is a member of the role `dotations_app`.
    ///   - busyTimeout: how many seconds to wait for another program's write.
    /// - Throws: ``StoreError`` `unreachable`; `missing` where the database has no store; `olderVersion` or `newerVersion` where it has one of
    ///   another version; `unwritable` where the user may not use it; `settings` where the server would lose what it has acknowledged.
    public init(server address: ServerAddress, busyTimeout: TimeInterval = 5) throws(StoreError) {
        database = .server(address)
        do throws(StoreError) {
            keeper = .server(try PostgresServer(address, busyTimeout: busyTimeout))
        } catch {
            throw error.ofFile(address.text)
        }
    }

    /// Opens a store wherever it is. `creating` is about files alone: nothing but ``create(on:random:)`` makes a store on a server.
    ///
    /// - Throws: ``StoreError`` as the other initializers.
    public init(_ database: StoreDatabase, creating: StoreCreation = .never, busyTimeout: TimeInterval = 5) throws(StoreError) {
        switch database {
        case .file(let path): try self.init(path: path, creating: creating, busyTimeout: busyTimeout)
        case .server(let address): try self.init(server: address, busyTimeout: busyTimeout)
        }
    }

    /// Makes a store in a database of a server that has none: the roles `dotations_owner` and `dotations_app`, where they are not there, the
    /// tables and the rules.
    ///
    /// - Parameters:
    ///   - address: the server and the database; whoever signs in can create roles and schemas.
    ///   - random: where the store's key comes from.
    /// - Throws: ``StoreError`` `exists` where the database has a store; `unreachable`; `forbidden` where the user may not do so.
    public static func create(
        on address: ServerAddress, random: some RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) throws(StoreError) {
        do throws(StoreError) {
            try PostgresServer.create(address) { connection throws(StoreError) in
                var random = random
                try connection.run("INSERT INTO store (id, secret) VALUES (1, ?)", .blob(.random(32, using: &random)))
                try connection.insertClient(.first, .first, name: "", createdAt: nil, using: &random)
            }
        } catch {
            throw error.ofFile(address.text)
        }
    }

    /// Reads one state of the store, or of a client's rows.
    func read<T>(of client: Client.ID? = nil, _ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        do throws(StoreError) {
            return switch keeper {
            case .file(let file): try file.read { connection throws(StoreError) in try body(connection.of(client)) }
            case .server(let server): try server.read(of: client, body)
            }
        } catch {
            throw error.ofFile(database.description)
        }
    }

    /// Reads one state of the store while it is handed on to a body that may fail in its own way.
    func stream<T>(of client: Client.ID? = nil, _ body: (Connection) throws -> T) throws -> T {
        do {
            return switch keeper {
            case .file(let file): try file.stream { connection in try body(connection.of(client)) }
            case .server(let server): try server.stream(of: client, body)
            }
        } catch let error as StoreError {
            throw error.ofFile(database.description)
        }
    }

    /// Does all of the body, or nothing where it throws. On a server the body may run more than once, each time as if it had not before.
    func write<T>(_ lock: WriteLock = .people, _ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        do throws(StoreError) {
            return switch keeper {
            case .file(let file): try file.write { connection throws(StoreError) in try body(connection.of(lock.client)) }
            case .server(let server): try server.write(lock, body)
            }
        } catch {
            throw error.ofFile(database.description)
        }
    }

    /// Writes as ``write(_:_:)`` does, but waits for nobody.
    ///
    /// - Throws: also `locked` where somebody else writes.
    func writeAtOnce(_ body: (Connection) throws(StoreError) -> Void) throws(StoreError) {
        do throws(StoreError) {
            switch keeper {
            case .file(let file): try file.writeAtOnce(body)
            case .server(let server): try server.writeAtOnce(body)
            }
        } catch {
            throw error.ofFile(database.description)
        }
    }

    /// Reads as little as there is.
    ///
    /// - Throws: ``StoreError`` where the store cannot be read.
    public func checkReadable() throws(StoreError) {
        _ = try read { connection throws(StoreError) in try connection.int("SELECT count(*) FROM store") }
    }

    /// Has what was removed leave the file's log. On a server it leaves the tables when these are vacuumed, and the log when that is recycled.
    func emptyLog() throws(StoreError) {
        guard case .file(let file) = keeper else { return }
        do throws(StoreError) { try file.emptyLog() } catch { throw error.ofFile(database.description) }
    }
}
