import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication
import Spreadsheet

struct ImportCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Importe une feuille corrigée : montre le plan, demande, applique.",
        discussion: """
            La commande vient de --order, sinon de l’export d’où vient le fichier, sinon du nom du fichier. Si ces trois se contredisent, \
            rien n’est fait. Si aucun ne la dit, c’est celle que toutes les lignes nomment.

            Les lignes valables sont appliquées, les autres sont refusées avec leur raison. Tout est appliqué en une fois, ou rien.

            Un plan est inhabituel quand des valeurs passent d’un bénéficiaire à un autre, ou quand une nouvelle adresse est celle de quelqu’un \
            d’autre. Il l’est aussi quand plus d’une adresse e-mail ou plus d’un téléphone sur cinq change, et quand une adresse se trouverait \
            sur plus de trois lignes. Il faut alors taper le nombre de modifications, que donne son bilan : à la question posée, ou avec \
            --confirm. --yes ne suffit pas.
            """)

    @Argument(help: ArgumentHelp(InputOptions.file, valueName: "fichier"))
    var file: String

    @Option(help: ArgumentHelp("Le n° de la commande.", valueName: "n°"))
    var order: OrderNumber?

    @Flag(help: "Renvoie aussi l’e-mail d’activation à chaque ligne inchangée.")
    var resendUnchanged = false

    @Option(help: .policy)
    var policy: ModificationPolicy?

    @Flag(inversion: .prefixedNo, help: .allowSharedEmail)
    var allowSharedEmail: Bool?

    @Flag(help: "Prend aussi une ancienne valeur pour une correction, quand rien ne dit de quel export vient le fichier.")
    var allowOutdated = false

    @OptionGroup var options: PlanOptions
    @OptionGroup var input: InputOptions
    @OptionGroup var base: BaseOptions

    func execute() throws {
        try options.refuseToReplace(file)
        Interruption.announce(asJSON: isJSON)
        let opened = try input.open(file, asJSON: isJSON)
        let application = try store.application()
        var settings = try application.importSettings(policy, allowSharedEmail)
        settings.resendsUnchanged = resendUnchanged
        // In a stranger's file a letter that only looks like another is refused, not folded.
        settings.foldsFullWidth = input.limits != .strict
        let progress = Progress()
        let useCase = try application.importSheet(
            opened.sheets, file: opened.source(), order: order, settings: settings, allowsOutdated: allowOutdated, isAtomic: options.atomic,
            progress: progress.show, writing: { progress.shouldContinue($0, of: $1, "Lignes appliquées") })
        try options.carryOut(
            useCase, file: file, workbook: opened.sheets.workbook, password: opened.password, asJSON: isJSON, progress: progress
        ) { report, operation in
            let (plan, id) = (report.plan, operation.id.description)
            return [
                "Import appliqué (opération \(id)) : \(plan.changes.count.counted("modification")), \(plan.jobCount.counted("e-mail")) à envoyer.",
                plan.jobCount.sendingAdvice, "Pour annuler l’import : dotations imports revert \(id)",
            ]
        }
    }
}
