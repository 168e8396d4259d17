extension Schema {
    /// Tells SQLite's planner how selective the indexes are (https://sqlite.org/lang_analyze.html, fixed results of ANALYZE).
    ///
    /// Each index of clients' rows begins with the client. Without figures SQLite takes that for a column that tells rows apart, and would
    /// rather go through all of a client's rows in the order that is asked for than look up the few that are wanted. The figures are those of a
    /// store of a million rows in which a client has one in twenty: few enough to look the client up, and too many to go through.
    static func fixStatistics(_ connection: Connection) throws(StoreError) {
        try connection.execute("ANALYZE main; DELETE FROM main.sqlite_stat1")
        let indexes = try Statement(
            connection,
            """
            SELECT t.name AS table_name, i.name AS index_name, i."unique" AS is_unique, i.partial AS is_partial, count(*) AS columns,
                max(c.seqno = 0 AND coalesce(c.name, '') = 'client') AS is_by_client
            FROM main.sqlite_schema t JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
            WHERE t.type = 'table' GROUP BY t.name, i.name
            """)
        let insertion = try Statement(connection, "INSERT INTO main.sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)")
        while try indexes.step() {
            let rows = indexes.int("is_partial") != 0 ? 10_000 : 1_000_000
            let columns = indexes.int("columns")
            // How many rows share the first column, the first two, and so on to all of them.
            let shared = (1...max(1, columns)).map { column in
                if column == columns { return indexes.int("is_unique") != 0 ? 1 : 10 }
                return column == 1 && indexes.int("is_by_client") != 0 ? rows / 20 : min(1000, rows / 20)
            }
            let text = ([rows] + shared).map(String.init).joined(separator: " ")
            try insertion.run([.text(indexes.text("table_name")), .text(indexes.text("index_name")), .text(text)])
        }
    }
}
