internal import DotationAccounts
internal import Foundation

extension StoreFile {
    /// Opens the file with the settings that make it safe, and reads each of them back.
    static func openFile(
        _ path: String, creating: Bool, busyTimeout: TimeInterval
    ) throws(StoreError) -> (file: SerialConnection, access: FileAccess) {
        try prepareFile(path, creating: creating)
        return try FileAccess.open(path) { name, access throws(StoreError) in
            try openFile(name, access, busyTimeout: milliseconds(busyTimeout), cache: writerCache)
        }
    }

    /// Opens one more connection to a file that is open, to read it.
    static func openReader(_ path: String, _ access: FileAccess, busyTimeout: TimeInterval) throws(StoreError) -> SerialConnection {
        try openFile(access.name(of: path), access, busyTimeout: milliseconds(busyTimeout), cache: readerCache)
    }

    private static func milliseconds(_ timeout: TimeInterval) -> Int { Int(max(0, min(timeout, 3600)) * 1000) }

    private static func openFile(
        _ name: String, _ access: FileAccess, busyTimeout milliseconds: Int, cache: Int
    ) throws(StoreError) -> SerialConnection {
        // Two programs that create the file at the same time can meet where SQLite does not wait: when it goes over to WAL.
        let deadline = ContinuousClock.now + .milliseconds(milliseconds)
        while true {
            do throws(StoreError) {
                let file = try SerialConnection(name, flags: access.flags, busyTimeout: milliseconds)
                try file.use { connection throws(StoreError) in
                    guard !access.canWrite || !file.isReadOnly else { throw StoreError(.unwritable, "The file can only be read.") }
                    try checkIdentity(connection)
                    try set(connection, access, busyTimeout: milliseconds, cache: cache)
                    guard file.setDefensive() else { throw StoreError(.settings, "SQLite does not defend its schema.") }
                }
                return file
            } catch {
                guard error == StoreError(.locked, ""), ContinuousClock.now < deadline else { throw error }
                usleep(10_000)
            }
        }
    }

    /// Whether there is nothing under a path but what can become a store.
    static func isMissing(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & S_IFMT == S_IFREG && status.st_size == 0 : errno == ENOENT
    }

