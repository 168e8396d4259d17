import DotationAccounts
import Dotations
import Foundation
import StoreTestSupport
import TestSupport
import Testing

@testable import DotationStore

/// What a server lets a statement see, whatever the statement says, and what it lets the roles do.
@Suite(.onServer) struct RowSecurityTests {
    private let folder: TemporaryFolder
    private let address: ServerAddress
    private let first: ClientStore
    private let second: ClientStore

    init() throws {
        folder = try TemporaryFolder()
        address = try folder.address(#require(TestServer.options))
        first = try ClientStore.filled(folder, 3).store
        second = try first.store.addClient(#require(Client.Code("DUO")), name: "", at: context.date)
        _ = try second.createOrder(newOrder(2_800_886), dotations: people(4), context: context)
        for client in [first, second] { _ = try client.resend(.all, context: context) }
    }

    /// A connection of the app in a transaction that is about these rows.
    private func connection(showing rows: VisibleRows) throws -> PostgresConnection {
        let connection = try PostgresConnection(address)
        try connection.beginSession(lockTimeout: 1000)
        try connection.begin("", showing: rows)
        return connection
    }

    /// What a statement finds that names no client, in the words of a program that forgot it.
    private func count(_ table: String, _ connection: PostgresConnection) throws -> Int {
        let statement = try connection.prepare("SELECT count(*) FROM \(table)")
        #expect(try statement.step())
        return statement.int(at: 0)
    }

    @Test("Every table with a client has its policy")
    func policies() throws {
        let owner = try PostgresConnection(address)
        let statement = try owner.prepare(
            """
            SELECT string_agg(c.relname, ' ' ORDER BY c.relname) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = CAST('dotations' AS regnamespace) AND c.relkind = 'r' AND a.attname = 'client'
                AND c.relrowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)
            """)
        #expect(try statement.step())
        let tables = statement.text(at: 0).split(separator: " ").map(String.init)
        #expect(tables == PostgresSchema.tablesOfClients.sorted())
        let all = try TableForm.all().filter { table in table.columns.contains { $0.name == "client" } }
        #expect(tables == all.map(\.name).sorted())
    }

    @Test("A statement that forgets its client sees and changes nothing of another's")
    func forgotten() throws {
        let tables = ["orders", "statuses", "dotations", "operations", "audit", "jobs", "job_counts", "order_counts"]
        let own = try connection(showing: .of(first.client.id))
        let others = try connection(showing: .of(second.client.id))
        let all = try connection(showing: .everyones)
        let nobodys = try connection(showing: .nobodys)
        for table in tables {
            let (of, ofOthers) = (try count(table, own), try count(table, others))
            #expect(try of > 0 && ofOthers > 0 && of + ofOthers == count(table, all), "\(table)")
            #expect(try count(table, nobodys) == 0, "\(table)")
        }
        #expect(try count("dotations", own) == 3 && count("dotations", others) == 4)
        #expect(try own.prepare("UPDATE dotations SET revision = revision + 1").run([]) == 3)
        #expect(try nobodys.prepare("UPDATE dotations SET revision = revision + 1").run([]) == 0)
        // As the tables behind it, the view shows the rows of who asks.
        #expect(try count("order_bonds", all) == 0 && count("order_bonds", nobodys) == 0)
        own.rollBack()
    }

    @Test("What a view shows is a client's own")
    func views() throws {
        for client in [first, second] {
            _ = try client.apply(client.planEmail(dotationID(10_000_000), "neuve@yopmail.com"), as: sheet, context: context)
        }
        #expect(try count("order_bonds", connection(showing: .of(first.client.id))) == 1)
        #expect(try count("order_bonds", connection(showing: .everyones)) == 2)
        #expect(try count("order_bonds", connection(showing: .nobodys)) == 0)
    }

    @Test("Nothing is written for another client, and what is no number in the setting shows nothing")
    func writes() throws {
        let own = try connection(showing: .of(first.client.id))
        let row = "INSERT INTO client_settings (client, name, value) VALUES (\(second.client.id.rawValue), 'x', 'y')"
        expect(.forbidden) { try own.execute(row) }
        own.rollBack()
        try own.begin("", showing: .of(first.client.id))
        expect(.forbidden) { try own.execute("UPDATE job_counts SET client = \(second.client.id.rawValue)") }
        own.rollBack()
        try own.begin("")
        try own.execute("SET LOCAL dotations.client = 'all'")
        expect(.failed) { try own.execute("SELECT * FROM orders") }
    }

    @Test("What is shown is what each statement is about, also after a failure and between the parts of a long result")
    func switching() throws {
        _ = try first.createOrder(newOrder(2_800_890), dotations: people(2500), allowsRepeat: true, context: context)
        let store = first.store
        let across = "SELECT count(*) FROM dotations"
        try store.read { connection throws(StoreError) in
            #expect(try connection.int(acrossClients: across) == 2507)
            let other = connection.of(second.client.id)
            expect(.failed) {
                try connection.attempt { connection throws(StoreError) in
                    _ = try other.int("SELECT count(*) FROM dotations WHERE client = :client")
                    _ = try connection.int("SELECT 1 / 0")
                }
            }
            #expect(try other.int("SELECT count(*) FROM dotations WHERE client = :client") == 4)
            #expect(try connection.int(acrossClients: across) == 2507)
        }
        try first.stream { connection in
            let statement = try Statement(connection, "SELECT id FROM dotations WHERE client = :client ORDER BY id")
            var count = 0
            while try statement.step() {
                count += 1
                if count % 700 == 1 { #expect(try connection.int(acrossClients: across) == 2507) }
            }
            #expect(count == 2503)
        }
    }

    // MARK: - Roles

    /// A user who is a member of a role, for as long as the body runs.
    private func withUser<T>(_ role: String, _ body: (ServerAddress) throws -> T) throws -> T {
        let name = "user_" + UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "")
        let admin = try PostgresConnection(address)
        try admin.execute("CREATE ROLE \(name) LOGIN IN ROLE \(role)")
        defer { try? admin.execute("DROP ROLE \(name)") }
        return try body(ServerAddress(address.text.replacing("user=postgres", with: "user=\(name)")))
    }

    @Test("Who is a member of the mail role alone does all that sending takes")
    func sending() throws {
        let alice = try EmailAddress.parse("alice@exemple.fr")
        try first.addMember(alice, name: "Alice Martin", as: .gestion, context: context)
        _ = try first.invite(alice, context: context)
        _ = try first.setStatus(.emailError, of: [dotationID(10_000_000)], context: context)
        try withUser(PostgresSchema.mail) { address in
            let mail = try Store(server: address).mail
            var random = SystemRandomNumberGenerator()
            let jobs = try mail.leaseJobs(10, at: moment(0), linkDays: 30) { "<\($0.reference)@example.fr>" }.jobs
            #expect(jobs.count == 7)
            #expect(try mail.settings(of: first.client.id).isEmpty && mail.mayBeSent(jobs[0]))
            #expect(mail.secret(of: first.client.id) == first.store.mail.secret(of: first.client.id))
            #expect(try mail.renewLeases(of: jobs, at: moment(1)).isEmpty)
            let results: [DeliveryResult] = [
                .accepted, .refused(noSuchUser, concernsAddress: true), .deferred(busy), .interrupted(mayHaveLeft: false), .accepted,
                .accepted, .accepted,
            ]
            let ended = try mail.record(Array(zip(results, jobs)), at: moment(2), user: "mail", random: &random)
            #expect(!ended.contains(.lost))
            let bounce = BounceReport(
                messageID: try #require(jobs.last?.messageID), recipient: try #require(jobs.last?.recipient?.text), action: .failed,
                status: "5.1.1", diagnostic: "550", blamesAddress: true)
            #expect(try mail.recordBounces([bounce], context: context) == [.recorded(#require(jobs.last).reference)])
            let users = try mail.leaseUserMails(5, at: moment(3), domain: "example.fr", using: &random).mails
            #expect(users.map(\.recipient) == [alice])
            #expect(try mail.renewLeases(of: users, at: moment(4)).isEmpty && mail.mayBeSent(users[0], at: context.date))
            #expect(try mail.record([(.accepted, users[0])], at: moment(5), random: &random) == [.became(.sent)])
            let back = BounceReport(
                messageID: users[0].messageID, recipient: alice.description, action: .failed, status: "5.1.1", diagnostic: nil,
                blamesAddress: true)
            #expect(try mail.recordBounces([back], context: context) == [.userMail])
            #expect(try mail.waitingUserMailCount() == 0)
            #expect(try mail.jobCounts()[.retry]?.count == 1)
            expect(.forbidden) { try first.ofServer(address).orders() }
            expect(.forbidden) { try first.ofServer(address).resend(.all, context: context) }
        }
        #expect(try first.store.examine(at: context.date).isSound)
    }

    @Test("The roles have the rights that are written down, table by table and column by column, and no others")
    func rights() throws {
        let admin = try PostgresConnection(address)
        for role in [PostgresSchema.app, PostgresSchema.mail] {
            let statement = try admin.prepare(
                """
                SELECT c.relname || '.' || a.attname || ' ' || p.privilege FROM pg_class c
                    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                    CROSS JOIN (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('REFERENCES')) p (privilege)
                WHERE c.relnamespace = CAST('dotations' AS regnamespace) AND c.relkind IN ('r', 'v')
                    AND has_column_privilege('\(role)', c.oid, a.attnum, p.privilege)
                UNION ALL SELECT c.relname || ' ' || p.privilege FROM pg_class c
                    CROSS JOIN (VALUES ('DELETE'), ('TRUNCATE'), ('TRIGGER')) p (privilege)
                WHERE c.relnamespace = CAST('dotations' AS regnamespace) AND c.relkind IN ('r', 'v')
                    AND has_table_privilege('\(role)', c.oid, p.privilege)
                """)
            var found: Set<String> = []
            while try statement.step() { found.insert(statement.text(at: 0)) }
            var columns = Dictionary(uniqueKeysWithValues: try TableForm.all().map { ($0.name, $0.columns.map(\.name)) })
            columns["schema_version"] = ["version"]
            columns["order_bonds"] = ["client", "number", "bond"]
            columns["mail_recipients"] = ["id", "email", "has_password", "is_disabled"]
            var expected: Set<String> = []
            for grant in PostgresSchema.grants where grant.role == role {
                for right in grant.rights {
                    let parts = right.split(separator: " (")
                    if parts[0] == "DELETE" {
                        expected.insert("\(grant.object) DELETE")
                        continue
                    }
                    let named = parts.count > 1 ? parts[1].dropLast().split(separator: ", ").map(String.init) : nil
                    for column in try named ?? #require(columns[grant.object]) { expected.insert("\(grant.object).\(column) \(parts[0])") }
                }
            }
            #expect(found == expected)
            // Neither has them by way of another role, nor a right to make anything.
            let other = try admin.prepare(
                """
                SELECT pg_has_role('\(role)', '\(PostgresSchema.owner)', 'MEMBER') OR has_schema_privilege('\(role)', 'dotations', 'CREATE')
                    OR rolsuper OR rolbypassrls OR rolcreaterole OR rolcanlogin FROM pg_roles WHERE rolname = '\(role)'
                """)
            #expect(try other.step() && other.int(at: 0) == 0)
        }
        #expect(!PostgresSchema.grants.contains { $0.role == PostgresSchema.mail && ["users", "sessions", "orders"].contains($0.object) })
    }

    @Test(
        "Who is a member of the mail role alone reads and changes nothing else",
        arguments: [
            "SELECT password FROM users", "SELECT totp_secret FROM users", "SELECT digest FROM sessions", "SELECT digest FROM user_tokens",
            "SELECT email_after FROM audit", "SELECT * FROM orders", "SELECT * FROM sales", "SELECT * FROM beneficiaries",
            "SELECT name FROM file_names", "SELECT \"user\" FROM operations", "UPDATE dotations SET email = 'eve@exemple.fr'",
            "UPDATE dotations SET account_created = 1", "UPDATE jobs SET recipient = NULL", "INSERT INTO jobs (client) VALUES (1)",
            "DELETE FROM jobs", "DELETE FROM user_mails", "UPDATE clients SET code = 'EVE'", "UPDATE store SET secret = secret",
            "UPDATE client_settings SET value = 'x'", "UPDATE users SET password = 'x'", "INSERT INTO sessions (client) VALUES (1)",
            "SET ROLE dotations_app", "SET ROLE dotations_owner", "CREATE TABLE dotations.eve (id int)",
        ])
    func refused(_ sql: String) throws {
        try withUser(PostgresSchema.mail) { address in
            let connection = try PostgresConnection(address)
            try connection.beginSession(lockTimeout: 1000)
            try connection.begin("", showing: .everyones)
            _ = expect(.forbidden) { try connection.execute(sql) }
        }
    }

    @Test("Who is a member of no role is told")
    func stranger() throws {
        try withUser("pg_monitor") { address in _ = expect(.unwritable) { try Store(server: address) } }
    }
}

extension ClientStore {
    /// The same client, as another user of the server sees it.
    fileprivate func ofServer(_ address: ServerAddress) throws(StoreError) -> ClientStore {
        ClientStore(store: try Store(server: address), client: client)
    }
}
