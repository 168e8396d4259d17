import ArgumentParser
import DotationMail
import Dotations
import DotationsApplication

/// `dotations users password`: a password for somebody.
struct UsersPasswordCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "password", abstract: "Donne un mot de passe à une personne, ou lui envoie un lien pour en choisir un.",
        discussion: "Il est demandé deux fois au terminal, qui ne le montre pas, ou lu dans un fichier : c’est alors sa première ligne. "
            + "Toutes les sessions de la personne prennent fin. Le lien est bon trente minutes ; il part avec les autres e-mails : dotations jobs send."
    )

    @Argument(help: .email)
    var email: EmailAddress

    @Option(
        help: ArgumentHelp(
            "Le fichier dont la première ligne est le mot de passe, que son propriétaire seul peut lire ; « - » pour l’entrée standard.",
            valueName: "fichier"))
    var passwordFile: String?

    @Flag(help: "Envoie un lien avec lequel la personne choisit elle-même son mot de passe.")
    var sendLink = false

    @OptionGroup var mail: MailOptions
    @OptionGroup var base: BaseOptions

    func validate() throws {
        guard passwordFile == nil || !sendLink else { throw ValidationError("Donnez --password-file ou --send-link, pas les deux.") }
    }

    func execute() throws {
        // Who it is for is known before anything is asked.
        let installation = try store.installation(about: email)
        guard !sendLink else {
            // Without the pages' address the e-mail would not leave.
            _ = try WebSettings(file: mail.file, environment: mail.environment)
            try installation.sendReset(to: email)
            return try ResultWriter.write(
                installation.user(email, of: store.chosenClient), ["Le lien est à envoyer : dotations jobs send."], asJSON: isJSON)
        }
        try installation.setPassword(PasswordInput.read(from: passwordFile, isJSON: isJSON), of: email)
        try ResultWriter.write(
            installation.user(email, of: store.chosenClient),
            ["Le mot de passe est enregistré ; les sessions de la personne ont pris fin."],
            asJSON: isJSON)
    }
}
