public import Dotations

extension Warning {
    /// What an administrator reads.
    public var message: String {
        switch code {
        case .emailSuggestion: "L’adresse \(quoted(given)) est peut-être mal tapée : \(quoted(suggestion)) ?"
        case .emailShared:
            "L’adresse \(quoted(given)) est celle de \(count.map { "\($0)" } ?? "deux") bénéficiaires de la commande\(elsewhere)."
        case .emailOfAnother: "L’adresse \(quoted(given)) \(whose("celle"))."
        case .phoneOfAnother: "Le n° \(quoted(given)) \(whose("celui"))."
        case .emailUndeliverable:
            "L’adresse \(quoted(given)) n’est pas valable : aucun e-mail ne pourra arriver tant qu’elle n’est pas corrigée."
        case .phoneUnassigned: "Le n° \(quoted(given)) n’est dans aucune tranche attribuée à ce jour : est-il bien recopié ?"
        case .phoneShared where count != nil: "Le n° \(quoted(given)) est celui de \(count ?? 0) bénéficiaires."
        case .phoneShared: "Le n° \(quoted(given)) est aussi celui d’un autre bénéficiaire\(elsewhere)."
        case .phoneConsecutive:
            "\(count ?? 0) n° de téléphone se suivent jusqu’à la ligne \(otherRow ?? 0) : la cellule a-t-elle été étirée par erreur ?"
        case .rowHidden: "La ligne est masquée dans le fichier, par exemple par un filtre ; elle compte comme les autres."
        case .rowTotal: "La ligne est un total\(label) : elle est laissée de côté, et peut être supprimée."
        case .rowRepeated: "La ligne répète la ligne \(otherRow ?? 0) ; elle ne compte qu’une fois."
        case .statusDiffers: "\(statuses)\(others). Il n’est pas repris : « dotations status import » reprend ceux d’un export du portail."
        case .matriculeShared: "Le matricule \(quoted(given)) est celui de \(count ?? 0) bénéficiaires."
        case .amountLarge:
            "\(given ?? "") pour une seule personne"
                + (count.map { $0 > 1 ? ", sur \($0) lignes" : "" } ?? "") + " : est-ce bien le montant voulu ?"
        case .resendUnknown: "« Renvoyer » contient \(quoted(given)), qui ne demande rien : écrivez oui, x ou 1."
        case .resendAccountCreated: Reason.accountCreatedSentence
        case .saleRepeated:
            "La ligne dit le même achat que la ligne \(otherRow ?? 0) et compte comme un achat de plus ; si elle ne fait que répéter, supprimez-la."
        case .saleAgain:
            "La personne a une vente annulée ou remboursée de cette session ce jour-là (vente \(given ?? "")) ; celle-ci est une nouvelle vente."
        case .saleFurther:
            "La personne a déjà la vente \(given ?? "") de cette session, qu’aucune ligne ne dit ; celle-ci est une vente de plus. Si c’est la même, annulez-en une."
        case .saleOrderedContact:
            "La vente est commandée (commande \(given ?? "")) : le contact de la ligne n’est pas repris. Corrigez la dotation : dotations search, puis dotations edit."
        case .columnUnknown: "La colonne \(quoted(given)) n’est pas connue ; elle est laissée de côté."
        case .columnUntitled:
            "La colonne \(given ?? "") n’a pas de titre : \(untitledValues) de côté. Une correction y a-t-elle été tapée ?"
        }
    }

    /// What a total is known by, where that can be seen.
    private var label: String { given.flatMap { $0.isEmpty ? nil : " (\(quoted($0)))" } ?? "" }

    /// How many values a column without a title has, and where the first one is.
    private var untitledValues: String {
        let first = "\(given ?? "")\(otherRow ?? 0)"
        guard let count, count > 1 else { return "la valeur en \(first) est laissée" }
        return "\(count) valeurs, dont la première en \(first), sont laissées"
    }

    /// The two statuses that differ.
    private var statuses: String {
        let label = given ?? ""
        let given = label.isEmpty ? "vide" : quoted(label) + (DotationStatus(label).kind == .other ? ", qui n’est pas connu," : "")
        return "Le statut est \(given) dans le fichier, et \(quoted(stored)) aujourd’hui"
    }

    /// How many rows have the same beside the one that is named.
    private var others: String {
        guard let count, count > 1 else { return "" }
        return count == 2 ? " ; de même à une autre ligne" : " ; de même à \(count - 1) autres lignes"
    }

    /// Whose the value is, or was.
    private func whose(_ pronoun: String) -> String {
        let place = order.map { " (commande \($0))" } ?? otherRow.map { " (ligne \($0))" } ?? ""
        return (wasExported ? "était, à l’export, " : "est aujourd’hui ") + "\(pronoun) de \(VisibleText.of(person ?? ""))\(place)"
    }

    private var elsewhere: String { otherRow.map { " (voir la ligne \($0))" } ?? "" }

    private func quoted(_ value: String?) -> String { "« \(VisibleText.of(value ?? "")) »" }
}
