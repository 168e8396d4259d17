import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

struct JobsRetryCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Fait réessayer tout de suite des e-mails en échec ou à réessayer.")

    @Argument(help: ArgumentHelp("Les n° des e-mails, d’après « jobs list ».", valueName: "n°"))
    var ids: [Job.ID] = []

    @Flag(
        help: "Tous ceux qui sont en échec, sauf ceux dont l’adresse a été refusée, qui sont revenus, ont été remplacés ou ne servent plus."
    )
    var failed = false

    @Flag(help: "Tous ceux qui sont à réessayer plus tard.")
    var waiting = false

    @OptionGroup var base: BaseOptions

    func validate() throws {
        guard [!ids.isEmpty, failed, waiting].count(where: \.self) == 1 else {
            throw ValidationError("Donnez des n° d’e-mail, ou --failed, ou --waiting.")
        }
    }

    func execute() throws {
        let selection: RetriedJobs.Selection = failed ? .failed : waiting ? .waiting : .jobs(ids)
        let result = try store.application().retryJobs(selection)
        let lines = ["\(result.retry.count.counted("e-mail")) à réessayer."] + [result.leftOutSentence].compactMap(\.self)
        try ResultWriter.write(result, lines + result.refused.map(\.sentence), asJSON: isJSON)
        if !result.refused.isEmpty { throw ExitCode.rowsRefused }
    }
}

struct JobsCancelCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Annule des e-mails qui ne sont pas encore envoyés.",
        discussion: "Pour écrire de nouveau au bénéficiaire : dotations resend.")

    @Argument(help: ArgumentHelp("Les n° des e-mails, d’après « jobs list ».", valueName: "n°"))
    var ids: [Job.ID] = []

    @Option(
        name: .customLong("import"),
        help: ArgumentHelp(
            "Tous ceux de cet import, de cette correction ou de ce renvoi qui attendent encore, d’après « imports list ».", valueName: "n°")
    )
    var operation: DotationStore.Operation.ID?

    @OptionGroup var base: BaseOptions

    func validate() throws {
        guard ids.isEmpty == (operation != nil) else { throw ValidationError("Donnez des n° d’e-mail, ou --import.") }
    }

    func execute() throws {
        let application = try store.application()
        let result = try operation.map { try application.cancelJobs(of: $0) } ?? application.cancelJobs(ids)
        var lines = ["\(result.cancelled.count.counted("e-mail annulé", "e-mails annulés"))."]
        if let sent = result.sent { lines.append("\(CancelledJobs.left(sent)).") }
        if result.unconfirmed > 0 {
            let noun = result.unconfirmed.counted("des annulés est peut-être parti", "des annulés sont peut-être partis")
            lines.append("\(noun) : le serveur n’a pas confirmé.")
        }
        if let operation, result.changed ?? 0 > 0 {
            lines.append("Les modifications restent ; pour les annuler aussi : dotations imports revert \(operation.description)")
        }
        try ResultWriter.write(result, lines + result.refused.map(\.sentence), asJSON: isJSON)
        if !result.refused.isEmpty { throw ExitCode.rowsRefused }
    }
}

extension RefusedJob {
    fileprivate var sentence: String {
        CommandAdvice.after("E-mail \(id.description) : \(message) [\(code.rawValue)]", code: code.rawValue)
    }
}
