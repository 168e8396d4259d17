import ArgumentParser
import DotationStore
import Dotations

/// `dotations resend`: the activation e-mail once more, to some, to an order, or to all (« Envoi en masse »).
struct ResendCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "resend", abstract: "Renvoie l’e-mail d’activation.",
        discussion: "--order et --all le renvoient à tous ceux qui n’ont pas encore activé leur dotation (« Envoi en masse »).")

    @Argument(help: ArgumentHelp("Les identifiants des dotations.", valueName: "dotation"))
    var ids: [Dotation.ID] = []

    @Option(help: ArgumentHelp("Toutes les dotations non activées de cette commande.", valueName: "n°"))
    var order: OrderNumber?

    @Flag(help: "Toutes les dotations non activées des commandes réglées.")
    var all = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func validate() throws {
        guard [!ids.isEmpty, order != nil, all].count(where: \.self) == 1 else {
            throw ValidationError("Donnez des identifiants de dotation, ou --order, ou --all.")
        }
    }

    func execute() throws {
        var seen: Set<Dotation.ID> = []
        let selection: ResendSelection = order.map { .order($0) } ?? (all ? .all : .dotations(ids.filter { seen.insert($0).inserted }))
        let result = try store.open().resend(selection, context: store.context)
        guard !result.sent.isEmpty else {
            guard result.refused.isEmpty else { throw Refusals(result.refused) }
            throw CommandError(.nothingToDo, "Aucune dotation n’attend d’e-mail d’activation : rien n’est envoyé.")
        }
        let refusals = Refusals(result.refused)
        let id = result.operation.id
        let sent = result.sent.map {
            JSON.object([
                ("id", .string($0.id.description)), ("order", .string($0.order.description)), ("email", .string($0.contact.email)),
            ])
        }
        try ResultWriter.write(
            .object([
                ("status", .string("applied")), ("resend", .array(sent)), ("refused", refusals.json), ("import", .integer(id.rawValue)),
            ]),
            ResultWriter.lines(lines(result) + refusals.lines), asJSON: isJSON)
        if !refusals.reasons.isEmpty { throw ExitCode.rowsRefused }
    }

    private func lines(_ result: ResendResult) -> [String] {
        let rows = result.sent.prefix(50).map {
            [$0.id.description, $0.order.description, VisibleText.of("\($0.lastName) \($0.firstName)", limit: 30), "→", $0.contact.email]
        }
        var lines = Table(rows: [["Dotation", "Commande", "Bénéficiaire", "", "Destinataire"]] + rows, numbersFrom: .max).lines
        if result.sent.count > 50 { lines.append("  … et \((result.sent.count - 50).grouped) de plus.") }
        return lines + ["\(result.sent.count.counted("e-mail")) d’activation à envoyer (opération \(result.operation.id.description))."]
    }
}
