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
            tables: [
                events, eventChanges, addedPeople, peopleChanges, documents,
                PlanTable("remarques", "À vérifier", ["Remarque"], notes) { [[$0]] },
            ],
            balance: isEmpty ? "rien à changer." : "\(balance).")
    }

    /// What it comes to, in one line.
    private var balance: String {
        var (added, changed): (Set<SetupChange.Subject>, Set<SetupChange.Subject>) = ([], [])
        for change in changes {
            switch (change.subject, change.act) {
            case (.event, .added), (.person, .added): added.insert(change.subject)
            case (.session(_, let event), _): changed.insert(.event(event))
            default: changed.insert(change.subject)
            }
        }
        changed.subtract(added)
        func count(_ subjects: Set<SetupChange.Subject>, _ isMeant: (SetupChange.Subject) -> Bool) -> Int { subjects.count(where: isMeant) }
        let parts: [(Int, String, String)] = [
            (count(added, \.isEvent), "événement ajouté", "événements ajoutés"),
            (count(changed, \.isEvent), "événement modifié", "événements modifiés"),
            (count(added, \.isPerson), "bénéficiaire ajouté", "bénéficiaires ajoutés"),
            (count(changed, \.isPerson), "bénéficiaire modifié", "bénéficiaires modifiés"),
            (documentChanges.count, "justificatif ajouté ou modifié", "justificatifs ajoutés ou modifiés"),
        ]
        let told = parts.filter { $0.0 > 0 }.map { $0.0.counted($0.1, $0.2) }
        return told.isEmpty ? setup.summary : told.joined(separator: ", ") + " ; le reste est inchangé"
    }

    /// What changes of events that there are, and of their sessions.
    private var eventChanges: PlanTable {
        let added = Set(changes.compactMap { if case .event(let name) = $0.subject, $0.act == .added { name } else { String?.none } })
        let rows = changes.filter { change in
            switch change.subject {
            case .event(let name): !added.contains(name)
            case .session(_, let event): !added.contains(event)
            case .person, .documents: false
            }
        }
        return PlanTable(
            "modifications", "Modifications des événements", ["Événement", "Session", "Quoi", "Avant", "", "Après"], rows
        ) { change in
            switch change.subject {
            case .event(let name): [[VisibleText.of(name), ""] + change.cells]
            case .session(let name, let event): [[VisibleText.of(event), VisibleText.of(name)] + change.cells]
            case .person, .documents: []
            }
        }
    }

    private var addedPeople: PlanTable {
        let added = Set(
            changes.compactMap { if case .person(let matricule) = $0.subject, $0.act == .added { matricule } else { String?.none } })
        return PlanTable(
            "nouveaux", "Bénéficiaires ajoutés", ["Matricule", "Nom", "Prénom", "E-mail", "Téléphone"],
            setup.people.filter { added.contains($0.matricule) }
        ) { person in
            [
                [person.matricule, person.lastName, person.firstName, person.contact.email, person.contact.mobile].map {
                    VisibleText.of($0, limit: 60)
                }
            ]
        }
    }

    private var peopleChanges: PlanTable {
        let rows = changes.filter { if case .person = $0.subject { $0.act != .added } else { false } }
        return PlanTable(
            "beneficiaires", "Bénéficiaires qui changent", ["Matricule", "Bénéficiaire", "Quoi", "Avant", "", "Après"], rows
        ) { [ledger] change in
            guard case .person(let matricule) = change.subject else { return [] }
            let name = ledger.roster.people[matricule]?.fullName ?? ""
            return [[VisibleText.of(matricule), VisibleText.of(name, limit: 60)] + change.cells]
        }
    }

    /// The events of the workbook, whether or not they change.
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

extension SetupChange {
    /// What changes, what it was and what it will be.
    fileprivate var cells: [String] {
        switch act {
        case .added: ["ajoutée", "", "→", ""]
        case .removed: ["retirée", "", "→", ""]
        case .changed(let field, let old, let new): [field.french.capitalised, old.french, "→", new.french]
        }
    }
}

extension SetupChange.Subject {
    fileprivate var isEvent: Bool { if case .event = self { true } else { false } }
    fileprivate var isPerson: Bool { if case .person = self { true } else { false } }
}
