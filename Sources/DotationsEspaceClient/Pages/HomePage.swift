internal import DotationAccounts
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// The first page: where each of the lists stands.
enum HomePage {
    static let routes: [Route] = [.get("/", .permitted(.view), home)]

    private static func home(_ visit: Visit) throws -> Answer {
        let orders = try visit.application.orders().orders
        let jobs = try visit.application.jobCounts()
        let failed = jobs.first { $0.state == .failed }?.count.count ?? 0
        return .page(
            Page("Accueil") { html in
                html.element("ul", .class("tiles")) { html in
                    for list in OrderList.allCases { tile(list, orders.count { $0.list == list }, &html) }
                }
                if failed > 0 {
                    let text = failed.counted("e-mail n’a pas pu être remis", "e-mails n’ont pas pu être remis")
                    html.element("p", .class("told"), text: text + ".")
                }
            })
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
