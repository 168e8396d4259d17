import ArgumentParser
import DotationStore
import Dotations

/// `dotations imports revert`: an undo, as a new import with its own e-mails.
struct ImportsRevertCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "revert", abstract: "Annule un import : remet les valeurs d’avant, là où rien n’a changé depuis.",
        discussion: """
            C’est une nouvelle modification : chaque bénéficiaire concerné reçoit un nouvel e-mail. Comme pour un import, le plan est montré, \
            puis il faut dire oui ; ou taper le nombre de modifications, que donne le bilan, si plus d’une adresse e-mail ou plus d’un \
            téléphone sur cinq change.
            """)

    @Argument(help: ArgumentHelp("Le n° de l’import.", valueName: "n°"))
    var id: Operation.ID

    @Flag(help: "Montre le plan et ne change rien.")
    var dryRun = false

    @Flag(help: "Annule sans demander ; nécessaire hors d’un terminal.")
    var yes = false

    @Option(help: ArgumentHelp("Le nombre de modifications attendu ; n’annule que s’il est exact.", valueName: "nombre"))
    var confirm: Int?

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws {
        guard !dryRun || (!yes && confirm == nil) else { throw ValidationError("--dry-run ne va pas avec --yes ni --confirm.") }
    }

    func execute() throws {
        let store = try store.open()
        let (proposal, operation) = try carryOut(
            propose: { try propose(in: store) }, isSame: { $0.plan.doesSame(as: $1.plan) }, agree: agree,
            apply: { dryRun || $0.plan.isEmpty ? nil : try store.apply($0.plan, as: .revert(id), context: self.store.context) })
        let status = proposal.status(operation, isDryRun: dryRun)
        try ResultWriter.write(
            proposal.json(status, operation: operation?.id.rawValue),
            operation.map { "Annulation \($0.id.description) appliquée.\n" } ?? "", asJSON: isJSON)
        try status.end(with: proposal.plan)
    }

    /// Shows the plan and has it approved, or throws.
    private func agree(to proposal: PlanReport, _ news: String?) throws {
        if !isJSON {
            let text = (news.map { $0 + "\n\n" } ?? "") + proposal.text(file: "Annulation de l’import \(id.description)")
            try ResultWriter.write(.null, text, asJSON: false)
        }
        guard !dryRun, !proposal.plan.isEmpty else { return }
        Interruption.note()
        try Confirmation(plan: proposal.plan, yes: yes, expected: confirm, canAsk: !isJSON && Terminal.canAsk).obtain()
    }

    private func propose(in store: Store) throws -> PlanReport {
        let operation = try store.importOperation(id)
        let changes = try store.changes(of: operation)
        guard let number = try changes.first.flatMap({ try store.order(of: $0.id) }), let order = try store.order(number) else {
            throw CommandError(.nothingToDo, "L’opération \(id.description) n’a modifié aucun contact : il n’y a rien à annuler.")
        }
        let dotations = try store.dotations(of: number)
        let plan = ImportPlan.reverting(changes, of: order, dotations: dotations)
        guard !plan.isEmpty || !plan.refused.isEmpty else {
            throw CommandError(.nothingToDo, "L’import \(id.description) n’a rien laissé à annuler.")
        }
        return PlanReport(plan: plan, dotations: dotations, base: .history, limit: 50)
    }
}
