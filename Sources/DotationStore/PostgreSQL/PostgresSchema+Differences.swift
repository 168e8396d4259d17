extension PostgresSchema {
    /// Every object of the store with what it is expected to say.
    static func expected() throws(StoreError) -> [String: String] {
        var objects = ["table schema_version": "version bigint"]
        for view in viewNames { objects["view \(view)"] = Schema.tablesOfClients.contains(view) ? "security_invoker=true" : "" }
        for table in tablesOfClients {
            objects["policy \(table).\(policy)"] = "on * SELECTvisible_client=clientORSELECTvisible_client=\(everyClient)"
        }
        for function in functions + [visibleClient, analysis] {
            let body = function.drop { $0 != "'" }.dropFirst().dropLast().replacing("''", with: "'")
            let name = function.dropFirst("CREATE FUNCTION ".count).prefix { $0 != "(" }
            objects["function \(name)"] = String(body) + (function == analysis ? " as owner" : "")
        }
        for grant in grants { objects["grant \(grant.object) TO \(grant.role)"] = grant.rights.sorted().joined(separator: ", ") }
        for table in try TableForm.all() {
            objects["table \(table.name)"] = table.columns.map { "\($0.name) \(type(of: $0.kind))" }.joined(separator: ", ")
        }
        for index in indexNames { objects["index \(index)"] = "" }
        for rule in Schema.rules where !rule.isAgainstReplacing { objects["trigger \(rule.name)"] = "\(rule.table) O \(rule.body)" }
        return objects
    }

    private static func type(of kind: TableForm.Kind) -> String {
        switch kind {
        case .number: "bigint"
        case .text: "text"
        case .bytes: "bytea"
        }
    }

    /// Every object of the store with what it says: of a table the columns, of a trigger its table, whether it is asked, and what it does.
    static func found(_ connection: Connection) throws(StoreError) -> [String: String] {
        let statement = try Statement(
            connection,
            """
            SELECT 'table ' || c.relname AS object,
                string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum) AS text
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relnamespace = CAST('\(name)' AS regnamespace) AND c.relkind = 'r' GROUP BY c.relname
            UNION ALL SELECT 'view ' || relname, coalesce(array_to_string(reloptions, ' '), '')
            FROM pg_class WHERE relnamespace = CAST('\(name)' AS regnamespace) AND relkind = 'v'
            UNION ALL SELECT 'policy ' || c.relname || '.' || p.polname,
                CASE WHEN c.relrowsecurity AND p.polpermissive AND p.polroles = '{0}' AND p.polwithcheck IS NULL THEN 'on ' ELSE 'off ' END
                    || CAST(p.polcmd AS text) || ' '
                    || regexp_replace(pg_get_expr(p.polqual, p.polrelid), '[ ()]|AS visible_client|\(name)[.]', '', 'g')
            FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = CAST('\(name)' AS regnamespace)
            UNION ALL SELECT 'function ' || p.proname, p.prosrc || CASE WHEN p.prosecdef THEN ' as owner' ELSE '' END
            FROM pg_proc p WHERE p.pronamespace = CAST('\(name)' AS regnamespace) AND p.prorettype <> CAST('trigger' AS regtype)
            UNION ALL SELECT 'grant ' || g.object || ' TO ' || coalesce(r.rolname, 'PUBLIC'),
                string_agg(g.privilege, ', ' ORDER BY g.privilege COLLATE "C")
            FROM (
                SELECT c.relname AS object, c.relowner AS owner, a.grantee, a.privilege_type AS privilege
                FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
                WHERE c.relnamespace = CAST('\(name)' AS regnamespace) AND c.relkind IN ('r', 'v')
                UNION ALL SELECT c.relname, c.relowner, a.grantee,
                    a.privilege_type || ' (' || string_agg(t.attname, ', ' ORDER BY CAST(t.attname AS text) COLLATE "C") || ')'
                FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid AND NOT t.attisdropped CROSS JOIN LATERAL aclexplode(t.attacl) a
                WHERE c.relnamespace = CAST('\(name)' AS regnamespace)
                GROUP BY c.relname, c.relowner, a.grantee, a.privilege_type) g
                LEFT JOIN pg_roles r ON r.oid = g.grantee
            WHERE g.grantee <> g.owner GROUP BY g.object, r.rolname
            UNION ALL SELECT 'index ' || c.relname, CASE WHEN i.indisvalid THEN '' ELSE 'invalid' END
            FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid
            WHERE c.relnamespace = CAST('\(name)' AS regnamespace) AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid)
            UNION ALL SELECT 'trigger ' || t.tgname, c.relname || ' ' || CAST(t.tgenabled AS text) || ' ' || f.prosrc
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc f ON f.oid = t.tgfoid
            WHERE c.relnamespace = CAST('\(name)' AS regnamespace) AND NOT t.tgisinternal
            """)
        var objects: [String: String] = [:]
        while try statement.step() { objects[statement.text("object")] = statement.text("text") }
        return objects
    }
}
