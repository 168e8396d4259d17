extension PostgresConnection {
    /// How long one statement, or a transaction in which nothing happens, may take, in milliseconds: a program that is gone holds up nobody.
    private static let patience = 600_000

    /// Sets up a connection of the store: its user is that of the app, which owns nothing, whoever has connected.
    ///
    /// - Parameter lockTimeout: how many milliseconds to wait for another program's write.
    /// - Throws: ``StoreError`` `missing` where the database has no store; `unwritable` where the user may not use it.
    func beginSession(lockTimeout: Int) throws(StoreError) {
        do throws(StoreError) {
            try execute(
                """
                SET client_min_messages = error; SET ROLE \(PostgresSchema.app); SET search_path = \(PostgresSchema.name);
                SET lock_timeout = \(lockTimeout); SET statement_timeout = \(Self.patience);
                SET idle_in_transaction_session_timeout = \(Self.patience); SET bytea_output = hex;
                """)
        } catch {
            switch sqlState {
            case "22023": throw StoreError.noStoreOnServer
            case "42501":
                throw StoreError(
                    .unwritable, "The user is no member of \(PostgresSchema.app): GRANT \(PostgresSchema.app) TO the user.")
            default: throw error
            }
        }
    }
}

extension Connection {
    /// That the server keeps what it has acknowledged, and has a store of today's version.
    func checkServer(_ version: Int) throws(StoreError) {
        guard version >= 150_000 else { throw StoreError(.settings, "The server is PostgreSQL \(version / 10_000), and not 15 or later.") }
        let settings = try Statement(
            self,
            """
            SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
                current_setting('synchronous_commit') AS synchronous_commit
            """)
        guard try settings.step() else { throw StoreError(.settings, "The server does not tell its settings.") }
        for (name, value) in [
            ("fsync", settings.text("fsync")), ("full_page_writes", settings.text("full_page_writes")),
            ("synchronous_commit", settings.text("synchronous_commit")),
        ] where value == "off" || value == "local" && name != "synchronous_commit" {
            throw StoreError(.settings, "The server's setting \(name) is \(value): it can lose what it has acknowledged.")
        }
        let found: Int?
        do throws(StoreError) { found = try int("SELECT version FROM schema_version") } catch {
            guard error.code == .damaged else { throw error }
            throw StoreError.noStoreOnServer
        }
        guard let found, found == Schema.version else { throw Schema.unknownVersion(found ?? 0) }
    }
}

extension StoreError {
    /// The database has no store.
    static var noStoreOnServer: StoreError {
        StoreError(.missing, "The database has no store. `dotations database create` makes one.")
    }
}

extension Schema {
    /// That a store has a version which this program does not know.
    static func unknownVersion(_ found: Int) -> StoreError {
        found > version
            ? StoreError(.newerVersion, "The store has version \(found); this program knows version \(version).")
            : StoreError(.notAStore, "The store has version \(found), which no release made.")
    }
}
