import CDotationsSQLite
import Testing

/// The file as any other program opens it: with SQLite's own settings, and none of the store's code.
final class RawDatabase {
    private var handle: OpaquePointer?

    init(_ path: String) throws {
        try #require(sqlite3_open(path, &handle) == SQLITE_OK)
    }

    deinit { sqlite3_close(handle) }

    /// SQLite's message, or nil where all went well.
    @discardableResult
    func execute(_ sql: String) -> String? {
        sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK ? nil : String(cString: sqlite3_errmsg(handle))
    }

    func text(_ sql: String) throws -> String {
        var statement: OpaquePointer?
        try #require(sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK)
        defer { sqlite3_finalize(statement) }
        try #require(sqlite3_step(statement) == SQLITE_ROW)
        return sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? ""
    }

    /// Takes back the step of the schema after the third, as a store of that time was.
    func takeBackToTheThirdVersion() throws {
        let statements = """
            DROP TRIGGER orders_kept; DROP TRIGGER orders_locked; DROP TRIGGER dotations_kept; DROP TRIGGER sales_locked;
            DROP TABLE file_names; DROP VIEW order_bonds; DROP TABLE cancelled_dotations; DROP TABLE cancelled_orders;
            CREATE TRIGGER orders_kept BEFORE DELETE ON orders BEGIN SELECT RAISE(ABORT, 'an order is never deleted'); END;
            CREATE TRIGGER orders_locked BEFORE UPDATE OF number ON orders BEGIN SELECT RAISE(ABORT, 'an order is locked'); END;
            CREATE TRIGGER dotations_kept BEFORE DELETE ON dotations BEGIN SELECT RAISE(ABORT, 'a dotation is never deleted'); END;
            CREATE TRIGGER sales_locked BEFORE UPDATE OF id ON sales BEGIN SELECT RAISE(ABORT, 'this of a sale is locked'); END;
            DROP TRIGGER jobs_locked; ALTER TABLE jobs DROP COLUMN link_until; ALTER TABLE jobs DROP COLUMN expired_leases;
            ALTER TABLE jobs DROP COLUMN may_have_left; DROP INDEX operations_by_request; ALTER TABLE operations DROP COLUMN request;
            ALTER TABLE beneficiaries DROP COLUMN loaded_at; ALTER TABLE documents DROP COLUMN loaded_at;
            ALTER TABLE sale_events DROP COLUMN withdrawn_at;
            CREATE TRIGGER jobs_locked BEFORE UPDATE ON jobs WHEN OLD.state IN ('sent', 'cancelled') AND NEW.state IS NOT OLD.state
            BEGIN SELECT RAISE(ABORT, 'what a job is for is locked'); END;
            PRAGMA user_version = 3
            """
        #expect(execute(statements) == nil)
    }

    /// Takes back every step of the schema but the first, as a store of that time was.
    func takeBackToTheFirstVersion() throws {
        try takeBackToTheThirdVersion()
        let triggers = try text(
            """
            SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema
            WHERE type = 'trigger' AND (name LIKE 'sale%' OR name LIKE 'beneficiaries%' OR name = 'audit_sale_unchanged')
            """)
        let statements = """
            \(triggers); PRAGMA foreign_keys = OFF; ALTER TABLE audit DROP COLUMN sale_id; DROP TABLE sale_export_rows;
            DROP TABLE sale_exports; DROP TABLE sales; DROP TABLE documents; DROP TABLE beneficiaries; DROP TABLE sale_sessions;
            DROP TABLE sale_criteria; DROP TABLE sale_events;
            DROP INDEX jobs_scheduled; DROP INDEX jobs_by_dotation; DROP INDEX jobs_by_message; ALTER TABLE jobs DROP COLUMN lease_boot;
            ALTER TABLE jobs DROP COLUMN failures; ALTER TABLE jobs DROP COLUMN scheduled_at; ALTER TABLE jobs DROP COLUMN outcome;
            PRAGMA user_version = 1
            """
        #expect(execute(statements) == nil)
    }
}
