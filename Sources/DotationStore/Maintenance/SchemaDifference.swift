/// A table, an index or a trigger of the store that is not what this program makes.
public struct SchemaDifference: Sendable, Hashable {
    /// How it differs.
    public enum Kind: Sendable, Hashable, CaseIterable {
        /// It is not there.
        case missing
        /// It says something else.
        case changed
        /// Something else made it.
        case added
    }

    /// How it differs.
    public let kind: Kind
    /// Its name.
    public let name: String

    /// An object and how it differs.
    package init(kind: Kind, name: String) {
        self.kind = kind
        self.name = name
    }

    /// Every difference, by name, from what an empty file is given: a file that was upgraded is to have the same text.
    static func all(_ connection: Connection) throws(StoreError) -> [SchemaDifference] {
        try byObject(connection).map { SchemaDifference(kind: $0.kind, name: String($0.object.drop { $0 != " " }.dropFirst())) }
    }

    /// Every difference, by what kind of object it is and its name: `table orders`.
    static func byObject(_ connection: Connection) throws(StoreError) -> [(object: String, kind: Kind)] {
        let expected: [String: String]
        let found: [String: String]
        switch connection.engine {
        case .sqlite:
            expected = try SerialConnection().write { connection throws(StoreError) in
                try StoreFile.migrate(connection, SystemRandomNumberGenerator())
                return try objects(connection)
            }
            found = try objects(connection)
        case .postgres: (expected, found) = (try PostgresSchema.expected(), try PostgresSchema.found(connection))
        }
        return Set(expected.keys).union(found.keys).sorted().compactMap { key in
            guard expected[key] != found[key] else { return nil }
            return (key, found[key] == nil ? .missing : expected[key] == nil ? .added : .changed)
        }
    }

    /// The text of each object of a file by its kind and name. The indexes that SQLite makes by itself follow from their tables.
    private static func objects(_ connection: Connection) throws(StoreError) -> [String: String] {
        // `ANALYZE` keeps its figures in tables of these names.
        let statement = try Statement(
            connection,
            """
            SELECT type || ' ' || name AS object, tbl_name || ' ' || sql AS text FROM sqlite_schema
            WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_stat[1-4]'
            """
        )
        var objects: [String: String] = [:]
        while try statement.step() { objects[statement.text("object")] = statement.text("text") }
        return objects
    }
}
