internal import CDotationsPQ
internal import Foundation

/// One connection to a PostgreSQL server: with ``PostgresStatement`` and ``PostgresResult`` the only place that calls libpq.
///
/// One thread at a time has it, which its pool sees to.
final class PostgresConnection {
    private let handle: OpaquePointer
    let statements = PreparedStatements<PostgresStatement>(kept: 256)
    /// Whether what is found is read through cursors.
    var isStreaming = false
    /// What the server called the last fault; empty where the connection was lost.
    private(set) var sqlState: String?
    /// Whose rows statements see until the transaction ends.
    private var visibleRows = VisibleRows.nobodys
    private var lastNumber = 0
    /// How many rows were written many at a time since the transaction began.
    var rowsWritten = 0
    /// The operation that the transaction has written last, by which it is found again where the connection is lost while it ends.
    var written: (client: Client.ID, request: RequestID)?
    /// Whether the server is undoing a transaction, of which nobody has read the answer.
    private var isRollingBack = false
    /// The statements that the server may forget.
    let unused = UnusedStatements()

    /// Connects to a server.
    ///
    /// - Throws: ``StoreError`` `unreachable`, with what libpq says.
    init(_ address: ServerAddress) throws(StoreError) {
        // What the address says goes before these: the last one of a name holds.
        let parameters = [
            ("client_encoding", "UTF8"), ("application_name", "dotations"), ("connect_timeout", "10"), ("keepalives_idle", "30"),
            ("tcp_user_timeout", "60000"), ("dbname", address.text),
        ]
        var names = parameters.map { strdup($0.0).map { UnsafePointer($0) } } + [nil]
        var values = parameters.map { strdup($0.1).map { UnsafePointer($0) } } + [nil]
        defer { for text in names + values { free(UnsafeMutablePointer(mutating: text)) } }
        guard let handle = PQconnectdbParams(&names, &values, 1) else {
            throw StoreError(.unreachable, "libpq has no memory for a connection.")
        }
        self.handle = handle
        guard PQstatus(handle) == CONNECTION_OK else {
            throw StoreError(.unreachable, "libpq says: \(Self.message(PQerrorMessage(handle))).")
        }
        // What the server wants to tell is for its own log.
        _ = PQsetNoticeProcessor(handle, { _, _ in }, nil)
    }

    deinit { PQfinish(handle) }

    /// The server's version: 150018 for 15.18.
    var serverVersion: Int { Int(PQserverVersion(handle)) }

    /// The server's version, as it says: `15.18`.
    var versionText: String { PQparameterStatus(handle, "server_version").map { String(cString: $0) } ?? "" }

    /// The oldest version that a store can be on.
    static let oldestVersion = 150_000

    /// - Throws: ``StoreError`` `settings` where the server is too old.
    func requireVersion() throws(StoreError) {
        guard serverVersion >= Self.oldestVersion else {
            throw StoreError(.settings, "The server is PostgreSQL \(versionText), and not \(Self.oldestVersion / 10_000) or later.")
        }
    }

    /// Whether a transaction is open.
    var isInTransaction: Bool { !isRollingBack && PQtransactionStatus(handle) != PQTRANS_IDLE }

    /// Whether the last fault was that of a connection that is no more: then the server gave it no name, whatever libpq says of the connection.
    var isLost: Bool { sqlState?.isEmpty ?? false }

    /// Runs statements that give no rows.
    func execute(_ sql: String) throws(StoreError) { _ = try checked(PQexec(handle, sql)) }

    /// A statement that is ready to be bound.
    func prepare(_ sql: String) throws(StoreError) -> PostgresStatement { PostgresStatement(sql, on: self) }

    /// Has the server prepare a statement, and gives the name that it has there.
    func prepareOnServer(_ sql: String) throws(StoreError) -> String {
        let name = nextName("s")
        _ = try checked(PQprepare(handle, name, sql, 0, nil))
        return name
    }

    /// What the parameters hold of what is prepared under a name.
    func parameterKinds(of name: String) throws(StoreError) -> [ManyRows.Kind] {
        let description = try checked(PQdescribePrepared(handle, name))
        var kinds: [ManyRows.Kind] = []
        for type in description.parameterTypes {
            guard let kind = ManyRows.Kind(rawValue: type) else {
                throw StoreError(.failed, "A parameter has a type that no column of the store has.")
            }
            kinds.append(kind)
        }
        return kinds
    }

    /// Runs what is prepared under a name.
    func run(_ name: String, _ parameters: PostgresParameters) throws(StoreError) -> PostgresResult {
        try checked(parameters.withPointers { PQexecPrepared(handle, name, $0, $1, $2, $3, 0) })
    }

