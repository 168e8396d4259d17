import ArgumentParser
import DotationsApplication

/// `dotations users list`: who can sign in.
struct UsersListCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Liste les personnes qui peuvent se connecter : toutes, ou celles d’un client.")

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let result = try store.installation().users(of: store.chosenClient)
        let table = Table(["Adresse", "Clients", "État"], result.users.map(\.row))
        try ResultWriter.write(result, result.users.isEmpty ? ["Personne ne peut se connecter."] : table.lines, asJSON: isJSON)
    }
}
