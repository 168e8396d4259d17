internal import CDotationsSQLite

/// The statements of a connection that are prepared and not in use, for whoever needs the same again: to prepare one takes longer than most of
/// them take to run.
final class PreparedStatements {
    /// One statement.
    final class Prepared {
        let handle: OpaquePointer
        /// Which parameter is `:client`; 0 where there is none.
        let clientIndex: Int32
        /// Whether it may only run for a client.
        let needsClient: Bool
        let positions = ColumnPositions()
        fileprivate let key: Key

        fileprivate init(_ handle: OpaquePointer, needsClient: Bool, _ key: Key) {
            self.handle = handle
            self.needsClient = needsClient
            self.key = key
            clientIndex = sqlite3_bind_parameter_index(handle, ":client")
        }

        deinit { sqlite3_finalize(handle) }
    }

    fileprivate struct Key: Hashable {
        let sql: String
        /// One that was prepared for all clients was never held to one.
        let isAcrossClients: Bool
    }

    private static let kept = 64

    private var idle: [Key: Prepared] = [:]

    /// A statement that nobody else uses until it is given back.
    ///
    /// - Throws: ``StoreError``, and `failed` where it names rows of clients without their client, unless it is `acrossClients`.
    func take(_ sql: String, acrossClients: Bool, _ connection: Connection) throws(StoreError) -> Prepared {
        let key = Key(sql: sql, isAcrossClients: acrossClients)
        let prepared = if let known = idle.removeValue(forKey: key) { known } else { try Self.prepare(key, connection) }
        guard !prepared.needsClient || connection.client != nil else { throw Self.withoutClient }
        return prepared
    }

    /// Takes back a statement, without what it was bound to.
    func giveBack(_ prepared: Prepared) {
        // A pragma can do its work as it is prepared.
        guard !prepared.key.sql.hasPrefix("PRAGMA") else { return }
        sqlite3_reset(prepared.handle)
        sqlite3_clear_bindings(prepared.handle)
        if idle.count >= Self.kept { idle.removeAll() }
        idle[prepared.key] = prepared
    }

    private static func prepare(_ key: Key, _ connection: Connection) throws(StoreError) -> Prepared {
        var needsClient = false
        if !key.isAcrossClients {
            let scope = ClientScope(of: key.sql)
            guard scope.isWhole else { throw withoutClient }
            needsClient = scope.isNeeded
        }
        var handle: OpaquePointer?
        guard sqlite3_prepare_v3(connection.handle, key.sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil) == SQLITE_OK, let handle
        else { throw connection.lastError }
        return Prepared(handle, needsClient: needsClient, key)
    }

    private static var withoutClient: StoreError { StoreError(.failed, "A statement names rows of clients without their client.") }
}
