internal import DotationAccounts
internal import DotationSales
internal import DotationSheets
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Export ANCV Connect »: what is to be ordered for the sales, and the order that is made of it.
enum SalesExportPages {
    static let routes: [Route] = [
        .get("/ventes/export", .permitted(.export), preview),
        .export("/ventes/export", .permitted(.export), export),
        .get("/commandes/nouvelle", .permitted(.import)) { .page(try form($0, TypedOrder($0))) },
        .post("/commandes/nouvelle", .permitted(.import), create),
    ]

    /// What an address or a form says of what is to be exported.
    private struct Choice {
        /// The numbers of the events; empty for all of them.
        var numbers: [Int]
        let grouping: ConnectExport.Grouping

        init(_ fields: Fields) {
            numbers = (fields["evenements"] ?? "").split(separator: "-").compactMap { Int($0) }
            grouping = fields["lignes"] == "chequier" ? .perVoucherBook : .perBeneficiary
        }

        /// The same as an address has it. It stays in the address of each form, so that it is there after signing in again.
        var query: String {
            let fields = [
                numbers.isEmpty ? nil : "evenements=" + numbers.map(String.init).joined(separator: "-"),
                grouping == .perBeneficiary ? nil : "lignes=chequier",
            ].compactMap(\.self)
            return fields.isEmpty ? "" : "?" + fields.joined(separator: "&")
        }

        /// The names of the events; all of them is none.
        func names(_ events: [SaleEvent]) throws -> [String] {
            try numbers.map { number in
                guard let event = events[numbered: number] else { throw NoSuchPage() }
                return event.name
            }
        }
    }

    // MARK: The export

    private static func preview(_ visit: Visit) throws -> Answer {
        let events = try visit.application.saleEvents()
        // The boxes of the form, or the choice that an address has.
        let ticked = EventBoxes.ticked(visit.query, among: events)
        var choice = Choice(visit.query)
        if !ticked.isEmpty { choice.numbers = ticked.count == events.count ? [] : ticked }
        if visit.query["choisi"] != nil, ticked.isEmpty, !events.isEmpty {
            return .page(
                Page("Export ANCV Connect", in: .salesExport, hasFault: true) { html in
                    Form.faults([(nil, "Cochez au moins un événement.")], to: &html)
                    choose(events, choice, &html)
                }, status: 422)
        }
        guard !events.isEmpty else {
            return .page(
                Page("Export ANCV Connect", in: .salesExport) { html in
                    html.element(
                        "p", text: "Aucun événement : il n’y a rien à exporter. Créez d’abord un événement, puis enregistrez ses ventes.")
                })
        }
        let export = try visit.application.previewSalesExport(of: choice.names(events), grouping: choice.grouping)
        return .page(
            Page("Export ANCV Connect", in: .salesExport) { html in
                html.element(
                    "p",
                    text:
                        "À la fin de la période d’inscription, l’export donne les ventes à commander à l’ANCV : la commande, le récapitulatif, et "
                        + "les ventes qui n’y sont pas.")
                choose(events, choice, &html)
                partial(export, &html)
                recap(export, &html)
                leftOut(export, &html)
                guard !export.lines.isEmpty else {
                    return html.element("p", text: "Il n’y a aucune vente à commander.")
                }
                html.element("div", .class("actions")) { html in
                    Form.write("/ventes/export\(choice.query)", visit, to: &html) { Form.button("Télécharger l’export", to: &$0) }
                    if visit.may(.import) {
                        html.element("a", .class("button"), .href("/commandes/nouvelle\(choice.query)"), text: "Créer la commande")
                    }
                }
            })
    }

    private static func choose(_ events: [SaleEvent], _ choice: Choice, _ html: inout HTML) {
        html.element("form", .method("get"), .action("/ventes/export")) { html in
            EventBoxes.write("Événements à commander", events, to: &html) { choice.numbers.isEmpty || choice.numbers.contains($0) }
            Form.select(
                "lignes", "Lignes de la commande",
                [("beneficiaire", "une par bénéficiaire, avec le total de ses chéquiers"), ("chequier", "une par chéquier")],
                choice.grouping == .perBeneficiary ? "beneficiaire" : "chequier", to: &html)
            html.void("input", .type("hidden"), .name("choisi"), .value("oui"))
            Form.button("Afficher", class: "second", to: &html)
        }
    }

    /// That sales are still to come that would be ordered later.
    private static func partial(_ export: ConnectExport, _ html: inout HTML) {
        guard export.isPartial else { return }
        html.element("ul", .class("told")) { html in for open in export.openSessions { html.element("li", text: open.message) } }
    }

