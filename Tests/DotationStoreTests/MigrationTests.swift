import DotationStore
import Dotations
import Foundation
import Testing

/// A store that version 0.1.0 made: its demonstration, with an event, sales, an order, two imports, an undo and e-mails that wait.
@Suite struct MigrationTests {
    private static let made = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../Stores/0.1.0.sqlite").standardizedFileURL

    @Test("A store of version 0.1.0 becomes one of today: nothing of it is lost, and its history holds")
    func upgrade() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(at: Self.made, to: URL(fileURLWithPath: folder.store))
        let before = try RawDatabase(folder.store)
        let operations = try before.text("SELECT count(*) FROM operations")
        let tables = [
            "orders", "dotations", "operations", "audit", "exports", "jobs", "sales", "beneficiaries", "sale_sessions", "documents",
        ]
        let count = { (table: String) in "SELECT count(*) || ' ' || max(rowid) FROM \(table)" }
        let counts = try tables.filter { $0 != "exports" }.map { try before.text(count($0)) }

        let store = try Store(path: folder.store)
        let after = try RawDatabase(folder.store)
        #expect(try tables.filter { $0 != "exports" }.map { try after.text(count($0)) } == counts)
        let examination = try store.examine(at: context.date)
        #expect(examination.isSound)
        #expect(try store.verifyAudit().operations.description == operations)
        #expect(examination.jobs == [.pending: 6, .cancelled: 3])

        // It goes on: an e-mail is lent and recorded, an import is undone, the order cannot be cancelled.
        let job = try #require(try store.lease(at: moment(0)).first)
        #expect(try store.record(.accepted, of: job, at: moment(1)) == .became(.sent))
        let number = try #require(try store.orders().first?.order.number)
        expect(.orderBound) { try store.cancelOrder(store.withdrawal(of: number), context: context) }
        #expect(try store.examine(at: context.date).isSound)
    }
}
