internal import Crypto

/// The keys of a store and of its clients, which never leave it.
struct StoreKeys: Sendable {
    /// The key from which clients' keys are made that have none of their own.
    let secret: [UInt8]
    /// The keys of the clients that have one of their own, which they had before they were in this store.
    let own: [Client.ID: [UInt8]]

    /// The key of a client, from which nobody finds another's.
    func secret(of client: Client.ID) -> [UInt8] {
        if let own = own[client] { return own }
        let label = Array("client \(client.rawValue)".utf8)
        return Array(HMAC<SHA256>.authenticationCode(for: label, using: SymmetricKey(data: secret)))
    }
}

extension StoreKeys {
    /// Reads the keys.
    init(_ connection: Connection) throws(StoreError) {
        let statement = try Statement(connection, "SELECT secret FROM store")
        guard try statement.step() else { throw StoreError(.damaged, "The store has no key.") }
        let clients = try Statement(connection, "SELECT id, secret FROM clients WHERE secret IS NOT NULL")
        var own: [Client.ID: [UInt8]] = [:]
        while try clients.step() { own[.init(rawValue: clients.int("id"))] = clients.bytes("secret") }
        self.init(secret: statement.bytes("secret"), own: own)
    }
}
