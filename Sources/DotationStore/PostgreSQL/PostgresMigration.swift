/// What makes a store of one version on a server one of a later version.
///
/// It is about tables, indexes, views and what they hold alone: the rules, the policies and the rights are taken away before, and those of the program
/// made after.
struct PostgresMigration: Sendable {
    let from: Int
    let to: Int
    let statements: [String]
}

extension PostgresSchema {
    /// The steps to today's version, the oldest first.
    static let migrations = Schema.versionsOfOtherRules.map { PostgresMigration(from: $0, to: Schema.version, statements: []) }
}
