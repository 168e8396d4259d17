import ArgumentParser
import DotationMail
import DotationStore
import Dotations
import DotationsApplication

/// `dotations users invite`: an invitation to sign in for somebody who works for a client.
struct UsersInviteCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite", abstract: "Envoie à une personne une invitation à se connecter pour un client.",
        discussion:
            "Elle y trouve un lien, bon sept jours, pour choisir son mot de passe ; si elle en a déjà un, l’adresse où se connecter. "
            + "Une nouvelle invitation remplace la précédente. L’e-mail part avec les autres : dotations jobs send.")

    @Argument(help: .email)
    var email: EmailAddress

    @OptionGroup var mail: MailOptions
    @OptionGroup var base: BaseOptions

    func execute() throws {
        // Without the pages' address the e-mail would not leave.
        _ = try WebSettings(file: mail.file, environment: mail.environment)
        let installation = try store.installation()
        try installation.application(store.chosenClient).sendInvitation(to: email)
        let result = try installation.user(email)
        var lines = ["L’invitation est à envoyer : dotations jobs send."]
        if result.user.isDisabled { lines.append("Elle ne partira pas tant que l’accès est retiré : dotations users disable --enable") }
        try ResultWriter.write(result, lines, asJSON: isJSON)
    }
}
