import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

struct ImportsRevertCommand: StoreCommand {
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

    @OptionGroup var options: CountedApprovalOptions
    @OptionGroup var base: BaseOptions

    func execute() throws {
        Interruption.announce(asJSON: isJSON)
        let progress = Progress()
        let useCase = try store.application().undo(id) { progress.shouldContinue($0, of: $1, "Lignes annulées") }
        let (proposal, operation) = try options.approval.carryOut(useCase, count: options.confirm, asJSON: isJSON, progress: progress) {
            PlanScreen($0, of: "Annulation de l’import \(id.description)", limit: 50).lines
        }
        let jobs = proposal.plan.plan.jobCount
        let done = operation.map { ["Annulation \($0.id.description) appliquée."] + (jobs > 0 ? [jobs.sendingAdvice] : []) }
        try options.approval.end(proposal, operation, done ?? [], asJSON: isJSON)
    }
}
