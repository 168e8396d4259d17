internal import DotationAccounts
internal import DotationSales
internal import DotationSheets
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Ventes »: what was sold, and what became of it.
enum SalePages {
    static let routes: [Route] = [
        .get("/ventes", .permitted(.view), list),
        .post("/ventes", .permitted(.view), search),
        .export("/ventes/classeur", .permitted(.export), export),
        .post("/ventes/modele", .permitted(.view)) { _ in try .workbook(SalesTemplate(), named: "Ventes à remplir.xlsx") },
        .get("/ventes/{vente}", .permitted(.view), detail),
        .get("/ventes/{vente}/annuler", .permitted(.change)) { .page(try confirmation($0, .cancelled)) },
        .post("/ventes/{vente}/annuler", .permitted(.change)) { try end($0, .cancelled) },
        .get("/ventes/{vente}/rembourser", .permitted(.change)) { .page(try confirmation($0, .refunded)) },
        .post("/ventes/{vente}/rembourser", .permitted(.change)) { try end($0, .refunded) },
    ]

    // MARK: The list

    /// The sales that an address asks for.
    private static func query(_ visit: Visit) throws -> SaleQuery {
        let order = visit.query["commande"].flatMap { OrderNumber($0) }
        guard (visit.query["commande"] ?? "").isEmpty || order != nil else { throw NoSuchPage() }
        return SaleQuery(
            event: visit.query["evenement"].flatMap(Int.init), session: visit.query["session"].flatMap(Int.init),
            status: visit.query["statut"].flatMap { Sale.Status(rawValue: $0) }, order: order, words: try TypedSearch(visit)?.words)
    }

    /// Leads to the sales that the form asks for. What is typed is no part of an address that anybody can read.
    private static func search(_ visit: Visit) throws -> Answer {
        let typed = try TypedSearch(visit.form)
        var fields = Fields()
        for name in ["evenement", "statut", "commande"] { fields[name] = visit.form.text(name) }
        // A session is one of the event that was chosen before it.
        if let event = fields["evenement"], let session = visit.form.text("session"), session.hasPrefix("\(event)/") {
            fields["session"] = String(session.dropFirst(event.count + 1))
        }
        fields["r"] = typed?.sealed(visit)
        return .seeOther("/ventes" + address(fields))
    }

    private static func export(_ visit: Visit) throws -> Answer {
        let application = try visit.application
        return try .workbook(application.export(query(visit)), named: "\(application.today.compact)_Ventes.xlsx")
    }

    private static func list(_ visit: Visit) throws -> Answer {
        let pager = Pager(visit.query)
        let query = try query(visit)
        let found = try visit.application.salePage(query, after: pager.offset, size: Pager.size)
        return .page(
            Page("Ventes", in: .sales) { html in
                Told.write(visit, to: &html)
                html.element("div", .class("actions")) { html in
                    if visit.may(.change), !found.events.isEmpty {
                        html.element("a", .class("button"), .href("/ventes/nouvelle"), text: "Enregistrer une vente")
                    }
                    if visit.may(.import) { html.element("a", .class("button"), .href("/ventes/import"), text: "Importer des ventes") }
                    Form.write("/ventes/modele", visit, to: &html) { Form.button("Classeur à remplir", class: "second", to: &$0) }
                }
                if let order = query.order {
                    html.element("p") { html in
                        html.text("Les ventes de la ")
                        html.element("a", .href("/commandes/\(order)"), text: "commande N° \(order.grouped)")
                        html.text(". ")
                        html.element("a", .href("/ventes"), text: "Voir toutes les ventes")
                    }
                }
                filter(visit, query, found.events, &html)
                guard found.total > 0 else { return html.element("p", text: "Aucune vente.") }
                if visit.may(.export) {
                    Form.write("/ventes/classeur" + address(visit.query), visit, to: &html) {
                        Form.button("Exporter", class: "second", to: &$0)
                    }
                }
                pager.extent(of: found.total, shown: found.entries.count, "vente", to: &html)
                html.element(
                    "p", text: "\(found.books.counted("chéquier vendu", "chéquiers vendus")), \(found.paid) payés par les salariés.")
                Table.write(
                    "Ventes",
                    [
                        "Vente", "Date", "Événement", "Session", "Matricule", "Bénéficiaire", .number("Quantité"), .number("Prix payé"),
                        "Statut",
                        "Référence de paiement", "Commande",
                    ], to: &html, rows: found.entries
                ) { entry, html in row(entry, &html) }
                pager.write(of: found.total, to: &html) { page in "/ventes" + address(visit.query, page: page) }
            })
    }

