internal import DotationAccounts
internal import DotationSheets
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Suivi de toutes mes commandes », and an order's detail.
enum OrderPages {
    static let routes: [Route] = [
        .get("/commandes", .permitted(.view), lists),
        .get("/commandes/{commande}", .permitted(.view), detail),
        .get("/commandes/{commande}/document", .permitted(.view), document),
        .post("/commandes/{commande}/details", .permitted(.export), exportDetail),
    ]

    private static func lists(_ visit: Visit) throws -> Answer {
        let shown = OrderList.allCases.first { $0.path == visit.query["liste"] } ?? .inProgress
        let lists = try visit.application.orders()
        let orders = lists.orders
        let listed = try orders.filter { $0.list == shown }.map { (order: $0, total: try $0.total) }
        return .page(
            Page("Suivi de toutes mes commandes", in: .orders) { html in
                html.element("nav", .aria(label: "Listes de commandes"), .class("tabs")) { html in
                    html.element("ul") { html in
                        for list in OrderList.allCases {
                            html.element("li") { html in
                                html.element(
                                    "a", .href("/commandes?liste=\(list.path)"), .aria(current: list == shown ? "page" : nil),
                                    text: "\(list.title) (\(orders.count { $0.list == list }.grouped))")
                            }
                        }
                    }
                }
                html.element("p", text: shown.explanation)
                if visit.may(.import) {
                    html.element("p") { html in
                        html.element("a", .href("/commandes/feuille"), text: "Créer une commande d’une feuille")
                        html.text(", ou ")
                        html.element("a", .href("/ventes/export"), text: "des ventes")
                        html.text(".")
                    }
                }
                if listed.isEmpty {
                    html.element("p", text: "Aucune commande dans cette liste.")
                } else {
                    table(shown, listed, &html)
                }
                cancelled(lists.cancelled, &html)
            })
    }

    private static func table(_ shown: OrderList, _ listed: [(order: OrderSummary, total: Euros)], _ html: inout HTML) {
        Table.write(
            shown.title, ["N° de commande", "Date", .number("Montant total"), .number("Dotations"), .number("Activées")], to: &html,
            rows: listed
        ) { listed, html in
            let order = listed.order
            html.element("th", .scope("row")) { html in
                html.element("a", .href("/commandes/\(order.order.number)"), text: order.order.number.description)
            }
            html.element("td", text: order.order.date.french)
            html.element("td", .class("number"), text: listed.total.description)
            html.element("td", .class("number"), text: order.dotationCount.grouped)
            html.element("td", .class("number"), text: order.activatedCount.grouped)
        }
    }

    /// The orders that were cancelled, which are in none of the guide's three lists.
    private static func cancelled(_ orders: [CancelledOrder], _ html: inout HTML) {
        guard !orders.isEmpty else { return }
        html.element("details") { html in
            html.element("summary", text: "Commandes annulées (\(orders.count.grouped))")
            Table.write(
                "Commandes annulées",
                ["N° de commande", "Date", .number("Valeur faciale"), .number("Dotations"), "Annulée le", "Par", "Opération"], to: &html,
                rows: orders
            ) { cancelled, html in
                html.element("th", .scope("row")) { html in
                    html.element("a", .href("/commandes/\(cancelled.order.number)"), text: cancelled.order.number.description)
                }
                html.element("td", text: cancelled.order.date.french)
                html.element("td", .class("number"), text: cancelled.faceValue.description)
                html.element("td", .class("number"), text: cancelled.dotationCount.grouped)
                html.element("td", text: DateFormatting.french(cancelled.context.date))
                html.element("td", text: cancelled.context.who())
                html.element("td") { html in
                    html.element("a", .href("/journal/\(cancelled.operation)"), text: cancelled.operation.description)
                }
            }
        }
    }

    /// The order that an address names.
    static func number(_ visit: Visit) throws -> OrderNumber {
        guard let number = OrderNumber(visit.parameters["commande"] ?? "") else { throw NoSuchPage() }
        return number
    }

