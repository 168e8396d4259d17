import ArgumentParser
import DotationStore
import Dotations

/// `dotations imports revert`: an undo, as a new import with its own e-mails.
struct ImportsRevertCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "revert", abstract: "Annule un import : remet les valeurs d’avant, là où rien n’a changé depuis.",
        discussion: "C’est une nouvelle modification : chaque bénéficiaire concerné reçoit un nouvel e-mail.")

    @Argument(help: ArgumentHelp("Le n° de l’import.", valueName: "n°"))
    var id: Operation.ID

    @Flag(help: "Montre le plan et ne change rien.")
    var dryRun = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func execute() throws {
        let store = try store.open()
        while true {
            let proposal = try propose(in: store)
            guard !proposal.plan.isEmpty || !proposal.plan.refused.isEmpty else {
                throw CommandError(.nothingToDo, "L’import \(id.description) n’a rien laissé à annuler.")
            }
            do {
                let operation =
                    dryRun || proposal.plan.isEmpty ? nil : try store.apply(proposal.plan, as: .revert(id), context: self.store.context)
                return try show(proposal, operation)
            } catch let error as StoreError where error.code == .moved {
                continue
            }
        }
    }

    private func propose(in store: Store) throws -> PlanReport {
        let operation = try store.importOperation(id)
        let changes = try store.changes(of: operation)
        guard let number = try changes.first.flatMap({ try store.order(of: $0.id) }), let order = try store.order(number)?.order else {
            throw CommandError(.nothingToDo, "L’opération \(id.description) n’a modifié aucun contact : il n’y a rien à annuler.")
        }
        let dotations = try store.dotations(of: number)
        return PlanReport(plan: .reverting(changes, of: order, dotations: dotations), dotations: dotations, limit: 50)
    }

    private func show(_ proposal: PlanReport, _ operation: Operation?) throws {
        let status: PlanReport.Status = operation != nil ? .applied : dryRun ? .planned : .unchanged
        var text = proposal.text(file: "Annulation de l’import \(id.description)")
        if let operation { text += "Annulation \(operation.id.description) appliquée.\n" }
        try ResultWriter.write(proposal.json(status, operation: operation?.id.rawValue), text, asJSON: isJSON)
        if !proposal.plan.refused.isEmpty { throw ExitCode.rowsRefused }
    }
}
