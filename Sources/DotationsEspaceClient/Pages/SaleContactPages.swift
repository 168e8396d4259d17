internal import DotationAccounts
internal import DotationSales
internal import DotationSheets
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Corriger l’e-mail ou le téléphone »: what a sale verified, while it is not ordered.
enum SaleContactPages {
    static let routes: [Route] = [
        .get("/ventes/{vente}/coordonnees", .permitted(.change)) { visit in
            let sale = try SalePages.sale(visit)
            return .page(form(visit, sale, sale.contact))
        },
        .post("/ventes/{vente}/coordonnees", .permitted(.change), save),
    ]

    private typealias Fault = (field: String?, message: String)

    private static func form(
        _ visit: Visit, _ sale: SaleDocument, _ typed: Contact, _ faults: [Fault] = [], doubts: [String] = [], doubted: Fingerprint? = nil
    ) -> Page {
        func fault(_ field: String) -> String? { faults.first { $0.field == field }?.message }
        return Page(
            doubted == nil ? "Corriger l’e-mail ou le téléphone d’une vente" : "Vérifier avant d’enregistrer", in: .sales,
            hasFault: !faults.isEmpty
        ) { html in
            Form.faults(faults, to: &html)
            SalePages.facts(sale, &html)
            if let reason = lock(sale) {
                html.element("p", .class("told"), text: reason)
            } else {
                if !doubts.isEmpty {
                    html.element("ul", .class("told")) { html in for doubt in doubts { html.element("li", text: doubt) } }
                }
                Form.write(visit.path, visit, class: "narrow", to: &html) { html in
                    Form.hidden("demande", visit.form["demande"] ?? RequestID.unique().description, to: &html)
                    Form.hidden("version", sale.version, to: &html)
                    Form.hidden(ShownValues.field, ShownValues([sale.contact.email, sale.contact.mobile]).description, to: &html)
                    Form.hidden("confirmer", doubted?.description, to: &html)
                    Form.field(
                        "email", "E-mail personnel", typed.email, autocomplete: "off", inputmode: "email", isRequired: true,
                        help: "Celui que la personne a confirmé : l’e-mail d’activation de sa dotation y sera envoyé.",
                        fault: fault("email"),
                        to: &html)
                    Form.field(
                        "telephone", "Numéro de téléphone", typed.mobile, autocomplete: "off", inputmode: "tel", isRequired: true,
                        fault: fault("telephone"), to: &html)
                    Form.button(doubted == nil ? "Enregistrer" : "Enregistrer quand même", to: &html)
                }
            }
            html.element("p") { $0.element("a", .href("/ventes/\(sale.id)"), text: "Revenir sans rien changer") }
        }
    }

    /// Why what a sale verified does not change any more, and what to do; nil where it can.
    private static func lock(_ sale: SaleDocument) -> String? {
        if let order = sale.order {
            return
                "Cette vente est dans la commande \(order) : son e-mail et son téléphone ne changent plus. Corrigez la dotation de la personne, dans "
                + "le tableau de la commande."
        }
        guard sale.status != .active else { return nil }
        return "Cette vente est \(sale.status.label) : son e-mail et son téléphone ne changent plus."
    }

    private static func save(_ visit: Visit) throws -> Answer {
        let application = try visit.application
        let sale = try SalePages.sale(visit)
        let contact = Contact(email: visit.form.text("email") ?? "", mobile: visit.form.text("telephone") ?? "")
        // Two clicks are one request: the second finds what the first did.
        let request = RequestID(of: [
            "coordonnees", visit.path, visit.formToken, visit.form["demande"] ?? "", contact.email, contact.mobile,
        ])
        guard try application.operation(request: request) == nil else { return told(sale, .coordonnees) }
        let version = visit.form["version"] ?? ""
        guard version == sale.version else { return moved(visit, sale, contact) }
        if lock(sale) != nil { return .page(form(visit, sale, contact), status: 422) }
        // A row of a sheet may leave out what stays; here both are asked for.
        var faults: [Fault] = []
        if contact.email.isEmpty { faults.append(("email", "Donnez l’e-mail que la personne a confirmé.")) }
        if contact.mobile.isEmpty { faults.append(("telephone", "Donnez le téléphone que la personne a confirmé.")) }
        guard faults.isEmpty else { return .page(form(visit, sale, contact, faults), status: 422) }
        let useCase = application.correctSale(sale.id, contact, inPlaceOf: version)
        do {
            let proposal = try useCase.propose()
            let plan = proposal.plan
            let refusals = plan.plan.refused.flatMap(\.reasons)
            guard refusals.isEmpty else {
                return .page(
                    form(visit, sale, contact, refusals.map { (SalePages.field(of: $0), "\($0.message) \($0.advice)") }), status: 422)
            }
            guard !plan.isEmpty else { return told(sale, .nothing) }
            let doubts = plan.warnings.map(\.message)
            guard doubts.isEmpty || visit.form["confirmer"] == proposal.fingerprint.description else {
                return .page(form(visit, sale, contact, doubts: doubts, doubted: proposal.fingerprint))
            }
            switch try useCase.apply(Approval(proposal.fingerprint, request: request), to: proposal) {
            case .done, .repeated: return told(sale, .coordonnees)
            case .changed: return moved(visit, try SalePages.sale(visit), contact)
            }
        } catch let error as StoreError where error.code == .salesMoved {
            return moved(visit, try SalePages.sale(visit), contact)
        }
    }

    private static func told(_ sale: SaleDocument, _ told: Told) -> Answer { told.answer("/ventes/\(sale.id)") }

    /// What was typed over a sale that changed meanwhile, which stands above it.
    private static func moved(_ visit: Visit, _ sale: SaleDocument, _ typed: Contact) -> Answer {
        let now = [sale.contact.email, sale.contact.mobile]
        let meant = ShownValues(sent: visit.form[ShownValues.field] ?? "").meant([typed.email, typed.mobile], today: now)
        let fault =
            "Cette vente ou les autres ont changé entre-temps. Aujourd’hui : \(now.map { VisibleText.of($0) }.joined(separator: ", ")). "
            + "Rien n’a été fait : ce que vous avez tapé est gardé, le reste est à jour. Vérifiez, et enregistrez de nouveau."
        return .page(form(visit, sale, Contact(email: meant[0], mobile: meant[1]), [(nil, fault)]), status: 409)
    }
}
