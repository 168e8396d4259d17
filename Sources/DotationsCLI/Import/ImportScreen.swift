import Dotations
import DotationsApplication

struct ImportScreen: SheetScreen {
    let report: ImportReport
    let limit: Int

    private var plan: ImportPlan { report.plan }

    /// The plan for the screen: why it is unusual, what changes, which e-mails go out, what is refused and why, what is worth a look, and what
    /// it comes to.
    func lines(file: String) -> [String] {
        var lines = ["\(file) → commande \(plan.order.description) : \(plan.rowCount.counted("ligne"))"]
        switch report.base {
        case .export, .history: break
        case .unknownExport:
            lines.append("Cette base de données n’a pas fait l’export d’où vient le fichier : il est comparé aux valeurs d’aujourd’hui.")
        case .none: lines.append("Le fichier ne dit pas de quel export il vient : il est comparé aux valeurs d’aujourd’hui.")
        }
        lines += attention + section("Modifications", plan.changes.count, changeTable)
        lines += section("E-mails qui partiront", plan.jobCount, mailTable)
        lines += section("E-mails en attente annulés, sans autre modification", plan.mailCancellations.count, cancellationTable)
        lines += refusals + warnings
        if let other = plan.looksLikeOrder { lines += ["", "Ce fichier ressemble à la commande \(other.description)."] }
        return lines + ["", summary]
    }

    /// What the plan comes to, in one line that a person can act on.
    var summary: String {
        var parts: [String] = []
        if !plan.changes.isEmpty { parts.append(plan.changes.count.counted("modification")) }
        if !plan.resends.isEmpty { parts.append(plan.resends.count.counted("renvoi")) }
        if plan.isEmpty { parts.append("rien à changer") } else { parts.append(plan.jobCount.counted("e-mail")) }
        if plan.restoredMailCount > 0 { parts[parts.count - 1] += " (dont \(plan.restoredMailCount.grouped) remis en attente)" }
        if plan.cancelledMailCount > 0 {
            parts.append(plan.cancelledMailCount.counted("e-mail en attente annulé", "e-mails en attente annulés"))
        }
        return balance(parts, unchanged: plan.unchangedCount)
    }

    private func changeTable() -> [String] {
        let rows = plan.changes.prefix(limit).flatMap { change in
            change.columns.map { column in
                let (old, new) = column == .email ? (change.old.email, change.new.email) : (change.old.mobile, change.new.mobile)
                return report.dotations.person(change.row, change.id) + [column.title, VisibleText.of(old), "→", VisibleText.of(new)]
            }
        }
        return Table(["Ligne", "Dotation", "Matricule", "Bénéficiaire", "Colonne", "Avant", "", "Après"], rows).lines
    }

    private func cancellationTable() -> [String] {
        let rows = plan.mailCancellations.prefix(limit).map { report.dotations.person($0.row, $0.id) }
        return Table(["Ligne", "Dotation", "Matricule", "Bénéficiaire"], rows).lines
    }

    private func mailTable() -> [String] {
        var mails = plan.changes.compactMap { change in
            change.job.map { (row: change.row, id: change.id, kind: $0, to: change.new.email) }
        }
        mails += plan.resends.map { (row: $0.row, id: $0.id, kind: .accountCreation, to: $0.email) }
        mails += plan.mailCancellations.compactMap { cancelled in
            cancelled.mail.restored.map {
                (row: cancelled.row, id: cancelled.id, kind: $0.kind, to: report.dotations[cancelled.id]?.contact.email ?? "")
            }
        }
        mails.sort { $0.row < $1.row }
        let rows = mails.prefix(limit).map { mail in
            report.dotations.person(mail.row, mail.id) + [mail.kind.french, "→", VisibleText.of(mail.to)]
        }
        return Table(["Ligne", "Dotation", "Matricule", "Bénéficiaire", "E-mail", "", "Destinataire"], rows).lines
    }
}
