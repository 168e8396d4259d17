import DotationStore
import Foundation
import StoreTestSupport
import Testing

/// What the command says of a store on a server that no file has: a connection that is lost, and a version that nobody upgrades by the way.
@Suite(.onServer) struct ServerStoreTests {
    private let folder: Folder
    private let proxy: PostgresProxy

    init() throws {
        folder = try Folder.withOrder()
        guard case .server(let address) = try folder.database().place else { throw CocoaError(.featureUnsupported) }
        proxy = try PostgresProxy(in: folder.url.path, to: address)
    }

    /// Runs the command with a connection that is cut at the next `COMMIT`.
    private func run(_ arguments: [String], cutting cut: PostgresProxy.Cut) throws -> Command.Result {
        proxy.cutNext(cut)
        return try Command.run(["--database", proxy.address.text] + arguments, in: folder)
    }

    @Test func `what was committed, and whose answer was lost, is told as done`() throws {
        let changes = [
            ["import", Folder.corrected, "--yes", "--json"], ["edit", "11843513", "--email", "neuve@exemple.fr", "--json"],
            ["status", "set", "11843513", "Erreur e-mail", "--json"], ["resend", "11843511", "--json"],
            ["imports", "revert", "3", "--yes", "--json"],
        ]
        let before = try folder.number("SELECT count(*) FROM operations")
        for (index, change) in changes.enumerated() {
            let result = try run(change, cutting: .answer)
            #expect(result.status == 0 && proxy.cuts == index + 1, "\(change): \(result.errors)")
        }
        #expect(try folder.number("SELECT count(*) FROM operations") == before + changes.count)
        #expect(try folder.done(["doctor", "--json"]).status == 0)
    }

    @Test func `what was not committed is told as not done`() throws {
        let result = try run(["import", Folder.corrected, "--yes", "--json"], cutting: .request)
        #expect(result.status == 1 && result.error["code"] as? String == "store.unreachable" && proxy.cuts == 1)
        #expect((result.error["message"] as? String)?.contains("not known") == false)
        #expect(try folder.done(["imports", "list", "--json"]).list("imports").isEmpty)
        #expect(try run(["import", Folder.corrected, "--yes", "--json"], cutting: .answer).status == 0)
    }

    @Test(arguments: [(-1, "store.older-version", "dotations database migrate"), (1, "store.newer-version", "Mettez le programme à jour")])
    func `a store of another version is neither read nor written, and each command says what to do`(
        step: Int, code: String, words: String
    ) throws {
        try folder.write(
            """
            smtp.host = 127.0.0.1
            mail.from = CSE <cse@example.fr>
            link.base = https://activer.example.fr/compte
            """, to: "mail.conf")
        try folder.write("", to: "web.conf")
        try folder.sql("UPDATE schema_version SET version = version + \(step)")
        for command in [
            ["orders", "list"], ["edit", "11843513", "--email", "neuve@exemple.fr"], ["jobs", "send", "--settings", "mail.conf"],
            ["serve", "--settings", "web.conf"],
        ] {
            let result = try Command.run(command + ["--json"], in: folder)
            #expect(result.status == 1 && result.error["code"] as? String == code, "\(command): \(result.errors)")
            #expect((result.error["message"] as? String)?.contains(words) == true, "\(result.errors)")
        }
        #expect(try folder.run("doctor", "--json").status == 1)
        #expect(try folder.run("database", "check", "--json").status == 1)
    }
}