    /// Opens a cursor on what a query finds, and gives its name.
    func declareCursor(for sql: String, _ parameters: PostgresParameters) throws(StoreError) -> String {
        let name = nextName("c")
        let declaration = "DECLARE \(name) NO SCROLL CURSOR FOR \(sql)"
        _ = try checked(parameters.withPointers { PQexecParams(handle, declaration, $0, nil, $1, $2, $3, 0) })
        return name
    }

    /// The next rows of a cursor, so many at most.
    func fetch(_ count: Int, from cursor: String) throws(StoreError) -> PostgresResult {
        try checked(PQexec(handle, "FETCH \(count) FROM \(cursor)"))
    }

    /// Closes a cursor. Where its transaction has failed or ended there is nothing to close.
    func close(cursor: String) {
        if PQtransactionStatus(handle) == PQTRANS_INTRANS { PQclear(PQexec(handle, "CLOSE \(cursor)")) }
    }

    /// Begins a transaction, in which statements see these rows until others are asked for.
    func begin(_ mode: String, showing rows: VisibleRows = .nobodys) throws(StoreError) {
        let deallocations = unused.names.map { "DEALLOCATE \($0); " }.joined()
        unused.names = []
        rowsWritten = 0
        written = nil
        settle()
        sqlState = nil
        try execute(deallocations + "BEGIN \(mode)" + (rows == .nobodys ? "" : "; " + Self.showing(rows)))
        visibleRows = rows
    }

    /// Has the next statements see these rows.
    func show(_ rows: VisibleRows) throws(StoreError) {
        guard rows != visibleRows else { return }
        try execute(Self.showing(rows))
        visibleRows = rows
    }

    private static func showing(_ rows: VisibleRows) -> String { "SET LOCAL \(PostgresSchema.clientSetting) = '\(rows.setting)'" }

    /// Runs a body whose failure does not end the transaction.
    func attempt<T>(_ body: () throws(StoreError) -> T) throws(StoreError) -> T {
        let before = visibleRows
        try execute("SAVEPOINT attempt")
        do throws(StoreError) {
            let result = try body()
            try execute("RELEASE SAVEPOINT attempt")
            return result
        } catch {
            // This takes back settings as well.
            try execute("ROLLBACK TO SAVEPOINT attempt")
            visibleRows = before
            throw error
        }
    }

    /// Undoes an open transaction; the answer is read before the next statement.
    func rollBack() {
        if isInTransaction { isRollingBack = PQsendQuery(handle, "ROLLBACK") == 1 }
    }

    /// Reads the answer to what was undone. A connection that was lost meanwhile fails with the next statement.
    private func settle() {
        guard isRollingBack else { return }
        isRollingBack = false
        while let answer = PQgetResult(handle) { PQclear(answer) }
    }

    private func nextName(_ kind: String) -> String {
        lastNumber += 1
        return "\(kind)\(lastNumber)"
    }

    private func checked(_ ask: @autoclosure () -> OpaquePointer?) throws(StoreError) -> PostgresResult {
        settle()
        guard let result = ask() else {
            sqlState = ""
            throw StoreError(.unreachable, "libpq says: \(Self.message(PQerrorMessage(handle))).")
        }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return PostgresResult(result)
        default:
            defer { PQclear(result) }
            let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
            sqlState = state
            throw StoreError(
                sqlState: state,
                message: Self.message(PQresultErrorField(result, Int32(UInt8(ascii: "M"))) ?? PQresultErrorMessage(result)))
        }
    }

    /// What libpq or the server says, in one line.
    private static func message(_ text: UnsafePointer<CChar>?) -> String {
        guard let text else { return "nothing" }
        return String(cString: text).split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}

extension StoreError {
    /// The error that a rule of the store is told apart by from those of the server.
    static let ruleState = "DT001"

    /// The error that the server's name of a fault means; the one place where these become errors.
    init(sqlState: String, message: String) {
        // What the server says of a value can hold the value.
        let words = sqlState.hasPrefix("22") ? "a value does not fit" : message
        let detail = "PostgreSQL says: \(words) (\(sqlState))."
        switch sqlState {
        case "": self.init(.unreachable, "The connection to the server was lost: \(message).")
        case Self.ruleState, "42501": self.init(.forbidden, detail)
        case "3D000": self.init(.missing, detail)
        case "42P01", "42703", "42883", "3F000": self.init(.damaged, detail)
        case "55P03", "57014", "40001", "40P01": self.init(.locked, detail)
        case "25006": self.init(.readOnly, detail)
        case "53100", "53200": self.init(.full, detail)
        case "57P01", "57P02", "57P03", "53300": self.init(.unreachable, detail)
        case "XX001", "XX002": self.init(.damaged, detail)
        default:
            switch sqlState.prefix(2) {
            case "08", "28": self.init(.unreachable, detail)
            default: self.init(.failed, detail)
            }
        }
    }
}
