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
struct EventsTemplateCommand: TemplateCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "Écrit le classeur à remplir pour un événement, avec un exemple.",
        discussion: "Un fichier qui existe déjà n’est pas remplacé : il est peut-être rempli.")

    @Argument(help: ArgumentHelp("Le classeur à écrire, en .xlsx.", valueName: "fichier"))
    var file: String

    @OptionGroup var report: ReportOptions

    var title: String { "Le classeur d’un événement" }
    var next: String { "remplissez ses feuilles, puis chargez-le avec « dotations events load »" }
    func writeTemplate() throws { try EventTemplate().write(toFile: file) }
}

/// A command that writes a workbook to be filled in, unless there is a file, which may be filled in already.
protocol TemplateCommand: ReportingCommand {
    var file: String { get }
    /// What the workbook is.
    var title: String { get }
    /// What to do with it.
    var next: String { get }
    func writeTemplate() throws
}

extension TemplateCommand {
    func validate() throws {
        guard try outputFormat(of: file) == .xlsx else { throw ValidationError("\(title) doit finir par .xlsx.") }
    }

    func execute() throws {
        try refuseToReplace(file, advice: " et peut être rempli. Donnez un autre nom.")
        Interruption.note()
        try writeTemplate()
        try ResultWriter.write(["file": file] as JSONObject, ["\(fileName(of: file)) : \(next)."], asJSON: isJSON)
    }
}

/// `dotations events list`: the events, and what they have sold.
struct EventsListCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Liste les événements et leurs ventes.")

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let result = try store.application().events()
        try ResultWriter.write(result, lines(result), asJSON: isJSON)
    }

    private func lines(_ result: EventList) -> [String] {
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
