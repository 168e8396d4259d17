internal import DotationAccounts
internal import DotationSales
internal import DotationSheets
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Bénéficiaires »: who may take part in events, what they handed in, and what the works council decided on it.
enum BeneficiaryPages {
    static let routes: [Route] = [
        .get("/beneficiaires", .permitted(.view), list),
        .post("/beneficiaires", .permitted(.view), search),
        .get("/beneficiaires/{beneficiaire}", .permitted(.view)) { .page(try page($0, person($0))) },
        .post("/beneficiaires/{beneficiaire}/justificatifs", .permitted(.change), add),
        .post("/beneficiaires/{beneficiaire}/decision", .permitted(.change), decide),
        .export("/beneficiaires/classeur", .permitted(.export), exportAll),
    ]

    // MARK: The list

    private static func list(_ visit: Visit) throws -> Answer {
        let (pager, typed) = (Pager(visit.query), try TypedSearch(visit))
        let onlyPending = visit.query["justificatifs"] == "attente" && visit.may(.viewDocuments)
        let found = try visit.application.beneficiaries(typed?.words, onlyPending: onlyPending, after: pager.offset, size: Pager.size)
        return .page(
            Page("Bénéficiaires", in: .beneficiaries) { html in
                html.element("div", .class("actions")) { html in
                    if visit.may(.change) {
                        html.element("a", .class("button"), .href("/beneficiaires/nouveau"), text: "Ajouter un bénéficiaire")
                    }
                    if visit.may(.import) {
                        html.element("a", .class("button"), .href("/beneficiaires/import"), text: "Importer un classeur")
                    }
                    if visit.may(.export), found.total > 0 {
                        Form.write("/beneficiaires/classeur", visit, to: &html) { Form.button("Exporter", class: "second", to: &$0) }
                    }
                }
                Form.write("/beneficiaires", visit, class: "search", to: &html) { html in
                    Form.field("mots", "Matricule, nom, e-mail ou téléphone", typed?.words, autocomplete: "off", to: &html)
                    Form.button("Rechercher", to: &html)
                }
                if let pending = found.pendingTotal, pending > 0 || onlyPending {
                    html.element("p") { html in
                        html.text("\(pending.counted("bénéficiaire a", "bénéficiaires ont")) un justificatif à valider. ")
                        html.element(
                            "a", .href(onlyPending ? "/beneficiaires" : "/beneficiaires?justificatifs=attente"),
                            text: onlyPending ? "Voir tous les bénéficiaires" : "Les voir")
                    }
                }
                guard found.total > 0 else {
                    return html.element(
                        "p",
                        text: typed == nil && !onlyPending
                            ? "Aucun bénéficiaire. Ajoutez-les un par un, ou importez un classeur." : "Aucun bénéficiaire ne correspond.")
                }
                pager.extent(of: found.total, shown: found.entries.count, "bénéficiaire", to: &html)
                var titles: [Table.Title] = ["Matricule", "Nom", "Prénom", "E-mail", "Téléphone"]
                if found.pendingTotal != nil { titles += [.number("Justificatifs"), .number("À valider")] }
                Table.write("Bénéficiaires", titles, to: &html, rows: found.entries) { entry, html in
                    html.element("th", .scope("row")) { html in
                        html.element("a", .href("/beneficiaires/\(entry.number)"), text: VisibleText.of(entry.person.matricule))
                    }
                    for text in [
                        entry.person.lastName, entry.person.firstName, entry.person.contact.email, entry.person.contact.mobile,
                    ] { html.element("td", text: VisibleText.of(text)) }
                    for count in [entry.documents, entry.pending] {
                        if let count { html.element("td", .class("number"), text: count.grouped) }
                    }
                }
                pager.write(of: found.total, to: &html) { page in
                    let fields = [
                        visit.query["r"].map { "r=\(Path.encoded($0))" }, onlyPending ? "justificatifs=attente" : nil, "page=\(page)",
                    ]
                    return "/beneficiaires?" + fields.compactMap(\.self).joined(separator: "&")
                }
            })
    }

    private static func search(_ visit: Visit) throws -> Answer {
        .seeOther(try TypedSearch(visit.form).map { "/beneficiaires?r=\($0.sealed(visit))" } ?? "/beneficiaires")
    }

    private static func exportAll(_ visit: Visit) throws -> Answer {
        let application = try visit.application
        return try .workbook(application.exportBeneficiaries(), named: "\(application.today.compact)_Bénéficiaires.xlsx")
    }

    // MARK: One person

