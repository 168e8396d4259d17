extension PostgresSchema {
    /// Has the server look at the tables that have grown to twice what they were when it last did.
    ///
    /// It does so by itself within a minute or so. Whoever writes or sends right after an order was created would go by plans that read all of the
    /// order for each row of it. The app owns no table, and before PostgreSQL 17 nobody else can be allowed to analyze one: so this works as the owner.
    static let analysis = """
        CREATE FUNCTION analyze_grown() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = \(name), pg_temp
        AS 'DECLARE grown text;
        BEGIN
        FOR grown IN
            SELECT quote_ident(relname) FROM pg_class WHERE relnamespace = ''\(name)''::regnamespace AND relkind = ''r''
                AND pg_relation_size(oid) > (2 * relpages::bigint + \(fewPages)) * current_setting(''block_size'')::bigint
        LOOP
            EXECUTE ''ANALYZE (SKIP_LOCKED) '' || grown;
        END LOOP;
        END'
        """

    /// Which plan is taken for a table of fewer pages matters little.
    private static let fewPages = 32

    /// Lets the app alone call it.
    static let allowingAnalysis = [
        "REVOKE EXECUTE ON FUNCTION \(name).analyze_grown() FROM PUBLIC", "GRANT EXECUTE ON FUNCTION \(name).analyze_grown() TO \(app)",
    ]
}
