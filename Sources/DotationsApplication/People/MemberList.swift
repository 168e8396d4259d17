internal import DotationAccounts
internal import DotationStore

/// Those who work for a client, by their addresses.
public struct MemberList: Encodable, Sendable {
    /// The people.
    public let members: [MemberDocument]
}

extension Application {
    /// Lists who works for the client.
    public func members() throws -> MemberList {
        try require(.managePeople)
        return MemberList(members: try store.members().map { MemberDocument($0) })
    }
}
