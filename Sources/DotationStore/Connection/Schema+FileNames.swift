extension Schema {
    /// The names of the files that operations read, for as long as they are kept.
    ///
    /// They stand beside their hashes, which the chain of the history covers: a name can be forgotten, and cannot be changed.
    static let fileNames = """
        CREATE TABLE file_names (
            operation_id INTEGER PRIMARY KEY REFERENCES operations (id),
            name TEXT NOT NULL
        ) STRICT;
        CREATE TRIGGER file_names_unchanged BEFORE UPDATE ON file_names
        BEGIN SELECT RAISE(ABORT, 'history is never rewritten'); END;
        CREATE TRIGGER file_names_new BEFORE INSERT ON file_names
        WHEN NEW.operation_id IS NOT (SELECT max(id) FROM operations)
        BEGIN SELECT RAISE(ABORT, 'history is only appended to'); END;

        """
}
