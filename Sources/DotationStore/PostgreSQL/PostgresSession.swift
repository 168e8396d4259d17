extension PostgresConnection {
    /// How long one statement, or a transaction in which nothing happens, may take, in milliseconds: a program that is gone holds up nobody.
    private static let patience = 600_000

    /// Sets up a connection of the store: its user is that of the app, which owns nothing, whoever has connected; or that of a program which only
    /// sends e-mails, where who has connected may be no more.
    ///
    /// Each statement is planned once: it looks up rows of a client by an index, whoever the client is. The server would plan some anew each
    /// time that they run, which took longer than to run them.
    ///
    /// A host that is cut off is noticed within a minute, and what it has locked is free again: the system would wait for hours.
    ///
    /// - Parameter lockTimeout: how many milliseconds to wait for another program's write.
    /// - Throws: ``StoreError`` `missing` where the database has no store; `unwritable` where the user may not use it.
    func beginSession(lockTimeout: Int) throws(StoreError) {
        do throws(StoreError) {
            try execute(
                """
                SET client_min_messages = error; SET search_path = \(PostgresSchema.name);
                SET lock_timeout = \(lockTimeout); SET statement_timeout = \(Self.patience);
                SET idle_in_transaction_session_timeout = \(Self.patience); SET bytea_output = hex;
                SET plan_cache_mode = force_generic_plan;
                SET tcp_user_timeout = 60000; SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3;
                """)
            do throws(StoreError) { try execute("SET ROLE \(PostgresSchema.app)") } catch {
                guard sqlState == "42501" else { throw error }
                try execute("SET ROLE \(PostgresSchema.mail)")
            }
        } catch {
            switch sqlState {
            // There is no such role.
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
    func checkServer() throws(StoreError) {
        for setting in try durability() where !setting.isSafe {
            throw StoreError(.settings, "The server's setting \(setting.name) is \(setting.value): it can lose what it has acknowledged.")
        }
        let found = try storeVersion()
        guard found >= Schema.version else {
            throw StoreError(
                .olderVersion,
                "The store has version \(found), and not \(Schema.version): `dotations database migrate` upgrades what a release made.")
        }
        guard found == Schema.version else { throw Schema.unknownVersion(found) }
    }

    /// The settings by which a server could lose what it has acknowledged.
    func durability() throws(StoreError) -> [(name: String, value: String, isSafe: Bool)] {
        var settings: [(name: String, value: String, isSafe: Bool)] = []
        for name in ["fsync", "full_page_writes", "synchronous_commit"] {
            let value = try text("SELECT current_setting('\(name)')") ?? ""
            settings.append((name, value, value != "off"))
        }
        return settings
    }

    /// The version of the store on the server.
    ///
    /// - Throws: ``StoreError`` `missing` where there is none.
    func storeVersion() throws(StoreError) -> Int {
        do throws(StoreError) { return try int("SELECT version FROM schema_version") ?? 0 } catch {
            guard error.code == .damaged else { throw error }
            throw StoreError.noStoreOnServer
        }
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
