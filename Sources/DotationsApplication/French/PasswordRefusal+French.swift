public import DotationAccounts

extension PasswordRefusal {
    /// What the person who chooses a password reads: what is wrong, without what was typed, and what to do.
    public var message: String {
        switch self {
        case .tooShort(let minimum):
            "Le mot de passe a moins de \(minimum.counted("caractère")). Allongez-le : quelques mots sans rapport entre eux suffisent."
        case .tooLong(let maximumBytes): "Le mot de passe est trop long. Il ne peut pas dépasser \(maximumBytes.counted("octet"))."
        case .common: "Ce mot de passe est parmi les plus courants, que l’on essaie en premier. Choisissez-en un autre."
        case .predictable:
            "Le mot de passe est trop facile à deviner : il se répète, suit le clavier ou n’est qu’un mot courant avec des chiffres. "
                + "Choisissez quelques mots sans rapport entre eux."
        case .contains(.clientCode): "Le mot de passe contient le code client. Choisissez-en un qui ne le contient pas."
        case .contains(.name): "Le mot de passe contient votre nom ou votre prénom. Choisissez-en un qui ne les contient pas."
        case .contains(.email):
            "Le mot de passe contient votre adresse e-mail ou une partie de celle-ci. Choisissez-en un qui n’en contient rien."
        }
    }
}
