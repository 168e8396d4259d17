import ArgumentParser
import DotationsApplication

/// `dotations users list`: who can sign in.
struct UsersListCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Liste les personnes qui peuvent se connecter : toutes, ou celles d’un client.")

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let installation = try store.installation()
        if let client = try store.chosenClient {
            let result = try installation.application(client).members()
            let table = Table(["N°", "Adresse", "Nom", "Rôle", "Déjà connectée"], result.members.map(\.row))
            try ResultWriter.write(result, result.members.isEmpty ? ["Personne ne travaille pour ce client."] : table.lines, asJSON: isJSON)
        } else {
            let result = try installation.users()
            let table = Table(["Adresse", "Clients", "État"], result.users.map(\.row))
            try ResultWriter.write(result, result.users.isEmpty ? ["Personne ne peut se connecter."] : table.lines, asJSON: isJSON)
        }
    }
}
