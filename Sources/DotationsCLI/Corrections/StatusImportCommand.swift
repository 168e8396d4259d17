import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

/// `dotations status import`: brings the statuses of a portal's export into the store, after showing what it would do.
struct StatusImportCommand: ReportingCommand {
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

    @Argument(help: ArgumentHelp("Classeur .xlsx ou fichier CSV ; « - » pour l’entrée standard.", valueName: "fichier"))
    var file: String

    @Option(help: ArgumentHelp("Le n° de la commande, si ni le fichier ni ses lignes ne le disent.", valueName: "n°"))
    var order: OrderNumber?

    @Option(help: ArgumentHelp("Le nombre de modifications attendu ; n’applique que s’il est exact.", valueName: "nombre"))
    var confirm: Int?

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
        Interruption.announce(asJSON: isJSON)
        let opened = try input.open(file)
        let progress = ProgressLine()
        let useCase = try ImportStatuses(
            opened.sheets, file: opened.source(), order: order, isAtomic: options.atomic, application: store.application(),
            progress: { progress.show($2, of: $0, fraction: $1) }, writing: { progress.shouldContinue($0, of: $1, "Lignes appliquées") })
        defer { progress.clear() }
        let (proposal, operation) = try useCase.carryOut { proposal, news in
            progress.clear()
            return try agree(to: proposal, of: useCase, news)
        }
        try finish(proposal, operation)
    }

    /// Shows the plan and has it approved, or throws.
    private func agree(to proposal: Proposal<StatusReport>, of useCase: ImportStatuses, _ news: String?) throws -> Approval? {
        let report = proposal.plan
        if !isJSON {
            let screen = StatusScreen(report: report, limit: options.limitRows).text(file: fileName(of: file))
            let fingerprint = options.dryRun ? "Empreinte du plan : \(proposal.fingerprint)\n" : ""
            try ResultWriter.show((news.map { $0 + "\n\n" } ?? "") + screen + fingerprint)
        }
        let confirmation = Confirmation(yes: options.yes, fingerprint: options.plan, count: confirm, canAsk: !isJSON && Terminal.canAsk)
        let approval = options.dryRun || report.isEmpty ? nil : try confirmation.approval(of: proposal)
        if let rejects = options.rejects, !report.refused.isEmpty { try useCase.refusedRows(of: report).save(to: rejects) }
        return approval
    }

    private func finish(_ proposal: Proposal<StatusReport>, _ operation: Operation?) throws {
        let report = proposal.plan
        let status = PlanStatus(isApplied: operation != nil, isDryRun: options.dryRun, refused: report.refused.count)
        let written = report.refused.isEmpty ? nil : options.rejects
        var lines: [String] = []
        if let operation {
            lines.append("\(operation.counts.changed.counted("statut changé", "statuts changés")) (opération \(operation.id.description)).")
        } else if status == .unchanged {
            lines.append("Rien n’a été modifié.")
        }
        if let rejects = options.rejects, written == nil {
            lines.append("Aucune ligne n’est refusée : \(fileName(of: rejects)) n’a pas été écrit.")
        }
        try ResultWriter.write(
            StatusDocument(proposal, status, operation: operation?.id.rawValue, rejects: written), ResultWriter.lines(lines),
            asJSON: isJSON)
        try status.end(with: report)
    }
}

/// An import of statuses for the screen.
struct StatusScreen: SheetScreen {
    let report: StatusReport
    let limit: Int

    /// The plan for the screen: why it is unusual, which statuses change, what is refused and why, what is worth a look, and what it comes to.
    func text(file: String) -> String {
        let plan = report.plan
        let target = plan.order.map { "commande \($0.description)" } ?? "statuts"
        var lines = ["\(file) → \(target) : \(plan.rowCount.counted("ligne"))"] + attention
        lines += section("Statuts qui changent", plan.changes.count) {
            var rows = [["Ligne", "Dotation", "Matricule", "Bénéficiaire", "Avant", "", "Après"]]
            for change in plan.changes.prefix(limit) {
                rows.append(
                    report.dotations.person(change.row ?? 0, change.id) + [
                        VisibleText.of(change.old.label), "→", VisibleText.of(change.new.label),
                    ])
            }
            return Table(rows: rows, numbersFrom: .max).lines
        }
        let changes = plan.changes.isEmpty ? "rien à changer" : plan.changes.count.counted("modification")
        lines += refusals + warnings + ["", balance([changes], unchanged: plan.unchangedCount)]
        return lines.map { $0.visible + "\n" }.joined()
    }
}
