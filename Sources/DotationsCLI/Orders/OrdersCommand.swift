import ArgumentParser
import DotationStore
import Dotations
import DotationsApplication

struct OrdersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders", abstract: "Crée, liste, montre, règle et annule les commandes.",
        subcommands: [
            OrdersCreateCommand.self, OrdersListCommand.self, OrdersShowCommand.self, OrdersPayCommand.self,
            OrderCancellationCommand<PaymentCancelling>.self, OrderCancellationCommand<OrderCancelling>.self,
        ])
}

struct OrdersListCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Liste les commandes : en attente, en cours de traitement, historique.")

    @OptionGroup var base: BaseOptions

    func execute() throws {
        let result = try store.application().orders()
        try ResultWriter.write(result, lines(result.orders, result.cancelled), asJSON: isJSON)
    }

    private func lines(_ orders: [OrderSummary], _ cancelled: [CancelledOrder]) throws -> [String] {
        var lines: [String] = []
        for list in OrderList.allCases {
            let members = orders.filter { $0.list == list }
            guard !members.isEmpty else { continue }
            if !lines.isEmpty { lines.append("") }
            lines.append("\(list.french.capitalised) (\(members.count.grouped))")
            let rows = try members.map {
                [
                    $0.order.number.description, $0.order.date.french, $0.dotationCount.grouped, $0.activatedCount.grouped,
                    try $0.total.description,
                ]
            }
            lines += Table(["N° de commande", "Date", "Dotations", "Activées", "Montant total"], rows, numbersFrom: 2).lines
        }
        if !cancelled.isEmpty {
            lines += (lines.isEmpty ? [] : [""]) + ["Annulées (\(cancelled.count.grouped))"]
            let rows = cancelled.map {
                [
                    $0.order.number.description, $0.order.date.french, $0.dotationCount.grouped, $0.faceValue.description,
                    DateFormatting.french($0.context.date), $0.context.who(),
                ]
            }
            lines += Table(["N° de commande", "Date", "Dotations", "Montant", "Annulée le", "Par"], rows, numbersFrom: 2).lines
        }
        return lines.isEmpty ? ["Aucune commande."] : lines
    }
}

struct OrdersPayCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "pay", abstract: "Note qu’une commande est réglée : ses dotations peuvent alors être modifiées.")

    @Argument(help: ArgumentHelp("Le n° de la commande.", valueName: "n°"))
    var number: OrderNumber

    @OptionGroup var base: BaseOptions

    func execute() throws {
        // Whoever names the order wants just that, whatever was done to it meanwhile.
        let (proposal, operation) = try store.application().payOrder(number).carryOut { proposal, _ in try proposal.approval() }
        try ResultWriter.write(PlanDocument(proposal, operation), ["Commande \(number.description) réglée."], asJSON: isJSON)
    }
}
