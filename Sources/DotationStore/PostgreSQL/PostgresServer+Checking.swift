extension PostgresServer {
    /// Looks at a server, and at the form of its store: see ``Store/check(on:)``.
    static func check(_ address: ServerAddress) throws(StoreError) -> [ServerFinding] {
        let server = try PostgresConnection(address)
        let isKnown = server.serverVersion >= PostgresConnection.oldestVersion
        let version = ServerFinding(.server, "", server.versionText, isGood: isKnown)
        guard isKnown else { return [version] }
        try server.beginSession(lockTimeout: 5000)
        try server.begin("ISOLATION LEVEL REPEATABLE READ READ ONLY")
        defer { server.rollBack() }
        let connection = Connection(engine: .postgres(server))
        let found = try connection.storeVersion()
        let settings = try connection.durability().map { setting in
            ServerFinding(
                .setting, setting.name, setting.value, isGood: setting.isSafe,
                remedy: setting.isSafe ? nil : "ALTER SYSTEM SET \(setting.name) = on; SELECT pg_reload_conf()")
        }
        let form = found == Schema.version ? try connection.differences() : []
        let storeVersion = ServerFinding(.version, "", String(found), isGood: found == Schema.version)
        return [version] + settings + [storeVersion] + (try connection.roles()) + form
    }
}

extension Connection {
    /// The roles, each with what it must not be.
    fileprivate func roles() throws(StoreError) -> [ServerFinding] {
        let statement = try Statement(
            self,
            """
            SELECT concat_ws(' ', CASE WHEN rolcanlogin THEN 'LOGIN' END, CASE WHEN rolsuper THEN 'SUPERUSER' END,
                CASE WHEN rolbypassrls THEN 'BYPASSRLS' END, CASE WHEN rolcreaterole THEN 'CREATEROLE' END) AS attributes,
                rolname <> '\(PostgresSchema.owner)' AND pg_has_role(oid, CAST('\(PostgresSchema.owner)' AS name), 'MEMBER') AS owns
            FROM pg_roles WHERE rolname = ?
            """)
        var findings: [ServerFinding] = []
        // Of these three a session has found the store: the owner is there.
        for role in [PostgresSchema.owner, PostgresSchema.app, PostgresSchema.mail] {
            try statement.bind([.text(role)])
            guard try statement.step() else {
                findings.append(ServerFinding(.role, role, "", isGood: false, remedy: "CREATE ROLE \(role) NOLOGIN"))
                continue
            }
            let attributes = statement.text("attributes")
            var remedies =
                attributes.isEmpty
                ? [] : ["ALTER ROLE \(role) " + attributes.split(separator: " ").map { "NO\($0)" }.joined(separator: " ")]
            if statement.int("owns") != 0 { remedies.append("REVOKE \(PostgresSchema.owner) FROM \(role)") }
            findings.append(
                ServerFinding(
                    .role, role, attributes, isGood: remedies.isEmpty, remedy: remedies.isEmpty ? nil : remedies.joined(separator: "; ")))
            statement.reset()
        }
        return findings
    }

    /// Every object that is not what this version makes; one finding that all are, where they are.
    fileprivate func differences() throws(StoreError) -> [ServerFinding] {
        let found = try SchemaDifference.byObject(self).map { key, kind in
            let name = String(key.drop { $0 != " " }.dropFirst())
            let check: ServerFinding.Check =
                switch key.prefix(while: { $0 != " " }) {
                case "grant": .grant
                case "policy": .policy
                default: .schema
                }
            return ServerFinding(check, name, "\(kind)", isGood: false, remedy: PostgresSchema.remedy(for: check, name, kind))
        }
        let checks: [ServerFinding.Check] = [.schema, .policy, .grant]
        return found + checks.filter { check in !found.contains { $0.check == check } }.map { ServerFinding($0, "", "", isGood: true) }
    }
}

extension PostgresSchema {
    /// What makes a right or a policy what it should be again.
    fileprivate static func remedy(for check: ServerFinding.Check, _ name: String, _ kind: SchemaDifference.Kind) -> String? {
        let schema = Self.name
        switch check {
        case .grant:
            let parts = name.split(separator: " TO ", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { return nil }
            let revocation = kind == .missing ? [] : ["REVOKE ALL ON \(schema).\(parts[0]) FROM \(parts[1])"]
            let granting = grants.filter { $0.object == parts[0] && $0.role == parts[1] }.map(\.statement)
            return (revocation + granting).joined(separator: "; ")
        case .policy:
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { return nil }
            let table = "\(schema).\(parts[0])"
            let removal = kind == .missing ? [] : ["DROP POLICY \(parts[1]) ON \(table)"]
            guard parts[1] == policy, tablesOfClients.contains(parts[0]) else { return removal.first }
            return (["SET search_path = \(schema)"] + removal + [enabling(parts[0])]).joined(separator: "; ")
        default: return nil
        }
    }
}
