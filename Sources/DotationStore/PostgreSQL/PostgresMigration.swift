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
    /// What was released, the oldest first. The first release that had a store on a server made today's version.
    static let migrations: [PostgresMigration] = []
}
