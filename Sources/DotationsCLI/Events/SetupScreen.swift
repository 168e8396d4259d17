import DotationSales
import DotationSheets
import Dotations
import DotationsApplication

struct SetupScreen {
    let report: SetupReport
    let limit: Int

    /// What is wrong with it; where nothing is, what it says, and what loading it changes.
    func lines(file: String) -> [String] {
        let (setup, faults) = (report.setup, report.faults)
        guard faults.isEmpty else {
            return faults.prefix(limit).flatMap { ["\($0.place) : \($0.message) [\($0.code)]", "    \($0.advice)"] }
                .cut(at: limit, of: faults.count, "--limit-rows en montre davantage")
        }
        var lines = ["\(file) : \(setup.summary)"]
        for event in setup.events {
            var shown = event.lines(nil)
            shown[0] += " (\(report.novelty(of: event).french))"
            lines += [""] + shown
        }
        lines += documentLines
        if !report.gaps.isEmpty {
            lines += ["", "Montants sans événement (\(report.gaps.count.grouped))"] + report.gaps.map { "  \($0.message)" }
        }
        let pending = setup.documents.count { $0.status == .pending }
        guard !report.warnings.isEmpty || pending > 0 else { return lines + [""] }
        lines += ["", "À vérifier"]
        if pending > 0 {
            let counts = pending < 2 ? "il ne compte" : "ils ne comptent"
            lines.append("  \(pending.counted("justificatif")) en attente de validation : \(counts) pas encore.")
        }
        lines += report.warnings.prefix(limit).map { "  \($0.sentence) [\($0.code)]" }.cut(at: limit, of: report.warnings.count)
        return lines + [""]
    }

    /// Which documents change, where some were loaded before.
    private var documentLines: [String] {
        let (setup, known, changes) = (report.setup, report.ledger.setup, report.documentChanges)
        guard !known.documents.isEmpty, !setup.documents.isEmpty else { return [] }
        guard !changes.isEmpty else { return ["", "Aucun justificatif ne change."] }
        let people = Roster(setup.people + known.people).people
        let rows = changes.prefix(limit).map { change -> [String] in
            [
                change.matricule, people[change.matricule]?.fullName ?? "", change.kind.label, change.old.french, "→", change.new.french,
            ].map { VisibleText.of($0, limit: 60) }
        }
        return ["", "Justificatifs qui changent (\(changes.count.grouped))"]
            + Table(["Matricule", "Bénéficiaire", "Justificatif", "Avant", "", "Après"], rows).lines
            .cut(at: limit, of: changes.count, "--limit-rows ou --json les donnent")
    }
}
