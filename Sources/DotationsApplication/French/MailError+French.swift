public import DotationMail

extension MailError {
    /// What happened and what to do, in French, for the administrator.
    public var frenchMessage: String { sentence("\(frenchFault). \(frenchAdvice)", at: [file, line.map { "ligne \($0)" }]) }

    private var frenchFault: String {
        let named = subject.map { " « \($0) »" } ?? ""
        let said = subject.map { " : « \($0) »" } ?? ""
        return switch code {
        case .settingsUnreadable: "le fichier ne peut pas être lu"
        case .settingsFolder: "c’est un dossier"
        case .settingsSyntax: "cette ligne n’est pas de la forme « nom = valeur »"
        case .settingsUnknown: "le réglage\(named) n’existe pas, ou s’y trouve deux fois"
        case .settingsMissing: "le réglage\(named) manque"
        case .settingsInvalid: "la valeur du réglage\(named) ne convient pas"
        case .passwordExposed: "d’autres que vous peuvent lire ou écrire le fichier du mot de passe"
        case .templateUnreadable: "le modèle de message ne peut pas être lu"
        case .templateEncoding: "le modèle n’est pas un texte en UTF-8, ou contient un caractère de contrôle"
        case .templateSubject: "le modèle ne commence pas par « Objet : » et une ligne vide, ou le lien est dans l’objet"
        case .templatePlaceholder: "le champ\(named) n’existe pas, n’est pas fermé, ou n’a qu’une accolade"
        case .templateSection: "la partie\(named) n’est pas ouverte et fermée une fois, dans cet ordre"
        case .templateLink: "le lien d’activation manque"
        case .templateTooLong: "le message serait trop long"
        case .tlsFailed: "la connexion chiffrée au serveur d’envoi n’a pas abouti\(said)"
        case .authenticationRefused: "le serveur d’envoi a refusé l’identifiant ou le mot de passe\(said)"
        case .senderRefused: "le serveur d’envoi a refusé l’expéditeur\(said)"
        case .serverRefused: "le serveur d’envoi a refusé de prendre des e-mails\(said)"
        case .mailboxTooLarge: "la boîte aux lettres est trop grande : \(Mailbox.sizeLimit >> 20) Mio au plus"
        case .mailboxUnreadable: "la boîte aux lettres ne peut pas être lue"
        case .notAMailbox: "ce n’est pas une boîte aux lettres : il n’y a là aucun message"
        }
    }

    /// What to do, in French.
    public var frenchAdvice: String {
        switch code {
        case .settingsUnreadable: "Vérifiez le chemin et les droits d’accès ; un fichier ordinaire est attendu, pas un tube."
        case .settingsFolder: "Donnez le fichier de réglages qui s’y trouve."
        case .settingsSyntax: "Corrigez-la ; un commentaire commence par #."
        case .settingsUnknown: "Vérifiez l’orthographe : docs/operations.md les décrit."
        case .settingsMissing: "Ajoutez-le au fichier de réglages ou à l’environnement : voir docs/operations.md."
        case .settingsInvalid:
            switch subject {
            case "smtp.security": "Il admet « starttls » et « tls », et « none » pour un serveur de cette machine seulement."
            case "web.listen":
                "Une adresse IP et un port, comme 127.0.0.1:8080 ; de cette machine seulement, tant que web.origin ne commence pas par https://."
            default: "docs/operations.md dit ce qu’il admet."
            }
        case .passwordExposed: "Lancez « chmod 600 » sur ce fichier, puis recommencez."
        case .templateUnreadable: "Un dossier de modèles a, pour chaque message à remplacer, les deux fichiers .txt et .html."
        case .templateEncoding: "Enregistrez-le en UTF-8."
        case .templateSubject: "Écrivez en première ligne l’objet du message, sans {{lien}}."
        case .templatePlaceholder: "Les champs sont décrits dans docs/operations.md."
        case .templateSection: "Écrivez {{#mobile}} … {{/mobile}}, sans autre partie dedans ; {{mobile}} se place à l’intérieur."
        case .templateLink: "Placez {{lien}} dans le texte, et href=\"{{lien}}\" dans le HTML, hors de toute partie."
        case .templateTooLong: "Raccourcissez le modèle : \(MailMessage.limit / 1000) Ko au plus."
        case .tlsFailed: "Vérifiez smtp.security, le nom du serveur et son certificat. Aucun e-mail n’a été perdu."
        case .authenticationRefused: "Vérifiez smtp.user et le mot de passe. Aucun e-mail n’a été perdu."
        case .senderRefused: "Vérifiez mail.from et mail.bounces. Aucun e-mail n’a été perdu."
        case .serverRefused: "Vérifiez smtp.host et smtp.port, et demandez à son administrateur. Aucun e-mail n’a été perdu."
        case .mailboxTooLarge: "Enlevez-en les messages déjà lus, ou donnez-en une partie ; les avis lus jusque-là sont notés."
        case .mailboxUnreadable: "Donnez un fichier mbox ou .eml, ou un dossier Maildir, et vérifiez les droits d’accès."
        case .notAMailbox: "Donnez un fichier mbox, un message .eml, ou un dossier Maildir."
        }
    }
}
