public import DotationSales
internal import DotationSheets
internal import Dotations

extension Reconciliation.Key {
    /// As an administrator reads it.
    public var label: String {
        switch self {
        case .identifier: "référence de paiement"
        case .metadata: "référence dans les métadonnées"
        case .emailAndAmount: "e-mail et montant"
        case .emailAndSum: "e-mail et total de plusieurs ventes"
        }
    }
}

extension Reconciliation.Outcome {
    /// As an administrator reads it.
    public var label: String {
        switch self {
        case .settled: "en ordre"
        case .paidNotSold: "payé mais pas vendu"
        case .soldNotPaid: "vendu mais pas payé"
        case .refundedStillSold: "remboursé mais toujours vendu"
        case .refundedOrdered: "remboursé, et chèques commandés"
        case .partlyRefunded: "remboursé en partie"
        case .notRefunded: "annulé mais pas remboursé"
        case .paidTwice: "payé plusieurs fois"
        case .amountDiffers: "montant différent"
        case .pending: "paiement en attente"
        case .unclear: "à vérifier dans Stripe"
        }
    }

    /// What an administrator can do about it.
    public var advice: String {
        switch self {
        case .settled: ""
        case .paidNotSold: "Enregistrez la vente, ou remboursez la personne dans Stripe."
        case .soldNotPaid: "Vérifiez le paiement avec la personne ; annulez la vente s’il n’a pas eu lieu."
        case .refundedOrdered:
            "La personne a l’argent et les chèques : demandez-lui de payer de nouveau, ou voyez avec l’ANCV si la dotation peut être retirée. Une "
                + "vente commandée ne se rembourse plus."
        case .refundedStillSold: "Passez la vente à « remboursée », sinon les chèques seront commandés."
        case .partlyRefunded: "Un remboursement est toujours entier : complétez-le dans Stripe, ou vérifiez le prix payé."
        case .notRefunded: "Remboursez la personne dans Stripe."
        case .paidTwice: "Remboursez dans Stripe le paiement en trop, et gardez-en un."
        case .amountDiffers: "Comparez le paiement et le prix de la session."
        case .pending: "Attendez que le paiement soit confirmé avant de commander les chèques."
        case .unclear: "Vérifiez le paiement dans Stripe."
        }
    }
}

extension ReconciledPayments {
    /// An entry as an administrator reads it: its payments and its sales.
    public func line(_ entry: Reconciliation.Entry) -> String {
        let payments = entry.payments.map { payment in
            "\(VisibleText.of(payment.id, limit: 40)) (ligne \(payment.row), \(payment.amount.description)"
                + (payment.refunded > .zero ? ", remboursé \(payment.refunded.description)" : "") + ")"
        }
        let sales = entry.sales.compactMap { self.sales[$0] }.map { sale in
            "vente \(sale.id.description) de "
                + "\(VisibleText.of([sale.matricule, sale.fullName].filter { !$0.isEmpty }.joined(separator: " "), limit: 40)), "
                + "\(sale.pricePaid.description), \(sale.status.label)"
        }
        let payer = entry.sales.isEmpty ? entry.payments.first.map { $0.email.isEmpty ? "" : " de \(VisibleText.of($0.email))" } ?? "" : ""
        let left = payments.isEmpty ? "aucun paiement" : payments.joined(separator: ", ") + payer
        let right = sales.isEmpty ? "aucune vente" : sales.joined(separator: " ; ")
        return "\(left) ↔ \(right)" + (entry.key.map { $0 == .identifier ? "" : " (par \($0.label))" } ?? "")
            + (entry.hasFailedPayment ? " ; un essai a échoué" : "")
    }
}
