internal import DotationAccounts
internal import DotationStore

extension AccessError {
    /// What happened and what to do, in French.
    public var frenchMessage: String {
        switch self {
        case .denied(let permission, let role):
            "Votre rôle (\(role.rawValue)) ne permet pas \(permission.french). Adressez-vous à une personne qui administre le client."
        case .refused: "Le code client, l’adresse e-mail, le mot de passe ou le code à six chiffres n’est pas le bon. Vérifiez-les."
        case .signedOut: "Votre session a pris fin. Connectez-vous de nouveau."
        case .passwordWrong: "Le mot de passe actuel n’est pas le bon. Vérifiez-le."
        case .tooEarly(let seconds): "Trop d’essais ont échoué. Réessayez dans \(seconds.counted("seconde"))."
        case .mailedTooOften(let seconds):
            "\(UserMail.hourlyLimit.counted("e-mail")) de ce genre ont déjà été demandés pour cette personne en une heure. Réessayez dans \(((seconds + 59) / 60).counted("minute"))."
        case .busy: "Trop de personnes se connectent en même temps. Réessayez dans un instant."
        case .unavailable: "Les mots de passe ne peuvent pas être vérifiés en ce moment. Réessayez plus tard."
        case .codeWrong: "Le code n’est pas le bon, ou il a déjà servi. Attendez le code suivant."
        case .factorDemanded: "Votre client demande un second facteur à tout le monde. Vous pouvez changer d’application, et non l’enlever."
        case .nameInvalid:
            "Le nom est vide, ou il a plus de \(Application.maximumNameLength.counted("caractère")). Donnez le prénom et le nom."
        }
    }
}

extension Permission {
    /// What it lets somebody do: `de voir les commandes`.
    fileprivate var french: String {
        switch self {
        case .view: "de voir les commandes"
        case .export: "d’exporter"
        case .viewDocuments: "de voir les justificatifs"
        case .change: "de modifier"
        case .import: "d’importer"
        case .send: "d’envoyer des e-mails"
        case .managePeople: "de gérer les personnes"
        case .changeSettings: "de modifier les réglages"
        }
    }
}
