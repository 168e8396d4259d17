extension Connection {
    /// Takes what a write locks first, and gives the number that the server knows the transaction by.
    func take(_ lock: WriteLock) throws(StoreError) -> String {
        switch lock {
        case .nothing: return try text("SELECT pg_current_xact_id()") ?? ""
        case .people: return try lockPeople()
        case .client(let client): return try self.lock(client)
        case .peopleAndClient(let client):
            _ = try lockPeople()
            return try self.lock(client)
        }
    }

    private func lockPeople() throws(StoreError) -> String {
        try text("SELECT pg_current_xact_id(), pg_advisory_xact_lock(\(Schema.applicationID), 1)") ?? ""
    }

    private func lock(_ client: Client.ID) throws(StoreError) -> String {
        let statement = try Statement(self, "SELECT pg_current_xact_id(), id FROM clients WHERE id = ? FOR NO KEY UPDATE")
        try statement.bind([.int(client.rawValue)])
        return try statement.step() ? statement.firstText : ""
    }

    /// Has writes of these clients wait for each other, where the store lets several write at the same time.
    func lock(_ clients: some Sequence<Client.ID>) throws(StoreError) {
        guard case .postgres = engine else { return }
        for client in Set(clients).sorted(by: { $0.rawValue < $1.rawValue }) { _ = try lock(client) }
    }

    /// Locks a client as ``lock(_:)`` does, where nobody else has it locked.
    ///
    /// - Returns: whether it is locked now.
    func lockAtOnce(_ client: Client.ID) throws(StoreError) -> Bool {
        guard case .postgres = engine else { return true }
        return try int("SELECT id FROM clients WHERE id = ? FOR NO KEY UPDATE SKIP LOCKED", .int(client.rawValue)) != nil
    }

    /// Locks a client as ``lock(_:)`` does, but waits a moment at most.
    ///
    /// - Throws: ``StoreError`` `locked` where that is not enough.
    func lockSoon(_ client: Client.ID) throws(StoreError) {
        guard case .postgres(let connection) = engine else { return }
        try connection.execute("SET LOCAL lock_timeout = 40")
        _ = try lock(client)
    }

    /// The time that leases are told by: that of the server, where workers on several machines have one store.
    func leaseTime(_ time: OutboxTime) throws(StoreError) -> OutboxTime {
        guard case .postgres = engine, time.isOfThisMachine else { return time }
        let milliseconds = try int("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)") ?? 0
        return OutboxTime(date: time.date, steady: milliseconds, boot: "server")
    }

    /// The order of the latest row first, where a column alone does not tell it.
    func latestFirst(_ column: String) -> String {
        if case .sqlite = engine { "rowid DESC" } else { "\(column) DESC" }
    }
}
