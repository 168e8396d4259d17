/// What a template has a place for: `{{prenom}}`.
enum MessageField: String, CaseIterable {
    case firstName = "prenom"
    case lastName = "nom"
    case link = "lien"
    case linkEnd = "validite"
    case mobile
    case person = "personne"
    case client
    case clientCode = "code"
    case sender = "expediteur"
}
