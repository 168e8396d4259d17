extension PostgresServer {
    /// Makes a store in a database that has none: the roles, where they are not there, then the tables and the rules as their owner.
    ///
    /// - Parameters:
    ///   - address: where the database is; its user can create roles and schemas, and is to be no user of the program.
    ///   - fill: puts into the tables what they begin with, before any rule holds.
    /// - Throws: ``StoreError`` `exists` where the database has a store; `unreachable`; `forbidden` where the user may not do so.
    static func create(_ address: ServerAddress, _ fill: (Connection) throws(StoreError) -> Void) throws(StoreError) {
        let server = try PostgresConnection(address)
        let connection = Connection(engine: .postgres(server))
        try server.requireVersion()
        try server.begin("")
        defer { server.rollBack() }
        // Of two who create it, the second finds it there.
        try server.execute("SET LOCAL client_min_messages = error; SELECT pg_advisory_xact_lock(\(Schema.applicationID), 0)")
        guard try connection.int("SELECT 1 FROM pg_namespace WHERE nspname = ?", .text(PostgresSchema.name)) == nil else {
            throw StoreError(.exists, "The database has a store already.")
        }
        for role in [PostgresSchema.owner, PostgresSchema.app, PostgresSchema.mail] { try connection.makeRole(role) }
        try server.execute(
            """
            CREATE SCHEMA \(PostgresSchema.name) AUTHORIZATION \(PostgresSchema.owner);
            SET LOCAL ROLE \(PostgresSchema.owner); SET LOCAL search_path = \(PostgresSchema.name);
            CREATE TABLE schema_version (version BIGINT NOT NULL);
            """)
        for statement in PostgresSchema.functions + PostgresSchema.tables { try server.execute(statement) }
        try fill(connection)
        for statement in PostgresSchema.references + PostgresSchema.guards { try server.execute(statement) }
        for table in ["users", "user_mails"] {
            _ = try connection.int("SELECT setval(pg_get_serial_sequence('\(table)', 'id'), max(id)) FROM \(table) HAVING max(id) > 0")
        }
        try connection.run("INSERT INTO schema_version (version) VALUES (?)", .int(Schema.version))
        try server.execute("SELECT analyze_grown()")
        try server.execute("COMMIT")
    }
}

extension Connection {
    /// Makes a role of the server where it is not there, and has who works be a member of it.
    ///
    /// Roles are those of all databases, which the lock of this one does not cover: another may get it at the same time.
    fileprivate func makeRole(_ role: String) throws(StoreError) {
        if try int("SELECT 1 FROM pg_roles WHERE rolname = ?", .text(role)) == nil {
            try execute(
                """
                DO 'BEGIN CREATE ROLE \(role) NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END'
                """)
        }
        if try int("SELECT 1 WHERE NOT pg_has_role(CAST(? AS name), 'MEMBER')", .text(role)) != nil {
            try execute("GRANT \(role) TO CURRENT_USER")
        }
    }
}
