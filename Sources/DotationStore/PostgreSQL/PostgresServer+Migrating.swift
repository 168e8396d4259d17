extension PostgresServer {
    /// Makes a store of an earlier version one of this version, all of it or nothing.
    ///
    /// - Parameters:
    ///   - address: where it is; its user is a member of the role that owns it.
    ///   - migrations: how to get from each version that was released to a later one.
    /// - Returns: the version that it had.
    /// - Throws: ``StoreError`` `missing`; `newerVersion`; `notAStore` for a version that no release made; `unwritable` where the user is no member of
    ///   the owner; `damaged` where the result is not what this version makes; `locked` where others use it for too long.
    static func migrate(_ address: ServerAddress, by migrations: [PostgresMigration] = PostgresSchema.migrations) throws(StoreError) -> Int
    {
        let server = try PostgresConnection(address)
        let connection = Connection(engine: .postgres(server))
        try server.requireVersion()
        try server.begin("")
        defer { server.rollBack() }
        // Of two who do so, the second finds it done.
        try server.execute(
            """
            SET LOCAL client_min_messages = error; SET LOCAL lock_timeout = 60000;
            SELECT pg_advisory_xact_lock(\(Schema.applicationID), 0)
            """)
        let found = try connection.beginOwning()
        guard found != Schema.version else { return found }
        let steps = try Self.steps(from: found, migrations)
        for statement in try connection.removals() + steps.flatMap(\.statements) + PostgresSchema.guards {
            try server.execute(statement)
        }
        try connection.run("UPDATE schema_version SET version = ?", .int(Schema.version))
        let differences = try SchemaDifference.all(connection)
        guard differences.isEmpty else {
            let names = differences.map(\.name).joined(separator: ", ")
            throw StoreError(.damaged, "The store would not be what this version makes: \(names). Nothing was changed.")
        }
        try server.execute("COMMIT")
        return found
    }

    private static func steps(from found: Int, _ migrations: [PostgresMigration]) throws(StoreError) -> [PostgresMigration] {
        var steps: [PostgresMigration] = []
        var version = found
        while version < Schema.version, let step = migrations.first(where: { $0.from == version && $0.to > version }) {
            steps.append(step)
            version = step.to
        }
        guard version == Schema.version else { throw Schema.unknownVersion(found) }
        return steps
    }
}

extension Connection {
    /// Works as the owner of the store until the transaction ends, and gives the version of the store.
    fileprivate func beginOwning() throws(StoreError) -> Int {
        guard try int("SELECT 1 FROM pg_namespace WHERE nspname = ?", .text(PostgresSchema.name)) != nil else {
            throw StoreError.noStoreOnServer
        }
        guard try int("SELECT 1 WHERE pg_has_role(CAST(? AS name), 'MEMBER')", .text(PostgresSchema.owner)) != nil else {
            throw StoreError(
                .unwritable, "The user is no member of \(PostgresSchema.owner): GRANT \(PostgresSchema.owner) TO the user.")
        }
        try execute("SET LOCAL ROLE \(PostgresSchema.owner); SET LOCAL search_path = \(PostgresSchema.name)")
        guard let version = try int("SELECT version FROM schema_version") else {
            throw StoreError(.damaged, "The store on the server has no version.")
        }
        return version
    }

    /// What takes away the rules, the policies and the rights that a store has.
    fileprivate func removals() throws(StoreError) -> [String] {
        let statement = try Statement(
            self,
            """
            SELECT 'DROP POLICY ' || quote_ident(p.polname) || ' ON ' || quote_ident(c.relname) AS text
            FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = CAST('\(PostgresSchema.name)' AS regnamespace)
            UNION ALL SELECT 'DROP FUNCTION ' || CAST(CAST(p.oid AS regprocedure) AS text) || ' CASCADE' FROM pg_proc p
            WHERE p.pronamespace = CAST('\(PostgresSchema.name)' AS regnamespace)
                AND (p.prorettype = CAST('trigger' AS regtype) OR p.proname IN ('visible_client', 'analyze_grown'))
            """)
        var removals: [String] = []
        while try statement.step() { removals.append(statement.text("text")) }
        // Policies go before what they call.
        let roles = "\(PostgresSchema.app), \(PostgresSchema.mail)"
        return removals.sorted { $0.hasPrefix("DROP POLICY") && !$1.hasPrefix("DROP POLICY") } + [
            "REVOKE ALL ON ALL TABLES IN SCHEMA \(PostgresSchema.name) FROM \(roles)",
            "REVOKE ALL ON ALL SEQUENCES IN SCHEMA \(PostgresSchema.name) FROM \(roles)",
        ]
    }
}
