public import Dotations

extension Warning {
    /// What an administrator reads.
    public var message: String {
        switch self {
        case .emailSuggestion(let given, let suggestion): "L’adresse \(given.quoted) est peut-être mal tapée : \(suggestion.quoted) ?"
        case .emailShared(let given, let count, let row):
            "L’adresse \(given.quoted) est celle de \(count?.grouped ?? "deux") bénéficiaires de la commande\(Self.place(row))."
        case .ofAnother(.mobile, let given, let holder): "Le n° \(given.quoted) \(holder.french("celui"))."
        case .ofAnother(_, let given, let holder): "L’adresse \(given.quoted) \(holder.french("celle"))."
        case .emailUndeliverable(let stored):
            "L’adresse \(stored.quoted) n’est pas valable : aucun e-mail ne pourra arriver tant qu’elle n’est pas corrigée."
        case .phoneUnassigned(let given): "Le n° \(given.quoted) n’est dans aucune tranche attribuée à ce jour : est-il bien recopié ?"
        case .phoneShared(let given, let count?, _): "Le n° \(given.quoted) est celui de \(count.grouped) bénéficiaires."
        case .phoneShared(let given, nil, let row): "Le n° \(given.quoted) est aussi celui d’un autre bénéficiaire\(Self.place(row))."
        case .phoneConsecutive(let count, let lastRow):
            "\(count.grouped) n° de téléphone se suivent jusqu’à la ligne \(lastRow) : la cellule a-t-elle été étirée par erreur ?"
        case .rowHidden: "La ligne est masquée dans le fichier, par exemple par un filtre ; elle compte comme les autres."
        case .rowTotal(let label):
            "La ligne est un total\(label.isEmpty ? "" : " (\(label.quoted))") : elle est laissée de côté, et peut être supprimée."
        case .rowRepeated(let row): "La ligne répète la ligne \(row) ; elle ne compte qu’une fois."
        case .statusDiffers(let given, let stored, let count):
            "Le statut est \(Self.status(given)) dans le fichier, et \(stored.quoted) aujourd’hui\(Self.others(count)). "
                + "Il n’est pas repris."
        case .matriculeShared(let given, let count): "Le matricule \(given.quoted) est celui de \(count.grouped) bénéficiaires."
        case .amountLarge(let amount, let count):
            "\(amount) pour une seule personne\(count > 1 ? ", sur \(count.grouped) lignes" : "") : est-ce bien le montant voulu ?"
        case .resendUnknown(let given): "« Renvoyer » contient \(given.quoted), qui ne demande rien : écrivez oui, x ou 1."
        case .resendAccountCreated: Reason.accountCreatedSentence
        case .saleRepeated(let row):
            "La ligne dit le même achat que la ligne \(row) et compte comme un achat de plus ; si elle ne fait que répéter, supprimez-la."
        case .saleAgain(let sale):
            "La personne a une vente annulée ou remboursée de cette session ce jour-là (vente \(sale)) ; celle-ci est une nouvelle vente."
        case .saleFurther(let sale):
            "La personne a déjà la vente \(sale) de cette session, qu’aucune ligne ne dit ; celle-ci est une vente de plus. Si c’est la même, annulez-en une."
        case .saleOrderedContact(let order):
            "La vente est commandée (commande \(order)) : le contact de la ligne n’est pas repris. Corrigez la dotation elle-même."
        case .columnUnknown(let title): "La colonne \(title.quoted) n’est pas connue ; elle est laissée de côté."
        case .columnUntitled(let letters, let row, let count):
            "La colonne \(letters) n’a pas de titre : "
                + (count > 1
                    ? "\(count.grouped) valeurs, dont la première en \(letters)\(row), sont laissées"
                    : "la valeur en \(letters)\(row) est laissée")
                + " de côté. Une correction y a-t-elle été tapée ?"
        case .noRows: "La feuille n’a aucune ligne sous ses titres : est-ce le bon fichier, et a-t-il été enregistré en entier ?"
        case .strayQuotes(let count):
            "La ligne a \(count > 1 ? "\(count.grouped) guillemets mal placés" : "un guillemet mal placé") : ses valeurs sont-elles les bonnes ?"
        }
    }

    private static func place(_ row: Int?) -> String { row.map { " (voir la ligne \($0))" } ?? "" }

    private static func status(_ given: String) -> String {
        given.isEmpty ? "vide" : given.quoted + (DotationStatus(given).kind == .other ? ", qui n’est pas connu," : "")
    }

    /// How many rows have the same beside the one that is named.
    private static func others(_ count: Int) -> String {
        switch count {
        case ...1: ""
        case 2: " ; de même à une autre ligne"
        default: " ; de même à \((count - 1).grouped) autres lignes"
        }
    }
}

extension ValueHolder {
    /// Whose the value is, or was.
    fileprivate func french(_ pronoun: String) -> String {
        let place = order.map { " (commande \($0))" } ?? row.map { " (ligne \($0))" } ?? ""
        return (wasExported ? "était, à l’export, " : "est aujourd’hui ") + "\(pronoun) de \(VisibleText.of(person))\(place)"
    }
}

extension Warning {
    /// That rows of a sheet are hidden, which count as others do.
    static func hiddenRows(_ rows: [Int]) -> String {
        "Lignes masquées, qui comptent comme les autres : "
            + rows.prefix(20).map(String.init).joined(separator: ", ") + (rows.count > 20 ? "…" : "")
    }
}
