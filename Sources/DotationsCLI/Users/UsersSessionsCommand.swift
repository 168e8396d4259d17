import ArgumentParser
import DotationAccounts
import DotationStore
import Dotations
import DotationsApplication

/// `dotations users sessions`: where somebody has signed in.
struct UsersSessionsCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions", abstract: "Liste les sessions ouvertes d’une personne, ou y met fin.")

    @Argument(help: .email)
    var email: EmailAddress

    @Flag(help: "Met fin à toutes.")
    var end = false

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let result = try store.installation(about: email).sessions(of: email, for: store.chosenClient, ending: end)
        let rows = result.sessions.map { client, session in
            [client.code.description] + [session.began, session.lastSeen, session.ends].map(DateFormatting.french)
        }
        var lines = rows.isEmpty ? ["Aucune session ouverte."] : Table(["Client", "Début", "Dernier usage", "Fin prévue"], rows).lines
        if end, !rows.isEmpty { lines.append("Il y a été mis fin.") }
        try ResultWriter.write(result, lines, asJSON: isJSON)
    }
}
