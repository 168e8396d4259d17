internal import DotationAccounts
public import Foundation

extension Store {
    /// The clients, by their codes.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func clients() throws(StoreError) -> [Client] {
        try read { connection throws(StoreError) in try connection.clients("WHERE code IS NOT NULL ORDER BY code") }
    }

    /// What belongs to a client.
    ///
    /// - Parameter code: the client; nil for the only one that there is.
    /// - Returns: what belongs to it.
    /// - Throws: ``StoreError`` `clientUnknown` where no client has that code; `clientMissing` where none was named and there are several.
    public func client(_ code: Client.Code? = nil) throws(StoreError) -> ClientStore {
        if let code {
            let found = try read { connection throws(StoreError) in try connection.clients("WHERE code = ?", .text(code.description)) }
            guard let client = found.first else { throw StoreError.unknownClient }
            return ClientStore(store: self, client: client)
        }
        let clients = try read { connection throws(StoreError) in try connection.clients("WHERE code IS NOT NULL ORDER BY id LIMIT 2") }
        guard clients.count == 1 else { throw StoreError.missingClient }
        return ClientStore(store: self, client: clients[0])
    }

    /// Adds a client.
    ///
    /// - Parameters:
    ///   - code: what it is called by.
    ///   - name: its name.
    ///   - date: now.
    /// - Returns: what belongs to it: nothing yet.
    /// - Throws: ``StoreError`` `clientExists` where a client has that code.
    public func addClient(_ code: Client.Code, name: String, at date: Date) throws(StoreError) -> ClientStore {
        try write { connection throws(StoreError) in
            guard try connection.int("SELECT 1 FROM clients WHERE code = ?", .text(code.description)) == nil else {
                throw StoreError(.clientExists, "A client has that code.")
            }
            let id = Client.ID(rawValue: (try connection.int("SELECT max(id) FROM clients") ?? 0) + 1)
            var random = SystemRandomNumberGenerator()
            try connection.insertClient(id, code, name: name, createdAt: date, using: &random)
            return ClientStore(store: self, client: Client(id: id, code: code, name: name))
        }
    }
}

extension Client.ID {
    /// The client that comes with a store.
    static let first = Client.ID(rawValue: 1)
}

extension Connection {
    /// Adds a client, whose history begins at an origin of its own.
    func insertClient(
        _ id: Client.ID, _ code: Client.Code, name: String, createdAt date: Date?, using random: inout some RandomNumberGenerator
    ) throws(StoreError) {
        let origin = SQLValue.blob(.random(32, using: &random))
        try run(
            "INSERT INTO clients (id, code, name, created_at, origin, head) VALUES (?, ?, ?, ?, ?, ?)", .int(id.rawValue),
            .text(code.description), .text(name), SQLValue(date?.milliseconds), origin, origin)
    }

    /// The clients that what follows selects.
    func clients(_ condition: String, _ values: SQLValue...) throws(StoreError) -> [Client] {
        let statement = try Statement(self, "SELECT id, code, name FROM clients \(condition)")
        try statement.bind(values)
        var clients: [Client] = []
        while try statement.step() { clients.append(try Client(statement)) }
        return clients
    }
}

extension Client {
    /// Reads the columns `id`, `code` and `name`.
    init(_ row: borrowing Statement) throws(StoreError) {
        guard let code = Code(row.text("code")) else { throw StoreError(.damaged, "A client has no valid code.") }
        self.init(id: .init(rawValue: row.int("id")), code: code, name: row.text("name"))
    }
}
