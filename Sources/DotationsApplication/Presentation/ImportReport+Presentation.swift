internal import Dotations

extension ImportReport: PresentedPlan {
    /// The plan in words.
    public func presentation(of source: String) -> PlanPresentation {
        var opening = ["\(source) → commande \(plan.order.description) : \(plan.rowCount.counted("ligne"))"]
        switch base {
        case .export, .history: break
        case .unknownExport:
            opening.append(
                "Le fichier vient d’un export qui n’a pas été fait ici : il est comparé aux valeurs "
                    + "d’aujourd’hui. Vérifiez chaque modification.")
        case .none:
            opening.append(
                "Le fichier ne dit pas de quel export il vient, comme un CSV ou une feuille recopiée : il "
                    + "est comparé aux valeurs d’aujourd’hui.")
        }
        let mails = mailTable
        var presentation = PlanPresentation(
            opening: opening, tables: [changeTable, mails, cancellationTable],
            closing: plan.looksLikeOrder.map { ["Ce fichier ressemble à la commande \($0.description)."] } ?? [], parts,
            unchanged: plan.unchangedCount, refused: plan.refused.count)
        presentation.sendsMail = mails.count > 0
        return presentation
    }

    private var parts: [String] {
        var parts: [String] = []
        if !plan.changes.isEmpty { parts.append(plan.changes.count.counted("modification")) }
        if !plan.resends.isEmpty { parts.append(plan.resends.count.counted("renvoi")) }
        if plan.isEmpty { parts.append("rien à changer") } else { parts.append(plan.jobCount.counted("e-mail")) }
        if plan.restoredMailCount > 0 { parts[parts.count - 1] += " (dont \(plan.restoredMailCount.grouped) remis en attente)" }
        if plan.cancelledMailCount > 0 {
            parts.append(plan.cancelledMailCount.counted("e-mail en attente annulé", "e-mails en attente annulés"))
        }
        return parts
    }

    private var changeTable: PlanTable {
        PlanTable(
            "modifications", "Modifications", ["Ligne", "Dotation", "Matricule", "Bénéficiaire", "Colonne", "Avant", "", "Après"],
            plan.changes
        ) { [dotations] change in
            change.columns.map { column in
                let (old, new) = column == .email ? (change.old.email, change.new.email) : (change.old.mobile, change.new.mobile)
                return dotations.person(change.row, change.id) + [column.title, VisibleText.of(old), "→", VisibleText.of(new)]
            }
        }
    }

    private var mailTable: PlanTable {
        var mails = plan.changes.compactMap { change in
            change.job.map { (row: change.row, id: change.id, kind: $0, to: change.new.email) }
        }
        mails += plan.resends.map { (row: $0.row, id: $0.id, kind: .accountCreation, to: $0.email) }
        mails += plan.mailCancellations.compactMap { cancelled in
            cancelled.mail.restored.map {
                (row: cancelled.row, id: cancelled.id, kind: $0.kind, to: dotations[cancelled.id]?.contact.email ?? "")
            }
        }
        mails.sort { $0.row < $1.row }
        return PlanTable(
            "e-mails", "E-mails qui partiront", ["Ligne", "Dotation", "Matricule", "Bénéficiaire", "E-mail", "", "Destinataire"],
            mails
        ) { [dotations] mail in
            [dotations.person(mail.row, mail.id) + [mail.kind.french, "→", VisibleText.of(mail.to)]]
        }
    }

    private var cancellationTable: PlanTable {
        PlanTable(
            "annules", "E-mails en attente annulés, sans autre modification", ["Ligne", "Dotation", "Matricule", "Bénéficiaire"],
            plan.mailCancellations
        ) { [dotations] in [dotations.person($0.row, $0.id)] }
    }
}
