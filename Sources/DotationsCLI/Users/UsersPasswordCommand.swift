import ArgumentParser
import Dotations
import DotationsApplication

/// `dotations users password`: a password for somebody.
struct UsersPasswordCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "password", abstract: "Donne un mot de passe à une personne.",
        discussion: "Il est demandé deux fois au terminal, qui ne le montre pas, ou lu dans un fichier : c’est alors sa première ligne. "
            + "Toutes les sessions de la personne prennent fin.")

    @Argument(help: .email)
    var email: EmailAddress

    @Option(
        help: ArgumentHelp(
            "Le fichier dont la première ligne est le mot de passe, que son propriétaire seul peut lire ; « - » pour l’entrée standard.",
            valueName: "fichier"))
    var passwordFile: String?

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let installation = try store.installation()
        // Who it is for is known before anything is asked.
        _ = try installation.user(email)
        try installation.setPassword(PasswordInput.read(from: passwordFile, isJSON: isJSON), of: email)
        try ResultWriter.write(
            installation.user(email), ["Le mot de passe est enregistré ; les sessions de la personne ont pris fin."], asJSON: isJSON)
    }
}
