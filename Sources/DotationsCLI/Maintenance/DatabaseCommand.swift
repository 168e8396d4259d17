import ArgumentParser
import DotationStore
import DotationsApplication
import Foundation

/// `dotations database`: makes a store on a PostgreSQL server, upgrades it, looks at it, and moves one there or back.
struct DatabaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database",
        abstract: "Crée une base de données sur un serveur PostgreSQL, la met à niveau, la vérifie, ou en recopie une.",
        subcommands: [DatabaseCreateCommand.self, DatabaseMigrateCommand.self, DatabaseCheckCommand.self, DatabaseCopyCommand.self])
}

/// `dotations database create`: a file needs none, as the first command that writes makes it.
struct DatabaseCreateCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Crée les rôles, les tables et les règles dans une base PostgreSQL qui n’en a pas.",
        discussion: """
            Le compte de --database doit pouvoir créer des rôles et des schémas. Ceux qui se servent du programme sont ensuite à mettre dans le \
            rôle dotations_app : GRANT dotations_app TO compte. docs/operations.md le décrit.
            """)

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let address = try store.serverAddress("Un fichier se crée avec ce qui y est écrit.")
        try Store.create(on: address)
        try ResultWriter.write(
            ["database": address.text] as JSONObject,
            ["La base de données est créée. Admettez un compte par : GRANT dotations_app TO compte"],
            asJSON: isJSON)
    }
}

/// `dotations database copy`: from a file to a server, back, or to another one.
struct DatabaseCopyCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy", abstract: "Recopie toute une base de données dans une autre, qui n’existe pas encore.",
        discussion: """
            Arrêtez d’abord ce qui s’en sert : ce qui est écrit pendant la copie n’y est pas. La copie est vérifiée (nombres de lignes, \
            historiques, règles) ; si elle n’est pas fidèle, elle est supprimée.
            """)

    @Argument(help: ArgumentHelp("La base de données : un fichier, ou postgresql://…", valueName: "de"))
    var source: String

    @Argument(
        help: ArgumentHelp("La nouvelle : un fichier qui n’existe pas, ou une base PostgreSQL sans tables de dotations.", valueName: "vers")
    )
    var target: String

    @OptionGroup var report: ReportOptions

    func execute() throws {
        let counts = try Store(StoreDatabase(source)).copy(to: StoreDatabase(target), at: Date())
        let total = counts.values.reduce(0, +)
        try ResultWriter.write(
            ["from": source, "database": target, "rows": total] as JSONObject,
            ["\(target) : \(total.grouped) lignes recopiées et vérifiées."],
            asJSON: isJSON)
    }
}

extension StoreOptions {
    /// The address of the server that the store is on.
    ///
    /// - Throws: `ValidationError` for a file, with what to do about that.
    func serverAddress(_ adviceForFiles: String) throws -> ServerAddress {
        guard case .server(let address) = try StoreDatabase(location) else {
            throw ValidationError("--database : donnez l’adresse d’un serveur (postgresql://…). \(adviceForFiles)")
        }
        return address
    }
}
