import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Note ce que deviennent les dotations du côté des bénéficiaires.",
        subcommands: [StatusImportCommand.self, StatusSetCommand.self, StatusAccountCreatedCommand.self])
}

struct StatusSetCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change le statut de dotations.",
        discussion: """
            Par exemple : dotations status set 11843511 11843513 "Erreur e-mail". Une dotation qui n’est plus « activé » redevient \
            modifiable, et un e-mail de création de compte peut partir à qui en a déjà un ; un statut qui n’est pas connu ne permet aucune \
            modification : la commande le dit, et demande.
            """)

    @Argument(help: ArgumentHelp("Les identifiants des dotations, puis le statut.", valueName: "dotation… statut"))
    var arguments: [String]

    @Flag(help: "Change sans demander ; nécessaire hors d’un terminal pour des dotations activées ou un statut inconnu.")
    var yes = false

    @OptionGroup var base: BaseOptions

    func validate() throws {
        guard arguments.count > 1 else { throw ValidationError("Donnez au moins une dotation, puis le statut.") }
        if let wrong = arguments.dropLast().first(where: { Dotation.ID($0) == nil }) {
            throw ValidationError(
                "« \(wrong) » n’est pas un identifiant de dotation (huit chiffres). Un statut avec des espaces se met entre guillemets.")
        }
        guard !status.key.isEmpty else { throw ValidationError("Le statut est vide.") }
    }

    private var status: DotationStatus { DotationStatus(arguments.last ?? "") }

    func execute() throws {
        let ids = Set(arguments.dropLast().compactMap { Dotation.ID($0) }).sorted()
        let (proposal, operation) = try store.application().setStatus(status, of: ids).carryOut(agree: agree)
        let plan = proposal.plan.plan
        var lines = ["\(plan.changes.count.counted("dotation")) au statut « \(VisibleText.of(status.underItsName.label)) »."]
        if plan.unchangedCount > 0 {
            lines.append("\(plan.unchangedCount.counted("dotation y était", "dotations y étaient")) déjà.")
        }
        let result = StatusesSet(operation, changed: plan.changes.count, unchanged: plan.unchangedCount)
        try ResultWriter.write(result, lines, asJSON: isJSON)
    }

    /// Says what is unusual, and has it approved, or throws.
    private func agree(to proposal: Proposal<StatusReport>, _ difference: PlanDifference?) throws -> Approval? {
        let plan = proposal.plan.plan
        let approval = try proposal.approval()
        guard proposal.plan.needsYes else { return approval }
        let shown = plan.changes.prefix(5).map(\.id.description).joined(separator: ", ") + (plan.changes.count > 5 ? "…" : "")
        let warning = (difference.map { [$0.news] } ?? []) + proposal.plan.doubts.map(\.message) + ["Dotations : \(shown)."]
        let canAsk = !isJSON && Terminal.canAsk
        // Where nobody can be asked the error says it.
        if yes || canAsk, !isJSON { StandardError.write("À vérifier : \(warning.joined(separator: " "))") }
        Interruption.note()
        try Confirmation.obtain("Changer le statut ?", yes: yes, canAsk: canAsk) {
            "\(warning.joined(separator: " ")) Rien n’a été modifié : \(isJSON ? "avec --json" : "sans terminal"), ajoutez --yes pour le vouloir."
        }
        return approval
    }
}

struct StatusAccountCreatedCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "account-created", abstract: "Note que des bénéficiaires ont créé leur compte, sans avoir activé leur dotation.")

    @Argument(help: ArgumentHelp("Les identifiants des dotations.", valueName: "dotation"))
    var ids: [Dotation.ID]

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let result = try store.application().markAccountCreated(ids)
        var lines = ["\(result.changed.counted("compte créé", "comptes créés"))."]
        if result.unchanged > 0 { lines.append("\(result.unchanged.counted("compte l’était", "comptes l’étaient")) déjà.") }
        try ResultWriter.write(result, lines, asJSON: isJSON)
    }
}