    static func person(_ visit: Visit) throws -> BeneficiaryDetails {
        guard let number = Int(visit.parameters["beneficiaire"] ?? ""),
            let details = try visit.application.beneficiary(numbered: number, withDocuments: visit.may(.viewDocuments))
        else { throw NoSuchPage() }
        return details
    }

    static func path(_ visit: Visit) -> String { "/beneficiaires/\(visit.parameters["beneficiaire"] ?? "")" }

    /// What was typed that is not stored, and what is wrong with it.
    private struct Typed {
        /// The document that it is about; nil for a new one.
        var version: String?
        var kind = "", amount = "", validUntil = ""
        var faults: [(field: String?, message: String)] = []

        func fault(_ field: String) -> String? { faults.first { $0.field == field }?.message }
    }

    private static func page(_ visit: Visit, _ details: BeneficiaryDetails, _ typed: Typed = Typed()) -> Page {
        let person = details.person
        return Page(
            VisibleText.of(person.fullName.isEmpty ? person.matricule : person.fullName), in: .beneficiaries,
            hasFault: !typed.faults.isEmpty
        ) { html in
            Told.write(visit, to: &html)
            Form.faults(typed.faults, to: &html)
            html.element(
                "p",
                text: ["Matricule \(person.matricule)", person.contact.email, person.contact.mobile].filter { !$0.isEmpty }.map {
                    VisibleText.of($0)
                }.joined(separator: ", ") + ".")
            if visit.may(.change) {
                html.element("div", .class("actions")) { html in
                    html.element("a", .class("button"), .href("\(path(visit))/corriger"), text: "Corriger")
                }
            }
            if visit.may(.viewDocuments) {
                documents(visit, details, typed, &html)
                eligibility(details, &html)
            } else {
                html.element("p", .class("note"), text: "Les justificatifs ne sont montrés qu’à qui peut les valider.")
            }
            sales(visit, details, &html)
        }
    }

    private static func documents(_ visit: Visit, _ details: BeneficiaryDetails, _ typed: Typed, _ html: inout HTML) {
        html.element("h2", text: "Justificatifs")
        html.element(
            "p",
            text:
                "Seuls les justificatifs validés comptent. Le document lui-même n’est pas gardé : seuls le sont sa nature, son montant, sa "
                + "validité et la décision du CSE.")
        if details.documents.isEmpty {
            html.element("p", text: "Aucun justificatif.")
        } else {
            let titles: [Table.Title] =
                ["Justificatif", "Montant (€)", "Valable jusqu’au", "État"] + (visit.may(.change) ? ["Décision du CSE"] : [])
            Table.write("Justificatifs", titles, to: &html, rows: details.documents.enumerated()) { row, html in
                document(visit, row.element, row.offset + 1, typed, &html)
            }
        }
        guard visit.may(.change) else { return }
        let isNew = typed.version == nil
        html.element("h2", text: "Ajouter un justificatif")
        Form.write("\(path(visit))/justificatifs", visit, class: "narrow", to: &html) { html in
            Form.hidden("demande", RequestID.unique().description, to: &html)
            Form.select(
                "nature", "Justificatif", [("", "Choisissez")] + SupportingDocument.Kind.allCases.map { ($0.rawValue, $0.label) },
                isNew ? typed.kind : nil, isRequired: true, fault: isNew ? typed.fault("nature") : nil, to: &html)
            Form.field(
                "montant", "Montant (€)", isNew ? typed.amount : nil, autocomplete: "off", inputmode: "decimal",
                help: "Celui que dit le justificatif ; rien pour un certificat de scolarité.", fault: isNew ? typed.fault("montant") : nil,
                to: &html)
            Form.day(
                "validite", "Valable jusqu’au", isNew ? typed.validUntil : nil, help: "Rien, s’il n’a pas de fin.",
                fault: isNew ? typed.fault("validite") : nil, to: &html)
            Form.button("Ajouter, à valider", name: "decision", value: SupportingDocument.Status.pending.rawValue, to: &html)
            Form.button(
                "Ajouter et valider", name: "decision", value: SupportingDocument.Status.validated.rawValue, class: "second", to: &html)
        }
    }