    private static func recap(_ export: ConnectExport, _ html: inout HTML) {
        let rows =
            export.recap.map { (event: $0.event, session: $0.session, figures: $0.figures) }
            + [(event: "TOTAL", session: "", figures: export.total)]
        Table.write(
            "Récapitulatif",
            [
                "Événement", "Session", .number("Chéquiers"), .number("Valeur faciale"), .number("Part des salariés"),
                .number("Part du CSE"), .number("Commission 1 %"), .number("Total à payer à l’ANCV"),
            ], to: &html, rows: rows
        ) { row, html in
            html.element("th", .scope("row"), text: VisibleText.of(row.event))
            html.element("td", text: VisibleText.of(row.session))
            html.element("td", .class("number"), text: row.figures.count.grouped)
            for amount in [
                row.figures.faceValue, row.figures.employeesShare, row.figures.councilShare, row.figures.commission, row.figures.total,
            ] { html.element("td", .class("number"), text: amount.description) }
        }
        html.element("p", text: "\(export.lines.count.counted("ligne")) dans la commande.")
    }

    private static func leftOut(_ export: ConnectExport, _ html: inout HTML) {
        guard !export.leftOut.isEmpty else { return }
        let shown = export.leftOut.prefix(Pager.size)
        Table.write(
            "Non exporté (\(export.leftOut.count.grouped))", ["Vente", "Événement", "Session", "Bénéficiaire", "Raison"], to: &html,
            rows: shown
        ) { left, html in
            html.element("th", .scope("row")) { html in
                html.element("a", .href("/ventes/\(left.sale.id)"), text: left.sale.id.description)
            }
            for text in [left.event, left.session, left.beneficiary?.fullName ?? left.sale.matricule, left.reason.message] {
                html.element("td", text: VisibleText.of(text))
            }
        }
        if shown.count < export.leftOut.count {
            html.element("p", .class("note"), text: "La feuille « Non exporté » du classeur les a toutes.")
        }
    }

    private static func export(_ visit: Visit) throws -> Answer {
        let application = try visit.application
        let choice = Choice(visit.query)
        let made = try application.exportSales(
            of: choice.names(application.saleEvents()), grouping: choice.grouping)
        return try .workbook(made.sheets, named: "\(application.salesExportName).xlsx")
    }

    // MARK: The order

    /// An order as it is typed.
    private struct TypedOrder {
        let choice: Choice
        var number = "", date = ""
        var isPaid = false

        init(_ visit: Visit) throws {
            choice = Choice(visit.query)
            date = try visit.application.today.description
        }

        init(sentBy visit: Visit) {
            let form = visit.form
            choice = Choice(visit.query)
            (number, date, isPaid) = (form.text("numero") ?? "", form.text("date") ?? "", form["reglee"] != nil)
        }

        func write(to html: inout HTML) {
            Form.hidden("numero", number, to: &html)
            Form.hidden("date", date, to: &html)
            Form.hidden("reglee", isPaid ? "oui" : nil, to: &html)
        }
    }

    private static func form(_ visit: Visit, _ typed: TypedOrder, _ faults: [(field: String?, message: String)] = []) throws -> Page {
        let names = try typed.choice.names(visit.application.saleEvents())
        func fault(_ field: String) -> String? { faults.first { $0.field == field }?.message }
        return Page("Créer une commande", in: .salesExport, hasFault: !faults.isEmpty) { html in
            Form.faults(faults, to: &html)
            html.element(
                "p",
                text: "La commande est celle des ventes à commander "
                    + (names.isEmpty ? "de tous les événements." : "de : \(names.map { VisibleText.of($0) }.joined(separator: ", ")).")
                    + " Vous la verrez avant de la créer.")
            Form.write("/commandes/nouvelle\(typed.choice.query)", visit, class: "narrow", to: &html) { html in
                Form.field(
                    "numero", "N° de commande", typed.number, autocomplete: "off", inputmode: "numeric", isRequired: true,
                    help: "Les sept chiffres que l’ANCV lui a donnés.", fault: fault("numero"), to: &html)
                Form.day("date", "Date de la commande", typed.date, isRequired: true, fault: fault("date"), to: &html)
                Form.check("reglee", "La commande est déjà réglée", typed.isPaid, to: &html)
                Form.button("Voir la commande", to: &html)
            }
        }
    }

