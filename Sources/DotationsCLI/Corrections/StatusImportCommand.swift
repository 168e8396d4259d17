import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

/// `dotations status import`: brings the statuses of a portal's export into the store, after showing what it would do.
struct StatusImportCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Reprend les statuts d’un export du portail : montre le plan, demande, applique.",
        discussion: """
            Le fichier a une colonne « Statut dotation », et de quoi reconnaître chaque dotation : son identifiant, ou le n° de commande et le \
            matricule. Ses lignes peuvent être de plusieurs commandes. Seuls les statuts sont repris ; les adresses, les téléphones et tout le \
            reste ne changent pas.

            Dans un de nos exports, un statut qui est resté tel qu’à l’export n’est pas une modification, même si la base de données en a un \
            plus récent.

            Il faut taper le nombre de modifications, que donne le bilan du plan, quand un statut n’est pas connu, quand une dotation activée \
            ne le serait plus, ou quand une dotation reviendrait à un statut qu’elle a dépassé : à la question posée, ou avec --confirm. --yes ne \
            suffit alors pas.
            """)

    @Argument(help: ArgumentHelp(InputOptions.file, valueName: "fichier"))
    var file: String

    @Option(help: ArgumentHelp("Le n° de la commande, si ni le fichier ni ses lignes ne le disent.", valueName: "n°"))
    var order: OrderNumber?

    @OptionGroup var options: PlanOptions
    @OptionGroup var input: InputOptions
    @OptionGroup var base: BaseOptions

    func execute() throws {
        try options.refuseToReplace(file)
        Interruption.announce(asJSON: isJSON)
        let opened = try input.open(file, asJSON: isJSON)
        let progress = Progress()
        let useCase = try store.application().importStatuses(
            opened.sheets, file: opened.source(), order: order, isAtomic: options.atomic, progress: progress.show,
            writing: { progress.shouldContinue($0, of: $1, "Lignes appliquées") })
        try options.carryOut(
            useCase, file: file, password: opened.password, asJSON: isJSON, progress: progress
        ) { ["\($1.counts.changed.counted("statut changé", "statuts changés")) (opération \($1.id.description))."] }
    }
}
