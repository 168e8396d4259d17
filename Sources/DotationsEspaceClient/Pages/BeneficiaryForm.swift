internal import DotationAccounts
internal import DotationSales
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Ajouter un bénéficiaire » and « Corriger »: what the sheet « Bénéficiaires » of a workbook says of a person, typed.
enum BeneficiaryForm {
    static let routes: [Route] = [
        .get("/beneficiaires/nouveau", .permitted(.change)) { .page(form($0, Typed())) },
        .post("/beneficiaires/nouveau", .permitted(.change)) { try save($0, known: nil) },
        .get("/beneficiaires/{beneficiaire}/corriger", .permitted(.change)) { visit in
            let known = try BeneficiaryPages.person(visit)
            return .page(form(visit, Typed(known.person), known: known))
        },
        .post("/beneficiaires/{beneficiaire}/corriger", .permitted(.change)) { try save($0, known: BeneficiaryPages.person($0)) },
        .get("/beneficiaires/{beneficiaire}/matricule", .permitted(.change)) {
            .page(try renumberingForm($0, BeneficiaryPages.person($0), nil))
        },
        .post("/beneficiaires/{beneficiaire}/matricule", .permitted(.change), renumber),
    ]

    private typealias Fault = (field: String?, message: String)

    /// A person as they are typed.
    private struct Typed {
        var matricule = "", lastName = "", firstName = "", email = "", mobile = ""

        /// An empty form.
        init() {}

        /// The form of a person who is known.
        init(_ person: Beneficiary) {
            (matricule, lastName, firstName) = (person.matricule, person.lastName, person.firstName)
            (email, mobile) = (person.contact.email, person.contact.mobile)
        }

        /// A form that was sent; the staff number of somebody who is known does not change.
        init(_ form: Fields, of known: Beneficiary?) {
            func text(_ name: String) -> String { form.text(name) ?? "" }
            matricule = known?.matricule ?? text("matricule")
            (lastName, firstName, email, mobile) = (text("nom"), text("prenom"), text("email"), text("telephone"))
        }

        /// What is told of a contact that was emptied.
        func erased(of known: Beneficiary) -> [Fault] {
            func fault(_ field: String, _ typed: String, _ stored: String, _ reason: Reason) -> [Fault] {
                typed.isEmpty && !stored.isEmpty ? [(field, "\(reason.message) \(reason.adviceWithoutSheet)")] : []
            }
            let contact = known.contact
            return fault("email", email, contact.email, .emailEmpty(instead: contact.email))
                + fault("telephone", mobile, contact.mobile, .phoneEmpty(instead: contact.mobile))
        }

        var parts: [String] { [matricule] + shown }

        /// What may change.
        private var shown: [String] { [lastName, firstName, email, mobile] }

        /// What the form of somebody who is known sends of what it showed.
        var seen: ShownValues { ShownValues(shown) }

        /// What was meant by whoever saw other values: what they left as it was is today's.
        func meant(seen: ShownValues, today: Typed) -> Typed {
            let values = seen.meant(shown, today: today.shown)
            var meant = self
            (meant.lastName, meant.firstName, meant.email, meant.mobile) = (values[0], values[1], values[2], values[3])
            return meant
        }

        var person: Beneficiary {
            Beneficiary(
                matricule: matricule, lastName: lastName, firstName: firstName, contact: Contact(email: email, mobile: mobile))
        }
    }

