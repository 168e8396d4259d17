import DotationSales
import DotationStore
import Dotations
import StoreTestSupport
import TestSupport
import Testing

/// The rules on sales that hold whoever writes to the file, and with whatever program.
@Suite struct SaleRuleTests {
    /// Person 1 holds two of two places, the session has sold three of four and the event three of four.
    private static func filled(_ folder: TemporaryFolder) throws -> ClientStore {
        let store = try ClientStore.council(folder, [Council.event(maximum: 4, sessions: [Council.session(cap: 4)])])
        _ = try store.sell(
            Council.row(2, 1, quantity: 2, reference: "ch_1"), Council.row(3, 2), Council.row(4, 3, status: .cancelled, reference: "ch_3"))
        _ = try store.exportSales(today: Council.day("2025-05-01"), context: context)
        return store
    }

    private static func insert(
        id: String = "4", person: Int = 3, quantity: Int = 1, price: Int = 5_000, date: String = "2025-04-10", status: String = "active"
    ) -> String {
        "INSERT INTO sales (client, id, session_id, beneficiary_id, quantity, price_paid, date, email, mobile, status) "
            + "VALUES (1, \(id), 1, \(person), \(quantity), \(price), '\(date)', 'a@b.fr', '0612345678', '\(status)')"
    }

    @Test(
        "What is forbidden is refused to any program", .onFiles,
        arguments: [
            insert(quantity: 2, price: 10_000), insert(person: 1), insert(price: 4_999), insert(date: "2025-05-01"),
            insert(date: "2025-03-31"), insert(quantity: 0, price: 0), insert(quantity: -1, price: -5_000), insert(id: "9"),
            insert(id: "1"), insert(status: "sold"), insert(person: 99, quantity: 3),
            "INSERT OR REPLACE INTO sales SELECT client, id, session_id, beneficiary_id, 1, 5000, date, email, mobile, reference, status, order_number "
                + "FROM sales WHERE id = 1",
            "DELETE FROM sales WHERE id = 3", "UPDATE sales SET quantity = 1 WHERE id = 1", "UPDATE sales SET price_paid = 0 WHERE id = 1",
            "UPDATE sales SET status = 'active' WHERE id = 3", "UPDATE sales SET reference = 'x' WHERE id = 1",
            "UPDATE sales SET beneficiary_id = 3 WHERE id = 1", "UPDATE sales SET date = '2025-04-11' WHERE id = 1",
            "UPDATE sales SET email = 'x@y.fr' WHERE id = 3", "UPDATE sales SET status = 'lost' WHERE id = 1",
            "UPDATE sales SET order_number = 2800886 WHERE id = 3", "UPDATE sales SET id = 7 WHERE id = 1",
            "UPDATE sale_sessions SET cap = 2", "UPDATE sale_sessions SET places = 1", "UPDATE sale_sessions SET price = 4000",
            "UPDATE sale_sessions SET face_value = 20000", "UPDATE sale_events SET maximum = 2", "DELETE FROM sale_sessions",
            "DELETE FROM sale_events", "DELETE FROM beneficiaries",
            "UPDATE sale_events SET withdrawn_at = 1", "UPDATE sale_events SET verifies_contacts = 0",
            "UPDATE sale_sessions SET name_key = 'x'",
            "INSERT OR REPLACE INTO sale_sessions SELECT * FROM sale_sessions",
            "INSERT OR REPLACE INTO sale_events SELECT * FROM sale_events",
            "INSERT OR REPLACE INTO beneficiaries SELECT * FROM beneficiaries", "DELETE FROM sale_exports", "DELETE FROM sale_export_rows",
            "UPDATE sale_export_rows SET sale_id = 3", "UPDATE audit SET sale_id = 3 WHERE sale_id = 1",
        ])
    func forbidden(sql: String) throws {
        let folder = try TemporaryFolder()
        let store = try Self.filled(folder)
        let before = try store.salesLedger().sales
        let raw = try RawDatabase(folder.store)
        #expect(raw.execute("PRAGMA foreign_keys = ON") == nil)
        #expect(raw.execute(sql) != nil)
        #expect(try store.salesLedger().sales == before)
        #expect(try raw.text("SELECT sold FROM sale_sessions") == "3" && raw.text("SELECT sold FROM sale_events") == "3")
        _ = try store.verifyAudit()
    }

    @Test(.onFiles) func `what is allowed is not refused, and counts`() throws {
        let folder = try TemporaryFolder()
        let store = try Self.filled(folder)
        let raw = try RawDatabase(folder.store)
        #expect(raw.execute(Self.insert()) == nil)
        #expect(raw.execute(Self.insert(id: "5", person: 4)) != nil)
        #expect(raw.execute("UPDATE sales SET status = 'refunded' WHERE id = 1") == nil)
        #expect(raw.execute("UPDATE sales SET status = 'refunded' WHERE id = 3") == nil)
        #expect(raw.execute(Self.insert(id: "5", person: 4)) == nil)
        #expect(raw.execute(Self.insert(id: "6", person: 5, quantity: 9, price: 1, status: "cancelled")) == nil)
        #expect(raw.execute("UPDATE sale_sessions SET cap = 3, places = 1, address = 'x'") == nil)
        #expect(try raw.text("SELECT sold FROM sale_sessions") == "3")
        let counts = "active_sales || ' ' || cancelled_sales || ' ' || refunded_sales || ' ' || paid"
        #expect(try raw.text("SELECT \(counts) FROM sale_sessions WHERE client = 1") == "3 1 2 15000")
        #expect(try store.salesLedger().sales.count == 6)
    }

    @Test(.onFiles) func `a count that was tampered with is found when the sales are read`() throws {
        let folder = try TemporaryFolder()
        let store = try Self.filled(folder)
        #expect(try RawDatabase(folder.store).execute("UPDATE sale_events SET sold = 0") == nil)
        expect(.damaged) { try store.salesLedger() }
        let second = try TemporaryFolder()
        let other = try Self.filled(second)
        #expect(try RawDatabase(second.store).execute("UPDATE sale_sessions SET sold = 0") == nil)
        expect(.damaged) { try other.salesLedger() }
        let third = try TemporaryFolder()
        let last = try Self.filled(third)
        #expect(try RawDatabase(third.store).execute("UPDATE sale_sessions SET paid = 0") == nil)
        expect(.damaged) { try last.salesLedger() }
    }
}