    private static func detail(_ visit: Visit) throws -> Answer {
        let number = try number(visit)
        let order = try visit.application.order(number)
        guard let summary = order.summary, let detail = order.detail else { return .page(cancelled(order, visit)) }
        let sold = try visit.application.orderedSales(number)
        return .page(
            Page("Détail de la commande N° \(number.grouped)", in: .orders) { html in
                Told.write(visit, to: &html)
                html.element("p", text: "Commande du \(summary.order.date.french), \(summary.list.french).")
                html.element("p") { html in
                    html.element(
                        "a", .href("/commandes/\(number)/dotations"), text: ">> Cliquez ici pour suivre ou modifier vos dotations")
                }
                articles(detail, &html)
                sales(sold, of: number, &html)
                html.element("div", .class("actions")) { html in
                    if visit.may(.export) {
                        Form.write("/commandes/\(number)/details", visit, to: &html) { Form.button("Exporter détails", to: &$0) }
                    }
                    html.element("a", .class("button"), .href("/commandes/\(number)/document"), text: "Document de la commande")
                    if visit.may(.send), summary.order.isPaid, summary.activatedCount < summary.dotationCount {
                        html.element(
                            "a", .class("button second"), .href(ResendPages.path(number)), text: "Renvoyer les e-mails d’activation")
                    }
                    OrderActPages.links(summary, visit, &html)
                }
                OrderActPages.explain(summary, visit, &html)
                Table.write("Statuts des dotations", ["Statut", .number("Dotations")], to: &html, rows: order.statuses) { status, html in
                    html.element("th", .scope("row"), text: status.status.label)
                    html.element("td", .class("number"), text: status.dotations.grouped)
                }
                guard !order.cancelled.isEmpty else { return }
                html.element("h2", text: "Commandes annulées de ce numéro")
                earlier(order.cancelled, &html)
            })
    }

    /// The page that says that an order is cancelled, for whoever asked for something of it that is no more; nil where that is not so.
    static func ofCancelledOrder(_ visit: Visit, after error: any Error) -> Answer? {
        guard error is NoSuchPage || (error as? StoreError)?.code == .orderUnknown, let number = try? number(visit),
            visit.path != "/commandes/\(number)", let order = try? visit.application.order(number), order.summary == nil
        else { return nil }
        return .seeOther("/commandes/\(number)")
    }

    /// An order of which the history alone is left.
    private static func cancelled(_ order: OrderDetails, _ visit: Visit) -> Page {
        Page("Commande annulée N° \(order.number.grouped)", in: .orders) { html in
            Told.write(visit, to: &html)
            earlier(order.cancelled, &html)
            html.element("p") { $0.element("a", .href("/commandes"), text: "Toutes les commandes") }
        }
    }

    private static func earlier(_ orders: [CancelledOrder], _ html: inout HTML) {
        html.element("ul") { html in for cancelled in orders { html.element("li", text: cancelled.sentence) } }
    }

    /// The order as a document to be printed.
    private static func document(_ visit: Visit) throws -> Answer {
        let number = try number(visit)
        let application = try visit.application
        let order = try application.order(number)
        guard let summary = order.summary, let detail = order.detail else { throw NoSuchPage() }
        let client = application.client
        return .page(
            Page("Commande N° \(number.grouped)", in: .orders) { html in
                html.element("dl") { html in
                    for (name, value) in [
                        ("Client", client.name.isEmpty ? "\(client.code)" : "\(client.name) (code \(client.code))"),
                        ("Date de la commande", summary.order.date.french), ("Règlement", summary.order.isPaid ? "reçu" : "en attente"),
                        ("Dotations", summary.dotationCount.grouped), ("Activées", summary.activatedCount.grouped),
                        ("Document établi le", DateFormatting.french(visit.installation.now)),
                    ] {
                        html.element("dt", text: name)
                        html.element("dd", text: value)
                    }
                }
                articles(detail, &html)
                html.element("p", .class("note screen"), text: "Pour garder ce document, imprimez la page, ou enregistrez-la en PDF.")
                html.element("p", .class("screen")) { html in
                    html.element("a", .href("/commandes/\(number)"), text: "Revenir à la commande")
                }
            })
    }

