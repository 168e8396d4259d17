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

    @Flag(help: "Montre le plan et ne change rien.")
    var dryRun = false

    @Flag(help: "Applique sans demander ; nécessaire hors d’un terminal.")
    var yes = false

    @Option(help: ArgumentHelp("Le nombre de modifications attendu ; n’applique que s’il est exact.", valueName: "nombre"))
    var confirm: Int?

    @Flag(help: "N’applique rien si une seule ligne est refusée.")
    var atomic = false

    @Flag(help: "Renvoie aussi l’e-mail d’activation à chaque ligne inchangée.")
    var resendUnchanged = false

    @Option(help: ArgumentHelp("Écrit les lignes refusées, avec l’erreur et le conseil, en .xlsx ou en .csv.", valueName: "fichier"))
    var rejects: String?

    @Option(help: .policy)
    var policy = ModificationPolicy.notActivated

    @Flag(help: .allowSharedEmail)
    var allowSharedEmail = false

    @Option(help: ArgumentHelp("Le nombre de lignes que chaque tableau montre à l’écran.", valueName: "nombre"))
    var limitRows = 50

    @OptionGroup var input: InputOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws {
        guard !dryRun || (!yes && confirm == nil) else { throw ValidationError("--dry-run ne va pas avec --yes ni --confirm.") }
        guard limitRows >= 0 else { throw ValidationError("--limit-rows ne peut pas être négatif.") }
        if let rejects { _ = try outputFormat(of: rejects) }
    }

    func execute() throws {
        if let rejects, isSameFile(file, rejects) {
            throw CommandError(
                .fileSame, "--rejects remplacerait le fichier à importer. Rien n’a été fait ; choisissez un autre nom.",
                file: fileName(of: rejects))
        }
        let settings = ImportSettings(policy: policy, resendsUnchanged: resendUnchanged, allowsSharedEmail: allowSharedEmail)
        let session = try ImportSession(path: file, order: order, input: input, store: store.open(), settings: settings)
        var proposal = try session.propose(limit: limitRows)
        var agreed: ImportPlan?
        while true {
            let plan = proposal.plan
            // A plan that was made anew because the store had moved, and still says the same, was agreed to before.
            if agreed.map({ !plan.doesSame(as: $0) }) ?? true { try agree(to: proposal, of: session) }
            agreed = plan
            if dryRun || plan.isEmpty { return try finish(session, proposal, dryRun ? .planned : .unchanged, nil) }
            do {
                return try finish(session, proposal, .applied, session.apply(plan, context: store.context))
            } catch let error as StoreError where error.code == .moved {
                proposal = try session.propose(limit: limitRows)
            }
        }
    }

    /// Shows the plan and has it approved, or throws.
    private func agree(to proposal: PlanReport, of session: ImportSession) throws {
        let plan = proposal.plan
        if !isJSON { try show(proposal.text(file: fileName(of: file))) }
        Interruption.note()
        if let rejects, !plan.refused.isEmpty, dryRun || plan.isEmpty || atomic {
            try session.saveRefused(plan, to: rejects, isDryRun: dryRun, context: store.context)
        }
        guard !dryRun else { return }
        if atomic, !plan.refused.isEmpty {
            throw CommandError(
                .importRefused,
                "\(plan.refused.count.counted("ligne est refusée", "lignes sont refusées")) : avec --atomic, rien n’est appliqué.",
                file: fileName(of: file))
        }
        guard !plan.isEmpty else { return }
        try Confirmation(plan: plan, yes: yes, expected: confirm, canAsk: !isJSON && Terminal.canAsk).obtain()
        if let rejects, !plan.refused.isEmpty {
            try session.saveRefused(plan, to: rejects, isDryRun: false, context: store.context)
        }
    }

    private func finish(_ session: ImportSession, _ proposal: PlanReport, _ status: PlanReport.Status, _ operation: Operation?) throws {
        let id = operation?.id.rawValue
        let written = proposal.plan.refused.isEmpty ? nil : rejects
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
        if let rejects, written == nil, !isJSON {
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
