import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

/// `dotations resend`: the activation e-mail once more, to some, to an order, or to all (« Envoi en masse »).
struct ResendCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "resend", abstract: "Renvoie l’e-mail d’activation.",
        discussion: """
            --order et --all le renvoient à tous ceux qui n’ont pas encore activé leur dotation (« Envoi en masse ») : la commande montre \
            alors combien d’e-mails partiraient, et ce nombre est à taper : à la question posée, ou avec --confirm. \
            --yes ne suffit pas.
            """)

    @Argument(help: ArgumentHelp("Les identifiants des dotations.", valueName: "dotation"))
    var ids: [Dotation.ID] = []

    @Option(help: ArgumentHelp("Toutes les dotations non activées de cette commande.", valueName: "n°"))
    var order: OrderNumber?

    @Flag(help: "Toutes les dotations non activées des commandes réglées.")
    var all = false

    @OptionGroup var options: CountedApprovalOptions
    @OptionGroup var base: BaseOptions

    func validate() throws {
        guard [!ids.isEmpty, order != nil, all].count(where: \.self) == 1 else {
            throw ValidationError("Donnez des identifiants de dotation, ou --order, ou --all.")
        }
    }

    func execute() throws {
        Interruption.announce(asJSON: isJSON)
        let progress = Progress()
        var seen: Set<Dotation.ID> = []
        let selection: ResendSelection = order.map { .order($0) } ?? (all ? .all : .dotations(ids.filter { seen.insert($0).inserted }))
        let useCase = try store.application().resend(selection) {
            progress.shouldContinue($0, of: $1, "E-mails préparés")
        }
        let (proposal, operation) = try options.approval.carryOut(
            useCase, count: options.confirm, asJSON: isJSON, progress: progress,
            question: { "Renvoyer \($0.extent) ?" }, lines: lines)
        let plan = proposal.plan
        guard !plan.isEmpty else {
            guard plan.refused.isEmpty else { throw Refusals(plan.refused) }
            throw CommandError(.nothingToDo, "Aucune dotation n’attend d’e-mail d’activation : rien n’est envoyé.")
        }
        let done = operation.map {
            [
                "\(plan.sent.count.counted("e-mail")) d’activation à envoyer (opération \($0.id.description)).",
                plan.sent.count.sendingAdvice,
            ]
        }
        try ResultWriter.write(PlanDocument(proposal, operation), done ?? [], asJSON: isJSON)
        if !plan.refused.isEmpty { throw ExitCode.rowsRefused }
    }

    private func lines(_ plan: ResendPlan) -> [String] {
        guard !plan.isEmpty else { return [] }
        let rows = plan.sent.prefix(50).map {
            [$0.id.description, $0.order.description, VisibleText.of("\($0.lastName) \($0.firstName)", limit: 30), "→", $0.contact.email]
        }
        let table = Table(["Dotation", "Commande", "Bénéficiaire", "", "Destinataire"], rows).lines.cut(at: 50, of: plan.sent.count)
        let refused = plan.refused.isEmpty ? "" : ", \(plan.refused.count.counted("refus", "refus"))"
        let attention = plan.confirmations.isEmpty ? [] : ["Attention"] + plan.confirmations.map { "  \($0.message)" } + [""]
        return attention + table + Refusals(plan.refused).lines + ["Bilan : \(plan.extent)\(refused)."]
    }
}

extension ResendPlan {
    fileprivate var extent: String { "\(sent.count.counted("e-mail")) d’activation, pour \(orderCount.counted("commande"))" }
}
