/// Something that ``Store/check(on:)`` looked at.
public struct ServerFinding: Sendable, Hashable {
    /// What was looked at.
    public enum Check: String, Sendable, CaseIterable {
        /// The version of PostgreSQL.
        case server
        /// A setting that could have the server lose what it has acknowledged.
        case setting
        /// The version of the store.
        case version
        /// One of the roles: it is there, nobody signs in as it, and it is held to the rules.
        case role
        /// What a role may do to a table.
        case grant
        /// That a table shows nobody rows of another client.
        case policy
        /// A table, a view, an index, a trigger or a function.
        case schema
    }

    /// What was looked at.
    public let check: Check
    /// Its name: `fsync`, `dotations_app`, `orders`; empty for what there is one of.
    public let name: String
    /// What it is.
    public let value: String
    /// Whether it is as it should be.
    public let isGood: Bool
    /// The statement that mends it, for an administrator of the server; nil where none does.
    public let remedy: String?

    init(_ check: Check, _ name: String, _ value: String, isGood: Bool, remedy: String? = nil) {
        self.check = check
        self.name = name
        self.value = value
        self.isGood = isGood
        self.remedy = remedy
    }
}
