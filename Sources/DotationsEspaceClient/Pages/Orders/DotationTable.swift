internal import DotationAccounts
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// A table of dotations whose e-mail and telephone are edited in their place: an order's, or what a search found.
struct DotationTable {
    /// Where the table is, without what follows `?`.
    let path: String
    let visit: Visit
    /// The order whose dotations these are; nil where a search found them, and rows name their order.
    let order: Order?
    let caption: String
    /// Which dotations can be edited.
    let modification: ModificationPolicy

    /// The dotations of a page, which of their orders are not paid, and which of their e-mails could not be delivered.
    typealias Found = (page: DotationPage, unpaid: Set<OrderNumber>, undelivered: [Dotation.ID: Job.ID])

    private let pager: Pager
    private let sort: DotationSort
    private let isDescending: Bool
    /// Whether the person may change dotations.
    private let mayChange: Bool
    /// The dotation that something was just done to.
    private let told: Dotation.ID?
    /// Where this page of the table is.
    private var here = ""

    init(path: String, visit: Visit, order: Order?, caption: String, modification: ModificationPolicy) {
        (self.path, self.visit, self.order, self.caption, self.modification) = (path, visit, order, caption, modification)
        pager = Pager(visit.query)
        sort = visit.query["tri"].flatMap(DotationSort.init) ?? .row
        isDescending = visit.query["sens"] == "decroissant"
        mayChange = visit.may(.change)
        told = Told.row(visit)
        here = address(page: pager.page)
    }

    /// The dotations of the page that is asked for.
    func find(_ query: DotationQuery) throws -> Found {
        let application = try visit.application
        let page = try application.page(query, sortedBy: sort, descending: isDescending, after: pager.offset, size: Pager.size)
        let undelivered = try application.undeliveredJobs(to: page.dotations.map(\.id))
        guard let order else { return (page, try application.unpaidOrders(among: page.dotations.map(\.order)), undelivered) }
        return (page, order.isPaid ? [] : [order.number], undelivered)
    }

    /// Where the same table is with another page or order.
    private func address(page: Int? = nil, sort: DotationSort? = nil, descending: Bool? = nil) -> String {
        var fields: [(String, String)] = []
        if let search = visit.query["r"] { fields.append(("r", search)) }
        let sort = sort ?? self.sort
        if sort != .row { fields.append(("tri", sort.rawValue)) }
        if descending ?? isDescending { fields.append(("sens", "decroissant")) }
        if let page, page > 1 { fields.append(("page", String(page))) }
        return path + (fields.isEmpty ? "" : "?") + fields.map { "\($0)=\(Path.encoded($1))" }.joined(separator: "&")
    }

    private static let columns: [(title: String, sort: DotationSort)] = [
        ("Matricule", .matricule), ("Nom", .lastName), ("Prénom", .firstName), ("Adresse Mail", .email), ("Téléphone", .mobile),
        ("Montant", .amount), ("Statut dotation", .status),
    ]

    func write(_ found: Found, to html: inout HTML) {
        let page = found.page
        guard page.total > 0 else { return html.element("p", text: "Aucune dotation ne correspond.") }
        pager.extent(of: page.total, shown: page.dotations.count, "dotation", to: &html)
        let open = page.dotations.filter { isOpen($0, found) }
        if open.isEmpty { table(found, to: &html) } else { form(of: open, to: &html) { table(found, to: &$0) } }
        pager.write(of: page.total, to: &html) { address(page: $0) }
    }

    /// One form for all rows, so that none that was typed in is lost where another is sent.
    private func form(of dotations: [Dotation], to html: inout HTML, body: (inout HTML) -> Void) {
        let resumed = visit.kept.flatMap { kept in dotations.first { isTyped($0, in: kept) } }
        html.element("form", .class("rows"), .method("post"), .action(Self.path), .data("data-once", "")) { html in
            html.void("input", .type("hidden"), .name(FormToken.field), .value(visit.formToken))
            html.form(to: resumed == nil ? Self.path : visit.kept?.action ?? Self.path, id: resumed.map { "d\($0.id)" }) { html in
                html.void("input", .type("hidden"), .name("retour"), .value(here))
                Form.enterButton("Valider la ligne modifiée", to: &html)
                body(&html)
            }
        }
    }

    private func table(_ found: Found, to html: inout HTML) {
        html.element("div", .class("table dotations"), .role("region"), .aria(label: caption), .tabindex(0)) { html in
            html.element("table") { html in
                html.element("caption", text: caption)
                html.element("thead") { html in html.element("tr") { titles(&$0) } }
                html.element("tbody") { html in
                    for dotation in found.page.dotations {
                        let isOpen = isOpen(dotation, found)
                        let isResumed = isOpen && visit.kept.map { isTyped(dotation, in: $0) } ?? false
                        html.element("tr", .id("d", dotation.id.description), .class(isResumed || dotation.id == told ? "marked" : nil)) {
                            html in
                            row(dotation, found, isOpen: isOpen, isResumed: isResumed, &html)
                        }
                    }
                }
            }
        }
    }

