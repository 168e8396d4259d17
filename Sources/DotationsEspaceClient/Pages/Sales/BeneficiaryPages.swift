internal import DotationAccounts
internal import DotationSales
internal import DotationSheets
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Bénéficiaires »: who may take part in events, what they handed in, and what the works council decided on it.
enum BeneficiaryPages {
    static let routes: [Route] = [
        .get("/beneficiaires", .permitted(.view), list),
        .post("/beneficiaires", .permitted(.view), search),
        .get("/beneficiaires/{beneficiaire}", .permitted(.view)) { .page(page($0, try person($0))) },
        .export("/beneficiaires/classeur", .permitted(.export), exportAll),
    ]

    // MARK: The list

    private static func list(_ visit: Visit) throws -> Answer {
        let (pager, typed) = (Pager(visit.query), try TypedSearch(visit))
        let onlyPending = visit.query["justificatifs"] == "attente" && visit.may(.viewDocuments)
        let found = try visit.application.beneficiaries(typed?.words, onlyPending: onlyPending, after: pager.offset, size: Pager.size)
        return .page(
            Page("Bénéficiaires", in: .beneficiaries) { html in
                html.element("div", .class("actions")) { html in
                    if visit.may(.change) {
                        html.element("a", .class("button"), .href("/beneficiaires/nouveau"), text: "Ajouter un bénéficiaire")
                    }
                    if visit.may(.import) {
                        html.element("a", .class("button"), .href("/beneficiaires/import"), text: "Importer un classeur")
                    }
                    if visit.may(.export), found.total > 0 {
                        Form.write("/beneficiaires/classeur", visit, to: &html) { Form.button("Exporter", class: "second", to: &$0) }
                    }
                }
                Form.write("/beneficiaires", visit, class: "search", to: &html) { html in
                    Form.field("mots", "Matricule, nom, e-mail ou téléphone", typed?.words, autocomplete: "off", to: &html)
                    Form.button("Rechercher", to: &html)
                }
                if let pending = found.pendingTotal, pending > 0 || onlyPending {
                    html.element("p") { html in
                        html.text("\(pending.counted("bénéficiaire a", "bénéficiaires ont")) un justificatif à valider. ")
                        html.element(
                            "a", .href(onlyPending ? "/beneficiaires" : "/beneficiaires?justificatifs=attente"),
                            text: onlyPending ? "Voir tous les bénéficiaires" : "Les voir")
                    }
                }
                guard found.total > 0 else {
                    return html.element(
                        "p",
                        text: typed == nil && !onlyPending
                            ? "Aucun bénéficiaire. Ajoutez-les un par un, ou importez un classeur." : "Aucun bénéficiaire ne correspond.")
                }
                pager.extent(of: found.total, shown: found.entries.count, "bénéficiaire", to: &html)
                var titles: [Table.Title] = ["Matricule", "Nom", "Prénom", "E-mail", "Téléphone"]
                if found.pendingTotal != nil { titles += [.number("Justificatifs"), .number("À valider")] }
                Table.write("Bénéficiaires", titles, to: &html, rows: found.entries) { entry, html in
                    html.element("th", .scope("row")) { html in
                        html.element("a", .href("/beneficiaires/\(entry.number)"), text: VisibleText.of(entry.person.matricule))
                    }
                    for text in [
                        entry.person.lastName, entry.person.firstName, entry.person.contact.email, entry.person.contact.mobile,
                    ] { html.element("td", text: VisibleText.of(text)) }
                    for count in [entry.documents, entry.pending] {
                        if let count { html.element("td", .class("number"), text: count.grouped) }
                    }
                }
                pager.write(of: found.total, to: &html) { page in
                    let fields = [
                        visit.query["r"].map { "r=\(Path.encoded($0))" }, onlyPending ? "justificatifs=attente" : nil, "page=\(page)",
                    ]
                    return "/beneficiaires?" + fields.compactMap(\.self).joined(separator: "&")
                }
            })
    }

    private static func search(_ visit: Visit) throws -> Answer {
        .seeOther(try TypedSearch(visit.form).map { "/beneficiaires?r=\($0.sealed(visit))" } ?? "/beneficiaires")
    }

