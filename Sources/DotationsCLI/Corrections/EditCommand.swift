import ArgumentParser
import DotationStore
import Dotations

/// `dotations edit`: one correction, under the same rules as an import.
struct EditCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Corrige l’adresse e-mail ou le n° de téléphone d’une dotation ; l’e-mail d’activation part.")

    @Argument(help: ArgumentHelp("L’identifiant de la dotation.", valueName: "dotation"))
    var id: Dotation.ID

    @Option(help: ArgumentHelp("La nouvelle adresse e-mail.", valueName: "adresse"))
    var email: String?

    @Option(help: ArgumentHelp("Le nouveau n° de portable.", valueName: "n°"))
    var telephone: String?

    @Option(help: .policy)
    var policy = ModificationPolicy.notActivated

    @Flag(help: .allowSharedEmail)
    var allowSharedEmail = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws {
        guard email != nil || telephone != nil else { throw ValidationError("Donnez --email, --telephone ou les deux.") }
    }

    func execute() throws {
        let store = try store.open()
        while true {
            let (plan, dotations) = try plan(in: store)
            if let refusal = plan.refused.first { throw Refusals(refusal.reasons.map { (id, $0) }) }
            guard !plan.isEmpty else {
                throw CommandError(.nothingToDo, "La dotation \(id.description) a déjà ces valeurs : rien n’est modifié ni envoyé.")
            }
            do {
                let operation = try store.apply(plan, as: .edit, context: self.store.context)
                return try show(plan, dotations, operation)
            } catch let error as StoreError where error.code == .moved {
                continue
            }
        }
    }

    /// The correction as the plan of a sheet with one row.
    private func plan(in store: Store) throws -> (ImportPlan, [Dotation]) {
        guard let number = try store.order(of: id), let order = try store.order(number) else { throw StoreError.unknownDotation(id) }
        let dotations = try store.dotations(of: number)
        var planner = ImportPlanner(
            order: order, dotations: dotations, settings: ImportSettings(policy: policy, allowsSharedEmail: allowSharedEmail))
        var row = EditedRow(number: 1)
        row[.identifier] = .text(id.description)
        row[.email] = email.map { .text($0) }
        row[.mobile] = telephone.map { .text($0) }
        try planner.add(row)
        return (planner.plan(elsewhere: try store.holders(of: planner.newContacts, outside: number)), dotations)
    }

    private func show(_ plan: ImportPlan, _ dotations: [Dotation], _ operation: Operation) throws {
        let report = PlanReport(plan: plan, dotations: dotations)
        var lines: [String] = []
        for change in plan.changes {
            for column in change.columns {
                let (old, new) = column == .email ? (change.old.email, change.new.email) : (change.old.mobile, change.new.mobile)
                lines.append("\(column.title) : \(VisibleText.of(old)) → \(VisibleText.of(new))")
            }
            lines.append("E-mail à envoyer : \(change.job.french), à \(VisibleText.of(change.new.email))")
        }
        lines += plan.warnings.map { "À vérifier : \($0.warning.message) [\($0.warning.code.rawValue)]" }
        lines.append(
            "Modification \(operation.id.description) appliquée. Pour l’annuler : dotations imports revert \(operation.id.description)")
        try ResultWriter.write(report.json(.applied, operation: operation.id.rawValue), ResultWriter.lines(lines), asJSON: isJSON)
    }
}
