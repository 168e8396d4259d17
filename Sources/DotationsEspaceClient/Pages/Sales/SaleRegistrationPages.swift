internal import DotationAccounts
internal import DotationSales
internal import DotationSheets
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Enregistrer une vente ».
enum SaleRegistrationPages {
    static let routes: [Route] = [
        .get("/ventes/nouvelle", .permitted(.change)) { .page(try form($0, TypedSale(of: $0))) },
        .post("/ventes/nouvelle", .permitted(.change), register),
    ]

    /// A sale as it is typed.
    private struct TypedSale {
        /// The session that is chosen: its event's number and its name, joined by `/`.
        var place = ""
        var matricule = "", email = "", mobile = "", quantity = "1", price = "", date = "", reference = ""

        /// An empty form; that of a person, where the address names one.
        init(of visit: Visit) throws {
            date = try visit.application.today.description
            guard let number = visit.query["beneficiaire"].flatMap(Int.init),
                let person = try visit.application.beneficiary(numbered: number, withDocuments: false)?.person
            else { return }
            (matricule, email, mobile) = (person.matricule, person.contact.email, person.contact.mobile)
        }

        init(_ form: Fields) {
            func text(_ name: String) -> String { form.text(name) ?? "" }
            (place, matricule, email, mobile) = (text("session"), text("matricule"), text("email"), text("telephone"))
            (quantity, price, date, reference) = (text("quantite"), text("prix"), text("date"), text("reference"))
        }

        var parts: [String] { [place, matricule, email, mobile, quantity, price, date, reference] }

        static func place(_ event: Int, _ session: String) -> String { "\(event)/\(session)" }
    }

    private static func form(_ visit: Visit, _ typed: TypedSale, _ review: FormReview = FormReview()) throws -> Page {
        let list = try visit.application.events()
        let options = zip(list.events, list.figures).enumerated().filter { $1.0.withdrawn == nil }.flatMap { index, row in
            row.1.map { figures in
                let rest = figures.left.map { ", " + $0.counted("place restante", "places restantes") } ?? ""
                return (
                    value: TypedSale.place(index + 1, figures.session),
                    text:
                        "\(VisibleText.of(figures.event)) : \(VisibleText.of(figures.session)) (inscriptions \(figures.phase.french)\(rest))"
                )
            }
        }
        let number = try typed.matricule.isEmpty ? nil : visit.application.beneficiaryNumber(of: typed.matricule)
        let person = try number.flatMap { try visit.application.beneficiary(numbered: $0, withDocuments: false)?.person }
        func fault(_ field: String) -> String? { review.faults[field] }
        return Page(review.title("Enregistrer une vente"), in: .sales, hasFault: !review.faults.isEmpty) { html in
            review.write(to: &html)
            Form.write("/ventes/nouvelle", visit, class: "narrow", to: &html) { html in
                review.writeFields(visit, to: &html)
                Form.select(
                    "session", "Session", [("", "Choisissez")] + options, typed.place, isRequired: true, fault: fault("session"), to: &html)
                Form.field(
                    "matricule", "Matricule", typed.matricule, autocomplete: "off", isRequired: true,
                    help: person.map { "C’est le matricule de \(VisibleText.of($0.fullName))." }, fault: fault("matricule"), to: &html)
                Form.field(
                    "email", "E-mail personnel", typed.email, autocomplete: "off", inputmode: "email", isRequired: true,
                    help: "Celui que la personne a confirmé pour cette participation.", fault: fault("email"), to: &html)
                Form.field(
                    "telephone", "Numéro de téléphone", typed.mobile, autocomplete: "off", inputmode: "tel", isRequired: true,
                    fault: fault("telephone"), to: &html)
                Form.field(
                    "quantite", "Nombre de chéquiers", typed.quantity, autocomplete: "off", inputmode: "numeric", fault: fault("quantite"),
                    to: &html)
                Form.field(
                    "prix", "Prix payé (€)", typed.price, autocomplete: "off", inputmode: "decimal",
                    help: "Pour tous les chéquiers ; rien, si c’est le prix de la session.", fault: fault("prix"), to: &html)
                Form.day("date", "Date de la vente", typed.date, isRequired: true, fault: fault("date"), to: &html)
                Form.field(
                    "reference", "Référence de paiement", typed.reference, autocomplete: "off",
                    help: "Celle de Stripe, si elle est connue.", fault: fault("reference"), to: &html)
                Form.button(review.button("Enregistrer la vente"), to: &html)
            }
        }
    }

    private static func register(_ visit: Visit) throws -> Answer {
        let application = try visit.application
        let typed = TypedSale(visit.form)
        let submission = Submission(visit, typed.parts)
        if let operation = try submission.earlier { return try registered(operation, visit) }
        var faults: [FormFault] = []
        let place = typed.place.split(separator: "/", maxSplits: 1).map(String.init)
        let number = place.first.flatMap(Int.init)
        let events = try application.saleEvents()
        let event = number.flatMap { events[numbered: $0] }
        if event == nil || place.count < 2 { faults.append(FormFault("session", "Choisissez une session.")) }
        if typed.matricule.isEmpty { faults.append(FormFault("matricule", "Donnez le matricule de la personne.")) }
        let quantity = typed.quantity.isEmpty ? 1 : Int(typed: typed.quantity)
        if quantity == nil { faults.append(FormFault("quantite", "Écrivez le nombre de chéquiers, par exemple 1.")) }
        let price = Euros(typed.price)
        if price == nil, !typed.price.isEmpty {
            faults.append(FormFault("prix", "Écrivez un montant en euros, par exemple 50 ou 50,50."))
        }
        let date = CalendarDate(typed: typed.date)
        if date == nil { faults.append(FormFault("date", "Écrivez une date, par exemple 15/04/2025.")) }
        guard faults.isEmpty, let event else { return .page(try form(visit, typed, FormReview(faults: faults)), status: 422) }
        let row = SaleRow(
            event: event.name, session: place[1], matricule: typed.matricule, email: typed.email, mobile: typed.mobile, quantity: quantity,
            pricePaid: price, date: date, reference: typed.reference)
        switch try submission.save(application.registerSale(row), faults: SalePages.faults, doubts: SalePages.doubts) {
        case .saved(let operation): return try registered(operation, visit)
        case .unchanged: return .seeOther("/ventes")
        case .shown(let review): return .page(try form(visit, typed, review), status: review.status)
        case .moved:
            let fault = FormFault(nil, "Des ventes ont changé à l’instant : enregistrez de nouveau.")
            return .page(try form(visit, typed, FormReview(faults: [fault])), status: 409)
        }
    }

    /// The page of the sale that was registered: who registers several in a row sees which one it was.
    private static func registered(_ operation: Operation?, _ visit: Visit) throws -> Answer {
        let sale = try operation.flatMap { try visit.application.operation($0.id, after: 0, limit: 1).details.first?.sale }
        return Told.vente.answer(sale.map { "/ventes/\($0)" } ?? "/ventes")
    }
}
