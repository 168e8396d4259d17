/// What belongs to one client of a store: the orders, their dotations, what was done to them, the e-mails that this calls for, and the sales.
///
/// Nothing of another client can be reached through it, nor whether there is one: what another client has is as what nobody has.
public struct ClientStore: Sendable {
    /// The store that it is of.
    public let store: Store
    /// The client.
    public let client: Client

    /// The key under which the client's exports are named.
    var secret: [UInt8] { store.secret(of: client.id) }

    /// Reads one state of the client's rows.
    func read<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        try store.read(of: client.id, body)
    }

    /// Reads one state of the client's rows while it is handed on to a body that may fail in its own way.
    func stream<T>(_ body: (Connection) throws -> T) throws -> T {
        try store.stream(of: client.id, body)
    }

    /// Does all of the body, or nothing where it throws.
    func write<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        try store.write(.client(client.id), body)
    }

    /// Writes as ``write(_:)`` does what is also about those who sign in.
    func writePeople<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        try store.write(.peopleAndClient(client.id), body)
    }
}
