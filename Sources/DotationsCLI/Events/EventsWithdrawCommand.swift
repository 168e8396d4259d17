import ArgumentParser
import DotationSales
import DotationStore
import Dotations

/// `dotations events withdraw`: an event in which nothing is sold any more.
struct EventsWithdrawCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Retire un événement : plus rien ne s’y vend, il reste dans l’historique.",
        discussion: """
            Un événement qui a des ventes actives ne se retire pas : annulez-les ou remboursez-les d’abord. Le charger de nouveau \
            (dotations events load) le remet en vente.
            """)

    @Argument(help: ArgumentHelp("Le nom de l’événement ; la casse, les accents et les espaces ne comptent pas.", valueName: "nom"))
    var name: String

    @Flag(help: "Retire sans demander ; nécessaire hors d’un terminal.")
    var yes = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func execute() throws {
        let store = try store.open()
        let ledger = try store.salesLedger()
        let event = try ledger.events.event(named: name)
        let shown = "« \(VisibleText.of(event.name)) »"
        if event.withdrawn == nil, ledger.sold(in: event.id) == 0 {
            Interruption.note()
            try Confirmation.obtain("Retirer l’événement \(shown) ?", yes: yes, canAsk: !isJSON && Terminal.canAsk) {
                "L’événement n’a pas été retiré : sans terminal, ajoutez --yes pour le retirer."
            }
        }
        guard let operation = try store.withdrawEvent(event.id, context: self.store.context) else {
            throw CommandError(.nothingToDo, "L’événement \(shown) est déjà retiré : rien n’est modifié.")
        }
        try ResultWriter.write(
            .object([("event", .string(event.name)), ("withdrawn", .boolean(true)), ("operation", .integer(operation.id.rawValue))]),
            ResultWriter.lines(["Événement \(shown) retiré : plus rien ne s’y vend. « dotations events load » le remettrait en vente."]),
            asJSON: isJSON)
    }
}
