internal import DotationAccounts
internal import DotationSales
internal import DotationSheets
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Événements »: what is sold to whom.
enum EventPages {
    static let routes: [Route] = [
        .get("/evenements", .permitted(.view), list),
        .get("/evenements/nouveau", .permitted(.change)) {
            .page(edit(EventForm(typed: $0.kept(sentTo: $0.path).map { TypedEvent($0) } ?? TypedEvent(), visit: $0)))
        },
        .post("/evenements/nouveau", .permitted(.change)) { try save($0, known: nil) },
        .export("/evenements/classeur", .permitted(.export), exportAll),
        .post("/evenements/modele", .permitted(.view), template),
        .get("/evenements/{evenement}", .permitted(.view), detail),
        .export("/evenements/{evenement}/classeur", .permitted(.export), exportOne),
        .get("/evenements/{evenement}/modifier", .permitted(.change), change),
        .post("/evenements/{evenement}/modifier", .permitted(.change)) { try save($0, known: event($0)) },
        .get("/evenements/{evenement}/retirer", .permitted(.change)) { .page(try withdrawal($0)) },
        .post("/evenements/{evenement}/retirer", .permitted(.change), withdraw),
    ]

    // MARK: The list

    private static func list(_ visit: Visit) throws -> Answer {
        let list = try visit.application.events()
        let rows = zip(list.events.indices, zip(list.events, list.figures)).reversed()
        return .page(
            Page("Événements", in: .events) { html in
                Told.write(visit, to: &html)
                html.element("div", .class("actions")) { html in
                    if visit.may(.change) { html.element("a", .class("button"), .href("/evenements/nouveau"), text: "Créer un événement") }
                    if visit.may(.import) { html.element("a", .class("button"), .href("/evenements/import"), text: "Importer un classeur") }
                    if visit.may(.export), !list.events.isEmpty {
                        Form.write("/evenements/classeur", visit, to: &html) { Form.button("Exporter", class: "second", to: &$0) }
                    }
                    Form.write("/evenements/modele", visit, to: &html) { Form.button("Classeur à remplir", class: "second", to: &$0) }
                }
                guard !list.events.isEmpty else {
                    return html.element(
                        "p",
                        text:
                            "Aucun événement. Un événement a un tarif : si vous en avez plusieurs, créez un événement pour chaque tranche.")
                }
                Table.write(
                    "Événements",
                    [
                        "Événement", "Inscriptions", "État", .number("Sessions"), .number("Chéquiers vendus"), .number("Places restantes"),
                        .number("Payé par les salariés"),
                    ],
                    to: &html, rows: rows
                ) { row, html in
                    let (index, (event, figures)) = row
                    html.element("th", .scope("row")) { html in
                        html.element("a", .href("/evenements/\(index + 1)"), text: VisibleText.of(event.name))
                    }
                    html.element("td", text: event.registration?.french ?? "")
                    html.element("td", text: event.phase(on: list.today).french)
                    html.element("td", .class("number"), text: event.sessions.count.grouped)
                    html.element("td", .class("number"), text: list.counts.sold(in: event.id).grouped)
                    html.element("td", .class("number"), text: list.counts.left(in: event)?.grouped ?? "sans limite")
                    html.element("td", .class("number"), text: paid(figures))
                }
            })
    }

    private static func paid(_ figures: [SessionFigures]) -> String { Euros.sum(of: figures.map(\.paid))?.description ?? "" }

    // MARK: One event

    /// The event that an address names.
    private static func event(_ visit: Visit) throws -> EventDetails {
        guard let number = Int(visit.parameters["evenement"] ?? "") else { throw NoSuchPage() }
        return try visit.application.event(numbered: number, namesPeople: false)
    }

