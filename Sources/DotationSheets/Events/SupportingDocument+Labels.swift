public import DotationSales
internal import DotationText
internal import Dotations

extension SupportingDocument.Kind {
    /// As an administrator reads and writes it.
    public var label: String {
        switch self {
        case .referenceTaxIncome: "Revenu fiscal de référence"
        case .familyQuotient: "Quotient familial"
        case .schoolCertificate: "Certificat de scolarité"
        case .salaryBracket: "Tranche de salaire"
        }
    }

    /// Reads a label, whatever its case, accents and spaces, or one of the usual short forms; nil for anything else.
    public init?(label: String) {
        switch Folding.key(label) {
        case "revenufiscaldereference", "revenufiscal", "rfr": self = .referenceTaxIncome
        case "quotientfamilial", "quotient", "qf": self = .familyQuotient
        case "certificatdescolarite", "certificatscolarite", "scolarite": self = .schoolCertificate
        case "tranchedesalaire", "tranchesalaire", "salaire": self = .salaryBracket
        default: return nil
        }
    }
}

extension SupportingDocument.Status {
    /// As an administrator reads and writes it.
    public var label: String {
        switch self {
        case .validated: "validé"
        case .pending: "en attente"
        case .refused: "refusé"
        }
    }

    /// Reads a label, whatever its case, accents and spaces; nil for anything else.
    public init?(label: String) {
        switch Folding.key(label) {
        case "valide", "validee", "accepte", "acceptee": self = .validated
        case "enattente", "attente", "enattentedevalidation", "avalider": self = .pending
        case "refuse", "refusee", "rejete", "rejetee": self = .refused
        default: return nil
        }
    }
}
