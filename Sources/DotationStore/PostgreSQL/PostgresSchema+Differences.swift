extension PostgresSchema {
    /// Every object of the store with what it is expected to say.
    static func expected() throws(StoreError) -> [String: String] {
        var objects = ["table schema_version": "version bigint", "view order_bonds": ""]
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
            UNION ALL SELECT 'view ' || relname, '' FROM pg_class WHERE relnamespace = CAST('\(name)' AS regnamespace) AND relkind = 'v'
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
