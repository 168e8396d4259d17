internal import DotationsApplication

/// Choosing a password with a link that was sent.
enum PasswordPages {
    static let routes: [Route] = [
        .get("/mot-de-passe", .anyone) { .page(forgotten($0)) },
        .post("/mot-de-passe", .anyone, asked),
        .get("/mot-de-passe/{jeton}", .anyone) { .page(choice($0)) },
        .post("/mot-de-passe/{jeton}", .anyone, chosen),
    ]

    private static func forgotten(_ visit: Visit, fault: String? = nil, isAsked: Bool = false) -> Page {
        Page("Mot de passe oublié", hasFault: fault != nil) { html in
            guard !isAsked else {
                html.element(
                    "p",
                    text:
                        "Si cette adresse est celle d’une personne qui peut se connecter, un e-mail y arrive dans quelques minutes, avec un "
                        + "lien bon trente minutes. Regardez aussi dans les courriers indésirables.")
                return html.element("p") { $0.element("a", .href("/connexion"), text: "Se connecter") }
            }
            Form.fault(fault, to: &html)
            Form.write("/mot-de-passe", visit, class: "narrow", to: &html) { html in
                Form.field(
                    "email", "Adresse e-mail", visit.form["email"], type: "email", autocomplete: "username", isRequired: true, to: &html)
                Form.button("Recevoir un lien", to: &html)
            }
        }
    }

    private static func asked(_ visit: Visit) throws -> Answer {
        do {
            try visit.installation.requestReset(for: visit.form["email"] ?? "", from: visit.address)
            return .page(forgotten(visit, isAsked: true))
        } catch let error as AccessError {
            return .page(forgotten(visit, fault: error.frenchMessage), telling: error)
        }
    }

    static let advice = "Quinze caractères au moins. Une suite de mots qui n’ont rien à voir entre eux convient."

    private static func choice(_ visit: Visit, fault: String? = nil) -> Page {
        Page("Choisir un mot de passe", hasFault: fault != nil) { html in
            Form.fault(fault, of: "password", to: &html)
            Form.write(visit.path, visit, class: "narrow", to: &html) { html in
                Form.field(
                    "password", "Nouveau mot de passe", nil, type: "password", autocomplete: "new-password", isRequired: true,
                    help: advice, to: &html)
                Form.button("Enregistrer", to: &html)
            }
        }
    }

    private static func chosen(_ visit: Visit) throws -> Answer {
        do {
            try visit.installation.choosePassword(visit.form["password"] ?? "", with: visit.parameters["jeton"] ?? "")
            return .seeOther("/connexion?motif=mot-de-passe")
        } catch let error as any ReportedError {
            return .page(choice(visit, fault: error.document.message), status: 422)
        }
    }
}