    /// What follows the path in the address of sales that are searched by something.
    private static func address(_ fields: Fields, page: Int? = nil) -> String {
        let searched = ["evenement", "session", "statut", "commande", "r"].compactMap { name in
            fields[name].map { "\(name)=\(Path.encoded($0))" }
        }
        let all = searched + (page.map { ["page=\($0)"] } ?? [])
        return all.isEmpty ? "" : "?" + all.joined(separator: "&")
    }

    private static func filter(_ visit: Visit, _ query: SaleQuery, _ events: [SaleEvent], _ html: inout HTML) {
        let event = query.event.flatMap { events[numbered: $0] }
        Form.write("/ventes", visit, class: "search", to: &html) { html in
            Form.hidden(typed: "commande", query.order?.description, to: &html)
            Form.field(
                "mots", "Matricule, nom, e-mail, téléphone ou référence de paiement", query.words, autocomplete: "off", to: &html)
            Form.select(
                "evenement", "Événement", [("", "Tous")] + events.enumerated().map { (String($0 + 1), VisibleText.of($1.name)) },
                query.event.map(String.init), to: &html)
            if let event, let number = query.event {
                Form.select(
                    "session", "Session",
                    [("", "Toutes")] + event.sessions.enumerated().map { ("\(number)/\($0 + 1)", VisibleText.of($1.name)) },
                    query.session.map { "\(number)/\($0)" }, to: &html)
            }
            Form.select(
                "statut", "Statut", [("", "Tous")] + Sale.Status.allCases.map { ($0.rawValue, $0.label) }, query.status?.rawValue, to: &html
            )
            Form.button("Rechercher", to: &html)
        }
    }

    private static func row(_ entry: SalePage.Entry, _ html: inout HTML) {
        let sale = entry.sale
        html.element("th", .scope("row")) { html in html.element("a", .href("/ventes/\(sale.id)"), text: sale.id.description) }
        html.element("td", text: sale.date.french)
        html.element("td", text: VisibleText.of(sale.event))
        html.element("td", text: VisibleText.of(sale.session))
        html.element("td") { html in
            html.element("a", .href("/beneficiaires/\(entry.person)"), text: VisibleText.of(sale.matricule))
        }
        html.element("td", text: VisibleText.of(sale.fullName))
        html.element("td", .class("number"), text: sale.quantity.grouped)
        html.element("td", .class("number"), text: sale.pricePaid.description)
        html.element("td", text: sale.status.label)
        html.element("td", text: VisibleText.of(sale.reference ?? ""))
        html.element("td", text: sale.order?.description ?? "")
    }

    // MARK: One sale

    /// The sale that an address names.
    static func sale(_ visit: Visit) throws -> SaleDocument {
        guard let id = Sale.ID(visit.parameters["vente"] ?? ""), let sale = try visit.application.sale(id) else { throw NoSuchPage() }
        return sale
    }

    private static func detail(_ visit: Visit) throws -> Answer {
        let sale = try sale(visit)
        return .page(
            Page("Vente \(sale.id)", in: .sales) { html in
                Told.write(visit, to: &html)
                facts(sale, &html)
                guard visit.may(.change) else { return }
                html.element("p") { $0.element("a", .href("/ventes/nouvelle"), text: "Enregistrer une autre vente") }
                if let order = sale.order {
                    html.element("p", .class("note")) { html in
                        html.text(
                            "Ses chèques sont commandés : elle ne s’annule qu’une fois la commande \(order) annulée. Un e-mail ou un téléphone se corrige "
                                + "maintenant dans la dotation de la personne, ")
                        html.element("a", .href("/commandes/\(order)/dotations"), text: "parmi celles de la commande")
                        html.text(".")
                    }
                } else {
                    html.element("div", .class("actions")) { html in
                        if sale.status == .active {
                            html.element(
                                "a", .class("button"), .href("/ventes/\(sale.id)/coordonnees"), text: "Corriger l’e-mail ou le téléphone")
                        }
                        for (status, name, text) in [
                            (Sale.Status.cancelled, "annuler", "Annuler"), (.refunded, "rembourser", "Noter un remboursement"),
                        ]
                        where sale.status.canBecome(status) {
                            html.element("a", .class("button"), .href("/ventes/\(sale.id)/\(name)"), text: text)
                        }
                    }
                }
            })
    }

