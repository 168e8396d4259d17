internal import DotationAccounts
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Historique » : all that was done for the client.
enum JournalPages {
    static let routes: [Route] = [
        .get("/journal", .permitted(.view), list),
        .get("/journal/{operation}", .permitted(.view), detail),
    ]

    private static func list(_ visit: Visit) throws -> Answer {
        let pager = Pager(visit.query)
        let kind = visit.query["quoi"].flatMap { Operation.Kind(rawValue: $0) }
        let typed = visit.query.text("commande") ?? ""
        let order = OrderNumber(typed.filter { !$0.isWhitespace })
        let fault = typed.isEmpty || order != nil ? nil : "Écrivez les chiffres du n° de commande."
        let found = try visit.application.operations(all: true, of: kind, about: order, after: pager.offset, limit: Pager.size)
        let filter = [kind.map { "quoi=\($0.rawValue)" }, order.map { "commande=\($0)" }].compactMap(\.self)
        return .page(
            Page("Historique", in: .history, hasFault: fault != nil) { html in
                Form.fault(fault, of: "commande", to: &html)
                html.element("form", .class("search"), .method("get"), .action("/journal")) { html in
                    Form.select(
                        "quoi", "Opération", [("", "Toutes")] + Operation.Kind.allCases.map { ($0.rawValue, $0.french.capitalised) },
                        kind?.rawValue, to: &html)
                    Form.field("commande", "N° de commande", typed, autocomplete: "off", inputmode: "numeric", fault: fault, to: &html)
                    Form.button("Afficher", to: &html)
                }
                html.element("p", .role("status"), text: "\(found.total.counted("opération")), la plus récente en premier.")
                guard !found.imports.isEmpty else { return }
                Table.write(
                    "Opérations", ["N°", "Date", "Opération", "Commande", "Bilan", "Personne", "Par"], to: &html, rows: found.imports
                ) { operation, html in
                    html.element("th", .scope("row")) { $0.element("a", .href("/journal/\(operation.id)"), text: operation.id.description) }
                    html.element("td", text: DateFormatting.french(operation.context.date))
                    html.element("td", text: operation.french.capitalised)
                    html.element("td") { Self.order(operation.order, &$0) }
                    html.element("td", text: operation.tally ?? "-")
                    html.element("td", text: operation.context.user)
                    html.element("td", text: operation.context.way?.french ?? "-")
                }
                pager.write(of: found.total, to: &html) { "/journal?" + (filter + ["page=\($0)"]).joined(separator: "&") }
            })
    }

    private static func detail(_ visit: Visit) throws -> Answer {
        guard let id = Operation.ID(visit.parameters["operation"] ?? "") else { throw NoSuchPage() }
        let pager = Pager(visit.query)
        let found = try visit.application.operation(id, after: pager.offset, limit: Pager.size)
        let operation = found.operation
        let mails = try visit.application.jobCounts(of: id)
        let people = try names(visit)
        let rows = found.details.flatMap { row in row.sentences(naming: { people[$0] }).map { (row: row, sentence: $0) } }
        return .page(
            Page("Opération \(id) : \(operation.kind.french)", in: .history) { html in
                Told.write(visit, to: &html)
                html.element("p") { html in
                    html.text(
                        "Le \(DateFormatting.french(operation.context.date)), par \(operation.context.user)"
                            + (operation.context.way.map { " (\($0.french))" } ?? "") + ".")
                    if let tally = operation.tally { html.text(" Bilan : \(tally).") }
                }
                if let number = operation.order {
                    html.element("p") { html in
                        html.text("Commande ")
                        order(number, &html)
                        html.text(".")
                    }
                }
                if let file = operation.file { html.element("p", text: "Fichier : \(file.french).") }
                StopPages.summary(of: id, mails, visit, &html)
                if let reverted = operation.reverts {
                    html.element("p") { html in
                        html.text("Elle annule l’")
                        html.element("a", .href("/journal/\(reverted)"), text: "opération \(reverted)")
                        html.text(".")
                    }
                }
                if rows.isEmpty {
                    html.element("p", text: "L’historique n’a pas d’autre détail.")
                } else {
                    Table.write("Détail", ["Dotation", "Bénéficiaire", "Quoi", "Avant", "Après"], to: &html, rows: rows) { part, html in
                        html.element("th", .scope("row")) { dotation(part.row, visit, &$0) }
                        html.element("td") { beneficiary(part.row, &$0) }
                        html.element("td", text: part.sentence.what.capitalised)
                        html.element("td", text: part.sentence.change?.old ?? "")
                        html.element("td", text: part.sentence.change?.new ?? "")
                    }
                }
                pager.write(of: operation.auditCount, to: &html) { "/journal/\(id)?page=\($0)" }
                html.element("p") { $0.element("a", .href("/journal"), text: "Tout l’historique") }
            })
    }

    /// The names of those who work for the client, for whoever may see them.
    private static func names(_ visit: Visit) throws -> [Member.ID: String] {
        guard visit.may(.managePeople) else { return [:] }
        return Dictionary(
            try visit.application.members().members.map { ($0.member.id, $0.member.name) }, uniquingKeysWith: { first, _ in first })
    }

    private static func order(_ number: OrderNumber?, _ html: inout HTML) {
        guard let number else { return html.text("-") }
        html.element("a", .href("/commandes/\(number)"), text: number.description)
    }

    private static func beneficiary(_ row: AuditRow, _ html: inout HTML) {
        let name = VisibleText.of([row.lastName, row.firstName].compactMap(\.self).joined(separator: " "))
        guard let number = row.beneficiary else { return html.text(name) }
        html.element("a", .href("/beneficiaires/\(number)"), text: name.isEmpty ? "bénéficiaire \(number)" : name)
    }

    /// Leads to the dotation among those of its beneficiary, whichever orders they are of.
    private static func dotation(_ row: AuditRow, _ visit: Visit, _ html: inout HTML) {
        guard let id = row.dotation else { return html.text("-") }
        var fields = Fields()
        fields["nom"] = row.lastName
        fields["prenom"] = row.firstName
        guard let search = try? TypedSearch(fields) else { return html.text(id.description) }
        html.element("a", .href("/recherche?r=\(search.sealed(visit))#d\(id)"), text: id.description)
    }
}

extension OperationContext.Way {
    fileprivate var french: String {
        switch self {
        case .command: "commande"
        case .page: "page"
        case .system: "automatique"
        }
    }
}
