import Dotations
import DotationsApplication

/// The plan of a sheet for the screen: what all such plans say alike.
protocol SheetScreen {
    associatedtype Report: SheetReport
    var report: Report { get }
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
        return ["", "Lignes refusées (\(report.refused.count.grouped))"] + RefusalGroups(report.refused).lines(limit: limit)
    }

    var warnings: [String] { section("À vérifier", report.warnings.count) { report.warnings.prefix(limit).map(\.line) } }

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
        return ["", "\(title) (\(count.grouped))"] + content().cut(at: limit, of: count, "--limit-rows, --json ou --rejects les donnent")
    }
}

extension [Dotation.ID: Dotation] {
    func person(_ row: Int, _ id: Dotation.ID) -> [String] {
        let dotation = self[id]
        let name = [dotation?.lastName, dotation?.firstName].compactMap(\.self).joined(separator: " ")
        return [String(row), id.description, VisibleText.of(dotation?.matricule ?? ""), VisibleText.of(name, limit: 30)]
    }
}
