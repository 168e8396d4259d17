import ArgumentParser
import DotationStore
import Dotations

/// `dotations imports revert`: an undo, as a new import with its own e-mails.
struct ImportsRevertCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "revert", abstract: "Annule un import : remet les valeurs d’avant, là où rien n’a changé depuis.",
        discussion: """
            C’est une nouvelle modification : chaque bénéficiaire concerné reçoit un nouvel e-mail. Comme pour un import, le plan est montré, \
            puis il faut dire oui ; ou taper le nombre de modifications si plus d’une adresse e-mail sur cinq change.
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
        var agreed: ImportPlan?
        while true {
            let proposal = try propose(in: store)
            let plan = proposal.plan
            guard !plan.isEmpty || !plan.refused.isEmpty else {
                throw CommandError(.nothingToDo, "L’import \(id.description) n’a rien laissé à annuler.")
            }
            // A plan that was made anew because the store had moved, and still says the same, was agreed to before.
            if agreed.map({ !plan.doesSame(as: $0) }) ?? true { try agree(to: proposal) }
            agreed = plan
            do {
                return try finish(
                    proposal, dryRun || plan.isEmpty ? nil : try store.apply(plan, as: .revert(id), context: self.store.context))
            } catch let error as StoreError where error.code == .moved {
                continue
            }
        }
    }

    /// Shows the plan and has it approved, or throws.
    private func agree(to proposal: PlanReport) throws {
        if !isJSON { try ResultWriter.write(.null, proposal.text(file: "Annulation de l’import \(id.description)"), asJSON: false) }
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
        return PlanReport(plan: .reverting(changes, of: order, dotations: dotations), dotations: dotations, base: .history, limit: 50)
    }

    private func finish(_ proposal: PlanReport, _ operation: Operation?) throws {
        let status: PlanReport.Status = operation != nil ? .applied : dryRun ? .planned : .unchanged
        try ResultWriter.write(
            proposal.json(status, operation: operation?.id.rawValue),
            operation.map { "Annulation \($0.id.description) appliquée.\n" } ?? "", asJSON: isJSON)
        if !proposal.plan.refused.isEmpty { throw ExitCode.rowsRefused }
    }
}
