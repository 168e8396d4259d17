import ArgumentParser
import DotationSales
import DotationSheets
import DotationStore
import Dotations
import DotationsApplication

enum SaleCancelling: SaleStatusChange {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Annule des ventes : leurs places se libèrent, l’argent reste à rendre.",
        discussion: """
            Une vente dont les chèques sont commandés ne s’annule qu’une fois sa commande annulée (dotations orders cancel). Une vente annulée \
            ne redevient pas active.
            """)
    static let status = Sale.Status.cancelled
    static let title = "Ventes à annuler"
    static let question = (one: "Annuler cette vente ?", several: "Annuler ces ventes ?")
}

enum SaleRefunding: SaleStatusChange {
    static let configuration = CommandConfiguration(
        commandName: "refund", abstract: "Note que des ventes sont remboursées, en entier : leurs places se libèrent.",
        discussion: """
            Le remboursement lui-même se fait dans Stripe. Une vente dont les chèques sont commandés ne se rembourse qu’une fois sa commande \
            annulée (dotations orders cancel).
            """)
    static let status = Sale.Status.refunded
    static let title = "Ventes à noter comme remboursées"
    static let question = (one: "Noter cette vente comme remboursée ?", several: "Noter ces ventes comme remboursées ?")
}

protocol SaleStatusChange {
    static var configuration: CommandConfiguration { get }
    static var status: Sale.Status { get }
    /// What stands above the sales that it changes.
    static var title: String { get }
    static var question: (one: String, several: String) { get }
}

struct SaleStatusCommand<Change: SaleStatusChange>: StoreCommand {
    static var configuration: CommandConfiguration { Change.configuration }

    @Argument(help: ArgumentHelp("Les numéros des ventes (dotations sales list).", valueName: "vente"))
    var ids: [Sale.ID]

    @OptionGroup var approval: ApprovalOptions
    @OptionGroup var base: BaseOptions

    func execute() throws {
        let (proposal, operation) = try approval.carryOut(
            store.application().setStatus(Change.status, ofSales: ids), asJSON: isJSON, isShownUnasked: false,
            question: { $0.plan.changed.count < 2 ? Change.question.one : Change.question.several }
        ) { report in
            // The people are named on standard output.
            let sales = report.plan.changed.map { SaleDocument($0.old, in: report.ledger) }
            return Refusals(report.plan.refused).lines + ["\(Change.title) (\(sales.count.grouped))"]
                + sales.map { sale in
                    "  Vente \(sale.id.description) du \(sale.date.french) : \(VisibleText.of(sale.buyer)), "
                        + "« \(VisibleText.of(sale.session)) », \(sale.pricePaid.description), \(sale.status.label)"
                }
        }
        let report = proposal.plan
        let done = report.plan.changed.map { change in
            let sale = SaleDocument(change.new, in: report.ledger)
            return "Vente \(sale.id.description) \(Change.status.label) : \(VisibleText.of(sale.buyer)), "
                + "\(sale.pricePaid.description)\(Change.status == .cancelled ? " à rendre" : "")."
        }
        let lines = operation == nil ? [] : done + Refusals(report.plan.refused).lines
        try approval.end(proposal, operation, lines, asJSON: isJSON)
    }
}
