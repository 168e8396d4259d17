extension ClientStore {
    /// What the client has set.
    ///
    /// - Throws: ``StoreError`` where the file cannot be read.
    public func settings() throws(StoreError) -> [ClientSetting: String] {
        try read { connection throws(StoreError) in try connection.settings() }
    }

    /// Changes settings, all or none.
    ///
    /// - Parameters:
    ///   - values: the new values; nil for what the installation has.
    ///   - context: when, and by whom.
    /// - Returns: the operation; nil where everything was so already.
    /// - Throws: ``StoreError`` where the file cannot be written.
    @discardableResult
    public func set(_ values: [ClientSetting: String?], context: OperationContext) throws(StoreError) -> Operation? {
        try write { connection throws(StoreError) in
            let before = try connection.settings()
            let changes = values.filter { before[$0.key] != $0.value }.sorted { $0.key.rawValue < $1.key.rawValue }
            guard !changes.isEmpty else { return nil }
            let counts = Operation.Counts(rows: values.count, changed: changes.count)
            var history = try HistoryWriter(connection, .settings, context, counts: counts, auditCount: changes.count)
            for (setting, value) in changes {
                try connection.run("DELETE FROM client_settings WHERE client = :client AND name = ?", .text(setting.rawValue))
                if let value {
                    try connection.run(
                        "INSERT INTO client_settings (client, name, value) VALUES (:client, ?, ?)", .text(setting.rawValue), .text(value))
                }
                try history.append(AuditRecord(.setting, dotation: nil, reasons: setting.rawValue))
            }
            return try history.finish()
        }
    }

    /// Gives the client another code, another name, or both.
    ///
    /// - Parameters:
    ///   - code: what it is to be called by.
    ///   - name: its name.
    ///   - context: when, and by whom.
    /// - Returns: what belongs to it, under its new code.
    /// - Throws: ``StoreError`` `clientExists` where another client has that code.
    public func rename(to code: Client.Code, name: String, context: OperationContext) throws(StoreError) -> ClientStore {
        try write { connection throws(StoreError) in
            guard try connection.int("SELECT 1 FROM clients WHERE code = ? AND id <> :client", .text(code.description)) == nil else {
                throw StoreError(.clientExists, "A client has that code.")
            }
            try connection.run("UPDATE clients SET code = ?, name = ? WHERE id = :client", .text(code.description), .text(name))
            var history = try HistoryWriter(connection, .settings, context, counts: .init(rows: 1, changed: 1), auditCount: 1)
            try history.append(AuditRecord(.setting, dotation: nil, reasons: "client"))
            _ = try history.finish()
            return ClientStore(store: store, client: Client(id: client.id, code: code, name: name))
        }
    }
}

extension Connection {
    /// What the client has set.
    func settings() throws(StoreError) -> [ClientSetting: String] {
        let statement = try Statement(self, "SELECT name, value FROM client_settings WHERE client = :client")
        var settings: [ClientSetting: String] = [:]
        while try statement.step() {
            guard let setting = ClientSetting(rawValue: statement.text("name")) else {
                throw StoreError(.damaged, "A client has a setting that is not known.")
            }
            settings[setting] = statement.text("value")
        }
        return settings
    }
}
