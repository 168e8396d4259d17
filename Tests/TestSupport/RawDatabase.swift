internal import CDotationsSQLite
internal import Foundation
internal import Testing

/// The file as any other program opens it: with SQLite's own settings, and none of the store's code.
public final class RawDatabase {
    private var handle: OpaquePointer?

    private let path: String

    /// Opens a file.
    public init(_ path: String) throws {
        self.path = path
        try #require(sqlite3_open(path, &handle) == SQLITE_OK)
    }

    deinit { sqlite3_close(handle) }

    /// SQLite's message, or nil where all went well.
    @discardableResult
    public func execute(_ sql: String) -> String? {
        _ = FileManager.default.createFile(atPath: Self.mark(path), contents: nil)
        return perform(sql)
    }

    /// The file beside a store that another program has changed.
    public static func mark(_ path: String) -> String { path + "-changed" }

    private func perform(_ sql: String) -> String? {
        sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK ? nil : String(cString: sqlite3_errmsg(handle))
    }

    /// The first column of each row.
    public func column(_ sql: String) throws -> [String] {
        var statement: OpaquePointer?
        try #require(sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK)
        defer { sqlite3_finalize(statement) }
        var texts: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW { texts.append(sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "") }
        return texts
    }

    /// The first column of the first row.
    public func text(_ sql: String) throws -> String {
        var statement: OpaquePointer?
        try #require(sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK)
        defer { sqlite3_finalize(statement) }
        try #require(sqlite3_step(statement) == SQLITE_ROW)
        return sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? ""
    }
}
