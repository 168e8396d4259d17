import ArgumentParser
import DotationSheets
import DotationStore
import Dotations
import Spreadsheet

/// `dotations import`: brings an edited sheet back in, after showing what it would do.
struct ImportCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Importe une feuille corrigée : montre le plan, demande, applique.",
        discussion: """
            La commande vient de --order, sinon de l’export d’où vient le fichier, sinon du nom du fichier ; si ces trois se contredisent, \
            rien n’est fait. Si aucun ne la dit, c’est celle que toutes les lignes nomment. Les lignes valables sont appliquées, les autres sont refusées avec leur raison. Tout est appliqué en une fois, \
            ou rien.

            Il faut taper le nombre de modifications, que donne le bilan du plan, quand des valeurs passent d’un bénéficiaire à un autre, \
            quand plus d’une adresse e-mail ou plus d’un téléphone sur cinq change, ou quand une adresse se trouverait sur plus de trois \
            lignes : à la question posée, ou avec --confirm. --yes ne suffit alors pas.
            """)

    @Argument(help: ArgumentHelp("Classeur .xlsx ou fichier CSV ; « - » pour l’entrée standard.", valueName: "fichier"))
    var file: String

    @Option(help: ArgumentHelp("Le n° de la commande.", valueName: "n°"))
    var order: OrderNumber?

    @Option(help: ArgumentHelp("Le nombre de modifications attendu ; n’applique que s’il est exact.", valueName: "nombre"))
    var confirm: Int?

    @Flag(help: "Renvoie aussi l’e-mail d’activation à chaque ligne inchangée.")
    var resendUnchanged = false

    @Option(help: .policy)
    var policy = ModificationPolicy.notActivated

    @Flag(help: .allowSharedEmail)
    var allowSharedEmail = false

    @Flag(help: "Prend aussi une ancienne valeur pour une correction, quand rien ne dit de quel export vient le fichier.")
    var allowOutdated = false

    @OptionGroup var options: PlanOptions
    @OptionGroup var input: InputOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws {
        guard !options.dryRun || confirm == nil else { throw ValidationError("--dry-run ne va pas avec --confirm.") }
    }

    func execute() throws {
        try options.refuseToReplace(file)
        let settings = ImportSettings(policy: policy, resendsUnchanged: resendUnchanged, allowsSharedEmail: allowSharedEmail)
        let session = try ImportSession(
            path: file, order: order, input: input, store: store.open(), settings: settings, allowsOutdated: allowOutdated)
        let (proposal, operation) = try carryOut(
            propose: { try session.propose(limit: options.limitRows) }, isSame: { $0.plan.doesSame(as: $1.plan) },
            agree: { try agree(to: $0, of: session, $1) },
            apply: { canApply($0.plan) ? try session.apply($0.plan, context: store.context) : nil })
        try finish(proposal, operation)
    }

    /// Whether there is something to carry out, and it may be.
    private func canApply(_ plan: ImportPlan) -> Bool {
        !options.dryRun && !plan.isEmpty && (plan.refused.isEmpty || !options.atomic)
    }

    /// Shows the plan and has it approved, or throws.
    private func agree(to proposal: PlanReport, of session: ImportSession, _ news: String?) throws {
        let plan = proposal.plan
        if !isJSON { try show((news.map { $0 + "\n\n" } ?? "") + proposal.text(file: fileName(of: file))) }
        Interruption.note()
        if canApply(plan) { try Confirmation(plan: plan, yes: options.yes, expected: confirm, canAsk: !isJSON && Terminal.canAsk).obtain() }
        if let rejects = options.rejects, !plan.refused.isEmpty {
            try session.saveRefused(plan, to: rejects, isDryRun: options.dryRun, context: store.context)
        }
    }

    private func finish(_ proposal: PlanReport, _ operation: Operation?) throws {
        let plan = proposal.plan
        let status = proposal.status(operation, isDryRun: options.dryRun)
        let written = plan.refused.isEmpty ? nil : options.rejects
        if isJSON {
            var output = OutputBuffer()
            try output.line(proposal.json(status, operation: operation?.id.rawValue, rejects: written.map { .string($0) } ?? .null))
            try output.flush()
        } else if let id = operation?.id.description {
            try show(
                "Import \(id) appliqué : \(plan.changes.count.counted("modification")), \(plan.jobCount.counted("e-mail")) à envoyer. "
                    + "Pour l’annuler : dotations imports revert \(id)\n")
        } else if status == .unchanged {
            try show("Rien n’a été modifié.\n")
        }
        if let rejects = options.rejects, written == nil, !isJSON {
            try show("Aucune ligne n’est refusée : \(fileName(of: rejects)) n’a pas été écrit.\n".visibleLine)
        }
        try status.end(with: plan, isAtomic: options.atomic)
    }

    private func show(_ text: String) throws {
        var output = OutputBuffer()
        try output.put(text)
        try output.flush()
    }
}
