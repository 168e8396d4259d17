public import DotationStore

/// A client and what it has set.
public struct ClientDetails: Encodable, Sendable {
    /// The client.
    public let client: Client
    /// What it has set, in the place of what the installation has.
    public let settings: [ClientSetting: String]
    /// How much is its own.
    public let extent: ClientExtent

    /// The code, the name, the settings by their names, and how much there is.
    public func encode(to encoder: any Encoder) throws {
        try client.encode(to: encoder)
        try encoder.write([
            "orders": extent.orders, "users": extent.members,
            "settings": settings.sorted { $0.key.rawValue < $1.key.rawValue }.map { ["name": $0.key.rawValue, "value": $0.value] },
        ])
    }
}

extension Installation {
    /// The clients, by their codes.
    public func clients() throws -> [Client] { try store.clients() }

    /// A client, with what it has set and how much there is.
    ///
    /// - Throws: `store.client-unknown`.
    public func client(_ code: Client.Code) throws -> ClientDetails {
        let own = try store.client(code)
        return ClientDetails(client: own.client, settings: try own.settings(), extent: try own.extent())
    }
}

extension Client: Encodable {
    /// The code and the name.
    public func encode(to encoder: any Encoder) throws { try encoder.write(["code": code, "name": name]) }
}
