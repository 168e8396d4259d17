import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication
import Foundation

/// Which store a command works on, and who asks. The root command has them as well, so that they may stand anywhere in the line.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "La base de données, un fichier ou l’adresse d’un serveur PostgreSQL (postgresql://…) ; à défaut DOTATIONS_DATABASE, puis "
                + "dotations.sqlite.", valueName: "fichier"))
    var database: String?

    @Option(help: ArgumentHelp("Un nom à inscrire dans l’historique, après le compte du système.", valueName: "nom"))
    var user: String?

    @Option(
        help: ArgumentHelp("Le client pour lequel on travaille ; à défaut DOTATIONS_CLIENT, puis le seul qu’il y a.", valueName: "code"))
    var client: Client.Code?

    /// Where the store is, as it was given.
    var location: String { database ?? Self.environment("DOTATIONS_DATABASE") ?? "dotations.sqlite" }

    /// Opens the store. Only `orders create`, `events load` and `clients add` make one where there is none, with what they write.
    func open(creating: StoreCreation = .never) throws -> Store { try Store(StoreDatabase(location), creating: creating) }

    /// Who runs the store. A client that is named has to be there, also where a command is about all of them.
    func installation(creating: StoreCreation = .never) throws -> Installation {
        let installation = Installation(store: try open(creating: creating), user: name, way: .command)
        if let client { _ = try installation.store.client(client) }
        return installation
    }

    /// Who runs the store, for what is about one person. Where a client is chosen the person has to work for it: whoever does not is nobody there.
    func installation(about email: EmailAddress) throws -> Installation {
        let installation = try installation()
        _ = try installation.user(email, of: chosenClient)
        return installation
    }

    /// Who works for the client that is named, or the only one.
    func application(creating: StoreCreation = .never) throws -> Application {
        try installation(creating: creating).application(chosenClient)
    }

    var chosenClient: Client.Code? {
        get throws {
            if let client { return client }
            guard let text = Self.environment("DOTATIONS_CLIENT") else { return nil }
            guard let code = Client.Code(text) else { throw StoreError.unknownClient }
            return code
        }
    }

    /// Who does something, as the history has it: the account that the process runs under. Anybody can type a name or set a variable, so a name that
    /// was typed stands after the account, and never in its place.
    var name: String { user.map { "\(SystemAccount.name) (pour \($0))" } ?? SystemAccount.name }

    private static func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// What every command takes that works on a store: which one, and whether a program reads what the command says.
struct BaseOptions: ParsableArguments {
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions
}

protocol StoreCommand: ReportingCommand {
    var base: BaseOptions { get }
}

extension StoreCommand {
    var store: StoreOptions { base.store }
    var report: ReportOptions { base.report }
}
