import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

struct EditCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Corrige l’adresse e-mail ou le n° de téléphone d’une dotation ; l’e-mail d’activation part.")

    @Argument(help: ArgumentHelp("L’identifiant de la dotation.", valueName: "dotation"))
    var id: Dotation.ID

    @Option(help: ArgumentHelp("La nouvelle adresse e-mail.", valueName: "adresse"))
    var email: String?

    @Option(help: ArgumentHelp("Le nouveau n° de portable.", valueName: "n°"))
    var telephone: String?

    @Option(help: .policy)
    var policy: ModificationPolicy?

    @Flag(inversion: .prefixedNo, help: .allowSharedEmail)
    var allowSharedEmail: Bool?

    @OptionGroup var base: BaseOptions

    func validate() throws {
        guard email != nil || telephone != nil else { throw ValidationError("Donnez --email, --telephone ou les deux.") }
    }

    func execute() throws {
        let application = try store.application()
        let settings = try application.importSettings(policy, allowSharedEmail)
        let useCase = application.correct(id, email: email, mobile: telephone, settings: settings)
        let (proposal, operation) = try useCase.carryOut { proposal, difference in
            let plan = proposal.plan.plan
            if let refusal = plan.refused.first { throw Refusals(refusal.reasons.map { (id, $0) }) }
            guard !plan.isEmpty else {
                throw CommandError(.nothingToDo, "La dotation \(id.description) a déjà ces valeurs : rien n’est modifié ni envoyé.")
            }
            return try Confirmation(yes: false, isJSON: isJSON).approval(of: proposal, difference, "Appliquer ?")
        }
        if let operation { try show(proposal, operation) }
    }

    private func show(_ proposal: Proposal<ImportReport>, _ operation: Operation) throws {
        let plan = proposal.plan.plan
        var lines: [String] = []
        for change in plan.changes {
            for column in change.columns {
                let (old, new) = column == .email ? (change.old.email, change.new.email) : (change.old.mobile, change.new.mobile)
                lines.append("\(column.title) : \(VisibleText.of(old)) → \(VisibleText.of(new))")
            }
            if let job = change.job { lines.append("E-mail à envoyer : \(job.french), à \(VisibleText.of(change.new.email))") }
        }
        lines += plan.warnings.map { "À vérifier : \($0.warning.message) [\($0.warning.code.rawValue)]" }
        lines += [
            "Modification \(operation.id.description) appliquée.", plan.jobCount.sendingAdvice,
            "Pour annuler la modification : dotations imports revert \(operation.id.description)",
        ]
        try ResultWriter.write(PlanDocument(proposal, operation), lines, asJSON: isJSON)
    }
}
