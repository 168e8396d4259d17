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

    private static func form(
        _ visit: Visit, _ sale: SaleDocument, _ typed: Contact, _ review: FormReview = FormReview()
    ) -> Page {
        let title = review.title("Corriger l’e-mail ou le téléphone d’une vente")
        return Page(title, in: .sales, hasFault: !review.faults.isEmpty) { html in
            review.write(to: &html)
            SalePages.facts(sale, &html)
            if let reason = lock(sale) {
                html.element("p", .class("told"), text: reason)
            } else {
                Form.write(visit.path, visit, class: "narrow", to: &html) { html in
                    review.writeFields(visit, to: &html)
                    Form.hidden(.version, sale.version, to: &html)
                    Form.hidden(.seen, ShownValues([sale.contact.email, sale.contact.mobile]).description, to: &html)
                    Form.field(
                        "email", "E-mail personnel", typed.email, autocomplete: "off", inputmode: "email", isRequired: true,
                        help: "Celui que la personne a confirmé : l’e-mail d’activation de sa dotation y sera envoyé.",
                        fault: review.faults["email"], to: &html)
                    Form.field(
                        "telephone", "Numéro de téléphone", typed.mobile, autocomplete: "off", inputmode: "tel", isRequired: true,
                        fault: review.faults["telephone"], to: &html)
                    Form.button(review.button("Enregistrer"), to: &html)
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
        let sale = try SalePages.sale(visit)
        let contact = Contact(email: visit.form.text("email") ?? "", mobile: visit.form.text("telephone") ?? "")
        func shown(_ review: FormReview = FormReview(), status: Int) -> Answer { .page(form(visit, sale, contact, review), status: status) }
        let submission = Submission(visit, [contact.email, contact.mobile])
        guard try submission.earlier == nil else { return told(sale, .coordonnees) }
        let version = visit.form[.version] ?? ""
        guard version == sale.version else { return moved(visit, sale, contact) }
        if lock(sale) != nil { return shown(status: 422) }
        // A row of a sheet may leave out what stays; here both are asked for.
        var faults: [FormFault] = []
        if contact.email.isEmpty { faults.append(FormFault("email", "Donnez l’e-mail que la personne a confirmé.")) }
        if contact.mobile.isEmpty { faults.append(FormFault("telephone", "Donnez le téléphone que la personne a confirmé.")) }
        guard faults.isEmpty else { return shown(FormReview(faults: faults), status: 422) }
        let outcome = try submission.save(
            visit.application.correctSale(sale.id, contact, inPlaceOf: version), faults: SalePages.faults, doubts: SalePages.doubts)
        switch outcome {
        case .saved: return told(sale, .coordonnees)
        case .unchanged: return told(sale, .nothing)
        case .shown(let review): return shown(review, status: review.status)
        case .moved: return moved(visit, try SalePages.sale(visit), contact)
        }
    }

    private static func told(_ sale: SaleDocument, _ told: Told) -> Answer { told.answer("/ventes/\(sale.id)") }

    /// What was typed over a sale that changed meanwhile, which stands above it.
    private static func moved(_ visit: Visit, _ sale: SaleDocument, _ typed: Contact) -> Answer {
        let now = [sale.contact.email, sale.contact.mobile]
        let meant = ShownValues(sent: visit.form[.seen] ?? "").meant([typed.email, typed.mobile], today: now)
        let fault =
            "Cette vente ou les autres ont changé entre-temps. Aujourd’hui : \(now.map { VisibleText.of($0) }.joined(separator: ", ")). "
            + "Rien n’a été fait : ce que vous avez tapé est gardé, le reste est à jour. Vérifiez, et enregistrez de nouveau."
        return .page(
            form(visit, sale, Contact(email: meant[0], mobile: meant[1]), FormReview(faults: [FormFault(nil, fault)])), status: 409)
    }
}
