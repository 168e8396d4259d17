internal import DotationAccounts
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Mon compte » : what belongs to the person who has signed in.
enum AccountPages {
    static let routes: [Route] = [
        .get("/compte", .signedIn, account),
        .post("/compte/sessions", .signedIn, endSessions),
        .get("/compte/mot-de-passe", .signedIn) { .page(password($0)) },
        .post("/compte/mot-de-passe", .signedIn, changePassword),
        .get("/compte/authentificateur", .signedIn) { .page(authenticator($0)) },
        .post("/compte/authentificateur", .signedIn, setUpAuthenticator),
        .get("/compte/authentificateur/retrait", .signedIn) { .page(try removal($0)) },
        .post("/compte/authentificateur/retrait", .signedIn, removeAuthenticator),
        .get("/compte/codes", .signedIn) { .page(codes($0)) },
        .post("/compte/codes", .signedIn, renewCodes),
    ]

    /// Who has signed in, and the token of their session: no route here answers anybody else.
    private static func own(_ visit: Visit) throws -> (person: SignedIn, session: String) {
        guard let person = visit.person, let session = visit.session else { throw NoSuchPage() }
        return (person, session)
    }

    private static func account(_ visit: Visit) throws -> Answer {
        let (person, session) = try own(visit)
        let memberships = try visit.installation.user(person.user.email).memberships
        let sessions = try visit.installation.ownSessions(session)
        let codesLeft = try visit.installation.recoveryCodesLeft(of: person)
        let isDemanded = try visit.installation.demandsSecondFactor(person.store.client)
        return .page(
            Page("Mon compte") { html in
                Told.write(visit, to: &html)
                html.element("p", text: "\(person.name), \(person.user.email.text)")
                Table.write(
                    "Les clients pour lesquels vous travaillez", ["Code client", "Client", "Votre rôle"], to: &html, rows: memberships
                ) { membership, html in
                    html.element("th", .scope("row"), text: membership.client.code.description)
                    html.element("td", text: membership.client.title)
                    html.element("td", text: membership.role.french.capitalised)
                }
                if memberships.count > 1 {
                    html.element(
                        "p",
                        text:
                            "Une session est pour un seul client. Pour travailler pour un autre, déconnectez-vous, puis connectez-vous avec son code."
                    )
                }
                html.element("h2", text: "Mot de passe")
                html.element("p") { $0.element("a", .href("/compte/mot-de-passe"), text: "Changer de mot de passe") }
                html.element("h2", text: "Second facteur")
                if person.user.hasAuthenticator {
                    html.element(
                        "p",
                        text: "Une application d’authentification est installée. Il vous reste \(codesLeft.counted("code")) de secours.")
                    html.element("ul") { html in
                        link("/compte/authentificateur", "Changer d’application", &html)
                        link("/compte/codes", "Recevoir de nouveaux codes de secours", &html)
                        if !isDemanded { link("/compte/authentificateur/retrait", "Retirer l’application", &html) }
                    }
                    if isDemanded {
                        html.element(
                            "p", text: "Votre client demande un second facteur à tout le monde : l’application ne peut pas être retirée.")
                    }
                } else {
                    html.element(
                        "p",
                        text:
                            "Un code de votre téléphone, en plus du mot de passe, protège votre compte même si quelqu’un apprend celui-ci.")
                    html.element("p") {
                        $0.element("a", .href("/compte/authentificateur"), text: "Installer une application d’authentification")
                    }
                }
                list(sessions, visit, &html)
            })
    }

    private static func link(_ path: String, _ text: String, _ html: inout HTML) {
        html.element("li") { $0.element("a", .href(path), text: text) }
    }

