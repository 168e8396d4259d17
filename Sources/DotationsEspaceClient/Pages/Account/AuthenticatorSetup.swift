internal import DotationAccounts

/// How a person makes an application of their telephone know the secret of their authenticator.
enum AuthenticatorSetup {
    private static let issuer = "Espace Client"

    /// Three steps, of which the last is the form that follows.
    static func steps(_ secret: TOTPSecret, of email: String, _ html: inout HTML) {
        let uri = secret.uri(issuer: issuer, account: email)
        html.element("ol") { html in
            html.element("li") { html in
                html.text(
                    "Installez une application d’authentification sur votre téléphone, si vous n’en avez pas : FreeOTP, Google Authenticator, "
                )
                html.text("Microsoft Authenticator ou une autre.")
            }
            html.element("li") { html in
                html.text("Dans l’application, ajoutez un compte : scannez ce code QR")
                html.text(", ou ")
                html.element("a", .href(uri), text: "ouvrez-le dans l’application de cet appareil")
                html.text(".")
                if let code = QRCode(uri) { code.write(label: "Code QR à scanner avec l’application", to: &html) }
                html.element("p") { html in
                    html.text(
                        "Sans appareil photo, choisissez « Saisir une clé » dans l’application, un code « basé sur le temps », et tapez : ")
                    html.element("code", .class("key"), text: grouped(secret.base32))
                }
            }
            html.element("li", text: "Tapez ci-dessous le code à six chiffres que l’application affiche.")
        }
    }

    /// Groups of four, as a person reads them.
    private static func grouped(_ text: String) -> String {
        text.enumerated().map { ($0 > 0 && $0 % 4 == 0 ? " " : "") + String($1) }.joined()
    }
}

/// The codes that let a person in without their telephone. They are shown once.
enum RecoveryCodes {
    static func write(_ codes: [RecoveryCode], to html: inout HTML) {
        html.element(
            "p", .class("told"), .role("status"),
            text: "Voici vos codes de secours. Gardez-les : ils ne seront plus jamais affichés.")
        html.element(
            "p",
            text: "Sans votre téléphone, chacun de ces \(codes.count) codes vous connecte une fois, à la place des six chiffres. Imprimez "
                + "cette page ou recopiez-les, et rangez-les à l’abri, ailleurs que sur ce téléphone.")
        html.element("ul", .class("codes"), .data("data-copy", "Copier les codes")) { html in
            for code in codes { html.element("li") { $0.element("code", text: code.text) } }
        }
    }
}
