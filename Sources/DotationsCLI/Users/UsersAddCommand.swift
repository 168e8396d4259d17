import ArgumentParser
import DotationAccounts
import DotationStore
import Dotations
import DotationsApplication

/// `dotations users add`: somebody who works for a client.
struct UsersAddCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Ajoute à un client une personne qui travaille pour lui.",
        discussion: "Elle se connecte une fois qu’elle a un mot de passe : dotations users invite, ou dotations users password.")

    @Argument(help: .email)
    var email: EmailAddress

    @Option(help: ArgumentHelp("Le prénom et le nom.", valueName: "nom"))
    var name: String

    @Option(help: .role)
    var role: Role

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let application = try store.installation().application(store.chosenClient)
        let result = try application.addMember(email, name: name, as: role)
        // What the operator knows of other clients stands in `users list` alone.
        let lines = [
            "La personne travaille pour le client \(application.client.code) : \(role.rawValue).",
            "Pour l’inviter à se connecter : dotations users invite \(email.text)",
        ]
        try ResultWriter.write(result, lines, asJSON: isJSON)
    }
}
