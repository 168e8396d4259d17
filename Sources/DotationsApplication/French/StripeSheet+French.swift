public import DotationSheets

extension StripeSheet.Unreadable {
    /// What an administrator reads.
    public var message: String {
        switch code {
        case .identifierMissing: "Le paiement n’a pas d’identifiant."
        case .amountSyntax: "« \(column ?? "") » n’est pas un montant."
        case .columnCount: "La ligne n’a pas autant de colonnes que la ligne de titres."
        }
    }
}
