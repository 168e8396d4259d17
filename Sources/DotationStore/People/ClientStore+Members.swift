public import DotationAccounts
public import Dotations

extension ClientStore {
    /// Who works for the client, by their addresses.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func members() throws(StoreError) -> [Member] {
        try read { connection throws(StoreError) in
            let statement = try Statement(
                connection,
                """
                SELECT \(User.columns), m.name, m.role, m.joined_at FROM memberships m JOIN users u ON u.id = m.user_id
                WHERE m.client = :client ORDER BY u.email_key
                """)
            var members: [Member] = []
            while try statement.step() {
                members.append(
                    Member(
                        email: try User(statement).email, name: statement.text("name"), role: try Role(statement),
                        hasJoined: !statement.isNull("joined_at")))
            }
            return members
        }
    }

    /// Lets somebody work for the client, who becomes a user where they are none.
    ///
    /// - Parameters:
    ///   - email: the address that the person signs in with.
    ///   - name: first and last name.
    ///   - role: as what.
    ///   - context: when, and by whom.
    /// - Returns: the user.
    /// - Throws: ``StoreError`` `lastAdministrator` where nobody else administers the client and the role is another one.
    @discardableResult
    public func addMember(_ email: EmailAddress, name: String, as role: Role, context: OperationContext) throws(StoreError) -> User {
        try write { connection throws(StoreError) in
            if try connection.user(email) == nil {
                try connection.run(
                    "INSERT INTO users (email, email_key, created_at) VALUES (?, ?, ?)", .text(email.text), .text(email.text.lowercased()),
                    .int(context.milliseconds))
            }
            guard let user = try connection.user(email) else { throw StoreError(.failed, "A user was not stored.") }
            try connection.setRole(role, of: user.id, named: name, context)
            return user
        }
    }

    /// Gives a member another role, or none: then the person works for the client no more, and has signed out of it.
    ///
    /// - Throws: ``StoreError`` `userUnknown` where nobody of that address works for the client, `lastAdministrator` where nobody else
    ///   administers it.
    public func setRole(_ role: Role?, of email: EmailAddress, context: OperationContext) throws(StoreError) {
        try write { connection throws(StoreError) in
            guard let user = try connection.user(email), try connection.role(of: user.id) != nil else {
                throw StoreError(.userUnknown, "Nobody of that address works for the client.")
            }
            try connection.setRole(role, of: user.id, named: nil, context)
        }
    }
}

extension Connection {
    /// As what somebody works for the client; nil where they do not.
    func role(of user: User.ID) throws(StoreError) -> Role? {
        let statement = try Statement(self, "SELECT role FROM memberships WHERE client = :client AND user_id = ?")
        try statement.bind([.int(user.rawValue)])
        return try statement.step() ? try Role(statement) : nil
    }

    fileprivate func setRole(_ role: Role?, of user: User.ID, named name: String?, _ context: OperationContext) throws(StoreError) {
        let before = try self.role(of: user)
        guard before != role else { return }
        if before == .administration {
            let others = try int(
                """
                SELECT count(*) FROM memberships m JOIN users u ON u.id = m.user_id
                WHERE m.client = :client AND m.role = 'administration' AND m.user_id <> ? AND u.disabled_at IS NULL
                """, .int(user.rawValue))
            guard others != 0 else { throw StoreError(.lastAdministrator, "Nobody else administers the client.") }
        }
        // What the role let somebody do ends with it.
        try run("DELETE FROM sessions WHERE client = :client AND user_id = ?", .int(user.rawValue))
        if let role {
            let isKnown = try run(
                "UPDATE memberships SET role = ?, name = coalesce(?, name) WHERE client = :client AND user_id = ?", .text(role.rawValue),
                SQLValue(name), .int(user.rawValue))
            if isKnown == 0 {
                try run(
                    "INSERT INTO memberships (client, user_id, name, role) VALUES (:client, ?, ?, ?)", .int(user.rawValue),
                    .text(name ?? ""), .text(role.rawValue))
            }
        } else {
            try run("DELETE FROM memberships WHERE client = :client AND user_id = ?", .int(user.rawValue))
        }
        var history = try HistoryWriter(self, .people, context, counts: .init(rows: 1, changed: 1), auditCount: 1)
        try history.append(
            AuditRecord(.member, dotation: nil, reasons: [user.description, role?.rawValue].compactMap(\.self).joined(separator: " ")))
        _ = try history.finish()
    }
}
