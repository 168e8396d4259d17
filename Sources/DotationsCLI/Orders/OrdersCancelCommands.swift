import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

enum OrderCancelling: CancellationKind {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Annule une commande dont rien ne dépend : son n°, ses identifiants et ses ventes sont de nouveau libres.",
        discussion: """
            Une commande s’annule tant que rien n’en dépend : ni export, ni modification, ni e-mail parti, ni dotation activée. Les e-mails qui \
            attendent sont annulés. Elle reste dans l’historique, et « dotations orders list » la montre.
            """)
    static let extent = CancellationExtent.order
}

enum PaymentCancelling: CancellationKind {
    static let configuration = CommandConfiguration(
        commandName: "unpay", abstract: "Annule le règlement d’une commande, noté par erreur : ses dotations ne se modifient plus.",
        discussion: "Comme « orders cancel », tant que rien ne dépend de la commande. Les e-mails qui attendent sont annulés.")
    static let extent = CancellationExtent.payment
}

protocol CancellationKind {
    static var configuration: CommandConfiguration { get }
    static var extent: CancellationExtent { get }
}

struct OrderCancellationCommand<Kind: CancellationKind>: StoreCommand {
    static var configuration: CommandConfiguration { Kind.configuration }

    @Argument(help: ArgumentHelp("Le n° de la commande.", valueName: "n°"))
    var number: OrderNumber

    @OptionGroup var approval: ApprovalOptions
    @OptionGroup var base: BaseOptions

    func execute() throws {
        let (proposal, operation) = try approval.carryOut(
            store.application().cancelOrder(number, Kind.extent), asJSON: isJSON,
            question: { _ in Kind.extent == .order ? "Annuler la commande ?" : "Annuler le règlement ?" }, lines: lines)
        let done =
            Kind.extent == .order ? "Commande \(number.description) annulée" : "Règlement de la commande \(number.description) annulé"
        try ResultWriter.write(
            PlanDocument(proposal, operation),
            operation.map { ["\(done) (opération \($0.id.description))."] } ?? [], asJSON: isJSON)
    }

    private func lines(_ plan: OrderCancellation) -> [String] {
        let order = plan.order
        var lines = [
            "Commande \(order.number.description) du \(order.date.french), \(order.isPaid ? "réglée" : "non réglée") : "
                + "\(plan.dotationCount.counted("dotation")), \(plan.faceValue.description)."
        ]
        if Kind.extent == .order {
            lines.append("Son n° et ses identifiants seraient libres, et la commande resterait dans l’historique.")
            if plan.saleCount > 0 {
                lines.append(
                    plan.saleCount == 1
                        ? "1 vente serait de nouveau à commander." : "\(plan.saleCount.grouped) ventes seraient de nouveau à commander.")
            }
        }
        if !plan.waitingMails.isEmpty {
            lines.append("\(plan.waitingMails.count.counted("e-mail qui attend serait annulé", "e-mails qui attendent seraient annulés")).")
        }
        return lines
    }
}
