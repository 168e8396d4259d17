import ArgumentParser
import DotationSales
import DotationSheets
import Dotations
import DotationsApplication

/// `dotations events`: what is sold, to whom, and when.
struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Prépare, charge, montre et retire les événements où se vendent des chèques-vacances.",
        subcommands: [
            EventsTemplateCommand.self, EventsLoadCommand.self, EventsListCommand.self, EventsShowCommand.self, EventsWithdrawCommand.self,
        ])
}

/// `dotations events template`: the workbook to fill in.
struct EventsTemplateCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "Écrit le classeur à remplir pour un événement, avec un exemple.",
        discussion: "Un fichier qui existe déjà n’est pas remplacé : il est peut-être rempli.")

    @Argument(help: ArgumentHelp("Le classeur à écrire, en .xlsx.", valueName: "fichier"))
    var file: String

    @OptionGroup var report: ReportOptions

    func validate() throws {
        guard try outputFormat(of: file) == .xlsx else { throw ValidationError("Le classeur d’un événement doit finir par .xlsx.") }
    }

    func execute() throws {
        try writeTemplate(to: file, then: "remplissez ses feuilles, puis chargez-le avec « dotations events load »", asJSON: isJSON) {
            try EventTemplate().write(toFile: file)
        }
    }
}

/// Writes a workbook that is to be filled in, unless there is a file, which may be filled in already.
func writeTemplate(to file: String, then next: String, asJSON isJSON: Bool, _ write: () throws -> Void) throws {
    try refuseToReplace(file, advice: " et peut être rempli. Donnez un autre nom.")
    Interruption.note()
    try write()
    try ResultWriter.write(WrittenTemplate(file: file), ["\(fileName(of: file)) : \(next)."], asJSON: isJSON)
}

private struct WrittenTemplate: Encodable {
    let file: String
}

/// `dotations events list`: the events, and what they have sold.
struct EventsListCommand: ReportingCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Liste les événements et leurs ventes.")

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    func execute() throws {
        let result = try ListEvents(application: store.application()).run()
        try ResultWriter.write(result, lines(result), asJSON: isJSON)
    }

    private func lines(_ result: ListEvents.Result) -> [String] {
        let ledger = result.ledger
        guard !ledger.events.isEmpty else { return ["Aucun événement."] }
        let rows = ledger.events.map { event in
            [
                VisibleText.of(event.name, limit: 50), event.registration?.french ?? "", event.phase(on: result.today).french,
                event.sessions.count.grouped, ledger.sold(in: event.id).grouped, event.maximum?.grouped ?? "sans",
            ]
        }
        return Table(["Événement", "Inscriptions", "", "Sessions", "Chéquiers vendus", "Maximum"], rows, numbersFrom: 3).lines
    }
}
