import DotationSales
import DotationStore
import Dotations
import Foundation
import StoreTestSupport
import TestSupport
import Testing

@Suite struct ExaminationTests {
    private func filled(_ folder: TemporaryFolder) throws -> ClientStore {
        let (store, ids) = try ClientStore.filled(folder)
        let plan = try store.plan(
            [(ids[0], "neuf@yopmail.com", nil, false), (ids[1], nil, "0755555555", false), (ids[2], nil, nil, true)],
            of: orderNumber(2_800_886))
        _ = try store.apply(plan, as: sheet, context: context)
        _ = try store.apply(store.planEmail(ids[1], "encore@yopmail.com"), as: .edit, context: context)
        _ = try store.setStatus(.emailError, of: [ids[2]], context: context)
        return store
    }

    @Test("A store is sound whatever was done with it")
    func sound() throws {
        let folder = try TemporaryFolder()
        let store = try filled(folder)
        let examination = try store.examine(at: context.date + 60)
        #expect(examination.isSound && examination.broken.isEmpty)
        #expect(examination.jobs == [.pending: 3, .cancelled: 1])
        #expect(examination.dueSince == context.date && examination.lastOperation == context.date)
        #expect(try store.examine(at: context.date - 60).dueSince == nil)
    }

    /// What another program can do to the file with triggers out of the way, and the rule that tells.
    @Test(
        "Each rule tells what breaks it", .onFiles,
        arguments: [
            ("DROP TRIGGER jobs_kept; DELETE FROM jobs WHERE id = 3", [StoreExamination.Rule.jobs: 1, .jobCounts: 1]),
            (
                "INSERT INTO jobs (client, id, operation_id, dotation_id, kind, recipient, created_at, due_at, state, finished_at) "
                    + "SELECT 1, 99, 1, min(id), 'accountCreation', 'x@y.fr', 0, 0, 'sent', 0 FROM dotations",
                [.jobs: 1, .jobCounts: 1]
            ),
            (
                "UPDATE dotations SET email = 'faux@yopmail.com', revision = revision + 1 WHERE position = 0 AND client = 1",
                [.contacts: 1, .recipients: 1]
            ),
            (
                "DROP TRIGGER dotations_revised; UPDATE dotations SET mobile = '0700000000' WHERE position = 1 AND client = 1",
                [.contacts: 1, .recipients: 1]
            ),
            // What a resend goes to stands in no audit row, what a change led to does, also once its e-mail waits no more.
            ("DROP TRIGGER jobs_locked; UPDATE jobs SET recipient = 'faux@yopmail.com' WHERE state = 'pending'", [.recipients: 3]),
            ("DROP TRIGGER jobs_locked; UPDATE jobs SET recipient = 'faux@yopmail.com' WHERE state = 'cancelled'", [.recipients: 1]),
            ("DROP TRIGGER jobs_locked; UPDATE jobs SET mobile = '0700000000' WHERE mobile IS NOT NULL", [.recipients: 2]),
            ("UPDATE jobs SET superseded_by = 9999 WHERE state = 'cancelled'", [.successions: 1]),
            ("UPDATE job_counts SET count = count + 1 WHERE state = 'pending'", [.jobCounts: 1]),
            ("DROP TRIGGER jobs_counted; UPDATE jobs SET state = 'failed', finished_at = 1 WHERE state = 'pending'", [.jobCounts: 2]),
            (
                "PRAGMA foreign_keys = OFF; UPDATE dotations SET status_id = 77, revision = revision + 1 WHERE position = 0 AND client = 1",
                // The dotation, and the count of what has that status.
                [.references: 2, .contacts: 1]
            ),
            ("UPDATE order_counts SET dotation_count = dotation_count + 1 WHERE client = 1", [.orderCounts: 2]),
            ("UPDATE order_counts SET face_value = face_value - 1 WHERE client = 1", [.orderCounts: 2]),
            ("DELETE FROM order_counts WHERE client = 1", [.orderCounts: 2]),
            (
                "DROP TRIGGER dotations_locked; DROP TRIGGER dotations_revised; UPDATE dotations SET position = 9 WHERE position = 2 AND client = 1",
                [.numbers: 1]
            ),
            (
                "DROP TRIGGER dotations_locked; DROP TRIGGER dotations_revised; UPDATE dotations SET position = -1 WHERE position = 2 AND client = 1",
                [.numbers: 1]
            ),
        ])
    func broken(sql: String, expected: [StoreExamination.Rule: Int]) throws {
        let folder = try TemporaryFolder()
        let store = try filled(folder)
        #expect(try RawDatabase(folder.store).execute(sql) == nil)
        let examination = try store.examine(at: context.date)
        #expect(!examination.isSound && examination.broken == expected)
    }

