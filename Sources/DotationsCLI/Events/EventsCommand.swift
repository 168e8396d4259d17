import ArgumentParser
import DotationSales
import DotationSheets
import Dotations
import DotationsApplication

struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Prépare, charge, montre et retire les événements où se vendent des chèques-vacances.",
        subcommands: [
            EventsTemplateCommand.self, EventsLoadCommand.self, EventsListCommand.self, EventsShowCommand.self, EventsWithdrawCommand.self,
        ])
}

struct EventsTemplateCommand: TemplateCommand {
    static let configuration = template("Écrit le classeur à remplir pour un événement, avec un exemple.")
    @OptionGroup var target: TemplateTarget
    @OptionGroup var report: ReportOptions

    var title: String { "Le classeur d’un événement" }
    var next: String { "remplissez ses feuilles, puis chargez-le avec « dotations events load »" }
    var workbook: any WorkbookDocument { EventTemplate() }
}

struct TemplateTarget: ParsableArguments {
    @Argument(help: ArgumentHelp("Le classeur à écrire, en .xlsx.", valueName: "fichier"))
    var file: String
}

/// A command that writes a workbook to be filled in, unless there is a file, which may be filled in already.
protocol TemplateCommand: ReportingCommand {
    var target: TemplateTarget { get }
    var title: String { get }
    var next: String { get }
    var workbook: any WorkbookDocument { get }
}

extension TemplateCommand {
    static func template(_ abstract: String) -> CommandConfiguration {
        CommandConfiguration(
            commandName: "template", abstract: abstract,
            discussion: "Un fichier qui existe déjà n’est pas remplacé : il est peut-être rempli.")
    }

    func validate() throws {
        guard try outputFormat(of: target.file) == .xlsx else { throw ValidationError("\(title) doit finir par .xlsx.") }
    }

    func execute() throws {
        let file = target.file
        try refuseToReplace(file, advice: " et peut être rempli. Donnez un autre nom.")
        Interruption.note()
        try workbook.write(toFile: file)
        try ResultWriter.write(["file": file] as JSONObject, ["\(fileName(of: file)) : \(next)."], asJSON: isJSON)
    }
}

struct EventsListCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Liste les événements et leurs ventes.")

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let result = try store.application().events()
        try ResultWriter.write(result, lines(result), asJSON: isJSON)
    }

    private func lines(_ result: EventList) -> [String] {
        guard !result.events.isEmpty else { return ["Aucun événement."] }
        let rows = result.events.map { event in
            [
                VisibleText.of(event.name, limit: 50), event.registration?.french ?? "", event.phase(on: result.today).french,
                event.sessions.count.grouped, result.counts.sold(in: event.id).grouped, event.maximum?.grouped ?? "sans",
            ]
        }
        return Table(["Événement", "Inscriptions", "", "Sessions", "Chéquiers vendus", "Maximum"], rows, numbersFrom: 3).lines
    }
}
