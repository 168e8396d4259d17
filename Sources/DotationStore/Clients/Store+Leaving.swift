internal import CDotationsSQLite
public import Foundation

extension Store {
    /// Writes all that is a client's into a store of its own, in which it is the only client: its history holds there, its exported sheets come
    /// back there, and its links are good. The people who worked for it are not in it.
    ///
    /// - Parameters:
    ///   - client: the client.
    ///   - path: the new file.
    /// - Throws: ``StoreError`` `exists` where there is a file already; `unwritable` where none can be made.
    public func export(_ client: Client, to path: String) throws(StoreError) {
        let descriptor = open(path, O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(
                errno == EEXIST ? .exists : .unwritable, "The file is there already, or cannot be made (errno \(errno)).", .file(path))
        }
        close(descriptor)
        do throws(StoreError) {
            let target = try SerialConnection(path, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI, busyTimeout: 5000)
            let secret = secret(of: client.id)
            try target.use { connection throws(StoreError) in
                // Read-only, so that nobody who writes is held up.
                let attach = try Statement(connection, "ATTACH DATABASE (?) AS source")
                try attach.run([.text(URL(fileURLWithPath: self.path).absoluteString + "?mode=ro")])
            }
            try target.write { connection throws(StoreError) in
                for table in Schema.tables { try connection.execute(table) }
                try connection.execute("INSERT INTO main.store (id, secret) VALUES (1, randomblob(32))")
                let copied = try connection.run(
                    """
                    INSERT INTO main.clients (id, code, name, secret, created_at, last_operation, last_audit, origin, head, last_member)
                    SELECT 1, code, name, ?, created_at, last_operation, last_audit, origin, head, last_member FROM source.clients
                    WHERE id = ? AND code IS NOT NULL
                    """, .blob(secret), .int(client.id.rawValue))
                guard copied == 1 else { throw StoreError.unknownClient }
                for table in try connection.tablesOfClients() where !Self.leftBehind.contains(table.name) {
                    try Statement(
                        connection,
                        acrossClients: """
                            INSERT INTO main.\(table.name) (client, \(table.columns)) SELECT 1, \(table.columns) FROM source.\(table.name)
                            WHERE client = ? ORDER BY rowid
                            """
                    ).run([.int(client.id.rawValue)])
                }
                for rule in Schema.rules { try connection.execute(rule) }
                try Schema.fixStatistics(connection)
                try connection.execute("PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(Schema.version)")
            }
        } catch {
            unlink(path)
            throw error.ofFile(path)
        }
    }

    /// What is of people, who are not a client's.
    private static let leftBehind = ["memberships", "sessions", "previews", "preview_parts"]

    /// Removes all that is a client's. What stays are the hashes of its history, and that there was a client. People who work for nobody else go
    /// with it.
    ///
    /// - Throws: ``StoreError`` `clientUnknown`; `moved` where it has not what somebody agreed to.
    public func erase(_ client: Client, as agreed: ClientExtent? = nil, at date: Date) throws(StoreError) {
        try write { connection throws(StoreError) in
            let connection = connection.of(client.id)
            _ = try connection.historyEnd()
            if let agreed, try connection.extent() != agreed { throw StoreError(.moved, "The client has something else by now.") }
            var members: [User.ID] = []
            let member = try Statement(connection, "SELECT user_id FROM memberships WHERE client = :client")
            while try member.step() { members.append(User.ID(stored: member.int("user_id"))) }
            member.reset()
            // What refers to what else goes as well does not matter until the end.
            try connection.execute("PRAGMA defer_foreign_keys = ON")
            try connection.run(
                """
                INSERT INTO erased_links (client, position, hash)
                SELECT :client, row_number() OVER (ORDER BY operation_id, audit_id), hash FROM (
                    SELECT o.id AS operation_id, 0 AS audit_id, o.hash FROM operations o WHERE o.client = :client
                    UNION ALL SELECT a.operation_id, a.id, a.hash FROM audit a WHERE a.client = :client) links
                """)
            try connection.run(
                "UPDATE clients SET code = NULL, name = '', secret = NULL, erased_at = ? WHERE id = :client", .int(date.milliseconds))
            for table in try connection.tablesOfClients() where table.name != "erased_links" {
                try connection.run("DELETE FROM \(table.name) WHERE client = :client")
            }
            try connection.removeUserMails(of: client.id)
            for user in members where try !connection.worksForAnyClient(user) { try connection.remove(user) }
        }
        // What was removed is still in the log until the log is.
        try emptyLog()
    }
}

extension Connection {
    /// The tables with rows of clients, and their columns besides the client.
    fileprivate func tablesOfClients() throws(StoreError) -> [(name: String, columns: String)] {
        let statement = try Statement(
            self,
            """
            SELECT s.name, group_concat('"' || c.name || '"', ', ') AS columns FROM main.sqlite_schema s JOIN pragma_table_info(s.name) c
            WHERE s.type = 'table' AND c.name <> 'client' GROUP BY s.name ORDER BY s.name
            """)
        var tables: [(name: String, columns: String)] = []
        while try statement.step() {
            if Schema.tablesOfClients.contains(statement.text("name")) {
                tables.append((statement.text("name"), statement.text("columns")))
            }
        }
        return tables
    }
}
