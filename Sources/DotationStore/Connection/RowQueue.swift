/// Rows that wait for one statement, which takes many at a time: a server is waited for each time, and a file has work for each statement.
///
/// Each of the rows has to be about another row of the store.
struct RowQueue: ~Copyable {
    private let statement: Statement
    private let room: Int
    private var waiting: [[SQLValue]] = []
    private var sentCount = 0
    /// The places of those that changed nothing, in their order.
    private(set) var unchanged: [Int] = []

    /// None yet, for a statement on rows of the connection's client, or of every client.
    init(_ connection: Connection, _ sql: String, acrossClients: Bool = false) throws(StoreError) {
        statement = try acrossClients ? Statement(connection, acrossClients: sql) : Statement(connection, sql)
        room = connection.rowsAtOnce
    }

    /// Whether it is to be flushed before another row is added.
    var isFull: Bool { waiting.count >= room }

    /// Adds a row, as the values of the statement's parameters.
    mutating func add(_ values: [SQLValue]) { waiting.append(values) }

    /// Adds a row, and writes all that wait where these are enough.
    mutating func write(_ values: [SQLValue]) throws(StoreError) {
        add(values)
        if isFull { try flush() }
    }

    /// Writes all that wait.
    mutating func flush() throws(StoreError) {
        guard !waiting.isEmpty else { return }
        unchanged += try statement.run(each: waiting).map { sentCount + $0 }
        sentCount += waiting.count
        waiting.removeAll(keepingCapacity: true)
    }
}
