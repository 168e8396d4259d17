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
            rien n’est fait. Les lignes valables sont appliquées, les autres sont refusées avec leur raison. Tout est appliqué en une fois, \
            ou rien.

            Quand plus d’une adresse e-mail sur cinq change, ou quand une adresse se trouverait sur plus de trois lignes, il faut taper le \
            nombre de modifications : à la question posée, ou avec --confirm. --yes ne suffit alors pas.
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
        let session = try ImportSession(path: file, order: order, input: input, store: store.open(), settings: settings)
        var proposal = try session.propose(limit: options.limitRows)
        var agreed: ImportPlan?
        while true {
            let plan = proposal.plan
            // A plan that was made anew because the store had moved, and still says the same, was agreed to before.
            if agreed.map({ !plan.doesSame(as: $0) }) ?? true { try agree(to: proposal, of: session) }
            agreed = plan
            if options.dryRun || plan.isEmpty { return try finish(session, proposal, options.dryRun ? .planned : .unchanged, nil) }
            do {
                return try finish(session, proposal, .applied, session.apply(plan, context: store.context))
            } catch let error as StoreError where error.code == .moved {
                proposal = try session.propose(limit: options.limitRows)
            }
        }
    }

    /// Shows the plan and has it approved, or throws.
    private func agree(to proposal: PlanReport, of session: ImportSession) throws {
        let plan = proposal.plan
        if !isJSON { try show(proposal.text(file: fileName(of: file))) }
        Interruption.note()
        if let rejects = options.rejects, !plan.refused.isEmpty, options.dryRun || plan.isEmpty || options.atomic {
            try session.saveRefused(plan, to: rejects, isDryRun: options.dryRun, context: store.context)
        }
        guard !options.dryRun else { return }
        if options.atomic, !plan.refused.isEmpty {
            throw CommandError(
                .importRefused,
                "\(plan.refused.count.counted("ligne est refusée", "lignes sont refusées")) : avec --atomic, rien n’est appliqué.",
                file: fileName(of: file))
        }
        guard !plan.isEmpty else { return }
        try Confirmation(plan: plan, yes: options.yes, expected: confirm, canAsk: !isJSON && Terminal.canAsk).obtain()
        if let rejects = options.rejects, !plan.refused.isEmpty {
            try session.saveRefused(plan, to: rejects, isDryRun: false, context: store.context)
        }
    }

    private func finish(_ session: ImportSession, _ proposal: PlanReport, _ status: PlanReport.Status, _ operation: Operation?) throws {
        let id = operation?.id.rawValue
        let written = proposal.plan.refused.isEmpty ? nil : options.rejects
        if isJSON {
            var output = OutputBuffer()
            try output.line(proposal.json(status, operation: id, rejects: written.map { .string($0) } ?? .null))
            try output.flush()
        } else if let id {
            let plan = proposal.plan
            try show(
                "Import \(id) appliqué : \(plan.changes.count.counted("modification")), \(plan.jobCount.counted("e-mail")) à envoyer. "
                    + "Pour l’annuler : dotations imports revert \(id)\n")
        } else if status == .unchanged {
            try show("Rien n’a été modifié.\n")
        }
        if let rejects = options.rejects, written == nil, !isJSON {
            try show("Aucune ligne n’est refusée : \(fileName(of: rejects)) n’a pas été écrit.\n".visibleLine)
        }
        if !proposal.plan.refused.isEmpty { throw ExitCode.rowsRefused }
    }

    private func show(_ text: String) throws {
        var output = OutputBuffer()
        try output.put(text)
        try output.flush()
    }
}
