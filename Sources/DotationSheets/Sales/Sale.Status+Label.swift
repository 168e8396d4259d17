public import DotationSales
internal import DotationText
internal import Dotations

extension Sale.Status {
    /// As an administrator reads and writes it.
    public var label: String {
        switch self {
        case .active: "active"
        case .cancelled: "annulée"
        case .refunded: "remboursée"
        }
    }

    /// Reads a label, whatever its case, accents and spaces; nil for anything else.
    public init?(label: String) {
        switch Folding.key(label) {
        case "active", "actif", "inscrit", "inscrite", "validee", "valide", "confirmee", "confirme", "payee", "paye", "vendue", "vendu":
            self = .active
        case "annulee", "annule", "annulation", "cancelled", "canceled": self = .cancelled
        case "remboursee", "rembourse", "remboursement", "refunded": self = .refunded
        default: return nil
        }
    }
}
