internal import Dotations

/// What an operator did to somebody's account, as the history of each client has it that the person works for.
public enum AccountAct: String, Sendable, CaseIterable {
    /// The person has another password.
    case passwordSet = "password-set"
    /// The person is sent a link to choose another password.
    case passwordLink = "password-link"
    /// The person is sent an invitation.
    case invited
    /// The person cannot sign in any more.
    case disabled
    /// The person can sign in again.
    case enabled
    /// The person's authenticator is gone.
    case authenticatorRemoved = "authenticator-removed"
    /// The person has to sign in again.
    case sessionsEnded = "sessions-ended"
}

extension Connection {
    /// Records what was done to somebody in the history of each client that they work for, which names its own member and no other client.
    func record(_ act: AccountAct, to user: User.ID, _ context: OperationContext) throws(StoreError) {
        let statement = try Statement(self, acrossClients: "SELECT client, number FROM memberships WHERE user_id = ? ORDER BY client")
        try statement.bind([.int(user.rawValue)])
        var members: [(client: Client.ID, member: Member.ID)] = []
        while try statement.step() {
            members.append((Client.ID(rawValue: statement.int("client")), Member.ID(stored: statement.int("number"))))
        }
        for (client, member) in members { try of(client).record(act, to: member, context) }
    }

    /// Records what was done to a member in the client's history.
    func record(_ act: AccountAct, to member: Member.ID, _ context: OperationContext) throws(StoreError) {
        try recordPerson(AuditRecord(.account, dotation: nil, reasons: "\(member.description) \(act.rawValue)"), context)
    }

    /// Records one thing that was done to one person.
    func recordPerson(_ record: AuditRecord, _ context: OperationContext) throws(StoreError) {
        var history = try HistoryWriter(self, .people, context, counts: .init(rows: 1, changed: 1), auditCount: 1)
        try history.append(record)
        _ = try history.finish()
    }
}
