public import Dotations

extension ConfirmationNeed {
    /// What an administrator reads.
    public var message: String {
        switch self {
        case .moved(let column, let count):
            "Dans la colonne « \(column.title) », \(Euros.grouped(count)) lignes prennent la valeur d’un autre bénéficiaire : "
                + "la colonne a-t-elle été triée seule ou décalée ?"
        case .emailsOfOthers(let count):
            count == 1
                ? "1 nouvelle adresse e-mail est celle d’un autre bénéficiaire, qui recevrait le lien d’activation : est-ce voulu ?"
                : "\(Euros.grouped(count)) nouvelles adresses e-mail sont celles d’autres bénéficiaires, qui recevraient le lien d’activation : est-ce voulu ?"
        case .manyEmails(let changed, let total, let isUndo):
            Self.share(changed, of: total, changed == 1 ? "adresse e-mail" : "adresses e-mail", isUndo: isUndo)
                + "une sur cinq : est-ce voulu ?"
        case .manyMobiles(let changed, let total, let isUndo):
            Self.share(changed, of: total, "n° de téléphone", isUndo: isUndo) + "un sur cinq : est-ce voulu ?"
        case .repeatedEmail(let address, let count, isUndo: false):
            "L’adresse « \(address) » se trouverait sur \(Euros.grouped(count)) lignes : a-t-elle été recopiée par erreur ?"
        case .repeatedEmail(let address, let count, isUndo: true):
            "L’adresse « \(address) » serait de nouveau celle de \(Euros.grouped(count)) dotations."
        case .unknownStatuses(let statuses, let count):
            count.counted(
                "dotation prendrait un statut qui n’est pas connu, et ne se modifierait plus",
                "dotations prendraient un statut qui n’est pas connu, et ne se modifieraient plus")
                + " (\(Self.list(statuses))) : est-ce voulu ?"
        case .reopened(let count):
            count.counted(
                "dotation activée ne le serait plus : elle redeviendrait modifiable",
                "dotations activées ne le seraient plus : elles redeviendraient modifiables")
                + ", et un e-mail de création de compte pourrait partir à qui en a déjà un. Est-ce voulu ?"
        case .backward(let count):
            count.counted("dotation reviendrait à un statut qu’elle a dépassé", "dotations reviendraient à un statut qu’elles ont dépassé")
                + " : le fichier est-il plus ancien que les statuts d’ici ?"
        case .bulkResend(let count):
            (count == 1 ? "1 e-mail d’activation partirait" : "\(Euros.grouped(count)) e-mails d’activation partiraient")
                + " à tous ceux qui n’ont pas encore activé leur dotation : est-ce voulu ?"
        case .erasure(let count):
            "Tout ce qui est à ce client serait effacé définitivement, avec un historique de \(count.counted("opération")) : est-ce voulu ?"
        }
    }

    private static func list(_ statuses: Set<DotationStatus>) -> String {
        let labels = statuses.map { "« \(VisibleText.of($0.label, limit: 40)) »" }.sorted()
        return labels.prefix(3).joined(separator: ", ") + (labels.count > 3 ? "…" : "")
    }

    private static func share(_ changed: Int, of total: Int, _ noun: String, isUndo: Bool) -> String {
        let verb =
            switch (isUndo, changed == 1) {
            case (false, true): "change"
            case (false, false): "changent"
            case (true, true): "reviendrait à sa valeur d’avant"
            case (true, false): "reviendraient à leur valeur d’avant"
            }
        return "\(Euros.grouped(changed)) \(noun) sur \(Euros.grouped(total)) \(verb), soit plus d’"
    }

    /// As ``message``, without anybody's address and without numbers, which are to be read in the plan.
    public var messageWithoutValues: String {
        switch self {
        case .moved(let column, _):
            "Dans la colonne « \(column.title) », des lignes prennent la valeur d’un autre bénéficiaire : a-t-elle été triée seule ou décalée ?"
        case .emailsOfOthers: "De nouvelles adresses e-mail sont celles d’autres bénéficiaires, qui recevraient le lien d’activation."
        case .manyEmails(_, _, isUndo: false): "Plus d’une adresse e-mail sur cinq change."
        case .manyEmails(_, _, isUndo: true): "Plus d’une adresse e-mail sur cinq reviendrait à sa valeur d’avant."
        case .manyMobiles(_, _, isUndo: false): "Plus d’un n° de téléphone sur cinq change."
        case .manyMobiles(_, _, isUndo: true): "Plus d’un n° de téléphone sur cinq reviendrait à sa valeur d’avant."
        case .repeatedEmail(_, _, isUndo: false): "Une même adresse se trouverait sur plus de trois lignes."
        case .repeatedEmail(_, _, isUndo: true): "Une même adresse serait de nouveau celle de plus de trois dotations."
        case .unknownStatuses: "Des dotations prendraient un statut qui n’est pas connu, et ne se modifieraient plus."
        case .reopened: "Des dotations activées ne le seraient plus, et redeviendraient modifiables."
        case .backward: "Des dotations reviendraient à un statut qu’elles ont dépassé."
        case .bulkResend: "Des e-mails d’activation partiraient à tous ceux qui n’ont pas encore activé leur dotation."
        case .erasure: "Tout ce qui est à ce client serait effacé définitivement."
        }
    }
}
