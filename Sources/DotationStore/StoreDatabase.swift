/// Where a store is.
public enum StoreDatabase: Sendable, Hashable, CustomStringConvertible {
    /// In an SQLite file, by its path.
    case file(String)
    /// In a database of a PostgreSQL server.
    case server(ServerAddress)

    /// Reads what somebody names a store by: an address that begins with `postgresql://`, or else the path of a file.
    ///
    /// - Throws: ``StoreError`` `address` where an address is none, or holds a password.
    public init(_ text: String) throws(StoreError) {
        self = ServerAddress.isMeant(by: text) ? .server(try ServerAddress(text)) : .file(text)
    }

    /// The path or the address, as it was given.
    public var description: String {
        switch self {
        case .file(let path): path
        case .server(let address): address.text
        }
    }
}