    private static func document(
        _ visit: Visit, _ entry: BeneficiaryDetails.Document, _ number: Int, _ typed: Typed, _ html: inout HTML
    ) {
        let (document, form, isTyped) = (entry.document, "d\(number)", typed.version == entry.version)
        let action = "\(path(visit))/decision"
        let isKept = visit.kept(sentTo: action)?["justificatif"] == entry.version
        html.element("th", .scope("row"), text: document.kind.label)
        let values = [
            ("montant", "Montant", isTyped ? typed.amount : document.amount?.sheetText ?? "", "decimal"),
            ("validite", "Valable jusqu’au", isTyped ? typed.validUntil : document.validUntil?.french ?? "", "numeric"),
        ]
        for (name, label, value, inputmode) in values {
            html.element("td") { html in
                guard visit.may(.change) else { return html.text(value) }
                html.void(
                    "input", .id("\(name)-\(number)"), .name(name), .value((isKept ? html.kept(name, sentTo: action) : nil) ?? value),
                    .form(form),
                    .aria(label: "\(label) du justificatif \(number), \(document.kind.label)"), .autocomplete("off"), .inputmode(inputmode),
                    .aria(invalid: isTyped && typed.fault("\(name)-\(number)") != nil))
            }
        }
        html.element("td", text: document.status.label)
        guard visit.may(.change) else { return }
        html.element("td") { html in
            Form.write(action, visit, id: form, class: "actions", to: &html) { html in
                Form.hidden("justificatif", entry.version, to: &html)
                Form.hidden("demande", RequestID.unique().description, to: &html)
                let decisions: [(SupportingDocument.Status, String)] = [
                    (.validated, "Valider"), (.refused, "Refuser"), (.pending, "Remettre en attente"),
                ]
                // The first button is what the Enter key presses: who corrects an amount decides nothing by it.
                for (status, text) in [(document.status, "Corriger")] + decisions.filter({ $0.0 != document.status }) {
                    Form.button(
                        text, name: "decision", value: status.rawValue, class: status == .validated ? nil : "second",
                        label: "\(text), pour le justificatif \(number), \(document.kind.label)", to: &html)
                }
                Form.button(
                    "Supprimer", name: "decision", value: removal, class: "plain",
                    label: "Supprimer le justificatif \(number), \(document.kind.label), saisi par erreur", to: &html)
            }
        }
    }

    private static func eligibility(_ details: BeneficiaryDetails, _ html: inout HTML) {
        html.element("h2", text: "Événements")
        guard !details.events.isEmpty else { return html.element("p", text: "Aucun événement n’est en vente.") }
        Table.write(
            "À quels événements la personne peut participer", ["Événement", "Inscriptions", "Peut participer", "Pourquoi pas"], to: &html,
            rows: details.events
        ) { entry, html in
            html.element("th", .scope("row")) { html in
                html.element("a", .href("/evenements/\(entry.number)"), text: VisibleText.of(entry.event.name))
            }
            html.element("td", text: entry.phase.french)
            html.element("td", text: "\(entry.reasons.isEmpty ? "oui" : "non"), le \(entry.day.french)")
            html.element("td", text: entry.reasons.map { "\($0.message) \($0.advice)" }.joined(separator: " "))
        }
    }

    private static func sales(_ visit: Visit, _ details: BeneficiaryDetails, _ html: inout HTML) {
        html.element("h2", text: "Ventes")
        if details.sales.isEmpty {
            html.element("p", text: "Aucune vente.")
        } else {
            Table.write(
                "Ventes à cette personne", ["Vente", "Date", "Événement", "Session", .number("Quantité"), .number("Prix payé"), "Statut"],
                to: &html,
                rows: details.sales
            ) { sale, html in
                html.element("th", .scope("row")) { html in
                    html.element("a", .href("/ventes/\(sale.id)"), text: sale.id.description)
                }
                html.element("td", text: sale.date.french)
                html.element("td", text: VisibleText.of(sale.event))
                html.element("td", text: VisibleText.of(sale.session))
                html.element("td", .class("number"), text: sale.quantity.grouped)
                html.element("td", .class("number"), text: sale.pricePaid.description)
                html.element("td", text: sale.status.label)
            }
        }
        if visit.may(.change) {
            html.element("p") { html in
                html.element(
                    "a", .class("button"), .href("/ventes/nouvelle?beneficiaire=\(visit.parameters["beneficiaire"] ?? "")"),
                    text: "Enregistrer une vente")
            }
        }
    }

    // MARK: Documents

    /// Adds a document.
    private static func add(_ visit: Visit) throws -> Answer {
        let details = try person(visit)
        var typed = Typed(
            version: nil, kind: visit.form["nature"] ?? "", amount: visit.form.text("montant") ?? "",
            validUntil: visit.form.text("validite") ?? "")
        let kind = SupportingDocument.Kind(rawValue: typed.kind)
        if kind == nil { typed.faults.append(("nature", "Choisissez ce que le justificatif prouve.")) }
        return try save(visit, details, &typed, kind, ("montant", "validite"), .justificatif)
    }

