internal import DotationSales
internal import DotationSheets
internal import Dotations

extension SetupReport {
    /// What loading a workbook would change, in words; `source` is the file's name. Where it has faults, they are all that is shown.
    func presentation(of source: String) -> PlanPresentation {
        let mistakes = PlanTable("erreurs", "Erreurs", ["Feuille", "Cellule", "Erreur", "Conseil"], faults) { fault in
            [[fault.sheet ?? "", fault.cell ?? fault.row.map(String.init) ?? "", fault.message, fault.advice]]
        }
        guard faults.isEmpty else {
            var presentation = PlanPresentation(
                opening: ["\(source) : \(setup.summary)"], tables: [mistakes],
                balance: "\(faults.count.counted("erreur")) : rien ne serait chargé.")
            presentation.hasMistakes = true
            return presentation
        }
        let pending = setup.documents.count { $0.status == .pending }
        let notes =
            gaps.map(\.message) + warnings.map(\.sentence)
            + (pending == 0
                ? [] : ["\(pending.counted("justificatif")) en attente de validation : seuls les justificatifs validés comptent."])
        return PlanPresentation(
            opening: ["\(source) : \(setup.summary)"],
            tables: [events, documents, PlanTable("remarques", "À vérifier", ["Remarque"], notes) { [[$0]] }],
            balance: isEmpty ? "rien à changer." : "\(setup.summary).")
    }

    private var events: PlanTable {
        PlanTable(
            "evenements", "Événements", ["Événement", "Effet", "Inscriptions", "Public", "Session", "Chéquier", "Prix", "Plafond"],
            setup.events
        ) { event in
            event.sessions.map { session in
                [
                    VisibleText.of(event.name), novelty(of: event).french, session.registration.french,
                    event.criteria.isEmpty ? "tous les bénéficiaires" : event.criteria.map(\.french).joined(separator: " ; "),
                    VisibleText.of(session.name), session.faceValue.description, session.price.description, session.cap?.grouped ?? "sans",
                ]
            }
        }
    }

    private var documents: PlanTable {
        let people = Roster(setup.people + ledger.setup.people).people
        return PlanTable(
            "justificatifs", "Justificatifs qui changent", ["Matricule", "Bénéficiaire", "Justificatif", "Avant", "", "Après"],
            documentChanges
        ) { change in
            [
                [
                    change.matricule, people[change.matricule]?.fullName ?? "", change.kind.label, change.old.french, "→",
                    change.new.french,
                ].map { VisibleText.of($0, limit: 60) }
            ]
        }
    }
}
