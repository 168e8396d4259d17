import ArgumentParser
import DotationSales
import Dotations
import DotationsApplication

struct EventsWithdrawCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Retire un événement : plus rien ne s’y vend, il reste dans l’historique.",
        discussion: """
            Un événement qui a des ventes actives ne se retire pas : annulez-les ou remboursez-les d’abord. Le charger de nouveau \
            (dotations events load) le remet en vente.
            """)

    @Argument(help: ArgumentHelp("Le nom de l’événement ; la casse, les accents et les espaces ne comptent pas.", valueName: "nom"))
    var name: String

    @OptionGroup var approval: ApprovalOptions
    @OptionGroup var base: BaseOptions

    func execute() throws {
        func shown(_ plan: EventWithdrawal) -> String { "« \(VisibleText.of(plan.event.name)) »" }
        let (proposal, operation) = try approval.carryOut(
            store.application().withdrawEvent(name), asJSON: isJSON, isShownUnasked: false,
            question: { "Retirer l’événement \(shown($0)) ?" }, lines: { ["Plus rien ne se vendrait dans l’événement \(shown($0))."] })
        let done =
            "Événement \(shown(proposal.plan)) retiré : plus rien ne s’y vend. « dotations events load » le "
            + "remettrait en vente."
        try ResultWriter.write(PlanDocument(proposal, operation), operation == nil ? [] : [done], asJSON: isJSON)
    }
}
