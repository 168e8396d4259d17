import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

/// `dotations users authenticator`: whether somebody has one, and taking it away from somebody who has lost it.
struct UsersAuthenticatorCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "authenticator",
        abstract: "Dit si une personne a une application d’authentification, ou la lui retire.",
        discussion: "À retirer quand la personne a perdu son téléphone et ses codes de secours : vérifiez d’abord que c’est bien elle. Ses "
            + "sessions prennent fin, son mot de passe reste. Là où le client l’exige, elle en configure une autre en se connectant.")

    @Argument(help: .email)
    var email: EmailAddress

    @Flag(help: "Retire l’application et les codes de secours.")
    var remove = false

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let installation = try store.installation(about: email)
        if remove { try installation.takeAwayAuthenticator(of: email) }
        let result = try installation.user(email, of: store.chosenClient)
        let line =
            remove
            ? "L’application d’authentification est retirée ; les sessions de la personne ont pris fin."
            : result.user.hasAuthenticator
                ? "La personne a une application d’authentification." : "La personne n’a pas d’application d’authentification."
        try ResultWriter.write(result, [line], asJSON: isJSON)
    }
}
