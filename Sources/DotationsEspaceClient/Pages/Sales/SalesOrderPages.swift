internal import DotationAccounts
internal import DotationSales
internal import DotationSheets
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Créer la commande »: the order of the sales that are exported.
enum SalesOrderPages {
    static let routes: [Route] = [
        .get("/commandes/nouvelle", .permitted(.import)) { .page(try form($0, TypedOrder(on: try $0.application.today))) },
        .post("/commandes/nouvelle", .permitted(.import), create),
    ]

    private static func form(_ visit: Visit, _ typed: TypedOrder, _ faults: [FormFault] = []) throws -> Page {
        let choice = SalesChoice(visit.query)
        let names = try choice.names(visit.application.saleEvents())
        return Page("Créer une commande", in: .salesExport, hasFault: !faults.isEmpty) { html in
            Form.faults(faults, to: &html)
            html.element(
                "p",
                text: "La commande est celle des ventes à commander "
                    + (names.isEmpty ? "de tous les événements." : "de : \(names.map { VisibleText.of($0) }.joined(separator: ", ")).")
                    + " Vous la verrez avant de la créer.")
            Form.write("/commandes/nouvelle\(choice.query)", visit, class: "narrow", to: &html) { html in
                typed.writeFields(faults, to: &html)
                Form.button("Voir la commande", to: &html)
            }
        }
    }

    private static func create(_ visit: Visit) throws -> Answer {
        let application = try visit.application
        let (typed, choice) = (TypedOrder(visit.form), SalesChoice(visit.query))
        let (order, faults) = typed.read()
        guard let order else { return .page(try form(visit, typed, faults), status: 422) }
        let useCase = try application.createOrder(
            order, ofSales: choice.names(application.saleEvents()), grouping: choice.grouping)
        do {
            guard visit.form[.plan] != nil else { return .page(try proposal(visit, typed, useCase.propose())) }
            switch try useCase.apply(Approval(visit.form)) {
            case .done(let plan, nil) where plan.isEmpty: return .page(try proposal(visit, typed, useCase.propose()), status: 422)
            case .done, .repeated: return Told.commande.answer("/commandes/\(order.number)")
            case .changed(let other, _):
                return .page(
                    try proposal(
                        visit, typed, other, fault: "Des ventes ont changé entre-temps. Voici ce que serait la commande maintenant."),
                    status: 409)
            }
        } catch let error as StoreError where error.code == .orderExists {
            return .page(try form(visit, typed, [FormFault("numero", error.frenchMessage)]), status: 422)
        } catch let error as StoreError where [.salesMoved, .salesOrdered].contains(error.code) {
            return .page(try form(visit, typed, [FormFault(nil, error.frenchMessage)]), status: 422)
        } catch let error as ApplicationError {
            return .page(try form(visit, typed, [FormFault(nil, error.message)]), status: 422)
        }
    }

    private static func proposal(
        _ visit: Visit, _ typed: TypedOrder, _ proposal: Proposal<OrderReport>, fault: String? = nil
    ) throws -> Page {
        let (report, summary) = (proposal.plan, proposal.plan.summary)
        let (application, choice) = (try visit.application, SalesChoice(visit.query))
        let export = try application.previewSalesExport(of: choice.names(application.saleEvents()), grouping: choice.grouping)
        return Page("Vérifier avant de créer la commande", in: .salesExport, hasFault: fault != nil || report.isEmpty) { html in
            Form.fault(fault, to: &html)
            html.element("p") { html in
                html.element("strong", text: "Commande N° \(summary.order.number.grouped) du \(summary.order.date.french)")
                let total = (try? summary.total)?.description ?? ""
                html.text(
                    " : \(summary.dotationCount.counted("dotation")), \(summary.faceValue), à payer \(total)"
                        + (summary.order.isPaid ? ", réglée." : "."))
            }
            SalesExportPages.partial(export, &html)
            SalesExportPages.recap(export, &html)
            SalesExportPages.leftOut(export, &html)
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
                Form.write("/commandes/nouvelle\(choice.query)", visit, to: &html) { html in
                    typed.writeHidden(to: &html)
                    Approval.write(proposal.fingerprint, to: &html)
                    Form.button(report.needsYes ? "Créer la commande quand même" : "Créer la commande", to: &html)
                }
            }
            html.element("p") { html in
                html.element("a", .href("/commandes/nouvelle\(choice.query)"), text: "Revenir sans rien créer")
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
