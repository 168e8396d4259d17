internal import CDotationsSQLite
internal import Dotations

/// One statement that SQLite has prepared.
///
/// Texts are bound and read by their length, so that one with a NUL in it stays whole.
final class SQLiteStatement: PreparedStatement {
    let isReusable: Bool
    private let handle: OpaquePointer
    private let database: OpaquePointer
    /// Which parameter is `:client`; 0 where there is none.
    private let clientIndex: Int32
    private let positions = ColumnPositions()

    init(_ handle: OpaquePointer, of database: OpaquePointer, isReusable: Bool) {
        self.handle = handle
        self.database = database
        self.isReusable = isReusable
        clientIndex = sqlite3_bind_parameter_index(handle, ":client")
    }

    deinit { sqlite3_finalize(handle) }

    func setClient(_ client: Client.ID?) {
        if clientIndex > 0, let client { sqlite3_bind_int64(handle, clientIndex, Int64(client.rawValue)) }
    }

    func clear() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    func bind(_ values: [SQLValue]) throws(StoreError) {
        sqlite3_reset(handle)
        var index: Int32 = 0
        for value in values {
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
