import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

/// `dotations imports revert`: an undo, as a new import with its own e-mails.
struct ImportsRevertCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "revert", abstract: "Annule un import : remet les valeurs d’avant, là où rien n’a changé depuis.",
        discussion: """
            C’est une nouvelle modification, qui s’annule à son tour. Les e-mails de l’import qui ne sont pas encore partis sont annulés ; seuls \
            les bénéficiaires que l’un d’eux a pu toucher reçoivent un nouvel e-mail. Comme pour un import, le plan est montré. Puis il faut \
            dire oui, ou taper le nombre de modifications, que donne le bilan, si plus d’une adresse e-mail ou plus d’un \
            téléphone sur cinq change.
            """)

    @Argument(help: ArgumentHelp("Le n° de l’import.", valueName: "n°"))
    var id: Operation.ID

    @Flag(help: "Montre le plan et ne change rien.")
    var dryRun = false

    @Option(help: .plan)
    var plan: Fingerprint?

    @Flag(help: "Annule sans demander ; nécessaire hors d’un terminal.")
    var yes = false

    @Option(help: ArgumentHelp("Le nombre de modifications attendu ; n’annule que s’il est exact.", valueName: "nombre"))
    var confirm: Int?

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws {
        guard !dryRun || (!yes && plan == nil && confirm == nil) else {
            throw ValidationError("--dry-run ne va pas avec --yes, --plan ni --confirm.")
        }
    }

    func execute() throws {
        Interruption.announce(asJSON: isJSON)
        let progress = ProgressLine()
        defer { progress.clear() }
        let useCase = UndoImport(id, application: try store.application()) { progress.shouldContinue($0, of: $1, "Lignes annulées") }
        let (proposal, operation) = try useCase.carryOut(agree: agree)
        progress.clear()
        let report = proposal.plan
        let status = PlanStatus(isApplied: operation != nil, isDryRun: dryRun, refused: report.plan.refused.count)
        try ResultWriter.write(
            ImportDocument(proposal, status, operation: operation?.id.rawValue),
            ResultWriter.lines(operation.map { done($0, jobs: report.plan.jobCount) } ?? []), asJSON: isJSON)
        try status.end(with: report)
    }

    private func done(_ operation: Operation, jobs: Int) -> [String] {
        ["Annulation \(operation.id.description) appliquée."] + (jobs > 0 ? [jobs.sendingAdvice] : [])
    }

    /// Shows the plan and has it approved, or throws.
    private func agree(to proposal: Proposal<ImportReport>, _ news: String?) throws -> Approval? {
        if !isJSON {
            let screen = ImportScreen(report: proposal.plan, limit: 50).text(file: "Annulation de l’import \(id.description)")
            let fingerprint = dryRun ? "Empreinte du plan : \(proposal.fingerprint)\n" : ""
            try ResultWriter.show((news.map { $0 + "\n\n" } ?? "") + screen + fingerprint)
        }
        guard !dryRun, !proposal.plan.isEmpty else { return nil }
        return try Confirmation(yes: yes, fingerprint: plan, count: confirm, canAsk: !isJSON && Terminal.canAsk).approval(of: proposal)
    }
}
