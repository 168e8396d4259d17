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
    ]

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
        func erased(of known: Beneficiary) -> [FormFault] {
            func fault(_ field: String, _ typed: String, _ stored: String, _ reason: Reason) -> [FormFault] {
                typed.isEmpty && !stored.isEmpty ? [FormFault(field, "\(reason.message) \(reason.adviceWithoutSheet)")] : []
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
        _ visit: Visit, _ typed: Typed, known: BeneficiaryDetails? = nil, _ review: FormReview = FormReview()
    ) -> Page {
        func fault(_ field: String) -> String? { review.faults[field] }
        let title = review.title(known == nil ? "Ajouter un bénéficiaire" : "Corriger un bénéficiaire")
        return Page(title, in: .beneficiaries, hasFault: !review.faults.isEmpty) { html in
            review.write(to: &html)
            Form.write(visit.path, visit, class: "narrow", to: &html) { html in
                review.writeFields(visit, to: &html)
                Form.hidden(.version, known?.version, to: &html)
                Form.hidden(.seen, known.map { Typed($0.person).seen.description }, to: &html)
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
                Form.button(review.button("Enregistrer"), to: &html)
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
        let typed = Typed(visit.form, of: known?.person)
        func shown(_ review: FormReview, status: Int) -> Answer { .page(form(visit, typed, known: known, review), status: status) }
        let submission = Submission(visit, typed.parts)
        guard try submission.earlier == nil else { return try saved(typed, visit) }
        if let known {
            guard visit.form[.version] == known.version else { return moved(visit, typed, known) }
            // To save would leave the contact as it is, which nobody who emptied it expects.
            let erased = typed.erased(of: known.person)
            guard erased.isEmpty else { return shown(FormReview(faults: erased), status: 422) }
        }
        let outcome = try submission.save(visit.application.saveBeneficiary(typed.person, inPlaceOf: known?.version)) { plan in
            plan.setupFaults.map { FormFault(field(of: $0, typed), "\($0.messageWithoutSheet) \($0.adviceWithoutSheet)") }
        } doubts: {
            $0.setupWarnings.map(\.message)
        }
        switch outcome {
        case .saved: return try saved(typed, visit)
        case .unchanged: return try saved(typed, visit, .nothing)
        case .shown(let review): return shown(review, status: review.status)
        case .moved:
            if let known {
                let today = try BeneficiaryPages.person(visit)
                guard today.version == known.version else { return moved(visit, typed, today) }
            }
            let fault = FormFault(
                nil, "Des ventes ou des bénéficiaires ont changé à l’instant. Rien n’a été fait : enregistrez de nouveau.")
            return shown(FormReview(faults: [fault]), status: 409)
        }
    }

    /// What somebody typed over a person who was changed meanwhile, beside what is known of them now.
    private static func moved(_ visit: Visit, _ typed: Typed, _ known: BeneficiaryDetails) -> Answer {
        let person = known.person
        let now = [person.fullName, person.contact.email, person.contact.mobile].filter { !$0.isEmpty }.map { VisibleText.of($0) }
        let fault =
            "Ce bénéficiaire a changé depuis que la page a été affichée. Aujourd’hui : \(now.joined(separator: ", ")). Rien n’a été fait : "
            + "ce que vous avez tapé est gardé, le reste est à jour. Comparez, et enregistrez de nouveau."
        let meant = typed.meant(seen: ShownValues(sent: visit.form[.seen] ?? ""), today: Typed(person))
        return .page(form(visit, meant, known: known, FormReview(faults: [FormFault(nil, fault)])), status: 409)
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
}