    /// Whether a form that was kept holds something that was typed for a dotation.
    private func isTyped(_ dotation: Dotation, in kept: KeptForm) -> Bool {
        kept.action == action(dotation) || kept.fields["revision-\(dotation.id)"] != nil
    }

    /// Whether a dotation can be edited.
    private func isOpen(_ dotation: Dotation, _ found: Found) -> Bool {
        mayChange && !found.unpaid.contains(dotation.order) && modification.allowsChange(of: dotation.status)
    }

    private func titles(_ html: inout HTML) {
        for (title, column) in Self.columns {
            let isSorted = column == sort
            html.element(
                "th", .scope("col"), .class(column == .amount ? "number" : nil),
                .aria(sort: isSorted ? isDescending ? "descending" : "ascending" : nil)
            ) { html in
                html.element("a", .href(address(sort: column, descending: isSorted && !isDescending)), text: title)
            }
            if order == nil, column == .matricule { html.element("th", .scope("col"), text: "N° de commande") }
        }
        html.element("th", .scope("col")) { $0.element("span", .class("unseen"), text: "Valider ou renvoyer l’e-mail") }
    }

    /// Where the form is sent whose row is not named.
    static let path = "/dotations"

    private func action(_ dotation: Dotation) -> String { "/commandes/\(dotation.order)/dotations/\(dotation.id)" }

    /// Writes what was just done, unless the row that it was done to says so.
    func tell(_ found: Found, to html: inout HTML) {
        guard !found.page.dotations.contains(where: { $0.id == told }) else { return }
        Told.write(visit, to: &html)
    }

    /// What was kept of a field of a row, under the name that is that row's, or as the form of that row alone calls it.
    private func kept(_ name: String, of dotation: Dotation, _ html: inout HTML) -> String? {
        guard let action = visit.kept?.action else { return nil }
        return html.kept("\(name)-\(dotation.id)", sentTo: action) ?? html.kept(name, sentTo: self.action(dotation))
    }

    private func row(_ dotation: Dotation, _ found: Found, isOpen: Bool, isResumed: Bool, _ html: inout HTML) {
        let (id, who) = (dotation.id.description, dotation.lastName + " " + dotation.firstName)
        html.element("th", .scope("row"), text: dotation.matricule)
        if order == nil {
            html.element("td") { html in
                html.element("a", .href("/commandes/\(dotation.order)/dotations"), text: dotation.order.description)
            }
        }
        html.element("td", text: dotation.lastName)
        html.element("td", text: dotation.firstName)
        html.element("td") { html in
            let email = dotation.contact.email
            guard isOpen else { return html.text(email) }
            html.void(
                "input", .name("email-", id), .value(kept("email", of: dotation, &html) ?? email), .aria(label: "Adresse mail de ", who),
                .autocomplete("off"), .data("data-focus", isResumed ? "" : nil), .inputmode("email"), .data("data-original", email))
        }
        html.element("td") { html in
            let mobile = dotation.contact.mobile
            guard isOpen else { return html.text(mobile) }
            html.void(
                "input", .name("telephone-", id), .value(kept("telephone", of: dotation, &html) ?? mobile),
                .aria(label: "Téléphone de ", who), .autocomplete("off"), .inputmode("tel"), .data("data-original", mobile))
        }
        html.element("td", .class("number"), text: dotation.amount.description)
        html.element("td") { html in
            html.text(dotation.status.label)
            if dotation.isAccountCreated, dotation.status.isNotActivated {
                html.element("span", .class("note"), text: Reason.accountCreatedSentence)
                html.element("a", .href("/aide#activation"), text: "Que lui dire ?")
            }
            if let job = found.undelivered[dotation.id], dotation.status.isNotActivated {
                html.element("a", .class("note"), .href("/e-mails/\(job)"), text: "Dernier e-mail non remis : pourquoi ?")
            }
            if order == nil, found.unpaid.contains(dotation.order) { html.element("span", .class("note"), text: "Commande non réglée") }
            if dotation.id == told { Told.write(visit, to: &html) }
            if isResumed {
                html.element(
                    "p", .class("told"), text: "Pas encore enregistré : ce que vous aviez tapé est repris ici. Vérifiez, puis validez.")
            }
        }
        html.element("td") { html in
            guard isOpen else { return }
            // Whoever has signed in again is told if somebody else has changed it meanwhile.
            html.void(
                "input", .type("hidden"), .name("revision-", id),
                .value(kept("revision", of: dotation, &html) ?? ShownDotation(dotation).description))
            html.element(
                "button", .type("submit"), .formaction(action(dotation)), .class("square"),
                .title("Valider, ou renvoyer l’e-mail d’activation"),
                .aria(label: "Valider, ou renvoyer l’e-mail d’activation, pour ", who), text: "✓")
        }
    }
}
