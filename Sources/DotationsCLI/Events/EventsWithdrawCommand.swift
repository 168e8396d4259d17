import ArgumentParser
import DotationSales
import Dotations
import DotationsApplication

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

    @OptionGroup var approval: ApprovalOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var report: ReportOptions

    var isJSON: Bool { report.json }

    func execute() throws {
        let (proposal, operation) = try WithdrawEvent(name, application: store.application()).carryOut { proposal, news in
            let shown = "« \(VisibleText.of(proposal.plan.event.name)) »"
            return try approval.approval(
                of: proposal, news, "Retirer l’événement \(shown) ?", asJSON: isJSON, isShownUnasked: false
            ) { ["Plus rien ne se vendrait dans l’événement \(shown)."] }
        }
        let done =
            "Événement « \(VisibleText.of(proposal.plan.event.name)) » retiré : plus rien ne s’y vend. « dotations events load » le "
            + "remettrait en vente."
        try ResultWriter.write(
            WithdrawEvent.Document(proposal, operation), ResultWriter.lines(operation == nil ? [] : [done]), asJSON: isJSON)
    }
}
