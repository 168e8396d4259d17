import Dotations
import Foundation
import StoreTestSupport
import Synchronization
import Testing

@testable import DotationStore

/// How a store on a server is upgraded, and what a look at the server finds.
@Suite(.onServer) struct ServerFormTests {
    private let folder: TemporaryFolder
    private let address: ServerAddress
    private let store: ClientStore
    private let ids: [Dotation.ID]

    init() throws {
        folder = try TemporaryFolder()
        address = try folder.address(#require(TestServer.options))
        (store, ids) = try ClientStore.filled(folder, 3)
        _ = try store.apply(store.planEmail(ids[0], "neuve@yopmail.com"), as: sheet, context: context)
    }

    /// A version that no release made.
    private static let earlier = 12
    private let earlier = Self.earlier

    /// Makes of the store one as an earlier version could have left it: without a table, a column, an index, a rule, a policy and some rights.
    private func makeEarlier(_ version: Int = Self.earlier) throws {
        try PostgresConnection(address).execute(
            """
            SET search_path = dotations; DROP TABLE failed_attempts; ALTER TABLE jobs DROP COLUMN may_have_left; DROP INDEX jobs_due;
            DROP FUNCTION audit_unchanged CASCADE; DROP POLICY of_client ON orders; ALTER TABLE orders DISABLE ROW LEVEL SECURITY;
            CREATE FUNCTION earlier() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''earlier''; END';
            CREATE TRIGGER earlier BEFORE UPDATE ON jobs FOR EACH ROW EXECUTE FUNCTION earlier();
            GRANT UPDATE ON operations TO dotations_app; REVOKE ALL ON jobs FROM dotations_mail;
            UPDATE schema_version SET version = \(version)
            """)
    }

    private var migrations: [PostgresMigration] {
        let made = (PostgresSchema.tables + PostgresSchema.references).filter { $0.contains("failed_attempts") }
        let index = PostgresSchema.references.filter { $0.hasPrefix("CREATE INDEX jobs_due ") }
        return [
            PostgresMigration(from: earlier, to: earlier + 1, statements: made),
            PostgresMigration(
                from: earlier + 1, to: Schema.version,
                statements: index + [
                    "ALTER TABLE jobs ADD COLUMN may_have_left BIGINT NOT NULL DEFAULT 0 CHECK (may_have_left IN (0, 1))",
                    // No rule of either version is in its way.
                    "UPDATE jobs SET may_have_left = 1",
                ]),
        ]
    }

    @Test("There is nothing to migrate in a store of today's version")
    func nothing() throws {
        #expect(try Store.migrate(on: address) == Store.version)
        #expect(try Store.check(on: address).allSatisfy(\.isGood))
    }

    @Test("A store of an earlier version becomes one of today's, step by step, with what it has")
    func migration() throws {
        let before = (try store.dotations(ids), try store.verifyAudit())
        try makeEarlier()
        let error = expect(.olderVersion) { try Store(server: address) }
        #expect(error?.detail.contains("database migrate") == true)
        #expect(try PostgresServer.migrate(address, by: migrations) == earlier)
        let migrated = try Store(server: address).client()
        #expect(try migrated.dotations(ids) == before.0 && migrated.verifyAudit() == before.1)
        #expect(try migrated.jobs().map(\.mayHaveLeft) == [true])
        #expect(try migrated.examine(at: context.date).isSound)
        #expect(try Store.check(on: address).allSatisfy(\.isGood))
        #expect(try PostgresServer.migrate(address, by: migrations) == Schema.version)
        _ = try migrated.apply(migrated.planEmail(ids[1], "autre@yopmail.com"), as: sheet, context: context)
        #expect(try migrated.examine(at: context.date).isSound)
    }

    @Test("A store of an earlier version, which counted row by row, becomes one of today's", arguments: Schema.versionsOfOtherRules)
    func versionWithCountsByRow(_ version: Int) throws {
        let rows = """
            SET search_path = dotations; DROP FUNCTION analyze_grown;
            UPDATE schema_version SET version = \(version);
            """
        let counted = Schema.rules.filter { $0.forAllRows != nil }
        #expect(counted.map(\.name) == ["dotations_counted", "jobs_counted", "sales_counted", "sales_freed"])
        try PostgresConnection(address).execute(
            rows
                + counted.map { rule in
                    """
                    DROP FUNCTION \(rule.name) CASCADE;
                    CREATE FUNCTION \(rule.name)() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                    CREATE TRIGGER \(rule.name) \(rule.event) FOR EACH ROW EXECUTE FUNCTION \(rule.name)();
                    """
                }.joined())
        expect(.olderVersion) { try Store(server: address) }
        #expect(try Store.migrate(on: address) == version)
        #expect(try Store.check(on: address).allSatisfy(\.isGood))
        let migrated = try Store(server: address).client()
        _ = try migrated.apply(migrated.planEmail(ids[0], "autre@yopmail.com"), as: sheet, context: context)
        #expect(try migrated.jobCounts().mapValues(\.count) == [.pending: 1, .cancelled: 1])
        #expect(try migrated.examine(at: context.date).isSound)
    }

    @Test("Of several who migrate at once one does, and the others find it done")
    func atOnce() throws {
        try makeEarlier()
        let found = Found()
        DispatchQueue.concurrentPerform(iterations: 6) { _ in
            do { found.add(try PostgresServer.migrate(address, by: migrations)) } catch { Issue.record(error) }
        }
        #expect(found.all.sorted() == [earlier] + Array(repeating: Schema.version, count: 5))
        #expect(try Store(server: address).examine(at: context.date).isSound)
    }

    @Test("Where a migration fails, or would leave something else, nothing is changed")
    func failures() throws {
        try makeEarlier()
        var failing = migrations
        failing[1] = PostgresMigration(from: earlier + 1, to: Schema.version, statements: failing[1].statements + ["SELECT 1 / 0"])
        expect(.failed) { try PostgresServer.migrate(address, by: failing) }
        var leaving = migrations
        leaving[1] = PostgresMigration(
            from: earlier + 1, to: Schema.version, statements: Array(leaving[1].statements.dropFirst()))
        let error = expect(.damaged) { try PostgresServer.migrate(address, by: leaving) }
        #expect(error?.detail.contains("jobs_due") == true)
        expect(.notAStore) { try PostgresServer.migrate(address, by: Array(migrations.dropFirst())) }
        expect(.notAStore) { try PostgresServer.migrate(address, by: Array(migrations.dropLast())) }
        expect(.notAStore) { try Store.migrate(on: address) }
        // All of it still stands to be done.
        #expect(try PostgresServer.migrate(address, by: migrations) == earlier)
        #expect(try Store(server: address).examine(at: context.date).isSound)
    }

    @Test("A newer store, one that is not there, and a user who may not are told")
    func refusals() throws {
        let admin = try PostgresConnection(address)
        try admin.execute("UPDATE dotations.schema_version SET version = \(Schema.version + 1)")
        expect(.newerVersion) { try Store.migrate(on: address) }
        expect(.newerVersion) { try Store(server: address) }
        #expect(try Store.check(on: address).first { $0.check == .version }?.isGood == false)
        let options = try #require(TestServer.options)
        let empty = try TestServer.makeDatabase(options)
        defer { TestServer.remove(empty.name, options) }
        expect(.missing) { try Store.migrate(on: empty.address) }
        expect(.missing) { try Store.check(on: empty.address) }
        let user = "user_" + UUID().uuidString.lowercased().replacing("-", with: "")
        try admin.execute("CREATE ROLE \(user) LOGIN IN ROLE dotations_app")
        defer { try? admin.execute("DROP ROLE \(user)") }
        let other = try ServerAddress(address.text.replacing("user=postgres", with: "user=\(user)"))
        #expect(expect(.unwritable) { try Store.migrate(on: other) }?.detail.contains("dotations_owner") == true)
    }

    @Test("What somebody changed is found, and what is to be run mends rights and policies")
    func check() throws {
        let admin = try PostgresConnection(address)
        try admin.execute(
            """
            SET search_path = dotations; GRANT UPDATE ON operations TO dotations_app; GRANT SELECT ON users TO dotations_mail;
            REVOKE SELECT (head) ON clients FROM dotations_mail; GRANT SELECT ON orders TO PUBLIC; REVOKE ALL ON jobs FROM dotations_app;
            ALTER TABLE sales DISABLE ROW LEVEL SECURITY; DROP POLICY of_client ON jobs; CREATE POLICY eve ON audit USING (true);
            ALTER POLICY of_client ON exports USING (true); DROP INDEX jobs_due; DROP TRIGGER audit_unchanged ON audit
            """)
        let found = try Store.check(on: address).filter { !$0.isGood }
        let texts = Set(found.map { "\($0.check.rawValue) \($0.name) \($0.value)" })
        #expect(
            texts == [
                "grant operations TO dotations_app changed", "grant users TO dotations_mail added",
                "grant clients TO dotations_mail changed", "grant orders TO PUBLIC added", "grant jobs TO dotations_app missing",
                "policy sales.of_client changed", "policy jobs.of_client missing", "policy audit.eve added",
                "policy exports.of_client changed", "schema jobs_due missing", "schema audit_unchanged missing",
            ])
        for finding in found where finding.check != .schema { try admin.execute(#require(finding.remedy)) }
        let left = try Store.check(on: address).filter { !$0.isGood }
        #expect(Set(left.map(\.name)) == ["jobs_due", "audit_unchanged"] && left.allSatisfy { $0.remedy == nil })
    }

    @Test("A server that could lose what it acknowledged is found before it is used, and by a look at it")
    func durability() throws {
        let admin = try PostgresConnection(address)
        let name = try #require(folder.databaseName)
        try admin.execute("ALTER DATABASE \(name) SET synchronous_commit = off")
        let error = expect(.settings) { try Store(server: address) }
        #expect(error?.detail.contains("synchronous_commit") == true)
        let found = try Store.check(on: address).filter { !$0.isGood }
        #expect(found.map(\.name) == ["synchronous_commit"] && found[0].value == "off")
        #expect(found[0].remedy == "ALTER SYSTEM SET synchronous_commit = on; SELECT pg_reload_conf()")
        try admin.execute("ALTER DATABASE \(name) RESET synchronous_commit")
        #expect(try Store.check(on: address).allSatisfy(\.isGood))
        let settings = try Store.check(on: address).filter { $0.check == .setting }
        #expect(settings.map(\.name) == ["fsync", "full_page_writes", "synchronous_commit"])
    }
}

/// What several threads found.
private final class Found: Sendable {
    private let numbers = Mutex<[Int]>([])

    func add(_ number: Int) { numbers.withLock { $0.append(number) } }
    var all: [Int] { numbers.withLock { $0 } }
}
