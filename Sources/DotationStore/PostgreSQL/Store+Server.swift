extension Store {
    /// The version of the stores that this program makes.
    public static var version: Int { Schema.version }

    /// Makes a store of an earlier version on a server one of this version, all of it or nothing. A file is upgraded when it is opened to be written.
    ///
    /// - Parameter address: the server and the database; whoever signs in is a member of the role `dotations_owner`. Nobody is to use the store.
    /// - Returns: the version that it had: ``version`` where there was nothing to do.
    /// - Throws: ``StoreError`` `missing` where the database has no store; `newerVersion`; `notAStore` for a version that no release made; `unwritable`
    ///   where the user may not do so; `locked` where others use it for more than a minute; `damaged` where the result would not be sound.
    public static func migrate(on address: ServerAddress) throws(StoreError) -> Int {
        do throws(StoreError) { return try PostgresServer.migrate(address) } catch { throw error.ofFile(address.text) }
    }

    /// Looks whether a server keeps what it is given, and whether the store's tables, rules, policies, roles and rights are those of this version.
    /// Changes nothing. What the tables hold ``examine(at:)`` goes through.
    ///
    /// - Throws: ``StoreError`` `unreachable`; `missing` where the database has no store; `unwritable` where the user may not use it.
    public static func check(on address: ServerAddress) throws(StoreError) -> [ServerFinding] {
        do throws(StoreError) { return try PostgresServer.check(address) } catch { throw error.ofFile(address.text) }
    }
}
