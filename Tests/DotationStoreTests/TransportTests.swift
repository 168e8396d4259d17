import Dotations
import Foundation
import StoreTestSupport
import Testing

@testable import DotationStore

/// How a server is reached over a network: by TLS, with a password that stands in a file.
@Suite(.withTLS) struct TransportTests {
    private let folder: TemporaryFolder
    private let database: String
    private let port: String
    private let certificates: String

    init() throws {
        folder = try TemporaryFolder()
        let options = try #require(TestServer.options)
        let address = try folder.address(options)
        database = try #require(folder.databaseName)
        port = String(try #require(options.firstMatch(of: /port=(\d+)/)).output.1)
        certificates = try #require(TestServer.certificates)
        #expect(try ClientStore(store: Store(server: address), client: Store(server: address).client().client).orders().isEmpty)
    }

    /// A user with the password that `PGPASSFILE` has, for as long as the body runs.
    private func withUser<T>(_ body: (String) throws -> T) throws -> T {
        let file = try #require(ProcessInfo.processInfo.environment["PGPASSFILE"])
        let password = try #require(
            String(contentsOfFile: file, encoding: .utf8).split(whereSeparator: \.isNewline).first?.split(separator: ":").last)
        let name = "user_" + UUID().uuidString.lowercased().replacing("-", with: "")
        let admin = try PostgresConnection(folder.address(#require(TestServer.options)))
        try admin.execute("CREATE ROLE \(name) LOGIN PASSWORD '\(password)' IN ROLE dotations_app")
        defer { try? admin.execute("DROP ROLE \(name)") }
        return try body(name)
    }

    @Test("A certificate of the host is verified, and the password comes from PGPASSFILE")
    func verified() throws {
        try withUser { user in
            let address = try ServerAddress(
                "postgresql://\(user)@localhost:\(port)/\(database)?sslmode=verify-full&sslrootcert=\(certificates)/ca.pem")
            let store = try Store(server: address).client()
            let ids = try store.createOrder(newOrder(2_800_886), dotations: people(2), context: context)
            #expect(try store.dotations(ids).count == 2)
            let connection = try PostgresConnection(address)
            let statement = try connection.prepare("SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
            #expect(try statement.step() && statement.int(at: 0) == 1 && statement.text(at: 1).hasPrefix("TLSv1."))
        }
    }

    @Test("A service says where the server is")
    func service() throws {
        try withUser { user in
            let store = try Store(server: ServerAddress("postgresql://\(user)@/\(database)?service=dotations"))
            #expect(try store.clients().count == 1)
        }
    }

    @Test("Another name, another authority, no TLS and no password are refused, and no password is told")
    func refused() throws {
        try withUser { user in
            let (host, root) = ("localhost:\(port)", "sslrootcert=\(certificates)")
            let refused = [
                // The certificate is for the name.
                "postgresql://\(user)@127.0.0.1:\(port)/\(database)?sslmode=verify-full&\(root)/ca.pem",
                "postgresql://\(user)@\(host)/\(database)?sslmode=verify-full&\(root)/other.pem",
                "postgresql://\(user)@\(host)/\(database)?sslmode=disable",
                "postgresql://\(user)@\(host)/\(database)?sslmode=verify-full&\(root)/ca.pem&passfile=\(folder.file("none"))",
                "postgresql://nobody@\(host)/\(database)?sslmode=verify-full&\(root)/ca.pem",
            ]
            for text in refused {
                let error = expect(.unreachable) { try Store(server: ServerAddress(text)) }
                #expect(error?.detail.hasPrefix("libpq says: ") == true, "\(text)")
            }
        }
    }
}
