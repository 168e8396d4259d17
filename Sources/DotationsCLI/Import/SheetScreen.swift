import Dotations
import DotationsApplication

/// The plan of a sheet for the screen: what all such plans say alike.
protocol SheetScreen {
    associatedtype Report: SheetReport
    var report: Report { get }
    /// The most lines that a table has.
    var limit: Int { get }
}

extension SheetScreen {
    /// Why the plan is unusual: first, as tables may fill many screens.
    var attention: [String] {
        guard !report.confirmations.isEmpty else { return [] }
        return ["", "Attention"] + report.confirmations.prefix(max(limit, 1)).map { "  \($0.message)" }
    }

    /// The rows that are refused, those of one kind together.
    var refusals: [String] {
        guard !report.refused.isEmpty else { return [] }
        let groups = RefusalGroups(
            report.refused.lazy.flatMap { refusal in
                refusal.reasons.map { reason in
                    let (message, advice) = report.words(on: reason)
                    return RefusalGroups.Item(
                        row: refusal.row, place: place(refusal.row, refusal.id, reason.column), code: reason.code.rawValue,
                        summary: reason.code.summary, message: message, advice: advice)
                }
            })
        return ["", "Lignes refusées (\(report.refused.count.grouped))"] + groups.lines(limit: limit)
    }

    /// What is worth a look.
    var warnings: [String] {
        section("À vérifier", report.warnings.count + report.notes.count) {
            let notes = report.notes.map { "  \($0.message) [\($0.code.rawValue)]" }
            let warnings = report.warnings.prefix(limit).map { warning in
                let place = place(warning.row, warning.id, warning.warning.column)
                return "  \(place) : \(warning.warning.message) [\(warning.warning.code.rawValue)]"
            }
            return Array((notes + warnings).prefix(limit))
        }
    }

    /// What the plan comes to, in one line that a person can act on.
    func balance(_ parts: [String], unchanged: Int) -> String {
        var parts = parts
        if !report.refused.isEmpty { parts.append(report.refused.count.counted("ligne refusée", "lignes refusées")) }
        parts.append(unchanged.counted("ligne inchangée", "lignes inchangées"))
        return "Bilan : \(parts.joined(separator: ", "))."
    }

    /// A part of the screen, with how many lines it would have.
    func section(_ title: String, _ count: Int, _ content: () -> [String]) -> [String] {
        guard count > 0 else { return [] }
        var lines = ["", "\(title) (\(count.grouped))"] + content()
        if count > limit {
            lines.append("  … et \((count - limit).grouped) de plus : --limit-rows, --json ou --rejects les donnent.")
        }
        return lines
    }

    /// A row and whom it is about.
    func person(_ row: Int, _ id: Dotation.ID) -> [String] {
        let dotation = report.dotations[id]
        let name = [dotation?.lastName, dotation?.firstName].compactMap(\.self).joined(separator: " ")
        return [String(row), id.description, VisibleText.of(dotation?.matricule ?? ""), VisibleText.of(name, limit: 30)]
    }

    private func place(_ row: Int, _ id: Dotation.ID?, _ column: SheetColumn?) -> String {
        var place = "Ligne \(row)"
        if let column, let reference = report.cell(row, column) { place += ", \(reference)" }
        if let id { place += ", dotation \(id.description)" }
        return place
    }
}
