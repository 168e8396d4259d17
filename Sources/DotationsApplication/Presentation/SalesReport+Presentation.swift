internal import DotationSales
internal import DotationSheets
internal import Dotations

extension SalesReport: PresentedPlan {
    /// The plan in words.
    public func presentation(of source: String) -> PlanPresentation {
        PlanPresentation(
            opening: ["\(source) : \(plan.rowCount.counted("ligne"))"], tables: [registeredTable, changedTable], parts,
            unchanged: plan.unchanged.count, refused: refused.count)
    }

    private var parts: [String] {
        var parts = plan.isEmpty ? ["rien à changer"] : []
        // What has to be typed, where sales are recorded and others change.
        if !plan.confirmations.isEmpty { parts.append(changeCount.counted("modification") + " en tout") }
        if !plan.registered.isEmpty {
            let gone = plan.registered.count { $0.sale.status != .active }
            parts.append(
                plan.registered.count.counted("vente à enregistrer", "ventes à enregistrer")
                    + (gone > 0 ? " (dont \(gone.counted("annulée ou remboursée", "annulées ou remboursées")))" : ""))
        }
        if !plan.changed.isEmpty { parts.append(plan.changed.count.counted("vente à modifier", "ventes à modifier")) }
        return parts
    }

    private var registeredTable: PlanTable {
        PlanTable("ventes", "Ventes à enregistrer", ["Ligne"] + SaleDocument.titles, plan.registered) { [ledger] planned in
            [[String(planned.row)] + SaleDocument(planned.sale, in: ledger).cells]
        }
    }

    private var changedTable: PlanTable {
        PlanTable(
            "modifications", "Ventes à modifier", ["Ligne", "Vente", "Matricule", "Bénéficiaire", "Colonne", "Avant", "", "Après"],
            plan.changed
        ) { [ledger] change in
            let (old, new, sale) = (change.old, change.new, SaleDocument(change.new, in: ledger))
            let columns: [(SaleColumn, String, String)] = [
                (.status, old.status.label, new.status.label), (.email, old.contact.email, new.contact.email),
                (.mobile, old.contact.mobile, new.contact.mobile), (.reference, old.reference ?? "", new.reference ?? ""),
            ]
            return columns.filter { $0.1 != $0.2 }.map { column, old, new in
                [String(change.row), sale.id.description, sale.matricule, sale.fullName, column.title, old, "→", new]
                    .map { VisibleText.of($0, limit: 40) }
            }
        }
    }
}

extension SaleDocument {
    /// The titles of ``cells``.
    public static let titles = ["Date", "Événement", "Session", "Matricule", "Bénéficiaire", "Quantité", "Prix payé", "Statut"]

    /// The sale as a row for people.
    public var cells: [String] {
        [self.date.french, event, session, self.matricule, fullName, self.quantity.grouped, self.pricePaid.description, self.status.label]
            .map { VisibleText.of($0, limit: 40) }
    }
}