    private static func list(_ sessions: [OwnSession], _ visit: Visit, _ html: inout HTML) {
        html.element("h2", text: "Sessions")
        html.element(
            "p", text: "Une session que vous ne reconnaissez pas ? Fermez-la, puis changez de mot de passe.")
        Table.write("Vos sessions ouvertes", ["Depuis", "Dernière activité", "Client", "Appareil", "Fermer"], to: &html, rows: sessions) {
            own, html in
            html.element("th", .scope("row"), text: DateFormatting.french(own.session.began))
            html.element("td", text: DateFormatting.french(own.session.lastSeen))
            html.element("td", text: own.client.code.description)
            html.element("td", text: own.origin)
            html.element("td") { html in
                guard !own.isCurrent else { return html.text("Cette session") }
                Form.write("/compte/sessions", visit, to: &html) { html in
                    Form.hidden(.session, own.id, to: &html)
                    html.element("button", .type("submit"), .class("plain")) { html in
                        html.text("Fermer")
                        html.element("span", .class("unseen"), text: " la session du \(DateFormatting.french(own.session.began))")
                    }
                }
            }
        }
        if sessions.count > 1 {
            Form.write("/compte/sessions", visit, to: &html) { Form.button("Fermer toutes les autres sessions", to: &$0) }
        }
    }

    private static func endSessions(_ visit: Visit) throws -> Answer {
        try visit.installation.endOwnSessions(visit.form[.session], of: own(visit).session)
        return Told.sessions.answer("/compte")
    }

    /// Does what asks for the password again. What is wrong is told on the page of the form.
    private static func proved(
        _ visit: Visit, page: (_ faults: [FormFault]) -> Page, _ body: () throws -> Answer
    ) throws -> Answer {
        do { return try body() } catch AccessError.signedOut { throw AccessError.signedOut } catch let error as any ReportedError {
            let field: String =
                switch error {
                case AccessError.codeWrong: "second"
                case is PasswordRefusal: "password"
                default: "actuel"
                }
            return .page(page([FormFault(field, error.document.message)]), telling: error)
        }
    }

    /// A page with a form that begins with the person's password.
    private static func page(
        _ title: String, _ visit: Visit, _ path: String, button: String, _ faults: [FormFault],
        before: @escaping (inout HTML) -> Void = { _ in }, fields: @escaping (inout HTML) -> Void = { _ in }
    ) -> Page {
        Page(title, hasFault: !faults.isEmpty) { html in
            Form.faults(faults, to: &html)
            before(&html)
            Form.write(path, visit, class: "narrow", to: &html) { html in
                Form.field(
                    "actuel", "Votre mot de passe actuel", nil, type: "password", autocomplete: "current-password", isRequired: true,
                    fault: faults["actuel"], to: &html)
                fields(&html)
                Form.button(button, to: &html)
            }
            html.element("p") { $0.element("a", .href("/compte"), text: "Revenir sans rien changer") }
        }
    }

    private static func password(_ visit: Visit, _ faults: [FormFault] = []) -> Page {
        page(
            "Changer de mot de passe", visit, "/compte/mot-de-passe", button: "Changer de mot de passe", faults,
            before: { $0.element("p", text: "Vos autres sessions prennent fin.") }
        ) { html in
            Form.field(
                "password", "Nouveau mot de passe", nil, type: "password", autocomplete: "new-password", isRequired: true,
                help: PasswordPages.advice, fault: faults["password"], to: &html)
        }
    }

    private static func changePassword(_ visit: Visit) throws -> Answer {
        try proved(visit, page: { password(visit, $0) }) {
            let token = try visit.installation.changePassword(
                to: visit.form["password"] ?? "", from: visit.form["actuel"] ?? "", session: own(visit).session, address: visit.address)
            visit.cookies.set(.session, token.text)
            return Told.password.answer("/compte")
        }
    }

