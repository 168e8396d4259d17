internal import Crypto
internal import DotationAccounts
internal import DotationStore
internal import DotationsApplication
internal import Foundation

/// Signing in and out.
enum SignInPages {
    static let routes: [Route] = [
        .get("/connexion", .anyone) { .page(signIn($0)) },
        .post("/connexion", .anyone, formLimit: KeptForm.limit + PageServer.formLimit, signedIn),
        .post("/reprise", .signedIn, formLimit: KeptForm.limit + PageServer.formLimit, resumed),
        // Also for whom the session has ended: what is kept for the browser beyond it goes as well.
        .post("/deconnexion", .anyone, signedOut),
    ]

    /// The page for somebody whose session ended before their form came, which waits in it.
    static func again(_ visit: Visit, _ kept: String?) -> Page { signIn(visit, kept: kept) }

    private static func signIn(_ visit: Visit, fault: String? = nil, kept: String? = nil) -> Page {
        let kept = kept ?? visit.form[KeptForm.field]
        return Page("Se connecter", hasFault: fault != nil) { html in
            if kept != nil {
                html.element(
                    "p", .class("told"), .role("status"),
                    text: "Votre session a pris fin avant que ce formulaire n’arrive. Rien n’a été fait, et ce que vous avez tapé est "
                        + "gardé : connectez-vous pour le retrouver.")
            } else if visit.query["motif"] == "session" {
                html.element("p", .class("told"), text: "Votre session a pris fin. Rien n’a été changé : connectez-vous et recommencez.")
            }
            if visit.query["motif"] == "fichier" {
                html.element(
                    "p", .class("told"),
                    text:
                        "Votre session a pris fin avant que le fichier n’arrive. Rien n’a été fait : connectez-vous, et choisissez-le de nouveau."
                )
            }
            if visit.query["motif"] == "mot-de-passe" {
                html.element("p", .class("told"), text: "Votre mot de passe est enregistré. Connectez-vous.")
            }
            Form.fault(fault, to: &html)
            Form.write("/connexion", visit, class: "narrow", to: &html) { html in
                next(visit, kept, &html)
                // What is typed in another form has the same names, and is none of this one's.
                let typed = visit.path == "/connexion" ? visit.form : Fields()
                Form.field("code", "Code client", typed["code"], autocomplete: "organization", isRequired: true, to: &html)
                Form.field(
                    "email", "Adresse e-mail", typed["email"], type: "email", autocomplete: "username", isRequired: true, to: &html)
                Form.field("password", "Mot de passe", nil, type: "password", autocomplete: "current-password", isRequired: true, to: &html)
                Form.button("Se connecter", to: &html)
            }
            html.element("p") { $0.element("a", .href("/mot-de-passe"), text: "Mot de passe oublié") }
        }
    }

    /// Where the person wanted to be, and the form that was kept.
    private static func next(_ visit: Visit, _ kept: String?, _ html: inout HTML) {
        if let kept { html.void("input", .type("hidden"), .name(KeptForm.field), .value(kept)) }
        if let next = Path.own(visit.query["suite"] ?? visit.form["suite"]) {
            html.void("input", .type("hidden"), .name("suite"), .value(next))
        }
    }

    private static func signedIn(_ visit: Visit) throws -> Answer {
        let form = visit.form
        var step: SignInStep
        if let sealed = form["etape"] {
            guard let last = SignInStep(sealed, visit) else {
                return .page(signIn(visit, fault: "La connexion a pris trop de temps. Recommencez."), status: 422)
            }
            step = last
        } else {
            step = SignInStep(form, at: visit.now)
        }
        let isSecond = form["etape"] != nil
        do {
            switch try visit.installation.signIn(step.attempt(code: form.text("second"), from: visit)) {
            case .signedIn(let token, let person, let recoveryCodes):
                return try entered(visit, person, token, recoveryCodes)
            case .codeNeeded:
                return codeNeeded(visit, step, fault: isSecond ? "Tapez le code à six chiffres de votre application." : nil)
            case .enrolmentNeeded:
                if step.secret == nil {
                    var random = SystemRandomNumberGenerator()
                    step.enrolling = TOTPSecret(using: &random).bytes
                    return codeNeeded(visit, step, fault: nil)
                }
                return codeNeeded(visit, step, fault: "Tapez le code que votre application affiche.")
            }
        } catch let error as AccessError {
            visit.metrics.signInFailed(error.code.rawValue)
            guard isSecond else { return .page(signIn(visit, fault: error.frenchMessage), telling: error) }
            return .page(
                codePage(visit, step, fault: error == .refused ? AccessError.codeWrong.frenchMessage : error.frenchMessage), telling: error)
        }
    }

    private static func codeNeeded(_ visit: Visit, _ step: SignInStep, fault: String?) -> Answer {
        .page(codePage(visit, step, fault: fault), status: fault == nil ? 200 : 422)
    }

