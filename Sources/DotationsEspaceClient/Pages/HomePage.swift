internal import DotationAccounts
internal import DotationSales
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// The first page: where each of the lists stands.
enum HomePage {
    static let routes: [Route] = [.get("/", .permitted(.view), home)]

    private static func home(_ visit: Visit) throws -> Answer {
        let orders = try visit.application.orders().orders
        let jobs = try visit.application.jobCounts()
        let sessions = try visit.application.salesBySession().filter { $0.phase == .open }
        let failed = try visit.application.undeliveredCount()
        let delay = try MailDelay(jobs, visit.application)
        return .page(
            Page("Accueil") { html in
                html.element("ul", .class("tiles")) { html in
                    for list in OrderList.allCases { tile(list, orders.count { $0.list == list }, &html) }
                }
                if failed > 0 {
                    let text = failed.counted(
                        "dotation à activer est sans e-mail : le dernier a échoué ou a été arrêté",
                        "dotations à activer sont sans e-mail : le dernier a échoué ou a été arrêté")
                    html.element("p", .class("told")) { $0.element("a", .href(MailPages.undelivered), text: text + ".") }
                }
                delay?.write(to: &html)
                activation(of: orders, &html)
                sales(sessions, &html)
                mails(jobs, &html)
            })
    }

    /// How many rows a chart has at most: it is to be looked at as a whole.
    private static let chartSize = 20

    private static func activation(of orders: [OrderSummary], _ html: inout HTML) {
        let orders = orders.filter { $0.list == .inProgress }.sorted { $0.order.date > $1.order.date }
        Chart.write(
            "Activation des commandes en cours de traitement, les plus récentes d’abord",
            ["Commande", .number("Activées"), .number("Dotations")],
            orders.prefix(chartSize).map { order in
                Chart.Row(
                    name: order.order.number.grouped, path: "/commandes/\(order.order.number)",
                    figures: [order.activatedCount.grouped, order.dotationCount.grouped], part: order.activatedCount,
                    whole: order.dotationCount)
            }, to: &html)
    }

    private static func sales(_ sessions: [SessionFigures], _ html: inout HTML) {
        Chart.write(
            "Ventes des sessions ouvertes", ["Session", .number("Vendus"), .number("Plafond")],
            sessions.prefix(chartSize).map { session in
                Chart.Row(
                    name: "\(session.event), \(session.session)", path: "/evenements/\(session.eventNumber)",
                    figures: [session.sold.grouped, session.cap?.grouped ?? "aucun"], part: session.sold,
                    whole: session.cap ?? session.left.map { session.sold + $0 })
            }, to: &html)
    }

    private static func mails(_ counts: [(state: Job.State, count: JobCount)], _ html: inout HTML) {
        let all = counts.reduce(0) { $0 + $1.count.count }
        Chart.write(
            "E-mails par état", ["État", .number("E-mails")],
            counts.map { state, count in
                Chart.Row(
                    name: JobFilter.state(state).french, path: "/e-mails?etat=\(state.rawValue)", figures: [count.count.grouped],
                    part: count.count, whole: all)
            }, to: &html)
    }

    private static func tile(_ list: OrderList, _ count: Int, _ html: inout HTML) {
        html.element("li") { html in
            html.element("a", .href("/commandes?liste=\(list.path)")) { html in
                html.element("span", .class("figure"), text: count.grouped)
                html.text(list.title)
            }
        }
    }
}
