public import DotationStore
internal import Dotations

/// Those who can sign in, by their addresses.
public struct UserList: Encodable, Sendable {
    /// The people.
    public let users: [UserDocument]
}

extension Installation {
    /// Lists who can sign in: all, or who works for a client.
    ///
    /// - Throws: `store.client-unknown`.
    public func users(of code: Client.Code? = nil) throws -> UserList {
        let users = if let code { try store.client(code).members().map { try known($0.email) } } else { try store.users() }
        return UserList(users: try users.map { try UserDocument($0, in: store) })
    }
}
