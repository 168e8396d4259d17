import DotationAccounts
import Dotations
import Foundation
import StoreTestSupport
import TestSupport
import Testing

@testable import DotationStore

/// What is particular to a store on a PostgreSQL server.
@Suite(.onServer) struct PostgresTests {
    private let folder: TemporaryFolder
    private let options: String

    init() throws {
        folder = try TemporaryFolder()
        options = try #require(TestServer.options)
    }

    /// What the server calls the fault of a statement that the app's role runs; nil where there is none.
    private func fault(of sql: String) throws -> StoreError.Code? {
        let connection = try PostgresConnection(folder.address(options))
        try connection.beginSession(lockTimeout: 1000)
        try connection.execute("SET \(PostgresSchema.clientSetting) = '\(PostgresSchema.everyClient)'")
        do throws(StoreError) {
            try connection.execute(sql)
            return nil
        } catch {
            return error.code
        }
    }

    @Test(
        "Who works as the app rewrites no history, takes away no rule, and deletes nothing that is kept",
        arguments: [
            "UPDATE operations SET \"user\" = 'eve'", "DELETE FROM operations", "TRUNCATE audit", "DELETE FROM audit",
            "UPDATE audit SET action = 'resend'", "UPDATE audit SET hash = hash, email_after = 'x'", "DELETE FROM clients",
            "UPDATE clients SET last_audit = 0", "UPDATE store SET secret = secret", "DELETE FROM store",
            "UPDATE dotations SET amount = 1, revision = revision + 1", "UPDATE dotations SET mobile = '0600000000'",
            "DELETE FROM dotations", "UPDATE orders SET date = '2021-01-01'", "UPDATE jobs SET dotation_id = dotation_id + 1",
            "DROP TRIGGER audit_unchanged ON audit", "ALTER TABLE audit DISABLE TRIGGER ALL", "DROP TABLE audit",
            "CREATE TABLE eve (id int)",
            "INSERT INTO operations SELECT client, id + 5, kind, at, \"user\" FROM operations",
        ])
    func refused(_ sql: String) throws {
        let (store, _) = try ClientStore.filled(folder)
        _ = try store.resend(.all, context: context)
        let code = try fault(of: sql)
        #expect(code == .forbidden || code == .failed && sql.hasPrefix("INSERT"))
        #expect(try store.store.examine(at: context.date).isSound)
    }

