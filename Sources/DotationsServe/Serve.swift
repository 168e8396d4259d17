import ArgumentParser
import DotationStore
import DotationsEspaceClient
import Foundation
import Hummingbird
import Logging

/// `dotations-serve`: the pages of the Espace Client, over a store.
@main struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "dotations-serve", abstract: "Sert les pages de l’Espace Client.")

    @Option(help: ArgumentHelp("Le fichier de la base de données.", valueName: "fichier"))
    var database = "dotations.sqlite"

    @Option(help: "Le port, sur cette machine seulement.")
    var port = 8080

    func run() async throws {
        let log = Logger(label: "dotations-serve")
        let pages = EspaceClient(
            store: try Store(path: database, creating: .never), settings: .init(origin: "http://localhost:\(port)"))
        let application = Application(
            responder: pages.responder(), configuration: .init(address: .hostname("127.0.0.1", port: port)), logger: log)
        try await application.runService()
    }
}