    private static func exportAll(_ visit: Visit) throws -> Answer {
        let application = try visit.application
        return try .workbook(application.exportBeneficiaries(), named: "\(application.today.compact)_Bénéficiaires.xlsx")
    }

    // MARK: One person

    static func person(_ visit: Visit) throws -> BeneficiaryDetails {
        guard let number = Int(visit.parameters["beneficiaire"] ?? ""),
            let details = try visit.application.beneficiary(numbered: number, withDocuments: visit.may(.viewDocuments))
        else { throw NoSuchPage() }
        return details
    }

    static func path(_ visit: Visit) -> String { "/beneficiaires/\(visit.parameters["beneficiaire"] ?? "")" }

    static func page(
        _ visit: Visit, _ details: BeneficiaryDetails, _ typed: TypedDocument = TypedDocument()
    ) -> Page {
        let person = details.person
        return Page(
            VisibleText.of(person.fullName.isEmpty ? person.matricule : person.fullName), in: .beneficiaries,
            hasFault: !typed.faults.isEmpty
        ) { html in
            Told.write(visit, to: &html)
            Form.faults(typed.faults, to: &html)
            html.element(
                "p",
                text: ["Matricule \(person.matricule)", person.contact.email, person.contact.mobile].filter { !$0.isEmpty }.map {
                    VisibleText.of($0)
                }.joined(separator: ", ") + ".")
            if visit.may(.change) {
                html.element("div", .class("actions")) { html in
                    html.element("a", .class("button"), .href("\(path(visit))/corriger"), text: "Corriger")
                }
            }
            if visit.may(.viewDocuments) {
                DocumentPages.write(visit, details, typed, &html)
                eligibility(details, &html)
            } else {
                html.element("p", .class("note"), text: "Les justificatifs ne sont montrés qu’à qui peut les valider.")
            }
            sales(visit, details, &html)
        }
    }

    private static func eligibility(_ details: BeneficiaryDetails, _ html: inout HTML) {
        html.element("h2", text: "Événements")
        guard !details.events.isEmpty else { return html.element("p", text: "Aucun événement n’est en vente.") }
        Table.write(
            "À quels événements la personne peut participer", ["Événement", "Inscriptions", "Peut participer", "Pourquoi pas"], to: &html,
            rows: details.events
        ) { entry, html in
            html.element("th", .scope("row")) { html in
                html.element("a", .href("/evenements/\(entry.number)"), text: VisibleText.of(entry.event.name))
            }
            html.element("td", text: entry.phase.french)
            html.element("td", text: "\(entry.reasons.isEmpty ? "oui" : "non"), le \(entry.day.french)")
            html.element("td", text: entry.reasons.map { "\($0.message) \($0.advice)" }.joined(separator: " "))
        }
    }

    private static func sales(_ visit: Visit, _ details: BeneficiaryDetails, _ html: inout HTML) {
        html.element("h2", text: "Ventes")
        if details.sales.isEmpty {
            html.element("p", text: "Aucune vente.")
        } else {
            Table.write(
                "Ventes à cette personne", ["Vente", "Date", "Événement", "Session", .number("Quantité"), .number("Prix payé"), "Statut"],
                to: &html,
                rows: details.sales
            ) { sale, html in
                html.element("th", .scope("row")) { html in
                    html.element("a", .href("/ventes/\(sale.id)"), text: sale.id.description)
                }
                html.element("td", text: sale.date.french)
                html.element("td", text: VisibleText.of(sale.event))
                html.element("td", text: VisibleText.of(sale.session))
                html.element("td", .class("number"), text: sale.quantity.grouped)
                html.element("td", .class("number"), text: sale.pricePaid.description)
                html.element("td", text: sale.status.label)
            }
        }
        if visit.may(.change) {
            html.element("p") { html in
                html.element(
                    "a", .class("button"), .href("/ventes/nouvelle?beneficiaire=\(visit.parameters["beneficiaire"] ?? "")"),
                    text: "Enregistrer une vente")
            }
        }
    }
}
