internal import DotationAccounts
internal import DotationsApplication
internal import Foundation

/// Signing in and out, and choosing a password.
enum SignInPages {
    static let routes: [Route] = [
        .get("/connexion", .anyone) { .page(signIn($0)) },
        .post("/connexion", .anyone, signedIn),
        .post("/deconnexion", .signedIn, signedOut),
        .get("/mot-de-passe", .anyone) { .page(forgotten($0)) },
        .post("/mot-de-passe", .anyone, asked),
        .get("/mot-de-passe/{jeton}", .anyone) { .page(choice($0)) },
        .post("/mot-de-passe/{jeton}", .anyone, chosen),
    ]

    private static func signIn(_ visit: Visit, fault: String? = nil) -> Page {
        let ended = visit.query["motif"] == "session"
        return Page("Se connecter", hasFault: fault != nil) { html in
            if ended {
                html.element("p", .class("told"), text: "Votre session a pris fin. Rien n’a été changé : connectez-vous et recommencez.")
            }
            if visit.query["motif"] == "mot-de-passe" {
                html.element("p", .class("told"), text: "Votre mot de passe est enregistré. Connectez-vous.")
            }
            Form.faults(fault.map { [(nil, $0)] } ?? [], to: &html)
            Form.write("/connexion", visit, class: "narrow", to: &html) { html in
                if let next = Path.own(visit.query["suite"] ?? visit.form["suite"]) {
                    html.void("input", .type("hidden"), .name("suite"), .value(next))
                }
                Form.field("code", "Code client", visit.form["code"], autocomplete: "organization", isRequired: true, to: &html)
                Form.field(
                    "email", "Adresse e-mail", visit.form["email"], type: "email", autocomplete: "username", isRequired: true, to: &html)
                Form.field("password", "Mot de passe", nil, type: "password", autocomplete: "current-password", isRequired: true, to: &html)
                Form.field(
                    "second", "Code à six chiffres", nil, autocomplete: "one-time-code", inputmode: "numeric",
                    help: "Si vous avez une application d’authentification, ou un code de secours.", to: &html)
                Form.button("Se connecter", to: &html)
            }
            html.element("p") { $0.element("a", .href("/mot-de-passe"), text: "Mot de passe oublié") }
        }
    }

    private static func signedIn(_ visit: Visit) throws -> Answer {
        let form = visit.form
        let attempt = SignInAttempt(
            clientCode: form["code"] ?? "", email: form["email"] ?? "", password: form["password"] ?? "", code: form.text("second"),
            from: visit.address)
        do {
            switch try visit.installation.signIn(attempt) {
            case .signedIn(let token, let person, _):
                visit.cookies.set(.session, token.text)
                visit.cookies.set(.draft, (Draft(visit.draft?.text, of: person) ?? Draft(of: person)).text)
                visit.cookies.remove(.visitor)
                return .seeOther(Path.own(form["suite"]) ?? "/")
            case .codeNeeded:
                return .page(signIn(visit, fault: "Donnez aussi le code à six chiffres de votre application."), status: 422)
            case .enrolmentNeeded:
                return .page(
                    signIn(visit, fault: "Votre client demande un second facteur, et vous n’en avez pas encore. Adressez-vous à lui."),
                    status: 403)
            }
        } catch let error as AccessError {
            visit.metrics.signInFailed(error.code.rawValue)
            return .page(signIn(visit, fault: error.frenchMessage), status: 422)
        }
    }

    private static func signedOut(_ visit: Visit) throws -> Answer {
        if let session = visit.session { try visit.installation.signOut(session) }
        visit.cookies.remove(.session)
        visit.cookies.remove(.draft)
        return .seeOther("/connexion")
    }

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
            Form.faults(fault.map { [(nil, $0)] } ?? [], to: &html)
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
            return .page(forgotten(visit, fault: error.frenchMessage), status: 422)
        }
    }

    private static func choice(_ visit: Visit, fault: String? = nil) -> Page {
        Page("Choisir un mot de passe", hasFault: fault != nil) { html in
            Form.faults(fault.map { [("password", $0)] } ?? [], to: &html)
            Form.write(visit.path, visit, class: "narrow", to: &html) { html in
                Form.field(
                    "password", "Nouveau mot de passe", nil, type: "password", autocomplete: "new-password", isRequired: true,
                    help: "Quinze caractères au moins. Une suite de mots qui n’ont rien à voir entre eux convient.", to: &html)
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
