internal import DotationSheets
internal import DotationStore
internal import Dotations

extension OrderReport {
    /// The dotations that the order would have.
    public var dotationTable: PlanTable {
        PlanTable(
            "dotations", "Dotations", ["Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant"], dotations
        ) { dotation in
            [
                [
                    dotation.matricule, dotation.lastName, dotation.firstName, dotation.contact.email, dotation.contact.mobile,
                    dotation.amount.description,
                ].map { VisibleText.of($0, limit: 60) }
            ]
        }
    }

    /// The order that a sheet would make, in words; `source` is the file's name.
    func presentation(of source: String) throws -> PlanPresentation {
        let order = summary.order
        return PlanPresentation(
            opening: [
                "\(source) : commande \(order.number) du \(order.date.french)\(order.isPaid ? ", réglée" : "").",
                "Une commande se crée avec toutes ses lignes, ou pas du tout.",
            ],
            tables: [
                dotationTable,
                PlanTable(
                    "a-corriger", "Contacts à corriger, gardés tels quels", ["Ligne", "Cellule", "Raison", "Conseil"], doubtful
                ) { row in
                    row.reasons.map { [row.row.map(String.init) ?? "", $0.cell ?? "", $0.message, $0.advice] }
                },
            ], closing: doubts,
            balance: "\(summary.dotationCount.counted("dotation")), \(summary.faceValue), à payer \(try summary.total)"
                + (refused.isEmpty
                    ? "." : " ; \(refused.count.counted("ligne refusée", "lignes refusées")) : la commande ne serait pas créée."))
    }
}