    private static func detail(_ visit: Visit) throws -> Answer {
        let details = try event(visit)
        let (event, figures) = (details.event, details.figures)
        let isSold = details.counts.sold(in: event.id) > 0
        return .page(
            Page(VisibleText.of(event.name), in: .events) { html in
                Told.write(visit, to: &html)
                if let day = event.withdrawn {
                    html.element("p", .class("told"), text: "Cet événement est retiré depuis le \(day.french) : plus rien ne s’y vend.")
                }
                facts(details, &html)
                Table.write(
                    "Sessions",
                    [
                        "Session", "Inscriptions", .number("Chéquier"), .number("Prix"), .number("Part du CSE"),
                        .number("Places par personne"), .number("Plafond"), .number("Vendus"), .number("Restent"),
                        .number("Payé par les salariés"), "Dates", "Adresse",
                    ], to: &html, rows: zip(event.sessions, figures)
                ) { row, html in
                    let (session, figures) = row
                    html.element("th", .scope("row"), text: VisibleText.of(session.name))
                    html.element("td", text: session.registration.french)
                    for text in [
                        session.faceValue.description, session.price.description, session.councilShare.description,
                        session.placesPerBeneficiary.grouped, session.cap?.grouped ?? "sans", figures.sold.grouped,
                        figures.left?.grouped ?? "sans limite", figures.paid.description,
                    ] { html.element("td", .class("number"), text: text) }
                    html.element("td", text: session.dates?.french ?? "")
                    html.element("td", text: VisibleText.of(session.address))
                }
                html.element("div", .class("actions")) { html in
                    let path = "/evenements/\(visit.parameters["evenement"] ?? "")"
                    html.element(
                        "a", .class("button"), .href("/ventes?evenement=\(visit.parameters["evenement"] ?? "")"), text: "Voir les ventes")
                    if visit.may(.change) {
                        html.element("a", .class("button"), .href("\(path)/modifier"), text: "Modifier")
                        if event.withdrawn == nil, !isSold {
                            html.element("a", .class("button second"), .href("\(path)/retirer"), text: "Retirer")
                        }
                    }
                    if visit.may(.export) {
                        Form.write("\(path)/classeur", visit, to: &html) { Form.button("Exporter", class: "second", to: &$0) }
                    }
                }
                if visit.may(.change), event.withdrawn == nil, isSold {
                    html.element(
                        "p", .class("note"),
                        text: "Un événement qui a des ventes actives ne se retire pas : annulez-les ou remboursez-les d’abord.")
                }
            })
    }

    private static func facts(_ details: EventDetails, _ html: inout HTML) {
        let event = details.event
        for paragraph in event.description.split(whereSeparator: \.isNewline) {
            html.element("p", text: VisibleText.of(String(paragraph), limit: 1_000))
        }
        html.element("ul") { html in
            html.element("li", text: "Inscriptions : \(details.phase.french)\(event.registration.map { ", \($0.french)" } ?? "")")
            html.element(
                "li",
                text: "Public : "
                    + (event.criteria.isEmpty
                        ? "tous les bénéficiaires, sans critère" : event.criteria.map(\.french).joined(separator: " ; ")))
            html.element(
                "li",
                text: "Maximum de participations : \(event.maximum?.grouped ?? "sans limite"), "
                    + details.counts.sold(in: event.id).counted("vendu"))
            html.element(
                "li",
                text:
                    "Bénéficiaires : \(details.peopleCount.grouped), dont \(details.eligibleCount.grouped) avec les justificatifs voulus le "
                    + details.day.french)
            html.element("li", text: "L’e-mail personnel et le numéro de téléphone sont vérifiés pour chaque participation.")
            for image in event.images {
                html.element("li") { html in
                    html.text("Image : ")
                    if WebAddress(image) == nil {
                        html.text(VisibleText.of(image))
                    } else {
                        html.element("a", .external(image), .rel("noreferrer noopener"), text: VisibleText.of(image))
                    }
                }
            }
        }
    }

    // MARK: Creating and changing

    private static func edit(_ form: EventForm) -> Page {
        let title = form.review.title(form.known == nil ? "Créer un événement" : "Modifier un événement")
        return Page(title, in: .events, hasFault: !form.review.faults.isEmpty) { html in
            form.review.write(to: &html)
            if form.known == nil, form.review.isEmpty {
                html.element(
                    "p",
                    text:
                        "Chaque événement doit correspondre à une cible bien définie. Si vous appliquez plusieurs tarifs, par exemple selon le "
                        + "quotient familial, créez un événement pour chaque tranche, et une session pour chaque montant de chéquier.")
            }
            if let known = form.known, known.counts.sold(in: known.event.id) > 0 {
                html.element(
                    "p", .class("note"),
                    text: "Cet événement a des ventes : ce qui les permet ne peut plus changer, dont le prix et le montant.")
            }
            form.write(to: &html)
        }
    }

    private static func change(_ visit: Visit) throws -> Answer {
        let known = try event(visit)
        let typed = visit.kept(sentTo: visit.path).map { TypedEvent($0) } ?? TypedEvent(known.event)
        return .page(edit(EventForm(typed: typed, visit: visit, known: known)))
    }

