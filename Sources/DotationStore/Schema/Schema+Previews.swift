extension Schema {
    /// Plans that somebody looks at in a page, and the files that they were made of.
    ///
    /// All that they say is encrypted with a key that the browser alone has, and is gone after two hours.
    static let previewTables = """
        CREATE TABLE previews (
            client INTEGER NOT NULL,
            id TEXT NOT NULL CHECK (length(id) = 26),
            user_id INTEGER NOT NULL,
            made_at INTEGER NOT NULL,
            -- The operation that carried it out.
            operation_id INTEGER,
            applied_at INTEGER,
            PRIMARY KEY (client, id),
            FOREIGN KEY (client, user_id) REFERENCES memberships (client, user_id) ON DELETE CASCADE,
            CHECK (operation_id IS NULL OR applied_at IS NOT NULL)
        ) STRICT;
        CREATE INDEX previews_by_member ON previews (client, user_id);
        CREATE INDEX previews_by_time ON previews (made_at);

        CREATE TABLE preview_parts (
            client INTEGER NOT NULL,
            preview_id TEXT NOT NULL,
            name TEXT NOT NULL,
            number INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            PRIMARY KEY (client, preview_id, name, number),
            FOREIGN KEY (client, preview_id) REFERENCES previews (client, id) ON DELETE CASCADE
        ) STRICT;

        """
}
