/// The columns of the sheets that the domain knows.
public enum SheetColumn: Int, Sendable, CaseIterable {
    /// « Identifiant dotation ».
    case identifier
    /// « Matricule ».
    case matricule
    /// « N° de commande ».
    case orderNumber
    /// « Nom ».
    case lastName
    /// « Prénom ».
    case firstName
    /// « Adresse Mail ».
    case email
    /// « Téléphone ».
    case mobile
    /// « Montant ».
    case amount
    /// « Statut dotation ».
    case status
    /// « Renvoyer »: asks for the activation e-mail once more.
    case resend

    /// The title as it is exported, and as messages name the column.
    public var title: String {
        switch self {
        case .identifier: "Identifiant dotation"
        case .matricule: "Matricule"
        case .orderNumber: "N° de commande"
        case .lastName: "Nom"
        case .firstName: "Prénom"
        case .email: "Adresse Mail"
        case .mobile: "Téléphone"
        case .amount: "Montant"
        case .status: "Statut dotation"
        case .resend: "Renvoyer"
        }
    }

    /// Whether an administrator may edit the column; all others are locked.
    public var isEditable: Bool { self == .email || self == .mobile || self == .resend }
}
