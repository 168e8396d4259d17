import Dotations
import DotationsApplication

/// An import, an undo or a correction for the screen.
struct ImportScreen {
    let report: ImportReport
    /// The most lines that a table has.
    let limit: Int

    private var plan: ImportPlan { report.plan }

    /// The plan for the screen: why it is unusual, what changes, which e-mails go out, what is refused and why, what is worth a look, and what
    /// it comes to.
    func text(file: String) -> String {
        var lines = ["\(file) → commande \(plan.order.description) : \(plan.rowCount.counted("ligne"))"]
        switch report.base {
        case .export, .history: break
        case .unknownExport:
            lines.append("Cette base de données n’a pas fait l’export d’où vient le fichier : il est comparé aux valeurs d’aujourd’hui.")
        case .none: lines.append("Le fichier ne dit pas de quel export il vient : il est comparé aux valeurs d’aujourd’hui.")
        }
        // First, as tables may fill many screens.
        if !report.confirmations.isEmpty {
            lines += ["", "Attention"] + report.confirmations.prefix(max(limit, 1)).map { "  \($0.message)" }
        }
        lines += section("Modifications", plan.changes.count, changeTable) + section("E-mails qui partiront", plan.jobCount, mailTable)
        if !plan.refused.isEmpty { lines += ["", "Lignes refusées (\(plan.refused.count.grouped))"] + refusals.lines(limit: limit) }
        lines += section("À vérifier", warningCount, warningLines)
        if let other = plan.looksLikeOrder {
            lines += ["", "Ce fichier ressemble à la commande \(other.description)."]
        }
        lines += ["", summary]
        return lines.map { $0.visible + "\n" }.joined()
    }

    /// What the plan comes to, in one line that a person can act on.
    var summary: String {
        var parts: [String] = []
        if !plan.changes.isEmpty { parts.append(plan.changes.count.counted("modification")) }
        if !plan.resends.isEmpty { parts.append(plan.resends.count.counted("renvoi")) }
        if plan.isEmpty { parts.append("rien à changer") } else { parts.append(plan.jobCount.counted("e-mail")) }
        if !plan.refused.isEmpty { parts.append(plan.refused.count.counted("ligne refusée", "lignes refusées")) }
        parts.append(plan.unchangedCount.counted("ligne inchangée", "lignes inchangées"))
        return "Bilan : \(parts.joined(separator: ", "))."
    }

    private var warningCount: Int { plan.warnings.count + report.notes.count }

    private func section(_ title: String, _ count: Int, _ content: () -> [String]) -> [String] {
        guard count > 0 else { return [] }
        var lines = ["", "\(title) (\(count.grouped))"] + content()
        if count > limit {
            lines.append("  … et \((count - limit).grouped) de plus : --limit-rows, --json ou --rejects les donnent.")
        }
        return lines
    }

    private func changeTable() -> [String] {
        var rows = [["Ligne", "Dotation", "Matricule", "Bénéficiaire", "Colonne", "Avant", "", "Après"]]
        for change in plan.changes.prefix(limit) {
            for column in change.columns {
                let (old, new) =
                    column == .email ? (change.old.email, change.new.email) : (change.old.mobile, change.new.mobile)
                rows.append(person(change.row, change.id) + [column.title, VisibleText.of(old), "→", VisibleText.of(new)])
            }
        }
        return Table(rows: rows, numbersFrom: .max).lines
    }

    private func mailTable() -> [String] {
        var mails = plan.changes.map { (row: $0.row, id: $0.id, kind: $0.job, to: $0.new.email) }
        mails += plan.resends.map { (row: $0.row, id: $0.id, kind: .accountCreation, to: $0.email) }
        mails.sort { $0.row < $1.row }
        var rows = [["Ligne", "Dotation", "Matricule", "Bénéficiaire", "E-mail", "", "Destinataire"]]
        for mail in mails.prefix(limit) { rows.append(person(mail.row, mail.id) + [mail.kind.french, "→", VisibleText.of(mail.to)]) }
        return Table(rows: rows, numbersFrom: .max).lines
    }

    private var refusals: RefusalGroups {
        RefusalGroups(
            plan.refused.lazy.flatMap { refusal in
                refusal.reasons.map { reason in
                    RefusalGroups.Item(
                        row: refusal.row, place: place(refusal.row, refusal.id, reason.column), code: reason.code.rawValue,
                        summary: reason.code.summary,
                        message: reason.message, advice: report.advice(on: reason))
                }
            })
    }

    private func warningLines() -> [String] {
        var lines = report.notes.map { "  \($0.message) [\($0.code.rawValue)]" }
        for warning in plan.warnings.prefix(limit) {
            let place = self.place(warning.row, warning.id, warning.warning.column)
            lines.append("  \(place) : \(warning.warning.message) [\(warning.warning.code.rawValue)]")
        }
        return Array(lines.prefix(limit))
    }

    private func person(_ row: Int, _ id: Dotation.ID) -> [String] {
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

extension ActivationEmailJob.Kind {
    /// What an administrator calls the e-mail.
    var french: String {
        switch self {
        case .accountCreation: "création de compte"
        case .phoneChanged: "changement de n° de téléphone"
        }
    }
}
