import ArgumentParser
import DotationSales
import DotationSheets
import DotationStore
import Dotations

/// `dotations events load`: brings an event workbook in, all of it or nothing.
struct EventsLoadCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Charge un classeur d’événements : le vérifie, montre ce qu’il dit, demande, applique.",
        discussion: """
            Le classeur a les feuilles Événement, Sessions, Critères, Bénéficiaires et Justificatifs (dotations events template en écrit un). \
            Les deux dernières peuvent venir seules, par exemple quand de nouveaux justificatifs arrivent.

            Tout est chargé, ou rien. Un événement du même nom et une personne du même matricule sont mis à jour ; les justificatifs d’une \
            personne et d’un critère remplacent les précédents ; le reste est gardé. Un événement retiré est remis en vente. La base de données est créée si elle n’existe pas.
            """)

    @Argument(help: ArgumentHelp("Le classeur .xlsx ; « - » pour l’entrée standard.", valueName: "fichier"))
    var file: String

    @Flag(help: "Vérifie et montre, sans rien charger.")
    var dryRun = false

    @Flag(help: "Charge sans demander ; nécessaire hors d’un terminal.")
    var yes = false

    @Option(help: ArgumentHelp("Le nombre d’erreurs que l’écran montre.", valueName: "nombre"))
    var limitRows = 50

    @Option(help: ArgumentHelp("Limites de lecture : « strict » pour un fichier d’origine inconnue.", valueName: "limites"))
    var limits = InputOptions.Limits.standard

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws {
        guard !dryRun || !yes else { throw ValidationError("--dry-run ne va pas avec --yes.") }
        guard limitRows >= 0 else { throw ValidationError("--limit-rows ne peut pas être négatif.") }
    }

    func execute() throws {
        let input = try InputFile(file, limits: limits.value)
        let workbook = try EventWorkbook(input.sheets)
        let source = try input.source()
        let content = try workbook.read()
        let known = fileExists(store.path) ? try store.open().salesLedger() : nil
        let today = try store.today
        let review = workbook.review(content, over: known, today: today)
        let report = SetupReport(
            file: fileName(of: file), workbook: workbook, content: content, review: review, known: known, limit: limitRows)
        try report.refuseFaults(isDry: dryRun, isJSON: isJSON, today: today)
        if !isJSON { try ResultWriter.write(.null, ResultWriter.lines(report.lines), asJSON: false) }
        guard !dryRun else { return try finish(report, nil, today) }
        guard !content.setup.isEmpty else {
            throw CommandError(
                .nothingToDo, "le classeur ne contient ni événement, ni bénéficiaire, ni justificatif.", file: fileName(of: file))
        }
        Interruption.note()
        try Confirmation.obtain("Charger ?", yes: yes, canAsk: !isJSON && Terminal.canAsk)
        let loaded = try store.open(creating: true).loadEvents(content.setup, file: source, context: store.context)
        // What was sold meanwhile may no longer be allowed by the workbook.
        try SetupReport(
            file: fileName(of: file), workbook: workbook, content: content, review: loaded.review, known: known, limit: limitRows
        ).refuseFaults(isDry: false, isJSON: isJSON, today: today)
        try finish(report, loaded.operation, today)
    }

    private func finish(_ report: SetupReport, _ operation: Operation?, _ today: CalendarDate) throws {
        try ResultWriter.write(
            report.json(operation == nil ? "planned" : "loaded", operation: operation?.id.rawValue, today: today),
            operation.map { "Chargement \($0.id.description) fait : \(report.summary).\n" } ?? "Rien n’a été chargé.\n", asJSON: isJSON)
    }
}

extension SaleSetup {
    fileprivate var isEmpty: Bool { events.isEmpty && people.isEmpty && documents.isEmpty }
}
