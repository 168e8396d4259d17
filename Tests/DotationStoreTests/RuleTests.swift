import DotationStore
import Dotations
import StoreTestSupport
import TestSupport
import Testing

/// The rules that hold whoever writes to the file, and with whatever program.
@Suite struct RuleTests {
    @Test(
        "What is forbidden is refused to any program", .onFiles,
        arguments: [
            "UPDATE dotations SET email = 'x@y.fr', revision = revision + 1 WHERE id = 10000000",
            "UPDATE dotations SET mobile = '0600000000', revision = revision + 1 WHERE id = 10000000",
            "UPDATE dotations SET email = 'x@y.fr', revision = revision + 1 WHERE id = 10000001",
            "UPDATE dotations SET email = 'x@y.fr', revision = revision + 1 WHERE id = 10000003",
            "UPDATE dotations SET email = 'x@y.fr' WHERE id = 10000002",
            "UPDATE dotations SET status_id = 1 WHERE id = 10000002",
            "UPDATE dotations SET email = 'x@y.fr', revision = revision + 2 WHERE id = 10000002",
            "UPDATE dotations SET matricule = '9', revision = revision + 1 WHERE id = 10000002",
            "UPDATE dotations SET last_name = 'x', revision = revision + 1 WHERE id = 10000002",
            "UPDATE dotations SET first_name = 'x', revision = revision + 1 WHERE id = 10000002",
            "UPDATE dotations SET amount = 1, revision = revision + 1 WHERE id = 10000002",
            "UPDATE dotations SET order_number = 2848729, revision = revision + 1 WHERE id = 10000002",
            "UPDATE dotations SET id = 10000009, revision = revision + 1 WHERE id = 10000002",
            "DELETE FROM dotations WHERE id = 10000002",
            "INSERT OR REPLACE INTO dotations SELECT client, id, order_number, position, matricule, last_name, first_name, 'x@y.fr', mobile, amount, "
                + "status_id, account_created, revision, matricule_key, last_name_key, first_name_key, email_key, mobile_key "
                + "FROM dotations WHERE id = 10000000",
            "UPDATE orders SET date = '2021-01-01'",
            "UPDATE orders SET paid_at = NULL WHERE number = 2800886",
            "DELETE FROM orders WHERE number = 2848729",
            "INSERT OR REPLACE INTO orders VALUES (1, 2800886, '2021-01-01', NULL)",
            "UPDATE statuses SET modifiable = 1, activated = 0",
            "DELETE FROM statuses",
            "INSERT OR REPLACE INTO statuses SELECT client, id, label, 1, 0 FROM statuses WHERE activated",
            "UPDATE audit SET email_before = 'x'",
            "UPDATE audit SET email_before = NULL",
            "UPDATE audit SET hash = zeroblob(32), salt = NULL, email_before = NULL, email_after = NULL",
            "DELETE FROM audit",
            "UPDATE operations SET user = 'eve'",
            "DELETE FROM operations",
            "INSERT OR REPLACE INTO operations SELECT * FROM operations LIMIT 1",
            "UPDATE exports SET audit_position = 0",
            "DELETE FROM exports",
            "INSERT OR REPLACE INTO exports SELECT * FROM exports",
            "UPDATE jobs SET recipient = 'x@y.fr'",
            "UPDATE jobs SET mobile = '0600000000'",
            "UPDATE jobs SET kind = 'phoneChanged'",
            "UPDATE jobs SET state = 'leased'",
            "UPDATE jobs SET state = 'sent'",
            "UPDATE jobs SET state = 'lost'",
            "DELETE FROM jobs",
            "INSERT INTO jobs (client, id, operation_id, dotation_id, kind, created_at, due_at) SELECT 1, id + 100, operation_id, dotation_id, kind, 0, 0 FROM jobs",
            "INSERT INTO jobs (client, id, operation_id, dotation_id, kind, created_at, due_at) VALUES (1, 2, 1, 10000002, 'phoneChanged', 0, 0)",
            "UPDATE store SET secret = zeroblob(32)",
            "DELETE FROM store",
            "INSERT INTO dotations (client, id, order_number, position) VALUES (1, 'text', 2800886, 9)",
        ])
    func forbidden(sql: String) throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        try store.createOrder(newOrder(2_848_729, isPaid: false), dotations: people(1), context: context)
        _ = try store.setStatus(.activated, of: [ids[0]], context: context)
        _ = try store.markAccountCreated([ids[1]], context: context)
        _ = try store.export(orderNumber(2_800_886), context: context)
        _ = try store.apply(store.planEmail(ids[2], "x@yopmail.com"), as: sheet, context: context)
        let before = try store.find(DotationQuery())
        let raw = try RawDatabase(folder.store)
        #expect(raw.execute(sql) != nil)
        #expect(try store.find(DotationQuery()) == before)
        #expect(try store.verifyAudit().rows == 3)
        #expect(try raw.text("PRAGMA integrity_check") == "ok")
    }

    @Test("An allowed change is not refused: the rules are not only shut doors", .onFiles)
    func allowed() throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        _ = try store.markAccountCreated([ids[0]], context: context)
        let raw = try RawDatabase(folder.store)
        #expect(raw.execute("UPDATE dotations SET mobile = '0600000000', revision = revision + 1 WHERE id = 10000000") == nil)
        #expect(raw.execute("UPDATE dotations SET email = 'x@y.fr', revision = revision + 1 WHERE id = 10000001") == nil)
    }

    static let rewrites: [(sql: String, place: AuditPosition?)] = {
        func operation(_ id: Int) -> AuditPosition? { Operation.ID(rawValue: id).map { .operation($0) } }
        return [
            ("UPDATE operations SET user = 'eve' WHERE id = 3", operation(3)),
            ("UPDATE operations SET at = at + 1 WHERE id = 1", operation(1)),
            ("UPDATE audit SET email_after = 'eve@yopmail.com' WHERE id = 2", AuditPosition.row(2)),
            ("UPDATE audit SET dotation_id = 10000001 WHERE id = 1", AuditPosition.row(1)),
            ("UPDATE audit SET hash = zeroblob(32) WHERE id = 2", AuditPosition.row(2)),
            ("UPDATE audit SET salt = zeroblob(16) WHERE id = 2", AuditPosition.row(2)),
            (
                "INSERT OR REPLACE INTO audit SELECT client, id, operation_id, action, dotation_id, sale_id, sheet_row, revision, reasons, salt, email_before, "
                    + "'eve@yopmail.com', mobile_before, mobile_after, status_before, status_after, values_hash, hash FROM audit WHERE id = 3",
                AuditPosition.row(3)
            ),
            ("DELETE FROM audit WHERE id = 2", AuditPosition.row(2)),
            ("DELETE FROM operations WHERE id = 3", operation(4)),
            ("UPDATE operations SET hash = zeroblob(32) WHERE id = 4", operation(4)),
        ]
    }()

    @Test("A history that was rewritten past the rules is told by its place", .onFiles, arguments: rewrites)
    func tampered(sql: String, place: AuditPosition?) throws {
        let folder = try TemporaryFolder()
        let (store, ids) = try ClientStore.filled(folder)
        for index in 0..<3 { _ = try store.apply(store.planEmail(ids[0], "n\(index)@yopmail.com"), as: .edit, context: context) }
        #expect(try store.verifyAudit().operations == 5)
        let raw = try RawDatabase(folder.store)
        for trigger in ["operations_unchanged", "operations_kept", "audit_unchanged", "audit_kept"] {
            #expect(raw.execute("DROP TRIGGER \(trigger)") == nil)
        }
        #expect(raw.execute(sql) == nil)
        let error = expect(.auditBroken) { try store.verifyAudit() }
        #expect(error?.subject == place.map { .audit($0) })
    }
}