    @Test("What is taken away or changed by the owner is named")
    func differences() throws {
        let (store, _) = try ClientStore.filled(folder)
        #expect(try store.store.examine(at: context.date).schema.isEmpty)
        try PostgresConnection(folder.address(options)).execute(
            """
            SET search_path = dotations; DROP TRIGGER audit_unchanged ON audit; ALTER TABLE jobs DISABLE TRIGGER jobs_kept;
            DROP INDEX jobs_due; ALTER TABLE orders ADD COLUMN eve int; CREATE TABLE eve (id int)
            """)
        let found = try store.store.examine(at: context.date).schema
        #expect(
            found.map { "\($0.kind) \($0.name)" } == [
                "missing jobs_due", "added eve", "changed orders", "missing audit_unchanged", "changed jobs_kept",
            ])
    }

    @Test("A database has one store, and one without is told")
    func creation() throws {
        let address = try folder.address(options)
        expect(.exists) { try Store.create(on: address) }
        let empty = try ServerAddress("postgresql:///postgres?" + options)
        expect(.missing) { try Store(server: empty) }
        expect(.unreachable) { try Store(server: ServerAddress("postgresql:///none?" + options)) }
        expect(.unreachable) { try Store(server: ServerAddress("postgresql:///x?host=\(folder.path)&user=x")) }
    }

    @Test("A text that PostgreSQL cannot keep is refused, and nothing is written")
    func nul() throws {
        let store = try ClientStore(in: folder)
        var odd = people(2)
        odd[1].lastName = "Nom\0"
        let error = expect(.failed) { try store.createOrder(newOrder(2_800_886), dotations: odd, context: context) }
        #expect(error?.detail == "A text has a NUL, which PostgreSQL does not keep.")
        #expect(try store.orders().isEmpty && store.verifyAudit().operations == 0)
    }

    @Test("A connection that the server closes is replaced, and what was written stays")
    func lostConnections() throws {
        let (store, ids) = try ClientStore.filled(folder)
        let admin = try PostgresConnection(ServerAddress("postgresql:///postgres?" + options))
        let name = try #require(folder.databaseName)
        try admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(name)'")
        #expect(try store.dotations(ids).count == 3)
        try admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(name)'")
        _ = try store.apply(store.planEmail(ids[0], "neuve@yopmail.com"), as: sheet, context: context)
        // In the middle of a write: nothing of it is there, and it can be done.
        let plan = try store.planEmail(ids[1], "autre@yopmail.com")
        expect(.unreachable) {
            try store.apply(plan, as: sheet, context: context) { _, _ in
                try? admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(name)' AND state <> 'idle'")
                return true
            }
        }
        #expect(try store.dotation(ids[1]).contact.email == "personne1@yopmail.com")
        _ = try store.apply(plan, as: sheet, context: context)
        #expect(try store.verifyAudit().rows == 2)
    }

    @Test("A store is copied to a server and back, and is the same")
    func copying() throws {
        let other = try TemporaryFolder()
        let file = try ClientStore(path: other.store)
        let ids = try file.createOrder(newOrder(2_800_886), dotations: people(30), context: context)
        _ = try file.apply(file.planEmail(ids[0], "neuve@yopmail.com"), as: sheet, context: context)
        let export = try file.export(orderNumber(2_800_886), context: context)
        let server = try TestServer.makeDatabase(options)
        defer { TestServer.remove(server.name, options) }
        let counts = try file.store.copy(to: .server(server.address), at: context.date)
        #expect(counts["dotations"] == 30 && counts["audit"] == 1 && counts["jobs"] == 1)
        let moved = try Store(server: server.address).client()
        #expect(try moved.verifyAudit() == file.verifyAudit())
        #expect(try moved.dotations(ids) == file.dotations(ids))
        #expect(try moved.export(orderNumber(2_800_886), context: context).identity == export.identity)
        #expect(moved.mailSecret == file.mailSecret)
        expect(.exists) { try file.store.copy(to: .server(server.address), at: context.date) }
        let back = other.file("retour.sqlite")
        _ = try moved.store.copy(to: .file(back), at: context.date)
        let returned = try ClientStore(path: back, creating: .never)
        #expect(try returned.verifyAudit() == moved.verifyAudit())
        #expect(try returned.examine(at: context.date).isSound)
        expect(.exists) { try moved.store.copy(to: .file(back), at: context.date) }
        // Who is added after is not one that was there before.
        let invited = try moved.addMember(.parse("zoe@exemple.fr"), name: "Zoé", as: .gestion, context: context)
        #expect(invited.name == "Zoé")
    }

    @Test("A client's data leave the server for a file of its own")
    func leaving() throws {
        let (store, ids) = try ClientStore.filled(folder)
        let file = folder.file("client.sqlite")
        try store.store.export(store.client, to: file)
        let own = try ClientStore(path: file, creating: .never)
        #expect(try own.verifyAudit() == store.verifyAudit())
        #expect(try own.dotations(ids) == store.dotations(ids))
        #expect(own.mailSecret == store.mailSecret)
        try store.store.erase(store.client, at: context.date)
        #expect(try store.store.clients().isEmpty)
    }

    @Test("What many do to one client at the same time is done one after the other")
    func sameClient() throws {
        let (store, ids) = try ClientStore.filled(folder, 40)
        let stores = try (0..<4).map { _ in try ClientStore(in: folder, busyTimeout: 60) }
        DispatchQueue.concurrentPerform(iterations: 40) { index in
            do {
                let store = stores[index % 4]
                _ = try store.apply(store.planEmail(ids[index], "n\(index)@yopmail.com"), as: sheet, context: context)
            } catch {
                Issue.record(error)
            }
        }
        #expect(try store.verifyAudit().rows == 40)
        #expect(try store.jobs([.pending]).count == 40)
        #expect(try store.store.examine(at: context.date).isSound)
    }

    @Test("While a client is written, another one's e-mails are leased, and its own are left to later")
    func busyClient() throws {
        let (store, _) = try ClientStore.filled(folder, 5)
        _ = try store.resend(.all, context: context)
        let other = try store.store.addClient(#require(Client.Code("AUTRE")), name: "", at: context.date)
        try other.createOrder(newOrder(2_800_887), dotations: people(5), context: context)
        _ = try other.resend(.all, context: context)
        func lease() throws -> [Job] {
            try Store(in: folder).mail.leaseJobs(20, at: .now, linkDays: 30, messageID: { "<\($0.client)-\($0.id)@x>" }).jobs
        }
        var leased: [Job] = []
        _ = try store.resend(
            .all, context: context,
            progress: { _, _ in
                leased += (try? lease()) ?? []
                return true
            })
        #expect(leased.map(\.clientCode.description) == Array(repeating: "AUTRE", count: 5))
        #expect(try lease().map(\.clientCode.description) == Array(repeating: "CSE", count: 5))
    }
}