    /// What a form decides that takes a document away.
    private static let removal = "suppression"

    /// Decides on a document, whose amount and validity may be mended with it; or takes it away.
    private static func decide(_ visit: Visit) throws -> Answer {
        let details = try person(visit)
        let version = visit.form["justificatif"] ?? ""
        var typed = Typed(
            version: version, amount: visit.form.text("montant") ?? "", validUntil: visit.form.text("validite") ?? "")
        let request = request(visit, typed)
        let isRemoval = visit.form["decision"] == removal
        guard try visit.application.operation(request: request) == nil else { return told(isRemoval ? .documentRemoved : .decision, visit) }
        guard let place = details.documents.firstIndex(where: { $0.version == version }) else {
            typed = Typed(faults: [(nil, "Ce justificatif a changé entre-temps. Rien n’a été fait : vérifiez et recommencez.")])
            return .page(page(visit, details, typed), status: 409)
        }
        guard !isRemoval else {
            let removal = try visit.application.removeDocument(version, of: details.person.matricule)
            return try carryOut(removal, visit, details, &typed, amountField: nil, .documentRemoved)
        }
        let fields = ("montant-\(place + 1)", "validite-\(place + 1)")
        return try save(visit, details, &typed, details.documents[place].document.kind, fields, .decision)
    }

    /// Two clicks are one request.
    private static func request(_ visit: Visit, _ typed: Typed) -> RequestID {
        RequestID(of: [
            "justificatif", visit.path, visit.formToken, visit.form["demande"] ?? "", typed.version ?? "", typed.kind, typed.amount,
            typed.validUntil, visit.form["decision"] ?? "",
        ])
    }

    private static func told(_ told: Told, _ visit: Visit) -> Answer { .seeOther("\(path(visit))?fait=\(told.rawValue)") }

    private static func save(
        _ visit: Visit, _ details: BeneficiaryDetails, _ typed: inout Typed, _ kind: SupportingDocument.Kind?,
        _ fields: (amount: String, validUntil: String), _ done: Told
    ) throws -> Answer {
        let application = try visit.application
        let request = request(visit, typed)
        guard try application.operation(request: request) == nil else { return told(done, visit) }
        guard let status = SupportingDocument.Status(rawValue: visit.form["decision"] ?? "") else { throw NoSuchPage() }
        let amount = Euros(typed.amount)
        let end = CalendarDate(typed: typed.validUntil)
        if amount == nil, !typed.amount.isEmpty {
            typed.faults.append((fields.amount, "Écrivez un montant en euros, par exemple 850 ou 850,50."))
        } else if amount != nil, kind?.hasAmount == false {
            typed.faults.append((fields.amount, "Un certificat de scolarité n’a pas de montant."))
        }
        if end == nil, !typed.validUntil.isEmpty {
            typed.faults.append((fields.validUntil, "Écrivez une date, par exemple 31/12/2025."))
        }
        guard typed.faults.isEmpty, let kind else { return .page(page(visit, details, typed), status: 422) }
        let useCase = application.saveDocument(
            SupportingDocument(matricule: details.person.matricule, kind: kind, amount: amount, status: status, validUntil: end),
            inPlaceOf: typed.version)
        return try carryOut(useCase, visit, details, &typed, amountField: fields.amount, done)
    }

    private static func carryOut(
        _ useCase: UseCase<SetupReport, Operation>, _ visit: Visit, _ details: BeneficiaryDetails, _ typed: inout Typed,
        amountField: String?, _ done: Told
    ) throws -> Answer {
        let proposal: Proposal<SetupReport>
        do { proposal = try useCase.propose() } catch let error as ApplicationError {
            typed.faults = [(nil, error.message)]
            return .page(page(visit, details, typed), status: 422)
        }
        typed.faults = proposal.plan.setupFaults.map { fault in
            (fault.code == .documentAmountMissing ? amountField : nil, "\(fault.messageWithoutSheet) \(fault.adviceWithoutSheet)")
        }
        guard typed.faults.isEmpty else { return .page(page(visit, details, typed), status: 422) }
        let request = request(visit, typed)
        switch try useCase.apply(Approval(proposal.fingerprint, request: request), to: proposal) {
        case .done, .repeated: return told(done, visit)
        case .changed:
            typed.faults = [(nil, "Des ventes ou des justificatifs ont changé à l’instant. Rien n’a été fait : recommencez.")]
            return .page(page(visit, details, typed), status: 409)
        }
    }
}
