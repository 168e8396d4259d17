internal import DotationAccounts
internal import DotationSales
internal import DotationSheets
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Justificatifs » of a person: what they handed in, and what the works council decided on it. They stand in the page of the person.
enum DocumentPages {
    static let routes: [Route] = [
        .post("/beneficiaires/{beneficiaire}/justificatifs", .permitted(.change), add),
        .post("/beneficiaires/{beneficiaire}/decision", .permitted(.change), decide),
    ]

    /// The decision that takes a document away.
    private static let removal = "suppression"

    static func write(_ visit: Visit, _ details: BeneficiaryDetails, _ typed: TypedDocument, _ html: inout HTML) {
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
        Form.write("\(BeneficiaryPages.path(visit))/justificatifs", visit, class: "narrow", to: &html) { html in
            Form.hidden(.request, RequestID.unique().description, to: &html)
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
            Form.button("Ajouter, à valider", name: .decision, value: SupportingDocument.Status.pending.rawValue, to: &html)
            Form.button(
                "Ajouter et valider", name: .decision, value: SupportingDocument.Status.validated.rawValue, class: "second", to: &html)
        }
    }

    private static func document(
        _ visit: Visit, _ entry: BeneficiaryDetails.Document, _ number: Int, _ typed: TypedDocument, _ html: inout HTML
    ) {
        let (document, form, isTyped) = (entry.document, "d\(number)", typed.version == entry.version)
        let action = "\(BeneficiaryPages.path(visit))/decision"
        let isKept = visit.kept(sentTo: action)?[.document] == entry.version
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
                Form.hidden(.document, entry.version, to: &html)
                Form.hidden(.request, RequestID.unique().description, to: &html)
                let decisions: [(SupportingDocument.Status, String)] = [
                    (.validated, "Valider"), (.refused, "Refuser"), (.pending, "Remettre en attente"),
                ]
                // The first button is what the Enter key presses: who corrects an amount decides nothing by it.
                for (status, text) in [(document.status, "Corriger")] + decisions.filter({ $0.0 != document.status }) {
                    Form.button(
                        text, name: .decision, value: status.rawValue, class: status == .validated ? nil : "second",
                        label: "\(text), pour le justificatif \(number), \(document.kind.label)", to: &html)
                }
                Form.button(
                    "Supprimer", name: .decision, value: removal, class: "plain",
                    label: "Supprimer le justificatif \(number), \(document.kind.label), saisi par erreur", to: &html)
            }
        }
    }

    // MARK: Saving

    /// Adds a document.
    private static func add(_ visit: Visit) throws -> Answer {
        let details = try BeneficiaryPages.person(visit)
        var typed = TypedDocument(visit.form)
        let kind = SupportingDocument.Kind(rawValue: typed.kind)
        if kind == nil { typed.faults.append(FormFault("nature", "Choisissez ce que le justificatif prouve.")) }
        let submission = Submission(visit, typed.parts)
        guard try submission.earlier == nil else { return Told.justificatif.answer(BeneficiaryPages.path(visit)) }
        return try save(submission, visit, details, typed, kind, ("montant", "validite"), .justificatif)
    }

    /// Decides on a document, whose amount and validity may be mended with it; or takes it away.
    private static func decide(_ visit: Visit) throws -> Answer {
        let details = try BeneficiaryPages.person(visit)
        let typed = TypedDocument(visit.form)
        let isRemoval = typed.decision == removal
        let submission = Submission(visit, typed.parts)
        guard try submission.earlier == nil else {
            return (isRemoval ? Told.documentRemoved : .decision).answer(BeneficiaryPages.path(visit))
        }
        guard let version = typed.version, let place = details.documents.firstIndex(where: { $0.version == version }) else {
            return moved(visit, details)
        }
        guard !isRemoval else {
            let removal = try visit.application.removeDocument(version, of: details.person.matricule)
            return try carryOut(removal, as: submission, visit, details, typed, amountField: nil, .documentRemoved)
        }
        let fields = ("montant-\(place + 1)", "validite-\(place + 1)")
        return try save(submission, visit, details, typed, details.documents[place].document.kind, fields, .decision)
    }

    private static func save(
        _ submission: Submission, _ visit: Visit, _ details: BeneficiaryDetails, _ typed: TypedDocument, _ kind: SupportingDocument.Kind?,
        _ fields: (amount: String, validUntil: String), _ done: Told
    ) throws -> Answer {
        guard let status = SupportingDocument.Status(rawValue: typed.decision) else { throw NoSuchPage() }
        var typed = typed
        let amount = Euros(typed.amount)
        let end = CalendarDate(typed: typed.validUntil)
        if amount == nil, !typed.amount.isEmpty {
            typed.faults.append(FormFault(fields.amount, "Écrivez un montant en euros, par exemple 850 ou 850,50."))
        } else if amount != nil, kind?.hasAmount == false {
            typed.faults.append(FormFault(fields.amount, "Un certificat de scolarité n’a pas de montant."))
        }
        if end == nil, !typed.validUntil.isEmpty {
            typed.faults.append(FormFault(fields.validUntil, "Écrivez une date, par exemple 31/12/2025."))
        }
        guard typed.faults.isEmpty, let kind else { return .page(BeneficiaryPages.page(visit, details, typed), status: 422) }
        let useCase = try visit.application.saveDocument(
            SupportingDocument(matricule: details.person.matricule, kind: kind, amount: amount, status: status, validUntil: end),
            inPlaceOf: typed.version)
        return try carryOut(useCase, as: submission, visit, details, typed, amountField: fields.amount, done)
    }

    private static func carryOut(
        _ useCase: UseCase<SetupReport, Operation>, as submission: Submission, _ visit: Visit, _ details: BeneficiaryDetails,
        _ typed: TypedDocument, amountField: String?, _ done: Told
    ) throws -> Answer {
        let outcome = try submission.save(useCase) { plan in
            plan.setupFaults.map { fault in
                FormFault(
                    fault.code == .documentAmountMissing ? amountField : nil, "\(fault.messageWithoutSheet) \(fault.adviceWithoutSheet)")
            }
        }
        switch outcome {
        case .saved: return done.answer(BeneficiaryPages.path(visit))
        case .unchanged: return Told.nothing.answer(BeneficiaryPages.path(visit))
        case .shown(let review):
            var typed = typed
            typed.faults = review.faults
            return .page(BeneficiaryPages.page(visit, details, typed), status: review.status)
        case .moved: return moved(visit, try BeneficiaryPages.person(visit))
        }
    }

    /// Others have changed what the page showed.
    private static func moved(_ visit: Visit, _ details: BeneficiaryDetails) -> Answer {
        let fault = FormFault(nil, "Ce justificatif ou des ventes ont changé entre-temps. Rien n’a été fait : vérifiez et recommencez.")
        return .page(BeneficiaryPages.page(visit, details, TypedDocument(faults: [fault])), status: 409)
    }
}