/// The addresses of servers.
@Suite struct ServerAddressTests {
    @Test(
        "An address with a password is refused, and not repeated",
        arguments: [
            "postgresql://user:geheim@host/base", "postgresql:///base?password=geheim", "postgres://host/base?sslpassword=geheim",
            "postgresql://host/base?geheim=1", "postgresql://host:geheim/base?x",
        ])
    func refused(_ text: String) {
        let error = expect(.address) { try StoreDatabase(text) }
        #expect(error?.detail.contains("geheim") == false)
    }

    @Test("What is no address is a file")
    func files() throws {
        #expect(try StoreDatabase("dotations.sqlite") == .file("dotations.sqlite"))
        #expect(try StoreDatabase("postgresql://hôte/base?sslmode=verify-full").description == "postgresql://hôte/base?sslmode=verify-full")
    }

    @Test(
        "Parameters are numbered, but not what stands in texts, names and comments",
        arguments: [
            ("SELECT a FROM b WHERE c = ? AND d = ?", "SELECT a FROM b WHERE c = $1 AND d = $2"),
            ("SELECT '?', \"?\" FROM b -- ?\nWHERE c = ?", "SELECT '?', \"?\" FROM b -- ?\nWHERE c = $1"),
            ("UPDATE b SET c = ? WHERE client = :client AND d = ?", "UPDATE b SET c = $2 WHERE client = $1 AND d = $3"),
            ("SELECT 1 FROM jobs j INDEXED BY jobs_failed WHERE a = ?", "SELECT 1 FROM jobs j  WHERE a = $1"),
            ("SELECT 1 FROM jobs j INDEXED BY jobs_failed\nWHERE a = ?", "SELECT 1 FROM jobs j \nWHERE a = $1"),
            ("SELECT 'l''été ?' WHERE a = ?", "SELECT 'l''été ?' WHERE a = $1"),
        ])
    func numbers(_ sql: String, _ numbered: String) { #expect(NumberedParameters(sql).sql == numbered) }

    @Test("The server's names of faults")
    func faults() {
        #expect(StoreError(sqlState: "", message: "server closed the connection").code == .unreachable)
        #expect(StoreError(sqlState: StoreError.ruleState, message: "x").code == .forbidden)
        #expect(StoreError(sqlState: "40P01", message: "x").code == .locked)
        #expect(StoreError(sqlState: "53100", message: "x").code == .full)
        #expect(StoreError(sqlState: "22P02", message: "invalid input: \"geheim\"").detail.contains("geheim") == false)
    }
}
