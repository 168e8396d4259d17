internal import DotationAccounts
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Recherche et modification des Dotations CV Co ». What is searched for is nobody's business: it stands in no address.
enum SearchPages {
    static let routes: [Route] = [
        .get("/recherche", .permitted(.view)) { .page(try page($0)) },
        .post("/recherche", .permitted(.view), search),
        .export("/recherche/export", .permitted(.export), export),
    ]

    private static let fields = [
        ("matricule", "Matricule", "Ses premiers caractères, zéros compris."), ("nom", "Nom", "Une partie du nom."),
        ("prenom", "Prénom", "Une partie du prénom."), ("email", "Adresse Mail", "Le début de l’adresse."),
        ("telephone", "Téléphone", "Le début du numéro."),
    ]

    private static func search(_ visit: Visit) throws -> Answer {
        guard let typed = try TypedSearch(visit.form) else {
            return .page(try page(visit, fault: "Renseignez un ou plusieurs champs."), status: 422)
        }
        return .seeOther("/recherche?r=\(typed.sealed(visit))")
    }

    private static func export(_ visit: Visit) throws -> Answer {
        guard let typed = try TypedSearch(visit) else { throw NoSuchPage() }
        let application = try visit.application
        return try .workbook(application.export(application.search(typed.query())), named: "Recherche_Dotations_CV_Co.xlsx")
    }

    private static func page(_ visit: Visit, fault: String? = nil) throws -> Page {
        let typed = try TypedSearch(visit)
        let values = [typed?.matricule, typed?.nom, typed?.prenom, typed?.email, typed?.telephone]
        let table = DotationTable(
            path: "/recherche", visit: visit, order: nil, caption: "Dotations trouvées",
            modification: try visit.application.policy.modification)
        let found = try typed.map { try table.find($0.query()) }
        return Page("Recherche et modification des Dotations CV Co", in: .search, hasFault: fault != nil) { html in
            if let found { table.tell(found, to: &html) } else { Told.write(visit, to: &html) }
            Form.fault(fault, of: "matricule", to: &html)
            if visit.may(.change) {
                html.element(
                    "p",
                    text: "Pour renvoyer l’e-mail d’activation à certains bénéficiaires uniquement ou modifier l’adresse e-mail ou le n° "
                        + "de téléphone de certains bénéficiaires, utilisez le moteur de recherche.")
            }
            html.element("p", text: "Renseignez un ou plusieurs champs, puis cliquez sur « Rechercher ».")
            Form.write("/recherche", visit, class: "search", to: &html) { html in
                for ((name, label, help), value) in zip(fields, values) {
                    Form.field(name, label, value, autocomplete: "off", help: help, to: &html)
                }
                Form.button("Rechercher", to: &html)
            }
            guard let found else { return }
            if visit.may(.export), found.page.total > 0 {
                Form.write("/recherche/export?r=\(visit.query["r"] ?? "")", visit, to: &html) { Form.button("Exporter", to: &$0) }
            }
            table.write(found, to: &html)
        }
    }
}
