internal import CDotationsSQLite
internal import Dotations

/// One statement that SQLite has prepared.
///
/// Texts are bound and read by their length, so that one with a NUL in it stays whole.
final class SQLiteStatement: PreparedStatement {
    /// How many rows one statement inserts.
    static let rowsAtOnce = 64

    let isReusable: Bool
    private let handle: OpaquePointer
    private let database: OpaquePointer
    /// Which parameter is `:client`; 0 where there is none.
    private let clientIndex: Int32
    private let positions = ColumnPositions()
    private var client: Client.ID?
    /// The same for many rows, once that was needed.
    private var many: SQLiteStatement?

    /// Prepares a statement on a connection.
    init(preparing sql: String, on database: OpaquePointer) throws(StoreError) {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v3(database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil) == SQLITE_OK, let statement
        else { throw StoreError(ofSQLite: database) }
        handle = statement
        self.database = database
        // A pragma can do its work as it is prepared.
        isReusable = !sql.hasPrefix("PRAGMA")
        clientIndex = sqlite3_bind_parameter_index(handle, ":client")
    }

    deinit { sqlite3_finalize(handle) }

    func setClient(_ client: Client.ID?) {
        self.client = client
        many?.setClient(client)
        if clientIndex > 0, let client { sqlite3_bind_int64(handle, clientIndex, Int64(client.rawValue)) }
    }

    func clear() {
        many?.clear()
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    func bind(_ values: [SQLValue]) throws(StoreError) { try bind(CollectionOfOne(values)) }

    private func bind(_ rows: some Sequence<[SQLValue]>) throws(StoreError) {
        sqlite3_reset(handle)
        var index: Int32 = 0
        for value in rows.joined() {
            index += 1
            if index == clientIndex { index += 1 }
            let code =
                switch value {
                case .null: sqlite3_bind_null(handle, index)
                case .int(let number): sqlite3_bind_int64(handle, index, Int64(number))
                case .text(let text): bind(text, at: index)
                case .blob(let bytes): bytes.withUnsafeBytes { bind($0, at: index) }
                case .digest(let digest): digest.withUnsafeBytes { bind($0, at: index) }
                }
            guard code == SQLITE_OK else { throw StoreError(ofSQLite: database) }
        }
    }

    private func bind(_ text: String, at index: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { utf8 in
            guard let base = utf8.baseAddress else { return sqlite3_bind_text(handle, index, "", 0, csqlite_transient()) }
            return base.withMemoryRebound(to: CChar.self, capacity: utf8.count) {
                sqlite3_bind_text64(handle, index, $0, UInt64(utf8.count), csqlite_transient(), UInt8(SQLITE_UTF8))
            }
        }
    }

    private func bind(_ bytes: UnsafeRawBufferPointer, at index: Int32) -> Int32 {
        guard let base = bytes.baseAddress else { return sqlite3_bind_zeroblob(handle, index, 0) }
        return sqlite3_bind_blob64(handle, index, base, UInt64(bytes.count), csqlite_transient())
    }

    func step() throws(StoreError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw StoreError(ofSQLite: database)
        }
    }

    func run(_ values: [SQLValue]) throws(StoreError) -> Int {
        try bind(values)
        while try step() {}
        return Int(sqlite3_changes(database))
    }

    /// Runs it for each of many rows, and says which of them changed nothing, by their places.
    func run(each rows: [[SQLValue]]) throws(StoreError) -> [Int] {
        var unchanged: [Int] = []
        var rest = rows[...]
        let width = Int(sqlite3_bind_parameter_count(handle)) - (clientIndex > 0 ? 1 : 0)
        while rest.count >= Self.rowsAtOnce, let many = try forManyRows() {
            guard rest.prefix(Self.rowsAtOnce).allSatisfy({ $0.count == width }) else {
                throw StoreError(.failed, "A row has not one value for each parameter.")
            }
            try many.bind(rest.prefix(Self.rowsAtOnce))
            while try many.step() {}
            rest.removeFirst(Self.rowsAtOnce)
        }
        for (place, values) in zip(rest.indices, rest) {
            if try run(values) == 0 { unchanged.append(place) }
        }
        return unchanged
    }

    /// The statement that inserts so many rows, or nil where this one does not insert the values that it is given.
    ///
    /// SQLite prepares for each statement that it may fail: it copies the pages that the statement changes, however many rows these are for.
    private func forManyRows() throws(StoreError) -> SQLiteStatement? {
        if let many { return many }
        let sql = String(cString: sqlite3_sql(handle))
        guard sql.hasPrefix("INSERT"), sql.hasSuffix(")"), !sql.contains("SELECT"), let values = sql.firstRange(of: "VALUES (") else {
            return nil
        }
        let row = sql[values.lowerBound...].dropFirst("VALUES ".count)
        let others = Array(repeating: ", \(row)", count: Self.rowsAtOnce - 1).joined()
        let many = try SQLiteStatement(preparing: sql + others, on: database)
        many.setClient(client)
        self.many = many
        return many
    }

    func reset() { sqlite3_reset(handle) }

    func isNull(at column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    func int(at column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

    func text(at column: Int32) -> String {
        guard let start = sqlite3_column_text(handle, column) else { return "" }
        return String(decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))), as: UTF8.self)
    }

    func bytes(at column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(handle, column) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }

    func position(_ column: StaticString) -> Int32 {
        positions.position(of: column, among: sqlite3_column_count(handle)) { sqlite3_column_name(handle, $0) }
    }
}