    /// The secret of the authenticator that is being set up waits in the form, so that a wrong code leads to the same one.
    private static func authenticator(_ visit: Visit, _ faults: [FormFault] = []) -> Page {
        let person = visit.person
        var random = SystemRandomNumberGenerator()
        let secret = secret(visit) ?? TOTPSecret(using: &random)
        let isSet = person?.user.hasAuthenticator == true
        return page(
            isSet ? "Changer d’application d’authentification" : "Installer une application d’authentification", visit,
            "/compte/authentificateur", button: isSet ? "Changer d’application" : "Installer", faults,
            before: { html in
                html.element(
                    "p",
                    text: (isSet ? "Les codes de l’ancienne application et ses codes de secours ne servent plus. " : "")
                        + "Vos autres sessions prennent fin.")
                AuthenticatorSetup.steps(secret, of: person?.user.email.text ?? "", &html)
            }
        ) { html in
            html.void(
                "input", .type("hidden"), .name("etape"),
                .value(visit.draft.flatMap { Sealed.text(of: secret.bytes, under: $0.key(for: "authenticator")) }))
            Form.field(
                "second", "Code à six chiffres", nil, autocomplete: "one-time-code", inputmode: "numeric", isRequired: true,
                help: "Celui que l’application affiche maintenant.", fault: faults["second"], to: &html)
        }
    }

    private static func secret(_ visit: Visit) -> TOTPSecret? {
        guard let draft = visit.draft, let bytes = Sealed.value([UInt8].self, visit.form["etape"], under: draft.key(for: "authenticator"))
        else { return nil }
        return TOTPSecret(stored: bytes)
    }

    private static func setUpAuthenticator(_ visit: Visit) throws -> Answer {
        try proved(visit, page: { authenticator(visit, $0) }) {
            guard let secret = secret(visit) else { throw AccessError.codeWrong }
            let codes = try visit.installation.setUpAuthenticator(
                secret, by: visit.form["second"] ?? "", password: visit.form["actuel"] ?? "", session: own(visit).session,
                address: visit.address)
            return shown(codes)
        }
    }

    private static func shown(_ codes: [RecoveryCode]) -> Answer {
        .page(
            Page("Vos codes de secours") { html in
                RecoveryCodes.write(codes, to: &html)
                html.element("p") { $0.element("a", .href("/compte"), text: "Revenir à « Mon compte »") }
            })
    }

    private static func removal(_ visit: Visit, _ faults: [FormFault] = []) throws -> Page {
        guard try own(visit).person.user.hasAuthenticator else { return nothing("Retirer l’application") }
        return page(
            "Retirer l’application", visit, "/compte/authentificateur/retrait", button: "Retirer l’application", faults,
            before: { html in
                html.element(
                    "p",
                    text:
                        "Votre mot de passe suffira de nouveau pour vous connecter, et vos codes de secours ne serviront plus. Vos autres sessions prennent fin."
                )
            })
    }

    private static func removeAuthenticator(_ visit: Visit) throws -> Answer {
        guard try own(visit).person.user.hasAuthenticator else { return .seeOther("/compte") }
        return try proved(visit, page: { (try? removal(visit, $0)) ?? nothing("Retirer l’application") }) {
            try visit.installation.removeAuthenticator(
                password: visit.form["actuel"] ?? "", session: own(visit).session, address: visit.address)
            return Told.authenticatorRemoved.answer("/compte")
        }
    }

    private static func codes(_ visit: Visit, _ faults: [FormFault] = []) -> Page {
        guard visit.person?.user.hasAuthenticator == true else { return nothing("Nouveaux codes de secours") }
        return page(
            "Nouveaux codes de secours", visit, "/compte/codes", button: "Recevoir de nouveaux codes", faults,
            before: { $0.element("p", text: "Ceux que vous avez ne serviront plus. Vos autres sessions prennent fin.") })
    }

    private static func renewCodes(_ visit: Visit) throws -> Answer {
        guard try own(visit).person.user.hasAuthenticator else { return .seeOther("/compte") }
        return try proved(visit, page: { codes(visit, $0) }) {
            shown(
                try visit.installation.renewRecoveryCodes(
                    password: visit.form["actuel"] ?? "", session: own(visit).session, address: visit.address))
        }
    }

    private static func nothing(_ title: String) -> Page {
        Page(title) { html in
            html.element("p", text: "Aucune application d’authentification n’est installée.")
            html.element("p") { $0.element("a", .href("/compte"), text: "Revenir à « Mon compte »") }
        }
    }
}
