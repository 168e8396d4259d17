import ArgumentParser
import Dotations
import DotationsApplication

/// `dotations users disable`: somebody who is to sign in no more.
struct UsersDisableCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Empêche une personne de se connecter, pour quelque client que ce soit, ou le lui permet de nouveau.",
        discussion: "Toutes les sessions de la personne prennent fin. Son mot de passe et ses rôles restent.")

    @Argument(help: .email)
    var email: EmailAddress

    @Flag(help: "Lui permet de nouveau de se connecter.")
    var enable = false

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let installation = try store.installation(about: email)
        try installation.setDisabled(!enable, email)
        let line = enable ? "La personne peut de nouveau se connecter." : "La personne ne peut plus se connecter."
        try ResultWriter.write(installation.user(email, of: store.chosenClient), [line], asJSON: isJSON)
    }
}
