internal import CDotationsSQLite
internal import Foundation
internal import Synchronization
internal import Testing

/// Another client of a store, with a copy of all that the first one has, which nothing that is done for the first may change.
///
/// Of its e-mails none waits: a worker sends those of every client. Somebody works for it who works for no other, so that nothing that is done for a
/// person, for all clients, is about them. They have the number of the first one's first member, a password, a second factor, a session that does not
/// end, and an invitation that nobody forgets.
public final class Twin: Sendable {
    /// The number of the twin's person and of the e-mail to them. No store gives a number below one.
    private static let person = -1

    private let path: String
    private let client: String
    private let before: [String]

    /// Adds the twin to a store whose first client has data.
    ///
    /// - Parameters:
    ///   - path: the store.
    ///   - isInvited: whether there is the invitation, which counts among the e-mails of all clients.
    /// - Throws: what SQLite says.
    public init(_ path: String, isInvited: Bool = true) throws {
        self.path = path
        let database = try Database(path)
        try database.execute("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")
        let triggers = try database.rows("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
        for name in try database.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
            try database.execute("DROP TRIGGER \(name)")
        }
        client = try database.rows("SELECT max(id) + 1 FROM clients")[0]
        try database.execute(
            """
            INSERT INTO clients (id, code, name, created_at, last_operation, last_audit, origin, head, last_member)
            SELECT \(client), 'JUMEAU', name, created_at, last_operation, last_audit, origin, head, 1 FROM clients WHERE id = 1
            """)
        for table in try Self.tables(database) where !["memberships", "sessions"].contains(table) {
            let columns = try database.rows("SELECT name FROM pragma_table_info('\(table)') WHERE name <> 'client'")
                .map { "\"\($0)\"" }.joined(separator: ", ")
            try database.execute("INSERT INTO \(table) (client, \(columns)) SELECT \(client), \(columns) FROM \(table) WHERE client = 1")
        }
        try database.execute(
            """
            UPDATE jobs SET state = 'cancelled', finished_at = 1, lease_until = NULL, lease_boot = NULL
            WHERE client = \(client) AND state IN ('pending', 'retry', 'leased')
            """)
        try database.execute(Self.people(of: client))
        if isInvited { try database.execute(Self.invitation(by: client)) }
        for trigger in triggers { try database.execute(trigger) }
        try database.execute("COMMIT")
        before = try Self.rows(database, of: client)
    }

    /// Records an issue where a row of the twin is not what it was.
    public func check() {
        // With its folder the store goes before the twin does.
        guard FileManager.default.fileExists(atPath: path) else { return }
        do {
            let after = try Self.rows(Database(path), of: client)
            let changed = Set(after).symmetricDifference(before).map { $0.prefix { $0 != " " } }
            guard after != before else { return }
            Issue.record("What was done for one client changed rows of another: \(Set(changed).sorted().joined(separator: ", ")).")
        } catch {
            Issue.record("The rows of another client can be read no more: \(error).")
        }
    }

    /// A moment after all that tests do.
    private static let never = 4_000_000_000_000

    private static func people(of client: String) -> String {
        """
        INSERT INTO users (id, email, email_key, password, created_at, totp_secret, totp_step)
        VALUES (\(person), 'jumeau@exemple.fr', 'jumeau@exemple.fr', '$argon2id$', 1, randomblob(20), 1);
        INSERT INTO recovery_codes (user_id, digest) VALUES (\(person), randomblob(32));
        INSERT INTO memberships (client, user_id, number, name, role, joined_at)
        VALUES (\(client), \(person), 1, 'Jumeau', 'administration', 1);
        INSERT INTO sessions (digest, client, user_id, began_at, seen_at, origin)
        VALUES (randomblob(32), \(client), \(person), \(never), \(never), '');
        """
    }

    private static func invitation(by client: String) -> String {
        """
        INSERT INTO user_mails (id, user_id, purpose, for_client, state, created_at, due_at, finished_at)
        VALUES (\(person), \(person), 'invitation', \(client), 'cancelled', \(never), \(never), \(never));
        INSERT INTO user_tokens (digest, mail_id, made_at) VALUES (randomblob(32), \(person), \(never));
        """
    }

    private static func tables(_ database: Database) throws -> [String] {
        try database.rows(
            """
            SELECT s.name FROM sqlite_schema s JOIN pragma_table_info(s.name) c WHERE s.type = 'table' AND c.name = 'client' ORDER BY s.name
            """)
    }

    /// Every row, as text that tells every value from every other.
    private static func rows(_ database: Database, of client: String) throws -> [String] {
        let selected =
            try tables(database).map { ($0, "client = \(client)") } + [
                ("clients", "id = \(client)"), ("users", "id = \(person)"), ("recovery_codes", "user_id = \(person)"),
                ("user_mails", "user_id = \(person) OR for_client = \(client)"), ("user_tokens", "mail_id = \(person)"),
            ]
        return try selected.flatMap { table, condition in
            let values = try database.rows("SELECT name FROM pragma_table_info('\(table)')").map { "quote(\"\($0)\")" }
            return try database.rows(
                "SELECT '\(table) ' || \(values.joined(separator: " || ',' || ")) FROM \(table) WHERE \(condition) ORDER BY 1")
        }
    }
}

/// The file as any other program opens it.
private final class Database {
    private struct Failure: Error { let message: String }

    private var handle: OpaquePointer?

    init(_ path: String) throws {
        guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK else { throw failure }
        sqlite3_busy_timeout(handle, 5000)
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
        var result = sqlite3_step(statement)
        while result == SQLITE_ROW {
            rows.append(sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "")
            result = sqlite3_step(statement)
        }
        guard result == SQLITE_DONE else { throw failure }
        return rows
    }
}
