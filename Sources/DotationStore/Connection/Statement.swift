import Dotations

/// One prepared statement; given back to its connection when it goes out of scope.
struct Statement: ~Copyable {
    private enum Prepared {
        case sqlite(SQLiteStatement)
        case postgres(PostgresStatement)
    }

    private let prepared: Prepared
    private let use: StatementUse
    private let engine: Engine

    /// A statement on rows of the connection's client, whose number it binds to `:client`.
    ///
    /// - Throws: ``StoreError`` `failed` where it names rows of clients without that client: see ``ClientScope``.
    init(_ connection: Connection, _ sql: String) throws(StoreError) { try self.init(connection, sql, acrossClients: false) }

    /// A statement on the rows of every client.
    init(_ connection: Connection, acrossClients sql: String) throws(StoreError) { try self.init(connection, sql, acrossClients: true) }

    private init(_ connection: Connection, _ sql: String, acrossClients: Bool) throws(StoreError) {
        let client = connection.client
        engine = connection.engine
        switch connection.engine {
        case .sqlite(let connection):
            let (statement, use) = try connection.statements.take(sql, acrossClients: acrossClients, for: client, connection.prepare)
            statement.setClient(client)
            self.use = use
            prepared = .sqlite(statement)
        case .postgres(let connection):
            let (statement, use) = try connection.statements.take(sql, acrossClients: acrossClients, for: client, connection.prepare)
            statement.setClient(client)
            statement.visibleRows = acrossClients ? .everyones : client.map { .of($0) }
            self.use = use
            prepared = .postgres(statement)
        }
    }

    deinit {
        switch (prepared, engine) {
        case (.sqlite(let statement), .sqlite(let connection)): connection.statements.giveBack(statement, use)
        case (.postgres(let statement), .postgres(let connection)): connection.statements.giveBack(statement, use)
        default: break
        }
    }

    /// Sets the parameters but `:client`, in their order, and makes the statement ready to step.
    func bind(_ values: [SQLValue]) throws(StoreError) {
        switch prepared {
        case .sqlite(let statement): try statement.bind(values)
        case .postgres(let statement): try statement.bind(values)
        }
    }

    /// Goes to the next row; false after the last.
    func step() throws(StoreError) -> Bool {
        switch prepared {
        case .sqlite(let statement): try statement.step()
        case .postgres(let statement): try statement.step()
        }
    }

    /// Runs a statement that gives no rows, and says how many rows it changed.
    @discardableResult
    func run(_ values: [SQLValue]) throws(StoreError) -> Int {
        switch prepared {
        case .sqlite(let statement): try statement.run(values)
        case .postgres(let statement): try statement.run(values)
        }
    }

    /// Runs a statement that gives no rows once for each of many, and says which of them changed nothing, by their places.
    ///
    /// On a server that is one statement, and in a file one for many insertions: each has to be about another row.
    func run(each rows: [[SQLValue]]) throws(StoreError) -> [Int] {
        switch prepared {
        case .sqlite(let statement): try statement.run(each: rows)
        case .postgres(let statement): try statement.run(each: rows)
        }
    }

    /// Lets go of the row that the statement stands on.
    func reset() {
        switch prepared {
        case .sqlite(let statement): statement.reset()
        case .postgres(let statement): statement.reset()
        }
    }

    func isNull(_ column: StaticString) -> Bool { isNull(at: position(column)) }
    func int(_ column: StaticString) -> Int { int(at: position(column)) }
    func text(_ column: StaticString) -> String { text(at: position(column)) }
    func optionalInt(_ column: StaticString) -> Int? {
        let column = position(column)
        return isNull(at: column) ? nil : int(at: column)
    }
    func optionalText(_ column: StaticString) -> String? {
        let column = position(column)
        return isNull(at: column) ? nil : text(at: column)
    }
    func digest(_ column: StaticString) -> Hash256? { Hash256(bytes(column)) }

    func bytes(_ column: StaticString) -> [UInt8] {
        bytes(at: position(column))
    }

    /// What a column holds.
    func value(at column: Int32, _ kind: TableForm.Kind) -> SQLValue {
        guard !isNull(at: column) else { return .null }
        return switch kind {
        case .number: .int(int(at: column))
        case .text: .text(text(at: column))
        case .bytes: .blob(bytes(at: column))
        }
    }

    /// The number in the first column, or nil where it is null.
    var firstInt: Int? { isNull(at: 0) ? nil : int(at: 0) }
    /// The text in the first column.
    var firstText: String { text(at: 0) }

    private func isNull(at column: Int32) -> Bool {
        switch prepared {
        case .sqlite(let statement): statement.isNull(at: column)
        case .postgres(let statement): statement.isNull(at: column)
        }
    }

    private func int(at column: Int32) -> Int {
        switch prepared {
        case .sqlite(let statement): statement.int(at: column)
        case .postgres(let statement): statement.int(at: column)
        }
    }

    private func text(at column: Int32) -> String {
        switch prepared {
        case .sqlite(let statement): statement.text(at: column)
        case .postgres(let statement): statement.text(at: column)
        }
    }

    private func bytes(at column: Int32) -> [UInt8] {
        switch prepared {
        case .sqlite(let statement): statement.bytes(at: column)
        case .postgres(let statement): statement.bytes(at: column)
        }
    }

    private func position(_ column: StaticString) -> Int32 {
        switch prepared {
        case .sqlite(let statement): statement.position(column)
        case .postgres(let statement): statement.position(column)
        }
    }
}
