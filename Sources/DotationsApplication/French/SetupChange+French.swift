internal import DotationSales
internal import DotationSheets
internal import DotationStore
internal import Dotations

extension SetupChange {
    /// What changed, as an administrator reads it in the history.
    var sentence: AuditRow.Sentence {
        func sentence(_ noun: String, _ isFeminine: Bool = false) -> AuditRow.Sentence {
            let ending = isFeminine ? "e" : ""
            return switch act {
            case .added: .init(what: "\(noun) ajouté\(ending)")
            case .removed: .init(what: "\(noun) retiré\(ending)")
            case .changed(let field, let old, let new): .init(what: "\(noun), \(field.french)", change: (old.french, new.french))
            }
        }
        switch subject {
        case .event(let name): return sentence("événement \(name.quoted)")
        case .session(let name, let event): return sentence("session \(name.quoted) de l’événement \(event.quoted)", true)
        case .person(let matricule): return sentence("matricule \(VisibleText.of(matricule))")
        case .documents(let kind, let matricule):
            guard case .changed(_, let old, let new) = act else { return sentence(kind.label) }
            return .init(what: "matricule \(VisibleText.of(matricule)), \(kind.label)", change: (old.french, new.french))
        }
    }
}

extension SetupChange.Field {
    /// As the workbook and the pages call it.
    var french: String {
        switch self {
        case .name: "nom"
        case .description: "description"
        case .images: "images"
        case .maximum: "maximum de participations"
        case .sessions: "ordre des sessions"
        case .withdrawal: "retrait"
        case .referenceTaxIncome: "critère « \(SupportingDocument.Kind.referenceTaxIncome.label) »"
        case .familyQuotient: "critère « \(SupportingDocument.Kind.familyQuotient.label) »"
        case .schoolCertificate: "critère « \(SupportingDocument.Kind.schoolCertificate.label) »"
        case .salaryBracket: "critère « \(SupportingDocument.Kind.salaryBracket.label) »"
        case .faceValue: "montant du chéquier"
        case .price: "prix"
        case .dates: "dates de session"
        case .registration: "inscriptions"
        case .address: "adresse"
        case .places: "places par bénéficiaire"
        case .cap: "plafond"
        case .matricule: "matricule"
        case .lastName: "nom"
        case .firstName: "prénom"
        case .email: "e-mail"
        case .mobile: "téléphone"
        case .documents: "justificatifs"
        }
    }
}

extension SetupValue {
    /// As an administrator reads it.
    var french: String {
        switch self {
        case .text(let text): VisibleText.of(text.split(whereSeparator: \.isNewline).joined(separator: " ; "), limit: 200)
        case .count(let count): count?.grouped ?? "sans limite"
        case .amount(let amount): amount.description
        case .day(let day): day?.french ?? "-"
        case .period(let period): period?.french ?? "-"
        case .bracket(let bracket): bracket?.french ?? "sans critère"
        case .documents(let documents): documents.isEmpty ? "-" : documents.french
        }
    }
}
