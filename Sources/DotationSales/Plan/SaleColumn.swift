/// The columns of a sheet of sales, by their titles.
public enum SaleColumn: String, Sendable, CaseIterable {
    /// Needed only where sessions of several events have one name and eligibility does not tell them apart.
    case event = "Événement"
    case session = "Session"
    case matricule = "Matricule"
    case lastName = "Nom"
    case firstName = "Prénom"
    case email = "E-mail"
    case mobile = "Téléphone"
    /// One where the sheet does not say.
    case quantity = "Quantité"
    /// For all of the row's voucher books together.
    case pricePaid = "Prix payé"
    /// The day of the sale.
    case date = "Date"
    /// Active where the sheet does not say.
    case status = "Statut"
    case reference = "Référence de paiement"
    /// The numbers of sales that are not this row's, though they look like it. In a sheet of refused rows they are the ones that the person's
    /// other rows said, which are not in it.
    case otherSales = "Autres ventes"

    /// The title as it is written, and as messages name the column.
    public var title: String { rawValue }
}
