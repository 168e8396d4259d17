import ArgumentParser
import DotationsApplication

/// `dotations jobs verify-link`: whether an activation link is good.
struct JobsVerifyLinkCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-link", abstract: "Dit si un lien d’activation est valable.",
        discussion: "Code de sortie : 0 si le lien est valable, 1 sinon. Les paramètres ajoutés en chemin ne comptent pas.")

    @Argument(help: ArgumentHelp("Le lien, ou le jeton qui le termine.", valueName: "lien"))
    var link: String

    @OptionGroup var mail: MailOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    func execute() throws {
        let result = try VerifyLink(link, settings: mail.link(), application: store.application()).run()
        try ResultWriter.write(result, [result.sentence], asJSON: isJSON)
        if result.status != .good { throw ExitCode.nothingDone }
    }
}