    private static func save(_ visit: Visit, known: EventDetails?) throws -> Answer {
        let sent = TypedEvent(visit.form)
        var typed = sent
        typed.removeSessions()
        func shown(_ typed: TypedEvent, _ review: FormReview, status: Int) -> Answer {
            .page(edit(EventForm(typed: typed, visit: visit, known: known, review: review)), status: status)
        }
        if visit.form[.addSession] != nil {
            return .page(edit(EventForm(typed: typed.withOneMoreSession, visit: visit, known: known, hasNewSession: true)))
        }
        let (event, numbers, unreadable) = typed.event(changing: known?.event)
        let submission = Submission(visit, [typed.name] + typed.values)
        guard try submission.earlier == nil else { return try saved(event, visit) }
        if let known, visit.form[.version] != known.version {
            let meant = sent.meant(seen: ShownValues(sent: visit.form[.seen] ?? ""), today: TypedEvent(known.event))
            let fault =
                "Cet événement a changé depuis que la page a été affichée. Rien n’a été fait : ce que vous avez tapé est gardé, le reste est à "
                + "jour. Comparez avec sa page, et enregistrez de nouveau."
            return shown(meant, FormReview(faults: [FormFault(nil, fault)]), status: 409)
        }
        let useCase = try visit.application.saveEvent(event, isNew: known == nil, isWhole: unreadable.isEmpty)
        let outcome = try submission.save(useCase) { plan in
            unreadable
                + plan.setupFaults.map {
                    FormFault(typed.field(of: $0, in: event, sessions: numbers), "\($0.messageWithoutSheet) \($0.adviceWithoutSheet)")
                }
        } doubts: {
            $0.gaps.map(\.message) + $0.warnings.map(\.message)
        }
        switch outcome {
        case .saved: return try saved(event, visit)
        case .unchanged: return try saved(event, visit, .nothing)
        case .shown(let review): return shown(typed, review, status: review.status)
        case .moved:
            let fault = "Des ventes ou des événements ont changé à l’instant. Rien n’a été fait : enregistrez de nouveau."
            return shown(typed, FormReview(faults: [FormFault(nil, fault)]), status: 409)
        }
    }

    private static func saved(_ event: SaleEvent, _ visit: Visit, _ told: Told = .evenement) throws -> Answer {
        guard let number = try visit.application.saleEvents().firstIndex(where: { $0.id == event.id }).map({ $0 + 1 }) else {
            throw NoSuchPage()
        }
        return told.answer("/evenements/\(number)")
    }

    // MARK: Withdrawing

    private static func withdrawal(_ visit: Visit, fault: String? = nil) throws -> Page {
        let name = try event(visit).event.name
        let proposal = try visit.application.withdrawEvent(name).propose()
        return Page("Retirer un événement", in: .events, hasFault: fault != nil) { html in
            Form.fault(fault, to: &html)
            html.element(
                "p",
                text:
                    "Plus rien ne se vendrait dans l’événement « \(VisibleText.of(name)) ». Il reste dans l’historique ; l’enregistrer de "
                    + "nouveau le remettrait en vente.")
            Form.write(visit.path, visit, to: &html) { html in
                Approval.write(proposal.fingerprint, to: &html)
                Form.button("Retirer l’événement", to: &html)
            }
            html.element("p") { html in
                html.element(
                    "a", .href("/evenements/\(visit.parameters["evenement"] ?? "")"), text: "Revenir sans rien changer")
            }
        }
    }

    private static func withdraw(_ visit: Visit) throws -> Answer {
        let path = "/evenements/\(visit.parameters["evenement"] ?? "")"
        let name = try event(visit).event.name
        switch try visit.application.withdrawEvent(name).apply(Approval(visit.form)) {
        case .done, .repeated: return Told.retrait.answer(path)
        case .changed: return .page(try withdrawal(visit, fault: "L’événement a changé entre-temps. Vérifiez et recommencez."), status: 409)
        }
    }

    // MARK: Workbooks

    private static func exportAll(_ visit: Visit) throws -> Answer {
        let application = try visit.application
        return try .workbook(application.exportEvents(), named: "\(application.today.compact)_Événements.xlsx")
    }

    private static func exportOne(_ visit: Visit) throws -> Answer {
        let application = try visit.application
        let name = try event(visit).event.name
        return try .workbook(
            application.exportEvents(name),
            named: "\(application.today.compact)_Événement_\(visit.parameters["evenement"] ?? "").xlsx")
    }

    private static func template(_ visit: Visit) throws -> Answer { try .workbook(EventTemplate(), named: "Événement à remplir.xlsx") }
}