    private static func form(
        _ visit: Visit, _ typed: Typed, known: BeneficiaryDetails? = nil, _ faults: [Fault] = [], doubts: [Fault] = [],
        doubted: Fingerprint? = nil
    ) -> Page {
        func fault(_ field: String) -> String? { faults.first { $0.field == field }?.message }
        let title =
            doubted != nil ? "Vérifier avant d’enregistrer" : known == nil ? "Ajouter un bénéficiaire" : "Corriger un bénéficiaire"
        return Page(title, in: .beneficiaries, hasFault: !faults.isEmpty) { html in
            Form.faults(faults, to: &html)
            if !doubts.isEmpty {
                html.element("ul", .class("told")) { html in for doubt in doubts { html.element("li", text: doubt.message) } }
            }
            Form.write(visit.path, visit, class: "narrow", to: &html) { html in
                Form.hidden("demande", visit.form["demande"] ?? RequestID.unique().description, to: &html)
                Form.hidden("version", known?.version, to: &html)
                Form.hidden(ShownValues.field, known.map { Typed($0.person).seen.description }, to: &html)
                Form.hidden("confirmer", doubted?.description, to: &html)
                if let known {
                    html.element("p") { html in
                        html.element("strong", text: "Matricule \(VisibleText.of(known.person.matricule))")
                        html.text(". Une personne est reconnue par son matricule. ")
                        html.element("a", .href("\(BeneficiaryPages.path(visit))/matricule"), text: "Il est faux ?")
                    }
                } else {
                    Form.field(
                        "matricule", "Matricule", typed.matricule, autocomplete: "off", isRequired: true,
                        help: "Celui de l’employeur, avec ses zéros : une personne est reconnue par lui.",
                        fault: fault("matricule"), to: &html)
                }
                Form.field("nom", "Nom", typed.lastName, autocomplete: "off", isRequired: true, fault: fault("nom"), to: &html)
                Form.field("prenom", "Prénom", typed.firstName, autocomplete: "off", isRequired: true, fault: fault("prenom"), to: &html)
                Form.field(
                    "email", "E-mail", typed.email, autocomplete: "off", inputmode: "email",
                    help: "Il est proposé quand une vente est enregistrée ; celui qui compte est celui de la vente.", fault: fault("email"),
                    to: &html)
                Form.field(
                    "telephone", "Téléphone", typed.mobile, autocomplete: "off", inputmode: "tel", fault: fault("telephone"), to: &html)
                Form.button(doubted == nil ? "Enregistrer" : "Enregistrer quand même", to: &html)
            }
            if known == nil {
                html.element(
                    "p", .class("note"),
                    text: "Les justificatifs (quotient familial, revenu…) s’ajoutent ensuite, sur la page de la personne.")
            }
            html.element("p") { html in
                html.element("a", .href(known == nil ? "/beneficiaires" : BeneficiaryPages.path(visit)), text: "Revenir sans rien changer")
            }
        }
    }

    private static func save(_ visit: Visit, known: BeneficiaryDetails?) throws -> Answer {
        let application = try visit.application
        let typed = Typed(visit.form, of: known?.person)
        // Two clicks are one request: the second finds what the first did.
        let request = RequestID(of: ["beneficiaire", visit.path, visit.formToken, visit.form["demande"] ?? ""] + typed.parts)
        guard try application.operation(request: request) == nil else { return try saved(typed, visit) }
        if let known, visit.form["version"] != known.version { return .page(moved(visit, typed, known), status: 409) }
        if let known {
            // To save would leave the contact as it is, which nobody who emptied it expects.
            let erased = typed.erased(of: known.person)
            guard erased.isEmpty else { return .page(form(visit, typed, known: known, erased), status: 422) }
        }
        let useCase = application.saveBeneficiary(typed.person, inPlaceOf: known?.version)
        let proposal: Proposal<SetupReport>
        do { proposal = try useCase.propose() } catch let error as StoreError where error.code == .salesMoved {
            return .page(moved(visit, typed, try BeneficiaryPages.person(visit)), status: 409)
        }
        let plan = proposal.plan
        guard plan.setupFaults.isEmpty else {
            let faults = plan.setupFaults.map { fault in
                (field: field(of: fault, typed), message: "\(fault.messageWithoutSheet) \(fault.adviceWithoutSheet)")
            }
            return .page(form(visit, typed, known: known, faults), status: 422)
        }
        guard !plan.isEmpty else { return try saved(typed, visit, .nothing) }
        let doubts = plan.setupWarnings.map { (field: field(of: $0), message: $0.message) }
        guard doubts.isEmpty || visit.form["confirmer"] == proposal.fingerprint.description else {
            return .page(form(visit, typed, known: known, doubts: doubts, doubted: proposal.fingerprint))
        }
        do {
            switch try useCase.apply(Approval(proposal.fingerprint, request: request), to: proposal) {
            case .done, .repeated: return try saved(typed, visit)
            case .changed:
                let fault = "Des ventes ou des bénéficiaires ont changé à l’instant. Rien n’a été fait : enregistrez de nouveau."
                return .page(form(visit, typed, known: known, [(nil, fault)]), status: 409)
            }
        } catch let error as StoreError where error.code == .salesMoved {
            return .page(moved(visit, typed, try BeneficiaryPages.person(visit)), status: 409)
        }
    }

