internal import DotationSales
internal import Spreadsheet

private let yesNo = ["oui", "non"]
/// The names in the sheet Événement, below its header.
private let eventNames = "'Événement'!$A$3:$A$5000"

private func eventRule(_ range: CellRange) -> DataValidation {
    DataValidation(
        asking: range, .listFrom(formula: eventNames), "Événement",
        error: "Aucun événement de la feuille « Événement » n’a ce nom.")
}

extension EventSheet {
    var instruction: String {
        switch self {
        case .events: "Une ligne par événement, c’est-à-dire par tarif. Remplacez l’exemple par vos événements."
        case .sessions: "Une ligne par montant de chéquier. Les dates d’ouverture et de fermeture décident des inscriptions, jour compris."
        case .criteria:
            "Une ligne par critère et par événement, borne comprise ou non. Un événement sans critère est ouvert à tous les bénéficiaires."
        case .people: "Une ligne par personne qui peut participer. Le matricule l’identifie : gardez ses zéros."
        case .documents: "Une ligne par justificatif. Seuls les justificatifs validés comptent, jusqu’à leur dernier jour compris."
        }
    }
}

extension EventColumn: TemplateColumn {
    var cells: TemplateCells {
        switch self {
        case .name: (.text, 34)
        case .description: (.text, 50)
        case .images: (.text, 24)
        case .verifies: (.text, 18)
        case .maximum: (.count, 17)
        }
    }

    func rule(_ range: CellRange) -> DataValidation? {
        guard self == .verifies else { return nil }
        return .choice(
            title, yesNo, range,
            prompt:
                "« oui » est obligatoire pour des chèques-vacances : e-mail personnel et téléphone sont vérifiés à chaque participation.")
    }
}

extension SessionColumn: TemplateColumn {
    var cells: TemplateCells {
        switch self {
        case .event: (.text, 34)
        case .name, .address: (.text, 28)
        case .faceValue, .price: (.euros, 15)
        case .first, .last, .opens, .closes: (.day, 15)
        case .places, .cap: (.count, 15)
        }
    }

    func rule(_ range: CellRange) -> DataValidation? {
        func prompted(_ text: String) -> DataValidation? { .typed(cells.look, title, range, prompt: text) }
        return switch self {
        case .event: eventRule(range)
        case .faceValue: prompted("Peut rester vide si le nom de la session le dit : « 100€ de chèques ANCV ».")
        case .price: prompted("Ce que le salarié paie pour un chéquier, après la participation du CSE.")
        case .places: prompted("Le nombre de chéquiers qu’une personne peut acheter.")
        case .first, .last: prompted("Les dates de session ne font qu’informer.")
        case .closes: prompted("Le dernier jour des inscriptions, compris.")
        default: nil
        }
    }
}

extension CriterionColumn: TemplateColumn {
    var cells: TemplateCells {
        switch self {
        case .event: (.text, 34)
        case .kind: (.text, 28)
        case .lower, .upper: (.euros, 15)
        case .lowerIncluded, .upperIncluded: (.text, 15)
        }
    }

    func rule(_ range: CellRange) -> DataValidation? {
        switch self {
        case .event: eventRule(range)
        case .kind: .choice(title, SupportingDocument.Kind.allCases.map(\.label), range)
        case .lowerIncluded, .upperIncluded:
            .choice(title, yesNo, range, prompt: "« oui » si le montant lui-même fait partie de la tranche.")
        case .lower, .upper: nil
        }
    }
}

extension PersonColumn: TemplateColumn {
    var cells: TemplateCells {
        switch self {
        case .matricule, .mobile: (.text, 16)
        case .lastName, .firstName: (.text, 22)
        case .email: (.text, 34)
        }
    }

    func rule(_ range: CellRange) -> DataValidation? {
        switch self {
        case .email: .email(range)
        case .mobile: .mobile(range)
        default: nil
        }
    }
}

extension DocumentColumn: TemplateColumn {
    var cells: TemplateCells {
        switch self {
        case .matricule, .status: (.text, 16)
        case .kind: (.text, 28)
        case .amount: (.euros, 16)
        case .validUntil: (.day, 16)
        }
    }

    func rule(_ range: CellRange) -> DataValidation? {
        switch self {
        case .kind: .choice(title, SupportingDocument.Kind.allCases.map(\.label), range)
        case .status: .choice(title, SupportingDocument.Status.allCases.map(\.label), range)
        default: nil
        }
    }
}
