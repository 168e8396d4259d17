public import DotationStore
internal import TestSupport

/// Where a test has its store: a file in its folder, or a database of ``TestServer``, which is gone with the last reference.
public final class TestDatabase: Sendable {
    /// What another program was refused.
    public struct Failure: Error {
        let message: String
    }

    /// The file, which need not be there yet; or the database, which has an empty store.
    public let place: StoreDatabase
    private let name: String?

    /// - Parameter folder: where the file is, `dotations.sqlite`.
    /// - Throws: what the server says.
    public init(in folder: String) throws {
        if let options = TestServer.options {
            let (name, address) = try TestServer.makeStore(options)
            (self.name, place) = (name, .server(address))
        } else {
            (name, place) = (nil, .file(folder + "/dotations.sqlite"))
        }
    }

    deinit { if let name, let options = TestServer.options { TestServer.remove(name, options) } }

    /// The store, which is made where it is a file that is not there.
    public func store() throws -> Store { try Store(place, creating: .atOnce) }

    /// Changes the store behind its back, as another program does.
    public func execute(_ sql: String) throws {
        switch place {
        case .file(let path): if let message = try patient(path).execute(sql) { throw Failure(message: message) }
        case .server(let address): try RawServer(address).execute(sql)
        }
    }

    /// The first column of the first row that another program finds.
    public func text(_ sql: String) throws -> String {
        switch place {
        case .file(let path): try patient(path).text(sql)
        case .server(let address): try RawServer(address).text(sql)
        }
    }

    /// Has all others wait who want to write, as another program that writes does, as long as the result lives.
    public func hold() throws -> AnyObject {
        switch place {
        case .file(let path):
            let database = try patient(path)
            if let message = database.execute("BEGIN IMMEDIATE") { throw Failure(message: message) }
            return database
        case .server(let address):
            let server = try RawServer(address)
            try server.execute("BEGIN; LOCK TABLE clients, users, sessions IN EXCLUSIVE MODE")
            return server
        }
    }

    private func patient(_ path: String) throws -> RawDatabase {
        let database = try RawDatabase(path)
        _ = try database.text("PRAGMA busy_timeout = 60000")
        return database
    }
}
