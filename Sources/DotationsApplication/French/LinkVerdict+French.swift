internal import Foundation

extension LinkVerdict {
    /// What was found out, for an administrator.
    public var sentence: String {
        let end = until.map { DateFormatting.french($0) } ?? ""
        return switch status {
        case .good: "Lien valable jusqu’au \(end)."
        case .expired: "Lien expiré depuis le \(end)."
        case .superseded: "Lien remplacé par celui d’un e-mail plus récent."
        case .used: "Lien déjà utilisé : le compte existe."
        case .unknown: "Ce lien n’a pas été fait par cette installation."
        case .elsewhere: "Ce lien ne mène pas à l’adresse des liens de cette installation (réglage link.base)."
        }
    }
}
