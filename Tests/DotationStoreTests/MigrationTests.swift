import DotationSales
import Dotations
import Foundation
import StoreTestSupport
import TestSupport
import Testing

@testable import DotationStore

@Suite struct MigrationTests {
    @Test("A file of an earlier version with the same tables gets today's rules", .onFiles, arguments: Schema.versionsOfOtherRules)
    func otherRules(_ version: Int) throws {
        let folder = try TemporaryFolder()
        let (_, ids) = try ClientStore.filled(folder, 2)
        for statement in [
            "DROP TRIGGER beneficiaries_locked",
            "CREATE TRIGGER beneficiaries_locked BEFORE UPDATE ON beneficiaries BEGIN SELECT raise(ABORT, 'an earlier rule'); END",
            "PRAGMA user_version = \(version)",
        ] { #expect(try RawDatabase(folder.store).execute(statement) == nil) }
        let store = try ClientStore(path: folder.store)
        #expect(try RawDatabase(folder.store).text("PRAGMA user_version") == String(Schema.version))
        _ = try store.apply(store.planEmail(ids[0], "neuve@yopmail.com"), as: sheet, context: context)
        #expect(try store.examine(at: context.date).isSound)
    }

    @Test("A store of version 0.1.0 becomes one of today: nothing of it is lost, and its history holds", .onFiles)
    func upgrade() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(at: madeByFirstRelease, to: URL(fileURLWithPath: folder.store))
        let before = try RawDatabase(folder.store)
        let operations = try before.text("SELECT count(*) FROM operations")
        let secret = try before.text("SELECT hex(secret) FROM store")
        // Every value of every column, by the names that it had.
        let tables = try before.column(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'store' ORDER BY name")
        let renamed = ["lapses": "expired_leases", "noted_at": "scheduled_at"]
        let columns = try tables.map { try before.column("SELECT name FROM pragma_table_info('\($0)')") }
        func rows(_ database: RawDatabase, _ name: (String) -> String) throws -> [[String]] {
            try zip(tables, columns).map { table, columns in
                let quoted = columns.map { "quote(\"\(name($0))\")" }.joined(separator: " || ',' || ")
                return try database.column("SELECT \(quoted) FROM \(table) ORDER BY 1")
            }
        }
        let rowsBefore = try rows(before) { $0 }
        #expect(tables.count == 15 && rowsBefore.count { !$0.isEmpty } > 12)

        let store = try ClientStore(path: folder.store)
        let after = try RawDatabase(folder.store)
        #expect(try rows(after) { renamed[$0] ?? $0 } == rowsBefore)
        // Its key is the client's, so that its exports are known and its links are good.
        #expect(try after.text("SELECT hex(secret) FROM clients") == secret && after.text("SELECT hex(secret) FROM store") != secret)
        let examination = try store.examine(at: context.date)
        #expect(examination.isSound)
        #expect(try store.verifyAudit().operations.description == operations)
        #expect(examination.jobs == [.pending: 6, .cancelled: 3])

        // What is counted since is what there was.
        let summary = try #require(try store.orders().first)
        let dotations = try store.dotations(of: summary.order.number)
        #expect(summary.counts == Dictionary(dotations.map { ($0.status, 1) }, uniquingKeysWith: +))
        #expect(summary.faceValue.cents == dotations.reduce(0) { $0 + $1.amount.cents })
        let sales = try store.salesLedger().sales
        for status in Sale.Status.allCases {
            let found = try store.sales(SaleQuery(status: status), after: 0, size: 1_000)
            #expect(found.sales.map(\.sale) == sales.reversed().filter { $0.status == status })
            #expect(found.total == found.sales.count)
        }
        #expect(sales.count > 1)

        // It goes on: an e-mail is lent and recorded, an import is undone, the order cannot be cancelled.
        let job = try #require(try store.lease(at: moment(0)).first)
        #expect(try store.record(.accepted, of: job, at: moment(1)) == .became(.sent))
        let number = try #require(try store.orders().first?.order.number)
        expect(.orderBound) { try store.cancelOrder(store.cancellation(of: number), context: context) }
        #expect(try store.examine(at: context.date).isSound)
    }
}