    private static func create(_ visit: Visit) throws -> Answer {
        let application = try visit.application
        let typed = TypedOrder(sentBy: visit)
        let number = OrderNumber(typed.number.filter { !$0.isWhitespace })
        let date = CalendarDate(typed: typed.date)
        var faults: [(field: String?, message: String)] = []
        if number == nil { faults.append(("numero", "Écrivez les sept chiffres du n° de commande.")) }
        if date == nil { faults.append(("date", "Écrivez une date, par exemple 02/05/2025.")) }
        guard let number, let date else { return .page(try form(visit, typed, faults), status: 422) }
        let useCase = try application.createOrder(
            Order(number: number, date: date, isPaid: typed.isPaid), ofSales: typed.choice.names(application.saleEvents()),
            grouping: typed.choice.grouping)
        do {
            guard let fingerprint = Fingerprint(visit.form["plan"] ?? "") else {
                return .page(try proposal(visit, typed, useCase.propose()))
            }
            let approval = Approval(fingerprint, request: RequestID(visit.form["demande"] ?? ""))
            switch try useCase.apply(approval) {
            case .done(let plan, nil) where plan.isEmpty: return .page(try proposal(visit, typed, useCase.propose()), status: 422)
            case .done, .repeated: return .seeOther("/commandes/\(number)?fait=\(Told.commande.rawValue)")
            case .changed(let other, _):
                return .page(
                    try proposal(
                        visit, typed, other, fault: "Des ventes ont changé entre-temps. Voici ce que serait la commande maintenant."),
                    status: 409)
            }
        } catch let error as StoreError where error.code == .orderExists {
            return .page(try form(visit, typed, [("numero", error.frenchMessage)]), status: 422)
        } catch let error as StoreError where [.orderRepeated, .salesMoved, .salesOrdered].contains(error.code) {
            return .page(try form(visit, typed, [(nil, error.frenchMessage)]), status: 422)
        } catch let error as ApplicationError {
            return .page(try form(visit, typed, [(nil, error.message)]), status: 422)
        }
    }

    private static func proposal(
        _ visit: Visit, _ typed: TypedOrder, _ proposal: Proposal<OrderReport>, fault: String? = nil
    ) throws -> Page {
        let (report, summary) = (proposal.plan, proposal.plan.summary)
        let application = try visit.application
        let export = try application.previewSalesExport(
            of: typed.choice.names(application.saleEvents()), grouping: typed.choice.grouping)
        return Page("Vérifier avant de créer la commande", in: .salesExport, hasFault: fault != nil || report.isEmpty) { html in
            Form.faults(fault.map { [(nil, $0)] } ?? [], to: &html)
            html.element("p") { html in
                html.element("strong", text: "Commande N° \(summary.order.number.grouped) du \(summary.order.date.french)")
                let total = (try? summary.total)?.description ?? ""
                html.text(
                    " : \(summary.dotationCount.counted("dotation")), \(summary.faceValue), à payer \(total)"
                        + (summary.order.isPaid ? ", réglée." : "."))
            }
            partial(export, &html)
            recap(export, &html)
            leftOut(export, &html)
            lines(report, &html)
            if !report.doubts.isEmpty {
                html.element("ul", .class("told")) { html in for doubt in report.doubts { html.element("li", text: doubt) } }
            }
            rows("Lignes refusées", report.refused, &html)
            rows("À corriger : ces contacts sont gardés tels quels", report.doubtful, &html)
            if !report.warnings.isEmpty {
                html.element("h2", text: "À vérifier (\(report.warnings.count.grouped))")
                html.element("ul") { html in
                    for warning in report.warnings.prefix(Pager.size) {
                        html.element("li", text: (warning.row.map { "Ligne \($0) : " } ?? "") + warning.message)
                    }
                }
            }
            if !report.isEmpty {
                Form.write("/commandes/nouvelle\(typed.choice.query)", visit, to: &html) { html in
                    typed.write(to: &html)
                    Form.hidden("plan", proposal.fingerprint.description, to: &html)
                    Form.hidden("demande", RequestID.unique().description, to: &html)
                    Form.button(report.needsYes ? "Créer la commande quand même" : "Créer la commande", to: &html)
                }
            }
            html.element("p") { html in
                html.element("a", .href("/commandes/nouvelle\(typed.choice.query)"), text: "Revenir sans rien créer")
            }
        }
    }

    /// The dotations that the order would have.
    private static func lines(_ report: OrderReport, _ html: inout HTML) {
        let table = report.dotationTable
        guard table.count > 0 else { return }
        Table.write(
            "\(table.title) (\(table.count.grouped))", table.columns.map { Table.Title($0) }, to: &html, rows: table.rows(0..<Pager.size)
        ) { row, html in
            for cell in row { html.element("td", text: cell) }
        }
        if table.count > Pager.size {
            html.element("p", .class("note"), text: "Voici les \(Pager.size) premières ; l’export les a toutes.")
        }
    }

    private static func rows(_ title: String, _ rows: [RefusedRowDocument], _ html: inout HTML) {
        guard !rows.isEmpty else { return }
        html.element("h2", text: "\(title) (\(rows.count.grouped))")
        html.element("ul") { html in
            for row in rows.prefix(Pager.size) {
                html.element(
                    "li",
                    text: (row.row.map { "Ligne \($0) : " } ?? "") + row.reasons.map { "\($0.message) \($0.advice)" }.joined(separator: " ")
                )
            }
        }
    }
}
