internal import CDotationsPQ
internal import Dotations

/// One statement that PostgreSQL has prepared, or is to prepare when it first runs.
///
/// What it finds is read whole, so that other statements can run meanwhile; in a stream it is read through a cursor, a thousand rows at a time.
final class PostgresStatement: PreparedStatement {
    /// How many rows of a stream are read at once.
    private static let rowsAtOnce = 1000

    let isReusable = true
    private unowned let connection: PostgresConnection
    private let unused: UnusedStatements
    private let source: String
    private let text: NumberedParameters
    /// The name that the connection has prepared it under.
    private var name: String?
    /// The same for many rows, once that was needed.
    private var many: (name: String, kinds: [ManyRows.Kind], givesPlaces: Bool)?
    private var client: Client.ID?
    /// Whose rows it sees; nil where it is about none of a client's.
    var visibleRows: VisibleRows?
    private var values: [SQLValue] = []
    private var found: PostgresResult?
    private var row: Int32 = -1
    private var cursor: String?
    private let positions = ColumnPositions()

    init(_ sql: String, on connection: PostgresConnection) {
        self.connection = connection
        unused = connection.unused
        source = sql
        text = NumberedParameters(sql)
    }

    deinit {
        unused.names += [name, many?.name].compactMap(\.self)
    }

    func setClient(_ client: Client.ID?) { self.client = text.hasClient ? client : nil }

    func clear() {
        reset()
        values = []
    }

    func bind(_ values: [SQLValue]) throws(StoreError) {
        reset()
        self.values = values
    }

    func step() throws(StoreError) -> Bool {
        if found == nil { try begin() }
        guard let found else { return false }
        row += 1
        if row < found.rowCount { return true }
        guard let cursor, found.rowCount == Self.rowsAtOnce else { return false }
        try showRows()
        let next = try connection.fetch(Self.rowsAtOnce, from: cursor)
        self.found = next
        row = 0
        return next.rowCount > 0
    }

    private func begin() throws(StoreError) {
        row = -1
        try showRows()
        let parameters = try PostgresParameters(client: client, values)
        if connection.isStreaming {
            let cursor = try connection.declareCursor(for: text.sql, parameters)
            self.cursor = cursor
            found = try connection.fetch(Self.rowsAtOnce, from: cursor)
        } else {
            found = try connection.run(try preparedName(), parameters)
        }
    }

    private func showRows() throws(StoreError) {
        if let visibleRows { try connection.show(visibleRows) }
    }

    private func preparedName() throws(StoreError) -> String {
        if let name { return name }
        let name = try connection.prepareOnServer(text.sql)
        self.name = name
        return name
    }

    func run(_ values: [SQLValue]) throws(StoreError) -> Int {
        try bind(values)
        try showRows()
        let parameters = try PostgresParameters(client: client, values)
        return try connection.run(try preparedName(), parameters).changedCount
    }

    /// Runs it for each of many rows, as one statement, and says which of them changed nothing, by their places.
    func run(each rows: [[SQLValue]]) throws(StoreError) -> [Int] {
        guard rows.count > 1 else {
            guard let row = rows.first else { return [] }
            return try run(row) == 0 ? [0] : []
        }
        reset()
        try showRows()
        let many = try preparedForMany()
        let result = try connection.run(many.name, PostgresParameters(client: client, each: rows, many.kinds))
        connection.rowsWritten += rows.count
        guard many.givesPlaces, result.changedCount < rows.count else { return [] }
        var isChanged = [Bool](repeating: false, count: rows.count)
        for row in 0..<result.rowCount {
            let place = result.int(row, 0) - 1
            if isChanged.indices.contains(place) { isChanged[place] = true }
        }
        return isChanged.indices.filter { !isChanged[$0] }
    }

    private func preparedForMany() throws(StoreError) -> (name: String, kinds: [ManyRows.Kind], givesPlaces: Bool) {
        if let many { return many }
        let kinds = Array(try connection.parameterKinds(of: preparedName()).dropFirst(text.hasClient ? 1 : 0))
        let rows = try ManyRows(source, kinds)
        let many = (try connection.prepareOnServer(rows.sql), kinds, rows.givesPlaces)
        self.many = many
        return many
    }

    func reset() {
        found = nil
        row = -1
        if let cursor { connection.close(cursor: cursor) }
        cursor = nil
    }

    func isNull(at column: Int32) -> Bool { found?.isNull(row, column) ?? true }
    func int(at column: Int32) -> Int { found?.int(row, column) ?? 0 }
    func text(at column: Int32) -> String { found?.text(row, column) ?? "" }
    func bytes(at column: Int32) -> [UInt8] { found?.bytes(row, column) ?? [] }

    func position(_ column: StaticString) -> Int32 {
        positions.position(of: column, among: found?.columnCount ?? 0) { column in found?.name(column) }
    }
}

/// The names under which the server has prepared what nobody needs any more.
final class UnusedStatements {
    var names: [String] = []
}
