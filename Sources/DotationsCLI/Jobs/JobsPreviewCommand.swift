import ArgumentParser
import DotationMail
import DotationStore
import DotationsApplication
import Foundation
import Spreadsheet

struct JobsPreviewCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "Montre un e-mail tel que son bénéficiaire le recevra.")

    @Argument(help: ArgumentHelp("Le n° de l’e-mail, d’après « jobs list ».", valueName: "n°"))
    var id: Job.ID

    @Option(help: ArgumentHelp("Écrit la version HTML dans ce fichier.", valueName: "fichier"))
    var html: String?

    @OptionGroup var mail: MailOptions
    @OptionGroup var base: BaseOptions

    func execute() throws {
        let result = try store.application().preview(id, settings: MessageSettings(file: mail.file, environment: mail.environment))
        if let html {
            try refuseToReplace(html, advice: " ; donnez un autre nom.")
            do {
                try Data(result.html.utf8).write(to: URL(fileURLWithPath: html), options: .atomic)
            } catch {
                throw SpreadsheetError(.fileUnwritable, "the message cannot be written", at: .init(file: fileName(of: html)))
            }
        }
        let lines =
            ["Destinataire : \(result.to)", "Objet : \(result.subject)", ""]
            + result.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        try ResultWriter.write(result, lines, asJSON: isJSON)
    }
}
