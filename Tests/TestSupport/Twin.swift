internal import CDotationsSQLite
internal import Foundation
internal import Synchronization
internal import Testing

/// A second client of a store, with a copy of all that the first one has, which nothing that is done for the first may change.
///
/// Of its e-mails none waits: a worker sends those of every client.
public final class Twin: Sendable {
    private let path: String
    private let before: [String]

    /// Adds the twin to a store whose first client has data.
    public init(_ path: String) throws {
        self.path = path
        let database = try Database(path)
        try database.execute("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")
        let triggers = try database.rows("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
        for name in try database.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
            try database.execute("DROP TRIGGER \(name)")
        }
        try database.execute(
            """
            INSERT INTO clients (id, code, name, created_at, last_operation, last_audit, origin, head, last_member)
            SELECT 2, 'JUMEAU', name, created_at, last_operation, last_audit, origin, head, last_member FROM clients WHERE id = 1
            """)
        for table in try Self.tables(database) {
            let columns = try database.rows("SELECT name FROM pragma_table_info('\(table)') WHERE name <> 'client'")
                .map { "\"\($0)\"" }.joined(separator: ", ")
            try database.execute("INSERT INTO \(table) (client, \(columns)) SELECT 2, \(columns) FROM \(table) WHERE client = 1")
        }
        try database.execute(
            """
            UPDATE jobs SET state = 'cancelled', finished_at = 1, lease_until = NULL, lease_boot = NULL
            WHERE client = 2 AND state IN ('pending', 'retry', 'leased')
            """)
        for trigger in triggers { try database.execute(trigger) }
        try database.execute("COMMIT")
        before = try Self.rows(database)
    }

    /// Records an issue where a row of the twin is not what it was.
    public func check() {
        // The store may be gone, or its tables be those of a test.
        guard let after = try? Self.rows(Database(path)) else { return }
        guard after != before else { return }
        let changed = Set(after).symmetricDifference(before).map { $0.prefix { $0 != " " } }
        Issue.record("What was done for one client changed rows of another: \(Set(changed).sorted().joined(separator: ", ")).")
    }

    private static func tables(_ database: Database) throws -> [String] {
        try database.rows(
            """
            SELECT s.name FROM sqlite_schema s JOIN pragma_table_info(s.name) c WHERE s.type = 'table' AND c.name = 'client' ORDER BY s.name
            """)
    }

    /// Every row, as text that tells every value from every other.
    private static func rows(_ database: Database) throws -> [String] {
        try tables(database).flatMap { table in
            let values = try database.rows("SELECT name FROM pragma_table_info('\(table)')").map { "quote(\"\($0)\")" }
            return try database.rows(
                "SELECT '\(table) ' || \(values.joined(separator: " || ',' || ")) FROM \(table) WHERE client = 2 ORDER BY 1")
        } + database.rows("SELECT 'clients ' || code || ' ' || quote(head) || ' ' || last_operation FROM clients WHERE id = 2")
    }
}

/// The file as any other program opens it.
private final class Database {
    private struct Failure: Error { let message: String }

    private var handle: OpaquePointer?

    init(_ path: String) throws {
        guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK else { throw failure }
    }

    deinit { sqlite3_close_v2(handle) }

    private var failure: Failure { Failure(message: String(cString: sqlite3_errmsg(handle))) }

    func execute(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure }
    }

    /// The first column of each row.
    func rows(_ sql: String) throws -> [String] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw failure }
        defer { sqlite3_finalize(statement) }
        var rows: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW { rows.append(sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "") }
        return rows
    }
}
