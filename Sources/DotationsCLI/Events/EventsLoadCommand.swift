import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

struct EventsLoadCommand: LimitedCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Charge un classeur d’événements : le vérifie, montre ce qu’il dit, demande, applique.",
        discussion: """
            Le classeur a les feuilles Événement, Sessions, Critères, Bénéficiaires et Justificatifs (dotations events template en écrit un). \
            Les deux dernières peuvent venir seules, par exemple quand de nouveaux justificatifs arrivent.

            Tout est chargé, ou rien. Un événement du même nom et une personne du même matricule sont mis à jour ; les justificatifs d’une \
            personne et d’un critère remplacent les précédents ; le reste est gardé. Un événement retiré est remis en vente. La base de données est créée si elle n’existe pas.
            """)

    @Argument(help: ArgumentHelp(InputOptions.file, valueName: "fichier"))
    var file: String

    @OptionGroup var approval: ApprovalOptions

    @Option(help: ArgumentHelp("Le nombre d’erreurs que l’écran montre.", valueName: "nombre"))
    var limitRows = 50

    @OptionGroup var input: InputOptions

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let input = try input.open(file, asJSON: isJSON)
        let useCase = try store.application(creating: .byFirstWrite).loadEvents(input.sheets, file: input.source())
        let name = fileName(of: file)
        let (proposal, operation) = try approval.carryOut(useCase, asJSON: isJSON, question: { _ in "Charger ?" }) {
            SetupScreen(report: $0, limit: limitRows).lines(file: name)
        }
        let report = proposal.plan
        let status = PlanStatus(isApplied: operation != nil, isDryRun: approval.dryRun, refused: report.faults.count)
        let done =
            operation.map { "Chargement \($0.id.description) fait : \(report.setup.summary)." }
            ?? (report.faults.isEmpty ? "Rien n’a été chargé." : "\(report.faults.count.counted("erreur")). Rien n’a été chargé.")
        try ResultWriter.write(
            PlanDocument(proposal, status, operation: operation?.id), status == .refused ? [] : [done], asJSON: isJSON)
        guard report.faults.isEmpty else { throw approval.dryRun ? ExitCode.rowsRefused as any Error : report.refusal(file: name) }
    }
}
