internal import CDotationsPQ
public import DotationStore

/// A database of a server as any other program uses it, with none of the store's code.
public final class RawServer {
    /// What libpq says.
    public struct Failure: Error {
        let message: String
    }

    private let handle: OpaquePointer?

    /// Connects to a database, in which the tables of the store need no schema before their names.
    public init(_ address: ServerAddress) throws {
        handle = PQconnectdb(address.text)
        guard PQstatus(handle) == CONNECTION_OK else { throw failure }
        _ = PQsetNoticeProcessor(handle, { _, _ in }, nil)
        try execute("SET search_path = dotations")
    }

    deinit { PQfinish(handle) }

    private var failure: Failure { Failure(message: String(cString: PQerrorMessage(handle))) }

    /// Runs statements.
    public func execute(_ sql: String) throws { PQclear(try run(sql)) }

    /// The first column of the first row; empty where there is none.
    public func text(_ sql: String) throws -> String {
        let result = try run(sql)
        defer { PQclear(result) }
        return PQntuples(result) > 0 ? String(cString: PQgetvalue(result, 0, 0)) : ""
    }

    private func run(_ sql: String) throws -> OpaquePointer? {
        let result = PQexec(handle, sql)
        guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else {
            PQclear(result)
            throw failure
        }
        return result
    }
}
