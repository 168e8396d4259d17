/// What a statement was prepared as.
struct StatementUse {
    fileprivate struct Key: Hashable {
        let sql: String
        /// One that was prepared for all clients was never held to one.
        let isAcrossClients: Bool
    }

    fileprivate let key: Key
    /// Whether it may only run for a client.
    fileprivate let needsClient: Bool
}

/// The statements of a connection that are prepared and not in use, for whoever needs the same again: to prepare one takes longer than most of
/// them take to run.
final class PreparedStatements<Prepared: PreparedStatement> {
    private let kept: Int
    private var idle: [StatementUse.Key: (statement: Prepared, needsClient: Bool)] = [:]

    /// None yet, and never more than so many.
    init(kept: Int) { self.kept = kept }

    /// A statement that nobody else uses until it is given back.
    ///
    /// - Throws: ``StoreError``, and `failed` where it names rows of clients without their client, unless it is `acrossClients`.
    func take(
        _ sql: String, acrossClients: Bool, for client: Client.ID?, _ prepare: (String) throws(StoreError) -> Prepared
    ) throws(StoreError) -> (Prepared, StatementUse) {
        let key = StatementUse.Key(sql: sql, isAcrossClients: acrossClients)
        if let known = idle.removeValue(forKey: key) {
            guard !known.needsClient || client != nil else { throw Self.withoutClient }
            return (known.statement, StatementUse(key: key, needsClient: known.needsClient))
        }
        var needsClient = false
        if !acrossClients {
            let scope = ClientScope(of: sql)
            guard scope.isWhole, !scope.isNeeded || client != nil else { throw Self.withoutClient }
            needsClient = scope.isNeeded
        }
        return (try prepare(sql), StatementUse(key: key, needsClient: needsClient))
    }

    /// Takes back a statement, without what it was bound to.
    func giveBack(_ statement: Prepared, _ use: StatementUse) {
        guard statement.isReusable else { return }
        statement.clear()
        if idle.count >= kept { idle.removeAll() }
        idle[use.key] = (statement, use.needsClient)
    }

    /// Forgets what is prepared, where the connection has forgotten it.
    func removeAll() { idle.removeAll() }

    private static var withoutClient: StoreError { StoreError(.failed, "A statement names rows of clients without their client.") }
}