    private static func articles(_ detail: OrderDetail, _ html: inout HTML) {
        Table.write(
            "Articles",
            [
                "Article", .number("Quantité"), .number("Prix unitaire HT"), .number("Montant HT"), "TVA (%)",
                .number("Montant total"),
            ], to: &html,
            rows: detail.lines
        ) { line, html in
            html.element("th", .scope("row"), text: line.article)
            html.element("td", .class("number"), text: line.quantity.grouped)
            html.element("td", .class("number"), text: line.unitPrice?.description ?? "-")
            html.element("td", .class("number"), text: line.amount.description)
            html.element("td", text: "")
            html.element("td", .class("number"), text: line.amount.description)
        }
        html.element("p") { html in
            html.element("strong", text: "TOTAL : \(detail.total)")
        }
    }

    /// What the order was made of, and where those sales are.
    private static func sales(_ sold: [OrderedSales], of number: OrderNumber, _ html: inout HTML) {
        guard !sold.isEmpty else { return }
        let count = sold.reduce(0) { $0 + $1.count }
        let rows =
            sold.map { (event: $0.event, session: $0.session, books: $0.books, amounts: [$0.faceValue, $0.paid, $0.councilShare]) }
            + [
                (
                    event: "TOTAL", session: "", books: sold.reduce(0) { $0 + $1.books },
                    amounts: [sold.map(\.faceValue), sold.map(\.paid), sold.map(\.councilShare)].compactMap { Euros.sum(of: $0) }
                )
            ]
        Table.write(
            "Ventes de la commande",
            [
                "Événement", "Session", .number("Chéquiers"), .number("Valeur faciale"), .number("Part des salariés"),
                .number("Part du CSE"),
            ], to: &html, rows: rows
        ) { row, html in
            html.element("th", .scope("row"), text: VisibleText.of(row.event))
            html.element("td", text: VisibleText.of(row.session))
            html.element("td", .class("number"), text: row.books.grouped)
            for amount in row.amounts { html.element("td", .class("number"), text: amount.description) }
        }
        html.element("p") { html in
            html.element(
                "a", .href("/ventes?commande=\(number)"),
                text: "Voir \(count > 1 ? "les \(count.grouped) ventes" : "la vente") de la commande")
        }
    }

    private static func exportDetail(_ visit: Visit) throws -> Answer {
        let application = try visit.application
        guard let sheet = try application.export(application.order(number(visit))) else { throw NoSuchPage() }
        return try .workbook(sheet, named: "\(sheet.order.exportFileName)_details.xlsx")
    }
}

extension OrderList {
    /// « Mes commandes en cours de traitement », as the guide has it.
    var title: String {
        switch self {
        case .pending: "Mes commandes en attente"
        case .inProgress: "Mes commandes en cours de traitement"
        case .history: "Historique de mes commandes"
        }
    }

    /// Which orders are in it, as the guide has it.
    fileprivate var explanation: String {
        switch self {
        case .pending: "Les commandes qui ne sont pas encore payées, ou en attente de réception du règlement."
        case .inProgress:
            "Les commandes réglées, dont toutes les dotations Chèque-Vacances Connect n’ont pas encore été activées par les bénéficiaires."
        case .history: "Les commandes pour lesquelles toutes les dotations Chèque-Vacances Connect ont été activées."
        }
    }

    /// Its name in addresses.
    var path: String {
        switch self {
        case .pending: "attente"
        case .inProgress: "cours"
        case .history: "historique"
        }
    }
}
