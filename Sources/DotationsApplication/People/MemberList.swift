internal import DotationAccounts
internal import DotationStore
public import Dotations

/// Those who work for a client, by their addresses.
public struct MemberList: Encodable, Sendable {
    /// The people.
    public let members: [MemberDocument]
}

extension Application {
    /// Lists who works for the client.
    public func members() throws -> MemberList {
        try require(.managePeople)
        let invitations = try store.invitations()
        return MemberList(members: try store.members().map { MemberDocument($0, invitation: invitations[$0.id]) })
    }

    /// Signs somebody who works for the client out of it.
    ///
    /// - Throws: `store.user-unknown` where nobody of that address works for the client.
    public func endSessions(of email: EmailAddress) throws {
        try require(.managePeople)
        try store.endSessions(of: email, context: context)
    }
}
