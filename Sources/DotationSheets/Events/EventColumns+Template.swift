internal import DotationSales
internal import Spreadsheet

private let yesNo = ["oui", "non"]
/// The names in the sheet Événement, below its header.
private let eventNames = "'Événement'!$A$3:$A$5000"

private func eventRule(_ range: CellRange) -> DataValidation {
    var rule = DataValidation([range], .listFrom(formula: eventNames))
    rule.severity = .warning
    rule.error = .init(title: "Événement", "Aucun événement de la feuille « Événement » n’a ce nom.")
    return rule
}

extension EventColumn: TemplateColumn {
    var look: TemplateLook { self == .maximum ? .count : .text }

    var width: Double {
        switch self {
        case .name: 34
        case .description: 50
        case .images: 24
        case .verifies: 18
        case .maximum: 17
        }
    }

    func rule(_ range: CellRange) -> DataValidation? {
        guard self == .verifies else { return nil }
        return SheetTheme.choice(
            title, yesNo, range,
            prompt:
                "« oui » est obligatoire pour des chèques-vacances : e-mail personnel et téléphone sont vérifiés à chaque participation.")
    }
}

extension SessionColumn: TemplateColumn {
    var look: TemplateLook {
        switch self {
        case .event, .name, .address: .text
        case .faceValue, .price: .euros
        case .first, .last, .opens, .closes: .day
        case .places, .cap: .count
        }
    }

    var width: Double {
        switch self {
        case .event: 34
        case .name, .address: 28
        default: 15
        }
    }

    func rule(_ range: CellRange) -> DataValidation? {
        func prompted(_ text: String) -> DataValidation? {
            SheetTheme.rule(look, title, range).map { SheetTheme.prompt(title, text, $0) }
        }
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
    var look: TemplateLook { self == .lower || self == .upper ? .euros : .text }

    var width: Double {
        switch self {
        case .event: 34
        case .kind: 28
        default: 15
        }
    }

    func rule(_ range: CellRange) -> DataValidation? {
        switch self {
        case .event: eventRule(range)
        case .kind: SheetTheme.choice(title, SupportingDocument.Kind.allCases.map(\.label), range)
        case .lowerIncluded, .upperIncluded:
            SheetTheme.choice(title, yesNo, range, prompt: "« oui » si le montant lui-même fait partie de la tranche.")
        case .lower, .upper: nil
        }
    }
}

extension PersonColumn: TemplateColumn {
    var look: TemplateLook { .text }

    var width: Double {
        switch self {
        case .matricule, .mobile: 16
        case .lastName, .firstName: 22
        case .email: 34
        }
    }

    func rule(_ range: CellRange) -> DataValidation? {
        switch self {
        case .email: SheetTheme.emailRule(range)
        case .mobile: SheetTheme.mobileRule(range)
        default: nil
        }
    }
}

extension DocumentColumn: TemplateColumn {
    var look: TemplateLook {
        switch self {
        case .matricule, .kind, .status: .text
        case .amount: .euros
        case .validUntil: .day
        }
    }

    var width: Double { self == .kind ? 28 : 16 }

    func rule(_ range: CellRange) -> DataValidation? {
        switch self {
        case .kind: SheetTheme.choice(title, SupportingDocument.Kind.allCases.map(\.label), range)
        case .status: SheetTheme.choice(title, SupportingDocument.Status.allCases.map(\.label), range)
        default: nil
        }
    }
}
