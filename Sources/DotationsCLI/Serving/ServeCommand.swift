import ArgumentParser
import DotationsApplication
import Logging

/// `dotations serve`: the pages, by the program `dotations-serve` that stands beside this one. Who builds the command alone builds no server.
struct ServeCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Sert les pages de l’Espace Client, jusqu’à Ctrl-C ou SIGTERM.",
        discussion: """
            Sans réglage, les pages sont pour cette machine seule. docs/operations.md décrit les réglages (web.…), le serveur mandataire \
            qui apporte TLS, et l’arrêt.
            """)

    @Option(help: ArgumentHelp("Le port, à la place de celui de web.listen.", valueName: "port"))
    var port: Int?

    @Flag(help: "Envoie aussi les e-mails qui attendent, comme « dotations jobs send --follow ».")
    var send = false

    @Option(help: ArgumentHelp("Le niveau des messages de suivi, sur la sortie d’erreur.", valueName: "niveau"))
    var logLevel: Logger.Level?

    @OptionGroup var mail: MailOptions
    @OptionGroup var base: BaseOptions

    func validate() throws { try requirePort(port) }

    func execute() throws {
        var arguments = ["--database", store.location]
        if let file = mail.file { arguments += ["--settings", file] }
        if let port { arguments += ["--port", "\(port)"] }
        if let logLevel { arguments += ["--log-level", logLevel.rawValue] }
        if send { arguments.append("--send") }
        if isJSON { arguments.append("--json") }
        try ServerProgram.become(arguments)
    }
}

/// Throws where a port is none.
func requirePort(_ port: Int?) throws {
    guard let port else { return }
    guard 1...65535 ~= port else { throw ValidationError("--port va de 1 à 65 535.") }
}
