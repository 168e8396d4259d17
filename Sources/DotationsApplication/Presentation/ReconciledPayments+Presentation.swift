internal import DotationSales
internal import Dotations

extension ReconciledPayments {
    /// How payments and sales differ, in words; `source` is the file's name.
    func presentation(of source: String) -> PlanPresentation {
        let (paid, refunded) = (Euros.sum(of: result.entries.map(\.paid)), Euros.sum(of: result.entries.map(\.refunded)))
        let differing = result.entries.filter { $0.outcome != .settled }
        let tables = Reconciliation.Outcome.allCases.filter { $0 != .settled }.map { outcome in
            PlanTable(
                outcome.rawValue, outcome.label.capitalised, ["Paiement et vente", "Que faire"], differing.filter { $0.outcome == outcome }
            ) { [[line($0), outcome.advice]] }
        }
        let sorts = [
            PlanTable(
                "sans-reference", "Rapprochés sans référence commune", ["Paiement et vente", "Que faire"], guessed
            ) { [[line($0), "Vérifiez que ce paiement est bien celui de la vente."]] },
            PlanTable("illisibles", "Lignes illisibles", ["Ligne", "Cellule", "Raison"], unreadable) { row in
                [[String(row.row), row.cell ?? "", row.message]]
            },
        ]
        let settled = result.entries.filter { $0.outcome == .settled }
        let back = settled.count { $0.sales.isEmpty }
        var parts = [(settled.count - back).counted("achat en ordre", "achats en ordre"), differing.count.counted("écart")]
        if back > 0 { parts.append(back.counted("paiement rendu sans vente", "paiements rendus sans vente")) }
        if result.ignoredFailures > 0 {
            parts.append(result.ignoredFailures.counted("paiement échoué sans suite", "paiements échoués sans suite"))
        }
        let repeated =
            result.repeatedRows.isEmpty
            ? [] : ["Lignes en double, comptées une fois : \(result.repeatedRows.prefix(20).map(String.init).joined(separator: ", "))."]
        return PlanPresentation(
            opening: [
                "\(source) : \(payments.counted("paiement")), \(paid?.description ?? "?") payés, \(refunded?.description ?? "?") remboursés.",
                "Rien n’est modifié : les écarts se règlent dans Stripe, ou dans les ventes.",
            ], tables: tables + sorts, closing: repeated, balance: parts.joined(separator: ", ") + ".")
    }
}
