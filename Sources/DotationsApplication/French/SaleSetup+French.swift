public import DotationSales
internal import DotationSheets
internal import Dotations

extension Period {
    /// As an administrator reads it: `du 01/04/2025 au 30/04/2025`.
    public var french: String { "du \(first.french) au \(last.french)" }
}

extension Bracket {
    /// As an administrator reads it, such as `plus de 10 000,00 €, jusqu’à 20 000,00 € inclus`.
    public var french: String {
        if let lower, let upper, first == last {
            return "exactement \(lower.isInclusive ? lower.amount : upper.isInclusive ? upper.amount : Euros(cents: first))"
        }
        let low = lower.map { $0.isInclusive ? "à partir de \($0.amount) inclus" : "plus de \($0.amount)" }
        let high = upper.map { $0.isInclusive ? "jusqu’à \($0.amount) inclus" : "moins de \($0.amount)" }
        let parts = [low, high].compactMap(\.self)
        return parts.isEmpty ? "tout montant" : parts.joined(separator: ", ")
    }
}

extension BracketGap {
    /// As an administrator reads it: `Quotient familial : plus de 800,00 €, moins de 900,00 €`.
    public var message: String {
        "Aucun événement pour " + criteria.map { "« \($0.kind.label) » : \($0.bracket.french)" }.joined(separator: " et ") + "."
    }
}

extension SetupWarning {
    /// What an administrator reads.
    public var message: String {
        switch code {
        case .personNamesake:
            "Les matricules « \(VisibleText.of(name)) » et « \(VisibleText.of(otherName)) » ont le même nom : deux personnes, ou la même ?"
        case .personZeros:
            "Le matricule « \(VisibleText.of(otherName)) » est nouveau, et « \(VisibleText.of(name)) » existe : est-ce la même personne ? Un tableur "
                + "retire les zéros du début."
        case .personEmail, .personMobile:
            "Bénéficiaire de matricule « \(VisibleText.of(name)) » : \(doubt?.message ?? "")"
        case .eventBoth:
            "Une même personne peut avoir droit aux événements « \(VisibleText.of(name)) » et « \(VisibleText.of(otherName)) »."
        case .eventBothInTurn:
            "Les tranches des événements « \(VisibleText.of(name)) » et « \(VisibleText.of(otherName)) » se recouvrent"
                + "\(amount.map { " : par exemple à \($0)" } ?? ""), et leurs inscriptions se suivent : une même personne peut acheter aux deux."
        }
    }
}

extension SetupWarning.ContactDoubt {
    /// What an administrator reads.
    public var message: String {
        switch self {
        case .wrong(let reason): reason.message
        case .unlikely(let warning): warning.message
        }
    }
}

extension SaleEvent.Phase {
    /// As an administrator reads it.
    public var french: String {
        switch self {
        case .upcoming: "à venir"
        case .open: "ouvertes"
        case .closed: "fermées"
        case .withdrawn: "retiré"
        }
    }
}

extension Criterion {
    /// As an administrator reads it.
    public var french: String { kind.hasAmount ? "\(kind.label) : \(bracket.french)" : kind.label }
}

extension [SupportingDocument] {
    /// The documents as an administrator reads them: `850,00 €, validé, jusqu’au 31/12/2025`.
    public var french: String {
        map { document in
            [document.amount?.description, document.status.label, document.validUntil.map { "jusqu’au \($0.french)" }].compactMap(\.self)
                .joined(separator: ", ")
        }.joined(separator: " ; ")
    }
}

extension SetupReport.Novelty {
    /// As an administrator reads it.
    public var french: String {
        switch self {
        case .new: "nouveau"
        case .restored(let day): "retiré depuis le \(day.french), remis en vente"
        case .unchanged: "inchangé"
        case .updated: "mis à jour"
        }
    }
}

extension SaleSetup {
    /// What it comes to, in one line.
    public var summary: String {
        [
            events.isEmpty ? nil : events.count.counted("événement"),
            events.isEmpty ? nil : events.reduce(0) { $0 + $1.sessions.count }.counted("session"),
            people.count.counted("bénéficiaire"), documents.count.counted("justificatif"),
        ].compactMap(\.self).joined(separator: ", ")
    }
}