    /// What somebody typed over a person who was changed meanwhile, beside what is known of them now.
    private static func moved(_ visit: Visit, _ typed: Typed, _ known: BeneficiaryDetails) -> Page {
        let person = known.person
        let now = [person.fullName, person.contact.email, person.contact.mobile].filter { !$0.isEmpty }.map { VisibleText.of($0) }
        let fault =
            "Ce bénéficiaire a changé depuis que la page a été affichée. Aujourd’hui : \(now.joined(separator: ", ")). Rien n’a été fait : "
            + "ce que vous avez tapé est gardé, le reste est à jour. Comparez, et enregistrez de nouveau."
        let meant = typed.meant(seen: ShownValues(sent: visit.form[ShownValues.field] ?? ""), today: Typed(person))
        return form(visit, meant, known: known, [(nil, fault)])
    }

    // MARK: Another staff number

    private static func renumberingForm(_ visit: Visit, _ known: BeneficiaryDetails, _ typed: String?, fault: String? = nil) -> Page {
        Page("Corriger un matricule", in: .beneficiaries, hasFault: fault != nil) { html in
            Form.faults(fault.map { [("matricule", $0)] } ?? [], to: &html)
            let person = known.person
            html.element("p", text: "Matricule \(VisibleText.of(person.matricule)), \(VisibleText.of(person.fullName)).")
            html.element(
                "p",
                text:
                    "Un matricule mal tapé se corrige tant qu’aucun chèque n’est commandé sous lui. Les justificatifs et les ventes de la "
                    + "personne restent les siens. Corrigez aussi le fichier d’où il vient : tel quel, il serait refusé.")
            Form.write(visit.path, visit, class: "narrow", to: &html) { html in
                Form.hidden("version", known.version, to: &html)
                Form.hidden("demande", RequestID.unique().description, to: &html)
                Form.field(
                    "matricule", "Le bon matricule", typed, autocomplete: "off", isRequired: true,
                    help: "Celui de l’employeur, avec ses zéros.", fault: fault, to: &html)
                Form.button("Changer le matricule", to: &html)
            }
            html.element("p") { html in
                html.element("a", .href("\(BeneficiaryPages.path(visit))/corriger"), text: "Revenir sans rien changer")
            }
        }
    }

    private static func renumber(_ visit: Visit) throws -> Answer {
        let application = try visit.application
        let known = try BeneficiaryPages.person(visit)
        let typed = visit.form.text("matricule") ?? ""
        // Two clicks are one request: the second finds what the first did.
        let request = RequestID(of: ["matricule", visit.path, visit.formToken, visit.form["demande"] ?? "", typed])
        func done() -> Answer { Told.matricule.answer(BeneficiaryPages.path(visit)) }
        func refused(_ fault: String, status: Int = 422) -> Answer {
            .page(renumberingForm(visit, known, typed, fault: fault), status: status)
        }
        guard try application.operation(request: request) == nil else { return done() }
        guard !typed.isEmpty else { return refused("Donnez le bon matricule.") }
        let useCase = application.renumberBeneficiary(known.person, version: visit.form["version"] ?? "", to: typed)
        do {
            let proposal = try useCase.propose()
            if case .changed = try useCase.apply(Approval(proposal.fingerprint, request: request), to: proposal) {
                return refused("Ce bénéficiaire a changé à l’instant. Rien n’a été fait : vérifiez et recommencez.", status: 409)
            }
            return done()
        } catch let error as StoreError where error.code == .salesMoved {
            return refused(
                "Ce bénéficiaire a changé depuis que la page a été affichée. Rien n’a été fait : vérifiez et recommencez.", status: 409)
        } catch let error as StoreError where [.matriculeTaken, .matriculeOrdered].contains(error.code) {
            return refused(error.frenchMessage)
        } catch let error as ApplicationError {
            return refused(error.message)
        }
    }

    private static func saved(_ typed: Typed, _ visit: Visit, _ told: Told = .beneficiaire) throws -> Answer {
        guard let number = try visit.application.beneficiaryNumber(of: typed.matricule) else { throw NoSuchPage() }
        return told.answer("/beneficiaires/\(number)")
    }

    /// The field that a fault of the rules is about.
    private static func field(of fault: SetupFault, _ typed: Typed) -> String? {
        switch fault.code {
        case .personMatriculeMissing, .personDuplicate, .personExists: "matricule"
        case .personNameMissing: typed.lastName.isEmpty ? "nom" : "prenom"
        case .personTwice: "nom"
        default: nil
        }
    }

    private static func field(of warning: SetupWarning) -> String? {
        switch warning.code {
        case .personEmail: "email"
        case .personMobile: "telephone"
        case .personZeros: "matricule"
        case .personNamesake, .eventBoth, .eventBothInTurn: nil
        }
    }
}
