internal import Dotations

extension StatusReport: PresentedPlan {
    /// The plan in words.
    public func presentation(of source: String) -> PlanPresentation {
        let target = plan.order.map { "commande \($0.description)" } ?? "statuts"
        let table = PlanTable(
            "statuts", "Statuts qui changent", ["Ligne", "Dotation", "Matricule", "Bénéficiaire", "Avant", "", "Après"], plan.changes
        ) { [dotations] change in
            [dotations.person(change.row ?? 0, change.id) + [VisibleText.of(change.old.label), "→", VisibleText.of(change.new.label)]]
        }
        return PlanPresentation(
            opening: ["\(source) → \(target) : \(plan.rowCount.counted("ligne"))"], tables: [table],
            [plan.changes.isEmpty ? "rien à changer" : plan.changes.count.counted("modification")], unchanged: plan.unchangedCount,
            refused: refused.count)
    }
}
