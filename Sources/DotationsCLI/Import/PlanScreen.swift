import DotationsApplication

/// A plan of rows for the screen: why it is unusual, what changes, which e-mails go out, what is refused and why, what is worth a look, and what it
/// comes to.
struct PlanScreen {
    private let report: any PresentedPlan
    private let words: PlanPresentation
    private let limit: Int

    /// The plan of what `source` names; each table has at most `limit` lines.
    init(_ report: some PresentedPlan, of source: String, limit: Int) {
        self.report = report
        self.limit = limit
        words = report.presentation(of: source)
    }

    var lines: [String] {
        var lines = words.opening + attention
        for table in words.tables {
            lines += section(table.title, table.count) { Table(table.columns, table.rows(0..<limit)).lines }
        }
        return lines + refusals + warnings + words.closing.flatMap { ["", $0] } + ["", "Bilan : \(words.balance)"]
    }

    /// Why the plan is unusual: first, as tables may fill many screens.
    private var attention: [String] {
        guard !report.confirmations.isEmpty else { return [] }
        return ["", "Attention"] + report.confirmations.prefix(max(limit, 1)).map { "  \($0.message)" }
    }

    /// The rows that are refused, those of one kind together.
    private var refusals: [String] {
        guard !report.refused.isEmpty else { return [] }
        return ["", "Lignes refusées (\(report.refused.count.grouped))"] + RefusalGroups(report.refused).lines(limit: limit)
    }

    private var warnings: [String] { section("À vérifier", report.warnings.count) { report.warnings.prefix(limit).map(\.line) } }

    /// A part of the screen, with how many lines it would have.
    private func section(_ title: String, _ count: Int, _ content: () -> [String]) -> [String] {
        guard count > 0 else { return [] }
        return ["", "\(title) (\(count.grouped))"] + content().cut(at: limit, of: count, "--limit-rows, --json ou --rejects les donnent")
    }
}
