import ArgumentParser
import DotationAccounts
import DotationStore
import Dotations
import DotationsApplication

/// `dotations users role`: another role with a client, or none.
struct UsersRoleCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Donne à une personne un autre rôle chez un client, ou le lui retire.",
        discussion: "Les sessions de la personne pour ce client prennent fin. Si elle ne travaille plus pour aucun client, son compte est "
            + "supprimé, sauf si son accès est retiré.")

    @Argument(help: .email)
    var email: EmailAddress

    @Argument(help: .role)
    var role: Role?

    @Flag(help: "La personne ne travaille plus pour le client.")
    var remove = false

    @OptionGroup var base: BaseOptions

    func validate() throws {
        guard (role == nil) == remove else { throw ValidationError("Donnez un rôle, ou --remove.") }
    }

    func execute() throws {
        let application = try store.installation().application(store.chosenClient)
        let result = try application.changeRole(of: email, to: role)
        let code = application.client.code
        let line = role.map { "Rôle chez le client \(code) : \($0.rawValue)." } ?? "La personne ne travaille plus pour le client \(code)."
        try ResultWriter.write(result, [line], asJSON: isJSON)
    }
}
