import DotationSales
import DotationSheets
import Dotations
import DotationsApplication

struct SalesScreen: SheetScreen {
    let report: SalesReport
    let limit: Int

    private var plan: SalesPlan { report.plan }

    /// The plan: why it is unusual, what is recorded and what changes, what is refused and why, what is worth a look, and what it comes to.
    func lines(file: String) -> [String] {
        var lines = ["\(file) : \(plan.rowCount.counted("ligne"))"] + attention
        lines += section("Ventes à enregistrer", plan.registered.count, registeredTable)
        lines += section("Ventes à modifier", plan.changed.count, changedTable)
        return lines + refusals + warnings + ["", summary]
    }

    private var summary: String {
        var parts = plan.isEmpty ? ["rien à changer"] : []
        // What has to be typed, where sales are recorded and others change.
        if !plan.confirmations.isEmpty { parts.append(report.changeCount.counted("modification") + " en tout") }
        if !plan.registered.isEmpty {
            let gone = plan.registered.count { $0.sale.status != .active }
            parts.append(
                plan.registered.count.counted("vente à enregistrer", "ventes à enregistrer")
                    + (gone > 0 ? " (dont \(gone.counted("annulée ou remboursée", "annulées ou remboursées")))" : ""))
        }
        if !plan.changed.isEmpty { parts.append(plan.changed.count.counted("vente à modifier", "ventes à modifier")) }
        return balance(parts, unchanged: plan.unchanged.count)
    }

    private func registeredTable() -> [String] {
        let rows = plan.registered.prefix(limit).map { planned -> [String] in
            let sale = SaleDocument(planned.sale, in: report.ledger)
            return [String(planned.row)] + sale.cells
        }
        return Table(["Ligne"] + SaleDocument.titles, rows).lines
    }

    private func changedTable() -> [String] {
        let rows = plan.changed.prefix(limit).flatMap { change -> [[String]] in
            let (old, new, sale) = (change.old, change.new, SaleDocument(change.new, in: report.ledger))
            let columns: [(SaleColumn, String, String)] = [
                (.status, old.status.label, new.status.label), (.email, old.contact.email, new.contact.email),
                (.mobile, old.contact.mobile, new.contact.mobile), (.reference, old.reference ?? "", new.reference ?? ""),
            ]
            return columns.filter { $0.1 != $0.2 }.map { column, old, new in
                [String(change.row), sale.id.description, sale.matricule, sale.fullName, column.title, old, "→", new]
                    .map { VisibleText.of($0, limit: 40) }
            }
        }
        return Table(["Ligne", "Vente", "Matricule", "Bénéficiaire", "Colonne", "Avant", "", "Après"], rows).lines
    }
}

extension SaleDocument {
    static let titles = ["Date", "Événement", "Session", "Matricule", "Bénéficiaire", "Quantité", "Prix payé", "Statut"]

    var cells: [String] {
        [self.date.french, event, session, self.matricule, fullName, self.quantity.grouped, self.pricePaid.description, self.status.label]
            .map { VisibleText.of($0, limit: 40) }
    }
}
