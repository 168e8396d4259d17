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
        let application = try installation.application(store.chosenClient)
        try application.sendInvitation(to: email)
        let result = try installation.user(email, of: application.client.code)
        let line =
            result.user.isDisabled
            ? "L’invitation ne partira pas, car l’accès est retiré : rétablissez-le (dotations users disable --enable), puis invitez de nouveau."
            : "L’invitation est à envoyer : dotations jobs send."
        try ResultWriter.write(result, [line], asJSON: isJSON)
    }
}
