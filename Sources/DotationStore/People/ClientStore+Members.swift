public import DotationAccounts
public import Dotations
internal import Foundation

extension ClientStore {
    /// Who works for the client, by their addresses.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func members() throws(StoreError) -> [Member] {
        try read { connection throws(StoreError) in try connection.members("ORDER BY u.email_key") }
    }

    /// Somebody who works for the client; nil where nobody of that address does. Small and capital letters are the same.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func member(_ email: EmailAddress) throws(StoreError) -> Member? {
        try read { connection throws(StoreError) in try connection.member(email) }
    }

    /// Lets somebody work for the client, who becomes a user where they are none.
    ///
    /// - Parameters:
    ///   - email: the address that the person signs in with.
    ///   - name: first and last name.
    ///   - role: as what.
    ///   - context: when, and by whom.
    /// - Returns: the person as the client knows them. It does not tell whether they were a user before.
    /// - Throws: ``StoreError`` `memberExists` where the person works for the client already: their name and their role stay.
    @discardableResult
    public func addMember(_ email: EmailAddress, name: String, as role: Role, context: OperationContext) throws(StoreError) -> Member {
        try writePeople { connection throws(StoreError) in
            try connection.join(connection.newcomer(email, context), name: name, as: role, context)
            return try connection.existingMember(email).member
        }
    }

    /// Lets somebody work for the client as ``addMember(_:name:as:context:)`` does, and has them sent an invitation: both, or neither.
    ///
    /// - Returns: the person as the client knows them; or how long they can be sent no invitation, where nothing was done.
    /// - Throws: ``StoreError`` `memberExists` where the person works for the client already: their name and their role stay.
    public func inviteMember(
        _ email: EmailAddress, name: String, as role: Role, context: OperationContext
    ) throws(StoreError) -> InvitedMember {
        try writePeople { connection throws(StoreError) in
            let user = try connection.newcomer(email, context)
            // Where there were too many the user is no new one, and nothing is written yet.
            let wait = try connection.addUserMail(.invitation, to: user.id, of: client.id, at: context.date)
            guard wait <= 0 else { return .mailedTooOften(wait: wait) }
            try connection.join(user, name: name, as: role, context)
            let member = try connection.existingMember(email).member
            try connection.record(.invited, to: member.id, context)
            return .added(member)
        }
    }

    /// Gives a member another role, and signs them out of the client.
    ///
    /// - Returns: the person as the client knows them now.
    /// - Throws: ``StoreError`` `userUnknown` where nobody of that address works for the client, `lastAdministrator` where nobody else
    ///   administers it.
    @discardableResult
    public func setRole(_ role: Role, of email: EmailAddress, context: OperationContext) throws(StoreError) -> Member {
        try writePeople { connection throws(StoreError) in
            let (member, user) = try connection.existingMember(email)
            guard member.role != role else { return member }
            try connection.checkAdministration(without: member, user)
            // What the role let somebody do ends with it.
            try connection.endClientSessions(of: user.id)
            try connection.run(
                "UPDATE memberships SET role = ? WHERE client = :client AND user_id = ?", .text(role.rawValue), .int(user.id.rawValue))
            try connection.recordMember(member.id, role, context)
            return try connection.existingMember(email).member
        }
    }

    /// Signs a member out of the client.
    ///
    /// - Throws: ``StoreError`` `userUnknown` where nobody of that address works for the client.
    public func endSessions(of email: EmailAddress, context: OperationContext) throws(StoreError) {
        try writePeople { connection throws(StoreError) in
            let (member, user) = try connection.existingMember(email)
            try connection.endClientSessions(of: user.id)
            try connection.record(.sessionsEnded, to: member.id, context)
        }
    }

    /// What became of the client's last invitation of each of its members.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func invitations() throws(StoreError) -> [Member.ID: Invitation] {
        try read { connection throws(StoreError) in
            let statement = try Statement(
                connection,
                """
                SELECT m.number, i.state, i.created_at, i.outcome FROM memberships m JOIN user_mails i ON i.user_id = m.user_id
                WHERE m.client = :client AND i.id = (
                    SELECT max(l.id) FROM user_mails l WHERE l.user_id = m.user_id AND l.for_client = m.client)
                """)
            var found: [Member.ID: Invitation] = [:]
            while try statement.step() {
                guard let state = Job.State(rawValue: statement.text("state")) else { continue }
                found[Member.ID(stored: statement.int("number"))] = Invitation(
                    state: state, date: Date(milliseconds: statement.int("created_at")), outcome: statement.optionalText("outcome"))
            }
            return found
        }
    }

    /// Has somebody work for the client no more, and signs them out of it. Whoever works for no other client either is removed with their password
    /// and their authenticator, unless they are disabled: nobody lets them in again by adding them anew.
    ///
    /// - Returns: the person as the client knew them.
    /// - Throws: ``StoreError`` as ``setRole(_:of:context:)``.
    @discardableResult
    public func removeMember(_ email: EmailAddress, context: OperationContext) throws(StoreError) -> Member {
        try writePeople { connection throws(StoreError) in
            let (member, user) = try connection.existingMember(email)
            try connection.checkAdministration(without: member, user)
            try connection.endClientSessions(of: user.id)
            try connection.run("DELETE FROM memberships WHERE client = :client AND user_id = ?", .int(user.id.rawValue))
            try connection.recordMember(member.id, nil, context)
            let worksOn = try connection.worksForAnyClient(user.id)
            if !worksOn, !user.isDisabled { try connection.remove(user.id) }
            return member
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

    /// The members `m`, users `u`, that what follows `WHERE` and the client selects.
    fileprivate func members(_ condition: String, _ values: SQLValue...) throws(StoreError) -> [Member] {
        let statement = try Statement(
            self,
            "SELECT \(Member.columns) FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.client = :client \(condition)")
        try statement.bind(values)
        var members: [Member] = []
        while try statement.step() { members.append(try Member(statement)) }
        return members
    }

    fileprivate func member(_ email: EmailAddress) throws(StoreError) -> Member? {
        try members("AND u.email_key = ?", .text(email.key)).first
    }

    func existingMember(_ email: EmailAddress) throws(StoreError) -> (member: Member, user: User) {
        guard let member = try member(email), let user = try user(email) else {
            throw StoreError(.userUnknown, "Nobody of that address works for the client.")
        }
        return (member, user)
    }

    /// The user of an address who does not work for the client yet; they become one where they are none.
    fileprivate func newcomer(_ email: EmailAddress, _ context: OperationContext) throws(StoreError) -> User {
        guard try member(email) == nil else {
            throw StoreError(.memberExists, "Somebody of that address works for the client already.")
        }
        if let user = try user(email) { return user }
        try run(
            "INSERT INTO users (email, email_key, created_at) VALUES (?, ?, ?)", .text(email.text), .text(email.key),
            .int(context.milliseconds))
        guard let user = try user(email) else { throw StoreError(.failed, "A user was not stored.") }
        return user
    }

    fileprivate func join(_ user: User, name: String, as role: Role, _ context: OperationContext) throws(StoreError) {
        let number = (try int("SELECT last_member FROM clients WHERE id = :client") ?? 0) + 1
        try run("UPDATE clients SET last_member = ? WHERE id = :client", .int(number))
        try run(
            "INSERT INTO memberships (client, user_id, number, name, role) VALUES (:client, ?, ?, ?, ?)", .int(user.id.rawValue),
            .int(number), .text(name), .text(role.rawValue))
        try recordMember(Member.ID(stored: number), role, context)
    }

    /// Whether somebody else administers the client, where the member does.
    fileprivate func checkAdministration(without member: Member, _ user: User) throws(StoreError) {
        guard member.role == .administration else { return }
        let others = try int(
            """
            SELECT count(*) FROM memberships m JOIN users u ON u.id = m.user_id
            WHERE m.client = :client AND m.role = 'administration' AND m.user_id <> ? AND u.disabled_at IS NULL
            """, .int(user.id.rawValue))
        guard others != 0 else { throw StoreError(.lastAdministrator, "Nobody else administers the client.") }
    }

    fileprivate func endClientSessions(of user: User.ID) throws(StoreError) {
        try run("DELETE FROM sessions WHERE client = :client AND user_id = ?", .int(user.rawValue))
    }

    fileprivate func recordMember(_ member: Member.ID, _ role: Role?, _ context: OperationContext) throws(StoreError) {
        let reasons = [member.description, role?.rawValue].compactMap(\.self).joined(separator: " ")
        try recordPerson(AuditRecord(.member, dotation: nil, reasons: reasons), context)
    }
}