    @Test("What an event or a session counts as sold is held against its sales", .onFiles)
    func soldCounts() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore.council(folder)
        _ = try store.sell(Council.row(2, 1, quantity: 2), Council.row(3, 2), Council.row(4, 3, status: .cancelled))
        #expect(try store.examine(at: context.date).broken == [:])
        for (sql, count) in [
            ("UPDATE sale_sessions SET sold = 2 WHERE client = 1", 1), ("UPDATE sale_events SET sold = 4 WHERE client = 1", 2),
        ] {
            #expect(try RawDatabase(folder.store).execute(sql) == nil)
            #expect(try store.examine(at: context.date).broken == [.soldCounts: count])
        }
    }

    @Test(
        "What a session counts as paid and as sales of each status is held against its sales", .onFiles,
        arguments: ["paid", "active_sales", "cancelled_sales", "refunded_sales"])
    func saleCounts(column: String) throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore.council(folder)
        _ = try store.sell(Council.row(2, 1, quantity: 2), Council.row(3, 2), Council.row(4, 3, status: .cancelled))
        #expect(try RawDatabase(folder.store).execute("UPDATE sale_sessions SET \(column) = \(column) + 1 WHERE client = 1") == nil)
        #expect(try store.examine(at: context.date).broken == [.soldCounts: 1])
    }

    @Test("A person whose number leaves a gap is found", .onFiles)
    func numbers() throws {
        let folder = try TemporaryFolder()
        let store = try ClientStore.council(folder)
        #expect(
            try RawDatabase(folder.store).execute(
                "DROP TRIGGER beneficiaries_locked; UPDATE beneficiaries SET id = 9 WHERE id = 5 AND client = 1") == nil)
        #expect(try store.examine(at: context.date).broken == [.numbers: 1])
    }

    @Test("What a cancelled order counts is held against its dotations", .onFiles)
    func cancelledCounts() throws {
        let folder = try TemporaryFolder()
        let (store, _) = try ClientStore.filled(folder, 2)
        try store.cancelOrder(store.cancellation(of: orderNumber(2_800_886)), context: context)
        #expect(try store.examine(at: context.date).broken == [:])
        #expect(
            try RawDatabase(folder.store).execute(
                "DROP TRIGGER cancelled_orders_unchanged; UPDATE cancelled_orders SET face_value = 1 WHERE client = 1") == nil)
        #expect(try store.examine(at: context.date).broken == [.orderCounts: 1])
    }

    @Test(
        "A table, an index or a trigger that is gone, changed or added is named", .onFiles,
        arguments: [
            ("DROP TRIGGER audit_unchanged", [SchemaDifference(kind: .missing, name: "audit_unchanged")]),
            ("DROP INDEX jobs_waiting", [.init(kind: .missing, name: "jobs_waiting")]),
            (
                "DROP TABLE exports",
                ["exports", "exports_kept", "exports_new", "exports_unchanged"].map { .init(kind: .missing, name: $0) }
            ),
            ("CREATE TRIGGER eve AFTER INSERT ON jobs BEGIN SELECT 1; END", [.init(kind: .added, name: "eve")]),
            ("ALTER TABLE orders ADD COLUMN note TEXT", [.init(kind: .changed, name: "orders")]),
            (
                "DROP TRIGGER jobs_kept; CREATE TRIGGER jobs_kept BEFORE DELETE ON jobs WHEN 0 BEGIN SELECT RAISE(ABORT, 'no'); END",
                [.init(kind: .changed, name: "jobs_kept")]
            ),
            ("ANALYZE", []),
        ])
    func schema(sql: String, expected: [SchemaDifference]) throws {
        let folder = try TemporaryFolder()
        let store = try filled(folder)
        #expect(try RawDatabase(folder.store).execute(sql) == nil)
        let examination = try store.examine(at: context.date)
        #expect(Set(examination.schema) == Set(expected) && examination.isSound == expected.isEmpty)
    }

    @Test("What a rule is about being gone does not keep the others from telling", .onFiles)
    func tableGone() throws {
        let folder = try TemporaryFolder()
        let store = try filled(folder)
        #expect(try RawDatabase(folder.store).execute("PRAGMA foreign_keys = OFF; DROP TABLE sale_events") == nil)
        let examination = try store.examine(at: context.date)
        #expect(examination.broken[.soldCounts] == 1 && examination.schema.contains(.init(kind: .missing, name: "sale_events")))
        let error = expect(.damaged) { try store.salesLedger() }
        #expect(error?.subject == .file(folder.store))
    }

    @Test("A rewritten history is not sound", .onFiles)
    func history() throws {
        let folder = try TemporaryFolder()
        let store = try filled(folder)
        #expect(
            try RawDatabase(folder.store).execute("DROP TRIGGER operations_unchanged; UPDATE operations SET user = 'eve' WHERE id = 2")
                == nil)
        let examination = try store.examine(at: context.date)
        #expect(!examination.isSound && examination.broken.isEmpty)
        guard case .failure(let error) = examination.histories[.first] else {
            Issue.record("The history was found to be as it was written.")
            return
        }
        #expect(error.code == .auditBroken)
    }
}
