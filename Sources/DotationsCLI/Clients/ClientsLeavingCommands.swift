import ArgumentParser
import DotationStore
import DotationsApplication

/// `dotations clients export`: hands a leaving client's data over.
struct ClientsExportCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Écrit tout ce qui est à un client dans une base de données à lui seul.",
        discussion: """
            Le client y continue avec la même commande : son historique s’y vérifie, ses fichiers exportés y reviennent, et les liens de ses \
            e-mails y sont valables. Les personnes qui travaillent pour lui n’y sont pas.
            """)

    @Argument(help: ArgumentHelp("Le client.", valueName: "code"))
    var code: Client.Code

    @Option(name: .shortAndLong, help: ArgumentHelp("La base de données à créer.", valueName: "fichier"))
    var output: String

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let details = try store.installation().export(code, to: output)
        try ResultWriter.write(
            ["client": details.client.code.description, "file": output],
            ["\(output) : \(details.orderCount.counted("commande")) du client \(details.client.code)."], asJSON: isJSON)
    }
}

/// `dotations clients erase`: removes a client for good.
struct ClientsEraseCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Efface définitivement tout ce qui est à un client.",
        discussion: "Ne restent que les empreintes de son historique. « clients export » garde ses données, s’il le faut.")

    @Argument(help: ArgumentHelp("Le client.", valueName: "code"))
    var code: Client.Code

    @Option(help: ArgumentHelp("Le code du client, encore une fois : l’efface sans demander.", valueName: "code"))
    var confirm: Client.Code?

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let installation = try store.installation()
        let details = try installation.client(code)
        let nothing = "Rien n’a été effacé."
        if let confirm {
            guard confirm == code else { throw CommandError(.confirmationDeclined, "Les deux codes ne sont pas les mêmes. \(nothing)") }
        } else {
            guard !isJSON, Terminal.canAsk else {
                throw CommandError(.confirmationNeeded, "\(nothing) Ajoutez --confirm avec le code du client.")
            }
            let question = "\(details.lines.prefix(2).joined(separator: ", ")) Tout sera effacé. Pour le faire, tapez le code du client :"
            guard let typed = try Terminal.ask(question), Client.Code(typed) == code else {
                throw CommandError(.confirmationDeclined, nothing)
            }
        }
        let client = try installation.erase(code)
        try ResultWriter.write(["client": client.code.description, "status": "erased"], ["Client \(client.code) effacé."], asJSON: isJSON)
    }
}
