internal import DotationAccounts
public import Dotations
public import Foundation

extension Store {
    /// Has somebody sent a link with which to choose another password.
    ///
    /// - Parameters:
    ///   - email: the address that they sign in with.
    ///   - context: the operator who does it, for the histories of the clients that the person works for.
    /// - Returns: as ``ClientStore/invite(_:context:)``.
    /// - Throws: ``StoreError`` `userUnknown`; `userDisabled`.
    public func sendReset(to email: EmailAddress, context: OperationContext) throws(StoreError) -> TimeInterval {
        try write { connection throws(StoreError) in
            guard let user = try connection.user(email) else { throw StoreError(.userUnknown, "Nobody of that address signs in here.") }
            guard !user.isDisabled else { throw StoreError(.userDisabled, "The user is disabled.") }
            let wait = try connection.addUserMail(.reset, to: user.id, of: nil, at: context.date)
            if wait <= 0 { try connection.record(.passwordLink, to: user.id, context) }
            return wait
        }
    }

    /// What became of the last invitation of each client to somebody.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func invitations(to user: User.ID) throws(StoreError) -> [Client.ID: Invitation] {
        try read { connection throws(StoreError) in
            let statement = try Statement(
                connection,
                """
                SELECT m.for_client, m.state, m.created_at, m.outcome FROM user_mails m
                WHERE m.user_id = ? AND m.id IN (
                    SELECT max(id) FROM user_mails WHERE user_id = ? AND for_client IS NOT NULL GROUP BY for_client)
                """)
            try statement.bind([.int(user.rawValue), .int(user.rawValue)])
            var found: [Client.ID: Invitation] = [:]
            while try statement.step() {
                guard let state = Job.State(rawValue: statement.text("state")) else { continue }
                found[Client.ID(rawValue: statement.int("for_client"))] = Invitation(
                    state: state, date: Date(milliseconds: statement.int("created_at")), outcome: statement.optionalText("outcome"))
            }
            return found
        }
    }
}

extension ClientStore {
    /// Has a member sent an invitation to sign in.
    ///
    /// It says where to choose a password, or where to sign in to somebody who has one, of which the client learns nothing.
    ///
    /// - Returns: 0; where they were sent too many within an hour, the seconds until they can be sent another one, and they are sent nothing.
    /// - Throws: ``StoreError`` `userUnknown` where nobody of that address works for the client.
    public func invite(_ email: EmailAddress, context: OperationContext) throws(StoreError) -> TimeInterval {
        try writePeople { connection throws(StoreError) in
            let (member, user) = try connection.existingMember(email)
            let wait = try connection.addUserMail(.invitation, to: user.id, of: client.id, at: context.date)
            if wait <= 0 { try connection.record(.invited, to: member.id, context) }
            return wait
        }
    }
}
