internal import DotationAccounts
internal import DotationSales
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Il est faux ? »: another staff number for a person, while nothing is ordered under the one that they have.
enum RenumberingPages {
    static let routes: [Route] = [
        .get("/beneficiaires/{beneficiaire}/matricule", .permitted(.change)) { .page(form($0, try BeneficiaryPages.person($0), nil)) },
        .post("/beneficiaires/{beneficiaire}/matricule", .permitted(.change), renumber),
    ]

    private static func form(_ visit: Visit, _ known: BeneficiaryDetails, _ typed: String?, fault: String? = nil) -> Page {
        Page("Corriger un matricule", in: .beneficiaries, hasFault: fault != nil) { html in
            Form.fault(fault, of: "matricule", to: &html)
            let person = known.person
            html.element("p", text: "Matricule \(VisibleText.of(person.matricule)), \(VisibleText.of(person.fullName)).")
            html.element(
                "p",
                text:
                    "Un matricule mal tapé se corrige tant qu’aucun chèque n’est commandé sous lui. Les justificatifs et les ventes de la "
                    + "personne restent les siens. Corrigez aussi le fichier d’où il vient : tel quel, il serait refusé.")
            Form.write(visit.path, visit, class: "narrow", to: &html) { html in
                Form.hidden(.version, known.version, to: &html)
                Form.hidden(.request, RequestID.unique().description, to: &html)
                Form.field(
                    "matricule", "Le bon matricule", typed, autocomplete: "off", isRequired: true,
                    help: "Celui de l’employeur, avec ses zéros.", fault: fault, to: &html)
                Form.button("Changer le matricule", to: &html)
            }
            html.element("p") { html in
                html.element("a", .href("\(BeneficiaryPages.path(visit))/corriger"), text: "Revenir sans rien changer")
            }
        }
    }

    private static func renumber(_ visit: Visit) throws -> Answer {
        let known = try BeneficiaryPages.person(visit)
        let typed = visit.form.text("matricule") ?? ""
        let path = BeneficiaryPages.path(visit)
        func refused(_ fault: String, status: Int = 422) -> Answer { .page(form(visit, known, typed, fault: fault), status: status) }
        let submission = Submission(visit, [typed])
        guard try submission.earlier == nil else { return Told.matricule.answer(path) }
        guard !typed.isEmpty else { return refused("Donnez le bon matricule.") }
        let useCase = try visit.application.renumberBeneficiary(known.person, version: visit.form[.version] ?? "", to: typed)
        do {
            switch try submission.save(useCase, faults: { _ in [] }) {
            case .saved: return Told.matricule.answer(path)
            case .unchanged: return Told.nothing.answer(path)
            case .shown(let review): return refused(review.faults.map(\.message).joined(separator: " "))
            case .moved:
                return refused(
                    "Ce bénéficiaire a changé depuis que la page a été affichée. Rien n’a été fait : vérifiez et recommencez.", status: 409)
            }
        } catch let error as StoreError where [.matriculeTaken, .matriculeOrdered].contains(error.code) {
            return refused(error.frenchMessage)
        }
    }
}
