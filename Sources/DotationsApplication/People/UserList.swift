internal import DotationStore

/// Those who can sign in, by their addresses.
public struct UserList: Encodable, Sendable {
    /// The people.
    public let users: [UserDocument]
}

extension Installation {
    /// Lists who can sign in, whichever client they work for.
    public func users() throws -> UserList { UserList(users: try store.users().map { try UserDocument($0, in: store) }) }
}