    static func facts(_ sale: SaleDocument, _ html: inout HTML) {
        html.element("dl") { html in
            for (title, text) in [
                ("Date", sale.date.french), ("Événement", sale.event), ("Session", sale.session), ("Matricule", sale.matricule),
                ("Bénéficiaire", sale.fullName), ("E-mail vérifié", sale.contact.email), ("Téléphone vérifié", sale.contact.mobile),
                ("Quantité", sale.quantity.grouped), ("Prix payé", sale.pricePaid.description), ("Statut", sale.status.label),
                ("Référence de paiement", sale.reference ?? ""),
            ] where !text.isEmpty {
                html.element("dt", text: title)
                html.element("dd", text: VisibleText.of(text))
            }
            if let order = sale.order {
                html.element("dt", text: "Commande")
                html.element("dd") { $0.element("a", .href("/commandes/\(order)"), text: order.description) }
            }
        }
    }

    // MARK: Cancelling and refunding

    private static func confirmation(_ visit: Visit, _ status: Sale.Status, fault: String? = nil) throws -> Page {
        let sale = try sale(visit)
        let isCancelling = status == .cancelled
        var refusals: [String] = []
        var proposal: Proposal<SalesReport>?
        do { proposal = try visit.application.setStatus(status, ofSales: [sale.id]).propose() } catch let error as Refusals {
            refusals = error.items.flatMap(\.reasons).map { "\($0.message) \($0.advice)" }
        } catch let error as ApplicationError { refusals = [error.message] }
        let faults = [fault].compactMap(\.self) + refusals
        return Page(isCancelling ? "Annuler une vente" : "Noter une vente comme remboursée", in: .sales, hasFault: !faults.isEmpty) {
            html in
            Form.faults(faults.map { FormFault(nil, $0) }, to: &html)
            facts(sale, &html)
            if let proposal {
                html.element(
                    "p",
                    text: isCancelling
                        ? "Ses places se libèrent, et \(sale.pricePaid) sont à rendre. Une vente annulée ne redevient pas active."
                        : "Ce bouton ne rend pas l’argent : il note seulement que c’est fait. Remboursez d’abord la personne, en entier, dans votre "
                            + "interface Stripe.")
                Form.write(visit.path, visit, to: &html) { html in
                    Approval.write(proposal.fingerprint, to: &html)
                    Form.button(isCancelling ? "Annuler cette vente" : "Noter comme remboursée", to: &html)
                }
            }
            html.element("p") { $0.element("a", .href("/ventes/\(sale.id)"), text: "Revenir sans rien changer") }
        }
    }

    private static func end(_ visit: Visit, _ status: Sale.Status) throws -> Answer {
        let sale = try sale(visit)
        let approval = try Approval(visit.form)
        let told: Told = status == .cancelled ? .annulation : .remboursement
        do {
            switch try visit.application.setStatus(status, ofSales: [sale.id]).apply(approval) {
            case .done, .repeated: return told.answer("/ventes/\(sale.id)")
            case .changed:
                return .page(try confirmation(visit, status, fault: "La vente a changé entre-temps. Vérifiez et recommencez."), status: 409)
            }
        } catch  where error is Refusals || error is ApplicationError {
            return .page(try confirmation(visit, status), status: 422)
        }
    }

    // MARK: What a plan says at the fields of a form

    /// Why what a form says is refused.
    static func faults(_ plan: SalesReport) -> [FormFault] {
        plan.plan.refused.flatMap(\.reasons).map { FormFault(field(of: $0), "\($0.message) \($0.advice)") }
    }

    /// What is doubtful in it.
    static func doubts(_ plan: SalesReport) -> [String] { plan.warnings.map(\.message) }

    private static func field(of refusal: SaleRefusal) -> String? {
        switch refusal.column {
        case .event, .session: "session"
        case .matricule, .lastName, .firstName: "matricule"
        case .email: "email"
        case .mobile: "telephone"
        case .quantity: "quantite"
        case .pricePaid: "prix"
        case .date: "date"
        case .reference: "reference"
        case .status, .otherSales, nil: nil
        }
    }
}
