import ArgumentParser
import DotationMail
import DotationsApplication

struct JobsVerifyLinkCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-link", abstract: "Dit si un lien d’activation est valable.",
        discussion: "Code de sortie : 0 si le lien est valable, 1 sinon. Les paramètres ajoutés en chemin ne comptent pas.")

    @Argument(help: ArgumentHelp("Le lien, ou le jeton qui le termine.", valueName: "lien"))
    var link: String

    @OptionGroup var mail: MailOptions
    @OptionGroup var base: BaseOptions

    func execute() throws {
        let result = try store.application().verify(link, settings: LinkSettings(file: mail.file, environment: mail.environment))
        try ResultWriter.write(result, [result.sentence], asJSON: isJSON)
        if result.status != .good { throw ExitCode.nothingDone }
    }
}