    /// The second step: a code of the person's authenticator, or first the authenticator itself.
    private static func codePage(_ visit: Visit, _ step: SignInStep, fault: String?) -> Page {
        let secret = step.secret
        return Page(secret == nil ? "Code de connexion" : "Installer une application d’authentification", hasFault: fault != nil) {
            html in
            Form.fault(fault, of: "second", to: &html)
            if let secret {
                html.element(
                    "p",
                    text:
                        "Votre client demande un second facteur : un code que donne une application de votre téléphone. Elle s’installe une fois."
                )
                AuthenticatorSetup.steps(secret, of: step.email, &html)
            }
            Form.write("/connexion", visit, class: "narrow", to: &html) { html in
                next(visit, visit.form[KeptForm.field], &html)
                html.void("input", .type("hidden"), .name("etape"), .value(step.sealed(visit)))
                Form.field(
                    "second", secret == nil ? "Code" : "Code à six chiffres", nil, autocomplete: "one-time-code",
                    inputmode: secret == nil ? nil : "numeric", isRequired: true,
                    help: secret == nil
                        ? "Les six chiffres de votre application d’authentification, ou l’un de vos codes de secours."
                        : "Celui que l’application affiche maintenant.", fault: fault, to: &html)
                Form.button("Se connecter", to: &html)
            }
            html.element("p") { $0.element("a", .href("/connexion"), text: "Recommencer avec un autre compte") }
        }
    }

    /// Leads to where the person wanted to be, after what they have to read first.
    private static func entered(_ visit: Visit, _ person: SignedIn, _ token: Token, _ recoveryCodes: [RecoveryCode]) throws -> Answer {
        // A session of the same browser would stay open with nobody to end it.
        if let session = visit.session { try visit.installation.signOut(session) }
        let inside = visit.entered(by: person, token)
        if !recoveryCodes.isEmpty {
            return .to(inside, .page(first(inside, "Vos codes de secours") { RecoveryCodes.write(recoveryCodes, to: &$0) }))
        }
        if let code = visit.form.text("second"), RecoveryCode(code) != nil {
            let left = try visit.installation.recoveryCodesLeft(of: person)
            return .to(
                inside,
                .page(
                    first(inside, "Code de secours utilisé") { html in
                        html.element(
                            "p", .class("told"),
                            text: "Ce code ne sert plus. Il vous en reste \(left.grouped).")
                        html.element("p") { html in
                            html.text("Si vous n’avez plus votre téléphone, ")
                            html.element("a", .href("/compte/authentificateur"), text: "installez l’application sur un autre")
                            html.text(".")
                        }
                    }))
        }
        if let kept = KeptForm(visit.form[KeptForm.field], under: inside.draft) { return kept.answer(to: inside) }
        return .seeOther(Path.own(visit.form["suite"]) ?? "/")
    }

    private static func first(_ visit: Visit, _ title: String, write: @escaping (inout HTML) -> Void) -> Page {
        Page(title) { html in
            write(&html)
            if let kept = visit.form[KeptForm.field] {
                Form.write("/reprise", visit, to: &html) { html in
                    html.void("input", .type("hidden"), .name(KeptForm.field), .value(kept))
                    Form.button("Continuer", to: &html)
                }
            } else {
                html.element("p") { $0.element("a", .href(Path.own(visit.form["suite"]) ?? "/"), text: "Continuer") }
            }
        }
    }

    private static func resumed(_ visit: Visit) -> Answer {
        KeptForm(visit.form[KeptForm.field], under: visit.draft)?.answer(to: visit) ?? .seeOther("/")
    }

    private static func signedOut(_ visit: Visit) throws -> Answer {
        if let session = visit.session { try visit.installation.signOut(session) }
        visit.cookies.remove(.session)
        visit.cookies.remove(.draft)
        return .seeOther("/connexion")
    }
}

/// How far somebody has come who signs in with a code: what they typed first. It waits in the form of the second step, sealed under what their browser
/// alone has, and is held against the store again with the code.
private struct SignInStep: Codable {
    /// Seconds in which somebody has to come with the code.
    private static let limit: TimeInterval = 10 * 60

    private let code: String
    let email: String
    private let password: String
    private let began: Date
    /// What an authenticator shares that is being set up.
    var enrolling: [UInt8]?

    init(_ form: Fields, at now: Date) {
        (code, email, password, began) = (form["code"] ?? "", form["email"] ?? "", form["password"] ?? "", now)
    }

    init?(_ sealed: String, _ visit: Visit) {
        guard
            let step = Sealed.value(Self.self, sealed, under: Self.key(visit), limit: PageServer.formLimit),
            abs(visit.now.timeIntervalSince(step.began)) < Self.limit
        else { return nil }
        self = step
    }

    func sealed(_ visit: Visit) -> String? { Sealed.text(of: self, under: Self.key(visit)) }

    private static func key(_ visit: Visit) -> SymmetricKey { Sealed.key(for: "sign-in", from: visit.secret.text) }

    var secret: TOTPSecret? { enrolling.flatMap(TOTPSecret.init(stored:)) }

    func attempt(code second: String?, from visit: Visit) -> SignInAttempt {
        SignInAttempt(
            clientCode: code, email: email, password: password, code: second, enrolling: secret, from: visit.address, origin: visit.origin)
    }
}
