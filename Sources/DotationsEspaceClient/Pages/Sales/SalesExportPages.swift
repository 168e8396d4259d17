internal import DotationAccounts
internal import DotationSales
internal import DotationSheets
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Export ANCV Connect »: what is to be ordered for the sales.
enum SalesExportPages {
    static let routes: [Route] = [
        .getOfAll("/ventes/export", .permitted(.export), preview),
        .export("/ventes/export", .permitted(.export), export),
    ]

    private static func preview(_ visit: Visit) throws -> Answer {
        let events = try visit.application.saleEvents()
        // The boxes of the form, or the choice that an address has.
        let ticked = EventBoxes.ticked(visit.query, among: events)
        var choice = SalesChoice(visit.query)
        if !ticked.isEmpty { choice.numbers = ticked.count == events.count ? [] : ticked }
        if visit.query["choisi"] != nil, ticked.isEmpty, !events.isEmpty {
            return .page(
                Page("Export ANCV Connect", in: .salesExport, hasFault: true) { html in
                    Form.fault("Cochez au moins un événement.", to: &html)
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

    private static func choose(_ events: [SaleEvent], _ choice: SalesChoice, _ html: inout HTML) {
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
    static func partial(_ export: ConnectExport, _ html: inout HTML) {
        guard export.isPartial else { return }
        html.element("ul", .class("told")) { html in for open in export.openSessions { html.element("li", text: open.message) } }
    }

    static func recap(_ export: ConnectExport, _ html: inout HTML) {
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

    static func leftOut(_ export: ConnectExport, _ html: inout HTML) {
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
        let choice = SalesChoice(visit.query)
        let made = try application.exportSales(
            of: choice.names(application.saleEvents()), grouping: choice.grouping)
        return try .workbook(made.sheets, named: "\(application.salesExportName).xlsx")
    }
}
