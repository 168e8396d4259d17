import Foundation
import Synchronization
import Testing

@testable import DotationStore

/// The PostgreSQL server that stores of tests are made on, where `DOTATIONS_POSTGRES` tells how libpq finds it; else each store is a file.
enum TestServer {
    /// The options of an address of the server; nil where there is none.
    static let options = ProcessInfo.processInfo.environment["DOTATIONS_POSTGRES"].flatMap { $0.isEmpty ? nil : $0 }

    /// The folder with the certificates by which the server is reached over a network; nil where there is none, or no TLS.
    static let certificates = isAbsent ? nil : ProcessInfo.processInfo.environment["DOTATIONS_POSTGRES_TLS"]

    /// Whether stores are files: what is about SQLite alone, or opens the file by itself, is of no use on a server.
    static var isAbsent: Bool { options == nil }

    /// The database that those of tests are copies of.
    private static let template = Mutex<String?>(nil)

    /// Makes a database with an empty store.
    static func makeStore(_ options: String) throws -> (name: String, address: ServerAddress) {
        let server = try PostgresConnection(ServerAddress("postgresql:///postgres?" + options))
        func newName() -> String { "store_" + UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "") }
        let template = try template.withLock { template in
            if let template { return template }
            let name = newName()
            try server.execute("CREATE DATABASE \(name)")
            try Store.create(on: ServerAddress("postgresql:///\(name)?\(options)"))
            template = name
            return name
        }
        let name = newName()
        try server.execute("CREATE DATABASE \(name) TEMPLATE \(template)")
        let address = try ServerAddress("postgresql:///\(name)?\(options)")
        // A key of its own, which no rule lets anybody change.
        try PostgresConnection(address).execute(
            """
            SET session_replication_role = replica;
            UPDATE dotations.store SET secret = sha256(convert_to(CAST(gen_random_uuid() AS TEXT), 'UTF8'))
            """)
        return (name, address)
    }

    /// Makes a database without a store.
    static func makeDatabase(_ options: String) throws -> (name: String, address: ServerAddress) {
        let name = "empty_" + UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "")
        try PostgresConnection(ServerAddress("postgresql:///postgres?" + options)).execute("CREATE DATABASE \(name)")
        return (name, try ServerAddress("postgresql:///\(name)?\(options)"))
    }

    /// Removes a database, whoever still has a connection to it.
    static func remove(_ name: String, _ options: String) {
        try? PostgresConnection(ServerAddress("postgresql:///postgres?" + options)).execute("DROP DATABASE \(name) WITH (FORCE)")
    }
}

extension Trait where Self == ConditionTrait {
    /// What is about a server alone.
    static var onServer: Self { .enabled(if: !TestServer.isAbsent, "There is no server: scripts/postgres runs a command with one.") }
    /// What is about a server that is reached by TLS.
    static var withTLS: Self {
        .enabled(if: TestServer.certificates != nil, "There is no server with TLS: scripts/postgres has one where there is openssl.")
    }
    /// What is about files alone, or opens the file as another program does.
    static var onFiles: Self { .enabled(if: TestServer.isAbsent, "This is about SQLite's files.") }
}