    /// Creates the file where that is asked for, with nobody but its owner allowed to read it.
    private static func prepareFile(_ path: String, creating: Bool) throws(StoreError) {
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFREG else { throw StoreError(.notAStore, "The path names no regular file.") }
            guard creating || status.st_size > 0 else { throw StoreError(.notAStore, "The file is empty.") }
            guard access(path, R_OK) == 0 else { throw StoreError(.unwritable, "The file may not be read.") }
            // An empty file becomes the store, as one that is not there.
            if status.st_size == 0 {
                guard access(path, W_OK) == 0 else { throw StoreError(.readOnly, "The file is empty, and may not be written.") }
                _ = chmod(path, 0o600)
            }
            return
        }
        guard errno == ENOENT else { throw StoreError(.unwritable, "The file cannot be reached (errno \(errno)).") }
        guard creating else { throw StoreError(.missing, "The file does not exist.") }
        let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let code: StoreError.Code = errno == ENOSPC ? .full : errno == EROFS ? .readOnly : .unwritable
            throw StoreError(code, "The file cannot be created (errno \(errno)).")
        }
        close(descriptor)
    }

    /// Refuses a file that is no store or is a newer one, before anything in it is touched.
    private static func checkIdentity(_ connection: Connection) throws(StoreError) {
        let applicationID = try connection.int("PRAGMA application_id") ?? 0
        let version = try version(connection)
        if applicationID == Schema.applicationID {
            guard Schema.knownVersions.contains(version) else { throw Schema.unknownVersion(version) }
        } else {
            let isEmpty = try connection.int("SELECT count(*) FROM sqlite_schema") == 0
            guard applicationID == 0, version == 0, isEmpty else {
                throw StoreError(.notAStore, "The file is an SQLite database, but not a store of dotations.")
            }
        }
    }

    /// How many KiB of pages a connection keeps that writes: an import of a large order stays in memory until it is committed.
    private static let writerCache = 32_768
    /// Of each that reads, of which a server keeps several: the system has the file's pages in memory as well.
    private static let readerCache = 2_048

    /// The settings of every connection.
    private static func set(_ connection: Connection, _ access: FileAccess, busyTimeout: Int, cache: Int) throws(StoreError) {
        try connection.execute(
            """
            PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON; PRAGMA recursive_triggers = ON;
            PRAGMA foreign_keys = ON; PRAGMA cache_size = -\(cache); PRAGMA temp_store = MEMORY;
            PRAGMA busy_timeout = \(busyTimeout); PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
            """)
        #if canImport(Darwin)
            try connection.execute("PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON")
            try check(connection, "fullfsync", 1)
            try check(connection, "checkpoint_fullfsync", 1)
        #endif
        if access.hasLog, try connection.text("PRAGMA journal_mode") != "wal" {
            throw StoreError(.settings, "The file is not in WAL mode.")
        }
        for (name, value) in [
            ("trusted_schema", 0), ("cell_size_check", 1), ("secure_delete", 1), ("recursive_triggers", 1), ("foreign_keys", 1),
            ("busy_timeout", busyTimeout), ("synchronous", 2),
        ] {
            try check(connection, name, value)
        }
    }

    private static func check(_ connection: Connection, _ name: String, _ value: Int) throws(StoreError) {
        let actual = try connection.int("PRAGMA \(name)")
        guard actual == value else {
            throw StoreError(.settings, "The setting \(name) is \(actual.map(String.init) ?? "unknown"), not \(value).")
        }
    }

    /// The version of the schema that the file has.
    static func version(_ connection: Connection) throws(StoreError) -> Int { try connection.int("PRAGMA user_version") ?? 0 }

    /// Makes an empty file, or one of the first release, a store of today. Tables that others refer to are replaced, for which foreign keys have
    /// to be off before the transaction begins (https://sqlite.org/lang_altertable.html, 7).
    static func upgrade(_ file: SerialConnection, _ random: some RandomNumberGenerator) throws(StoreError) {
        try file.use { connection throws(StoreError) in try connection.execute("PRAGMA foreign_keys = OFF") }
        try file.write { connection throws(StoreError) in
            try migrate(connection, random)
            guard try connection.int("SELECT count(*) FROM pragma_foreign_key_check") == 0 else {
                throw StoreError(.damaged, "What a row refers to is not there.")
            }
        }
        // The figures for the planner are read anew.
        try file.use { connection throws(StoreError) in try connection.execute("PRAGMA foreign_keys = ON; ANALYZE sqlite_schema") }
    }

    /// Takes the file from its version to today's, within the transaction that it is called in.
    static func migrate(_ connection: Connection, _ random: some RandomNumberGenerator) throws(StoreError) {
        var random = random
        func addSecret() throws(StoreError) {
            try connection.run("INSERT INTO store (id, secret) VALUES (1, ?)", .blob(.random(32, using: &random)))
        }
        switch try version(connection) {
        case Schema.version:
            // Another program has done it since the file was opened.
            return
        case 0:
            for text in Schema.tables + Schema.rules.map(\.sqlite) { try connection.execute(text) }
            try addSecret()
            try connection.insertClient(.first, .first, name: "", createdAt: nil, using: &random)
            try connection.execute("PRAGMA application_id = \(Schema.applicationID)")
        case Schema.firstRelease:
            try Schema.upgradeFirstRelease(connection)
            try addSecret()
        case Schema.versionsOfOtherRules: try Schema.replaceRules(connection)
        case let version: throw Schema.unknownVersion(version)
        }
        try Schema.fixStatistics(connection)
        try connection.execute("PRAGMA user_version = \(Schema.version)")
    }
}
