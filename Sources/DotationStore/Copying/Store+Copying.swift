public import Foundation

extension Store {
    /// Writes all of the store into a new one, on whichever engine: its keys, so that exported sheets come back there and links are good, its
    /// history, its people and their sessions.
    ///
    /// It is one state of the store: who writes meanwhile writes to this one alone. So nobody is to.
    ///
    /// - Parameters:
    ///   - target: a file that is not there, or a database without a store, whose user can create roles and schemas.
    ///   - date: now.
    /// - Returns: how many rows each table has.
    /// - Throws: ``StoreError`` `exists` where there is something already; `damaged` where what was written is not sound: then it is removed.
    public func copy(to target: StoreDatabase, at date: Date) throws(StoreError) -> [String: Int] {
        var counts: [String: Int] = [:]
        try readAll { source throws(StoreError) in
            let tables = try TableForm.all()
            func fill(_ connection: Connection) throws(StoreError) {
                for table in tables {
                    counts[table.name] = try connection.copy(table, from: source)
                    guard try connection.int(acrossClients: "SELECT count(*) FROM \(table.name)") == counts[table.name] else {
                        throw StoreError(.failed, "The table \(table.name) has other rows than were copied.")
                    }
                }
            }
            do throws(StoreError) {
                switch target {
                case .file(let path): try StoreFile.create(path, fill)
                case .server(let address): try PostgresServer.create(address, fill)
                }
            } catch {
                throw error.ofFile(target.description)
            }
        }
        try Self.check(target, against: self, at: date)
        return counts
    }

    /// That a copy is sound, and has the same history; else it is removed.
    private static func check(_ target: StoreDatabase, against source: Store, at date: Date) throws(StoreError) {
        let copied = try Store(target).examine(at: date)
        let heads = copied.histories.mapValues { try? $0.get().head }
        let expected = try source.examine(at: date)
        guard !copied.schema.isEmpty || copied.broken != expected.broken || heads != expected.histories.mapValues({ try? $0.get().head })
        else { return }
        switch target {
        case .file(let path): for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
        case .server(let address):
            try PostgresConnection(address).execute("DROP SCHEMA \(PostgresSchema.name) CASCADE")
        }
        throw StoreError(.damaged, "The copy is not what was copied, and was removed.", .file(target.description))
    }

    /// Reads one state of the store, however large it is, a part at a time.
    func readAll<T>(_ body: (Connection) throws(StoreError) -> T) throws(StoreError) -> T {
        do {
            return try stream(body)
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(.failed, "The store was not read: \(error).")
        }
    }
}
