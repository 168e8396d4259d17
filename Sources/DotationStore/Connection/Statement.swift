internal import CDotationsSQLite
import Dotations

/// One prepared statement; given back to its connection when it goes out of scope.
///
/// Texts are bound and read by their length, so that one with a NUL in it stays whole.
struct Statement: ~Copyable {
    private let prepared: PreparedStatements.Prepared
    private let connection: Connection
    private var handle: OpaquePointer { prepared.handle }

    /// A statement on rows of the connection's client, whose number it binds to `:client`.
    ///
    /// - Throws: ``StoreError`` `failed` where it names rows of clients without that client: see ``ClientScope``.
    init(_ connection: Connection, _ sql: String) throws(StoreError) { try self.init(connection, sql, acrossClients: false) }

    /// A statement on the rows of every client.
    init(_ connection: Connection, acrossClients sql: String) throws(StoreError) { try self.init(connection, sql, acrossClients: true) }

    private init(_ connection: Connection, _ sql: String, acrossClients: Bool) throws(StoreError) {
        prepared = try connection.statements.take(sql, acrossClients: acrossClients, connection)
        self.connection = connection
        if prepared.clientIndex > 0, let client = connection.client {
            sqlite3_bind_int64(prepared.handle, prepared.clientIndex, Int64(client.rawValue))
        }
    }

    deinit { connection.statements.giveBack(prepared) }

    /// Sets the parameters but `:client`, in their order, and makes the statement ready to step.
    func bind(_ values: [SQLValue]) throws(StoreError) {
        sqlite3_reset(handle)
        var index: Int32 = 0
        for value in values {
            index += 1
            if index == prepared.clientIndex { index += 1 }
            let code =
                switch value {
                case .null: sqlite3_bind_null(handle, index)
                case .int(let number): sqlite3_bind_int64(handle, index, Int64(number))
                case .text(let text): bind(text, at: index)
                case .blob(let bytes): bytes.withUnsafeBytes { bind($0, at: index) }
                case .digest(let digest): digest.withUnsafeBytes { bind($0, at: index) }
                }
            guard code == SQLITE_OK else { throw connection.lastError }
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

    /// Goes to the next row; false after the last.
    func step() throws(StoreError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw connection.lastError
        }
    }

    /// Runs a statement that gives no rows, and says how many rows it changed.
    @discardableResult
    func run(_ values: [SQLValue]) throws(StoreError) -> Int {
        try bind(values)
        while try step() {}
        return Int(sqlite3_changes(connection.handle))
    }

    /// Lets go of the row that the statement stands on.
    func reset() { sqlite3_reset(handle) }

    func isNull(_ column: StaticString) -> Bool { sqlite3_column_type(handle, position(column)) == SQLITE_NULL }
    func int(_ column: StaticString) -> Int { int(at: position(column)) }
    func text(_ column: StaticString) -> String { text(at: position(column)) }
    func optionalInt(_ column: StaticString) -> Int? { isNull(column) ? nil : int(column) }
    func optionalText(_ column: StaticString) -> String? { isNull(column) ? nil : text(column) }
    func digest(_ column: StaticString) -> Hash256? { Hash256(bytes(column)) }

    func bytes(_ column: StaticString) -> [UInt8] {
        let column = position(column)
        guard let start = sqlite3_column_blob(handle, column) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }

    /// The number in the first column, or nil where it is null.
    var firstInt: Int? { sqlite3_column_type(handle, 0) == SQLITE_NULL ? nil : int(at: 0) }
    /// The text in the first column.
    var firstText: String { text(at: 0) }

    private func int(at column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

    private func text(at column: Int32) -> String {
        guard let start = sqlite3_column_text(handle, column) else { return "" }
        return String(decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))), as: UTF8.self)
    }

    private func position(_ column: StaticString) -> Int32 { prepared.positions.position(of: column, in: handle) }
}

/// Where the columns of a statement stand, by their names: found once a name, as a statement gives many rows.
final class ColumnPositions {
    private var known: [(name: UnsafePointer<UInt8>, position: Int32)] = []
    /// The name that is probably asked for next, as each row is read in the same order.
    private var next = 0

    func position(of column: StaticString, in statement: OpaquePointer) -> Int32 {
        if next >= known.count { next = 0 }
        if next < known.count, known[next].name == column.utf8Start {
            next += 1
            return known[next - 1].position
        }
        if let index = known.firstIndex(where: { $0.name == column.utf8Start }) {
            next = index + 1
            return known[index].position
        }
        for position in 0..<sqlite3_column_count(statement) {
            guard let name = sqlite3_column_name(statement, position), String(cString: name) == column.description else { continue }
            known.append((column.utf8Start, position))
            return position
        }
        preconditionFailure("The query has no column \(column).")
    }
}

/// A value as SQLite stores it.
enum SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral {
    case null
    case int(Int)
    case text(String)
    case blob([UInt8])
    case digest(Hash256)

    init(_ number: Int?) { self = number.map { .int($0) } ?? .null }
    init(_ text: String?) { self = text.map { .text($0) } ?? .null }
    init(_ digest: Hash256?) { self = digest.map { .digest($0) } ?? .null }
    init(_ id: Dotation.ID) { self = .int(Int(id.rawValue)) }
    init(_ number: OrderNumber) { self = .int(Int(number.rawValue)) }
    init(integerLiteral value: Int) { self = .int(value) }
    init(stringLiteral value: String) { self = .text(value) }
    init(nilLiteral: ()) { self = .null }
}
