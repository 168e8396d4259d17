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
        try readAll { source throws(StoreError) in
            try StoreFile.create(path) { connection throws(StoreError) in try copy(client, from: source, to: connection) }
        }
    }

    private func copy(_ client: Client, from source: Connection, to connection: Connection) throws(StoreError) {
        try connection.execute("INSERT INTO store (id, secret) VALUES (1, randomblob(32))")
        let tables = try TableForm.all()
        for table in tables where table.name == "clients" {
            guard try connection.copy(client, from: source, table, secret: secret(of: client.id)) else { throw StoreError.unknownClient }
        }
        for table in tables where table.isOfClients && !Self.leftBehind.contains(table.name) {
            try connection.copy(table, from: source, of: (client.id, .first))
        }
    }

    /// What is of people, who are not a client's.
    private static let leftBehind = ["memberships", "sessions", "previews", "preview_parts"]

    /// Removes all that is a client's. What stays are the hashes of its history, and that there was a client. People who work for nobody else go
    /// with it.
    ///
    /// - Throws: ``StoreError`` `clientUnknown`; `moved` where it has not what somebody agreed to.
    public func erase(_ client: Client, as agreed: ClientExtent? = nil, at date: Date) throws(StoreError) {
        try write(.peopleAndClient(client.id)) { connection throws(StoreError) in
            _ = try connection.historyEnd()
            if let agreed, try connection.extent() != agreed { throw StoreError(.moved, "The client has something else by now.") }
            var members: [User.ID] = []
            let member = try Statement(connection, "SELECT user_id FROM memberships WHERE client = :client")
            while try member.step() { members.append(User.ID(stored: member.int("user_id"))) }
            member.reset()
            // What refers to what else goes as well does not matter until the end.
            try connection.deferForeignKeys()
            try connection.run(
                """
                INSERT INTO erased_links (client, position, hash)
                SELECT :client, row_number() OVER (ORDER BY operation_id, audit_id), hash FROM (
                    SELECT o.id AS operation_id, 0 AS audit_id, o.hash FROM operations o WHERE o.client = :client
                    UNION ALL SELECT a.operation_id, a.id, a.hash FROM audit a WHERE a.client = :client) links
                """)
            try connection.run(
                "UPDATE clients SET code = NULL, name = '', secret = NULL, erased_at = ? WHERE id = :client", .int(date.milliseconds))
            for table in Schema.tablesOfClients.sorted() where !["erased_links", "order_bonds"].contains(table) {
                try connection.run("DELETE FROM \(table) WHERE client = :client")
            }
            try connection.removeUserMails(of: client.id)
            for user in members where try !connection.worksForAnyClient(user) { try connection.remove(user) }
        }
        // What was removed is still in the log until the log is.
        try emptyLog()
    }
}

extension Connection {
    /// Copies a client itself, who is the only one here; false where there is none of that number.
    fileprivate func copy(_ client: Client, from source: Connection, _ table: TableForm, secret: [UInt8]) throws(StoreError) -> Bool {
        let columns = table.columns.filter { !["id", "secret", "erased_at"].contains($0.name) }
        let names = columns.map(\.name).joined(separator: ", ")
        let selection = try Statement(source, "SELECT \(names) FROM clients WHERE id = ? AND code IS NOT NULL")
        try selection.bind([.int(client.id.rawValue)])
        guard try selection.step() else { return false }
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let values = columns.enumerated().map { selection.value(at: Int32($0.offset), $0.element.kind) }
        try Statement(self, "INSERT INTO clients (id, secret, \(names)) VALUES (1, ?, \(marks))").run([.blob(secret)] + values)
        return true
    }
}
