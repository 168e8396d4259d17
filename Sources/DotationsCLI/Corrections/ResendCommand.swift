import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

/// `dotations resend`: the activation e-mail once more, to some, to an order, or to all (« Envoi en masse »).
struct ResendCommand: ReportingCommand {
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

    @Flag(help: "Montre les e-mails et n’en envoie aucun.")
    var dryRun = false

    @Option(help: .plan)
    var plan: Fingerprint?

    @Flag(help: "Envoie sans demander, à des dotations données par leurs identifiants.")
    var yes = false

    @Option(help: ArgumentHelp("Le nombre d’e-mails attendu ; n’envoie que s’il est exact.", valueName: "nombre"))
    var confirm: Int?

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws {
        guard [!ids.isEmpty, order != nil, all].count(where: \.self) == 1 else {
            throw ValidationError("Donnez des identifiants de dotation, ou --order, ou --all.")
        }
        guard !dryRun || (!yes && plan == nil && confirm == nil) else {
            throw ValidationError("--dry-run ne va pas avec --yes, --plan ni --confirm.")
        }
    }

    func execute() throws {
        Interruption.announce(asJSON: isJSON)
        let progress = ProgressLine()
        defer { progress.clear() }
        var seen: Set<Dotation.ID> = []
        let selection: ResendSelection = order.map { .order($0) } ?? (all ? .all : .dotations(ids.filter { seen.insert($0).inserted }))
        let useCase = ResendMails(selection, application: try store.application()) {
            progress.shouldContinue($0, of: $1, "E-mails préparés")
        }
        let (proposal, operation) = try useCase.carryOut(agree: agree)
        progress.clear()
        try finish(proposal, operation)
    }

    /// Shows the plan and has it approved, where it is not about single dotations by an answer, or throws.
    private func agree(to proposal: Proposal<ResendPlan>, _ news: String?) throws -> Approval? {
        let plan = proposal.plan
        guard !plan.isEmpty else {
            guard plan.refused.isEmpty else { throw Refusals(plan.refused) }
            throw CommandError(.nothingToDo, "Aucune dotation n’attend d’e-mail d’activation : rien n’est envoyé.")
        }
        if !isJSON {
            let fingerprint = dryRun ? ["Empreinte du plan : \(proposal.fingerprint)"] : []
            try ResultWriter.show(ResultWriter.lines((news.map { [$0, ""] } ?? []) + lines(plan) + fingerprint))
        }
        guard !dryRun else { return nil }
        let confirmation = Confirmation(
            yes: yes || !ids.isEmpty, fingerprint: self.plan, count: confirm, canAsk: !isJSON && Terminal.canAsk)
        return try confirmation.approval(of: proposal, "Renvoyer \(plan.extent) ?")
    }

    private func finish(_ proposal: Proposal<ResendPlan>, _ operation: Operation?) throws {
        let plan = proposal.plan
        try ResultWriter.write(
            ResendDocument(proposal, operation),
            ResultWriter.lines(
                operation.map {
                    [
                        "\(plan.sent.count.counted("e-mail")) d’activation à envoyer (opération \($0.id.description)).",
                        plan.sent.count.sendingAdvice,
                    ]
                } ?? []),
            asJSON: isJSON)
        if !plan.refused.isEmpty { throw ExitCode.rowsRefused }
    }

    private func lines(_ plan: ResendPlan) -> [String] {
        let rows = plan.sent.prefix(50).map {
            [$0.id.description, $0.order.description, VisibleText.of("\($0.lastName) \($0.firstName)", limit: 30), "→", $0.contact.email]
        }
        var lines = Table(rows: [["Dotation", "Commande", "Bénéficiaire", "", "Destinataire"]] + rows, numbersFrom: .max).lines
        if plan.sent.count > 50 { lines.append("  … et \((plan.sent.count - 50).grouped) de plus.") }
        lines += Refusals(plan.refused).lines
        let refused = plan.refused.isEmpty ? "" : ", \(plan.refused.count.counted("refus", "refus"))"
        let attention = plan.confirmations.isEmpty ? [] : ["Attention"] + plan.confirmations.map { "  \($0.message)" } + [""]
        return attention + lines + ["Bilan : \(plan.extent)\(refused)."]
    }
}

extension ResendPlan {
    /// How many e-mails it sends, to how many orders.
    fileprivate var extent: String { "\(sent.count.counted("e-mail")) d’activation, pour \(orderCount.counted("commande"))" }
}
