internal import Spreadsheet

extension DataValidation {
    /// A rule that only asks, as the reader takes more spellings than a rule can say.
    init(asking range: CellRange, _ rule: Rule, _ title: String, error: String, prompt: String? = nil) {
        // The longest title that a message can have.
        let title = String(title.prefix(32))
        self.init([range], rule)
        severity = .warning
        self.error = .init(title: title, error)
        self.prompt = prompt.map { .init(title: title, $0) }
    }

    /// What may be typed into cells of a kind; nil for any text.
    static func typed(_ look: TemplateLook, _ title: String, _ range: CellRange, prompt: String? = nil) -> DataValidation? {
        func asking(_ rule: Rule, _ error: String) -> DataValidation {
            DataValidation(asking: range, rule, title, error: error, prompt: prompt)
        }
        return switch look {
        case .text: nil
        case .euros: asking(.decimal(.greaterThanOrEqual("0")), "Écrivez un montant en euros, par exemple 50 ou 50,50.")
        case .count:
            asking(.wholeNumber(.between("1", "100000000")), "Écrivez un nombre entier à partir de 1, ou rien s’il n’y a pas de limite.")
        // 1 January 2000 to 31 December 2099.
        case .day: asking(.date(.between("36526", "73050")), "Écrivez une date, par exemple 01/04/2025.")
        }
    }

    /// What may be typed into the cells of a sheet that is edited.
    static func typed(_ role: RefusedRowsSource.Role, _ range: CellRange) -> DataValidation? {
        switch role {
        case .email: .email(range)
        case .mobile: .mobile(range)
        case .resend: .resend(range)
        case .identifier, .matricule, .name, .amount, .status: nil
        }
    }

    static func choice(_ title: String, _ words: [String], _ range: CellRange, prompt: String? = nil) -> DataValidation {
        DataValidation(asking: range, .list(words), title, error: "Choisissez : \(words.joined(separator: ", ")).", prompt: prompt)
    }

    static func email(_ range: CellRange) -> DataValidation {
        let cell = range.first
        return DataValidation(
            asking: range, .formula("AND(ISNUMBER(SEARCH(\"?*@?*.??*\",\(cell))),LEN(\(cell))<=254)"), "Adresse e-mail",
            error: "Cette adresse ne ressemble pas à une adresse e-mail, de la forme nom@domaine.fr.")
    }

    /// Without its separators a number whose last nine digits begin with 6 or 7.
    static func mobile(_ range: CellRange) -> DataValidation {
        let bare = "SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(\(range.first),\" \",\"\"),\".\",\"\"),\"-\",\"\")"
        return DataValidation(
            asking: range, .formula("AND(ISNUMBER(-\(bare)),LEN(\(bare))<=13,INT(LEFT(RIGHT(\(bare),9))/2)=3)"), "Téléphone",
            error: "Ce numéro ne ressemble pas à un portable français : dix chiffres qui commencent par 06 ou 07.")
    }

    static func resend(_ range: CellRange) -> DataValidation {
        DataValidation(
            asking: range, .list(["oui"]), "Renvoyer",
            error: "Écrivez « oui » pour renvoyer l’e-mail d’activation, ou laissez la cellule vide.",
            prompt: "Choisissez « oui » pour renvoyer l’e-mail d’activation sans rien modifier.")
    }
}
