/// The columns of a sheet of sales.
public enum SaleColumn: Int, Sendable, CaseIterable {
    /// « Événement »; needed only where sessions of several events have one name and eligibility does not tell them apart.
    case event
    /// « Session ».
    case session
    /// « Matricule ».
    case matricule
    /// « Nom ».
    case lastName
    /// « Prénom ».
    case firstName
    /// « E-mail ».
    case email
    /// « Téléphone ».
    case mobile
    /// « Quantité »; one where the sheet does not say.
    case quantity
    /// « Prix payé », for all of the row's voucher books together.
    case pricePaid
    /// « Date » of the sale.
    case date
    /// « Statut »; active where the sheet does not say.
    case status
    /// « Référence de paiement ».
    case reference
    /// « Autres ventes »: the numbers of sales that are not this row's, though they look like it. In a sheet of refused rows they are the ones
    /// that the person's other rows said, which are not in it.
    case otherSales

    /// The title as it is written, and as messages name the column.
    public var title: String {
        switch self {
        case .event: "Événement"
        case .session: "Session"
        case .matricule: "Matricule"
        case .lastName: "Nom"
        case .firstName: "Prénom"
        case .email: "E-mail"
        case .mobile: "Téléphone"
        case .quantity: "Quantité"
        case .pricePaid: "Prix payé"
        case .date: "Date"
        case .status: "Statut"
        case .reference: "Référence de paiement"
        case .otherSales: "Autres ventes"
        }
    }
}
