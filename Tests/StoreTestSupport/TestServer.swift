public import DotationStore
internal import Foundation
internal import Synchronization
public import Testing

/// The PostgreSQL server that stores of tests are made on, where `DOTATIONS_POSTGRES` tells how libpq finds it; else each store is a file.
public enum TestServer {
    /// The options of an address of the server; nil where there is none.
    public static let options = ProcessInfo.processInfo.environment["DOTATIONS_POSTGRES"].flatMap { $0.isEmpty ? nil : $0 }

    /// The folder with the certificates by which the server is reached over a network; nil where there is none, or no TLS.
    public static let certificates = isAbsent ? nil : ProcessInfo.processInfo.environment["DOTATIONS_POSTGRES_TLS"]

    /// Whether stores are files: what is about SQLite alone, or opens the file by itself, is of no use on a server.
    public static var isAbsent: Bool { options == nil }

    /// The database that those of tests are copies of.
    private static let template = Mutex<String?>(nil)

    /// Makes a database with an empty store.
    public static func makeStore(_ options: String) throws -> (name: String, address: ServerAddress) {
        let server = try administrator(options)
        let template = try template.withLock { template in
            if let template { return template }
            let name = newName("store")
            try server.execute("CREATE DATABASE \(name)")
            try Store.create(on: ServerAddress("postgresql:///\(name)?\(options)"))
            template = name
            return name
        }
        let name = newName("store")
        try server.execute("CREATE DATABASE \(name) TEMPLATE \(template)")
        let address = try ServerAddress("postgresql:///\(name)?\(options)")
        // A key of its own, which no rule lets anybody change.
        try RawServer(address).execute(
            """
            SET session_replication_role = replica;
            UPDATE dotations.store SET secret = sha256(convert_to(CAST(gen_random_uuid() AS TEXT), 'UTF8'))
            """)
        return (name, address)
    }

    /// Makes a database without a store.
    public static func makeDatabase(_ options: String) throws -> (name: String, address: ServerAddress) {
        let name = newName("empty")
        try administrator(options).execute("CREATE DATABASE \(name)")
        return (name, try ServerAddress("postgresql:///\(name)?\(options)"))
    }

    /// Removes a database, whoever still has a connection to it.
    public static func remove(_ name: String, _ options: String) {
        try? administrator(options).execute("DROP DATABASE \(name) WITH (FORCE)")
    }

    private static func administrator(_ options: String) throws -> RawServer {
        try RawServer(ServerAddress("postgresql:///postgres?" + options))
    }

    private static func newName(_ kind: String) -> String {
        "\(kind)_" + UUID().uuidString.lowercased().replacing("-", with: "")
    }
}

extension Trait where Self == ConditionTrait {
    /// What is about a server alone.
    public static var onServer: Self {
        .enabled(if: !TestServer.isAbsent, "There is no server: scripts/postgres runs a command with one.")
    }
    /// What is about a server that is reached by TLS.
    public static var withTLS: Self {
        .enabled(if: TestServer.certificates != nil, "There is no server with TLS: scripts/postgres has one where there is openssl.")
    }
    /// What is about files alone, or opens the file as another program does.
    public static var onFiles: Self { .enabled(if: TestServer.isAbsent, "This is about SQLite's files.") }
    /// What has no store, and does the same wherever stores are.
    public static var withoutStore: Self { .enabled(if: TestServer.isAbsent, "This has no store: it is run beside stores in files.") }
}
