internal import DotationAccounts
internal import DotationSheets
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// An order's dotations, the editing of one, and the order's export.
enum DotationPages {
    static let routes: [Route] = [
        .get("/commandes/{commande}/dotations", .permitted(.view), list),
        .post("/commandes/{commande}/dotations", .permitted(.view), search),
        .export("/commandes/{commande}/export", .permitted(.export), export),
        .post("/commandes/{commande}/dotations/{dotation}", .permitted(.change), correct),
        .post(DotationTable.path, .permitted(.change), correctTyped),
    ]

    private static func list(_ visit: Visit) throws -> Answer {
        let number = try OrderPages.number(visit)
        guard let order = try visit.application.knownOrder(number) else { throw NoSuchPage() }
        let table = DotationTable(
            path: "/commandes/\(number)/dotations", visit: visit, order: order, caption: "Dotations de la commande \(number.grouped)",
            modification: try visit.application.policy.modification)
        let typed = try TypedSearch(visit)
        let found = try table.find(typed?.query(order: number) ?? DotationQuery(order: number))
        return .page(
            Page("Détail de la commande N° \(number.grouped)", in: .orders) { html in
                table.tell(found, to: &html)
                html.element("p", text: "Vous trouverez ci-dessous les informations concernant les dotations de votre commande.")
                if !order.isPaid {
                    unpaid(number, visit, &html)
                } else if visit.may(.change) {
                    advice(&html)
                }
                html.element("div", .class("actions")) { html in
                    guard order.isPaid else { return }
                    if visit.may(.export) {
                        Form.write("/commandes/\(number)/export", visit, to: &html) { Form.button("Exporter", to: &$0) }
                    }
                    if visit.may(.import) {
                        html.element("a", .class("button"), .href("/commandes/\(number)/import"), text: "Importer")
                    }
                }
                Form.write("/commandes/\(number)/dotations", visit, class: "search", to: &html) { html in
                    Form.field(
                        "mots", "Rechercher dans le tableau", typed?.words,
                        help: "Une partie d’un nom, ou le début d’un matricule, d’une adresse ou d’un numéro.", to: &html)
                    Form.button("Rechercher", to: &html)
                }
                table.write(found, to: &html)
            })
    }

    /// Why nothing of an order can be changed yet, and what would let it.
    private static func unpaid(_ number: OrderNumber, _ visit: Visit, _ html: inout HTML) {
        html.element("p", .class("told")) { html in
            html.text(
                "Cette commande n’est pas notée comme réglée : ses dotations se modifient, s’exportent et s’importent une fois qu’elle l’est. "
            )
            if visit.may(.change) { html.element("a", .href("/commandes/\(number)/reglement"), text: "Noter comme réglée") }
        }
    }

    /// As the guide has it. On paper nobody clicks.
    private static func advice(_ html: inout HTML) { html.element("div", .class("screen")) { explain(&$0) } }

    private static func explain(_ html: inout HTML) {
        html.element("ul") { html in
            html.element(
                "li",
                text: "Pour modifier l’e-mail ou le téléphone d’une dotation dont le statut est « En attente d'activation » ou "
                    + "« Erreur e-mail », cliquez directement dans le champ concerné. Pour valider la modification, cliquez sur le bouton "
                    + "bleu."
            )
            html.element(
                "li",
                text: "Pour renvoyer à un bénéficiaire l’e-mail de création de compte, cliquez directement sur le bouton bleu. L’e-mail "
                    + "est automatiquement envoyé à l’adresse indiquée.")
        }
        html.element("p") { html in
            html.element("strong", text: "Attention : ")
            html.text(
                "si le bénéficiaire a commencé la création de son compte sans télécharger l’application et configurer son compte, un message "
                    + "apparaît à l’écran. Dans ce cas, demandez-lui de finaliser son compte en téléchargeant l’application sur les stores habituels."
            )
        }
        html.element(
            "p",
            text: "Vous pouvez également exporter au format Excel les dotations modifiables de votre commande en cliquant sur « Exporter »."
        )
    }

    private static func search(_ visit: Visit) throws -> Answer {
        let path = "/commandes/\(try OrderPages.number(visit))/dotations"
        return .seeOther(try TypedSearch(visit.form).map { "\(path)?r=\($0.sealed(visit))" } ?? path)
    }

    private static func export(_ visit: Visit) throws -> Answer {
        let export = try visit.application.exportOrder(OrderPages.number(visit))
        return try .workbook(export.sheet, named: "\(export.sheet.order.exportFileName).xlsx")
    }

    /// What the blue button does: it carries out what was changed in the row, or sends the e-mail again where nothing was.
    private static func correct(_ visit: Visit) throws -> Answer {
        let number = try OrderPages.number(visit)
        guard let id = Dotation.ID(visit.parameters["dotation"] ?? ""),
            let dotation = try visit.application.dotation(id), dotation.order == number
        else { throw NoSuchPage() }
        return try correct(visit, dotation)
    }

    /// What the Enter key does in a table: it carries out what was changed in the one row in which something was.
    private static func correctTyped(_ visit: Visit) throws -> Answer {
        let rows = TypedRow.typed(in: visit.form)
        if rows.isEmpty || visit.form[.back] != nil { return back(visit, to: table(visit), with: rows) }
        guard rows.count == 1 else { return .page(several(rows, visit), status: 422) }
        guard let dotation = try visit.application.dotation(rows[0].id) else { throw NoSuchPage() }
        return try correct(visit, dotation)
    }

    private static func several(_ rows: [TypedRow], _ visit: Visit) -> Page {
        Page("Plusieurs lignes modifiées", in: .orders, hasFault: true) { html in
            html.element(
                "p",
                text:
                    "Vous avez modifié \(rows.count.counted("ligne")). Rien n’est encore enregistré : chaque ligne se valide par son bouton bleu."
            )
            Form.write(DotationTable.path, visit, to: &html) { html in
                keep(rows, visit, &html)
                Form.button("Revenir au tableau", name: .back, value: "oui", to: &html)
            }
        }
    }

    /// The table that a form is of.
    private static func table(_ visit: Visit) -> String { Path.own(visit.form[.origin]) ?? "/commandes" }

    /// What was typed in other rows of the table that the form is of.
    private static func others(_ visit: Visit, than id: Dotation.ID) -> [TypedRow] {
        TypedRow.typed(in: visit.form).filter { $0.id != id }
    }

    /// Keeps in a form what was typed in rows, and where they are.
    private static func keep(_ rows: [TypedRow], _ visit: Visit, _ html: inout HTML) {
        Form.hidden(.origin, Path.own(visit.form[.origin]), to: &html)
        for (name, value) in TypedRow.fields(of: rows, in: visit.form) { Form.hidden(typed: name, value, to: &html) }
    }

    /// Leads to the table, where rows that were typed in have what was typed.
    private static func back(_ visit: Visit, to place: String, with rows: [TypedRow]) -> Answer {
        guard !rows.isEmpty else { return .seeOther(place) }
        var fields = Fields()
        for (name, value) in TypedRow.fields(of: rows, in: visit.form) { fields[name] = value }
        var kept = KeptForm(DotationTable.path, from: String(place.prefix { $0 != "#" }), fields)
        kept.cause = nil
        return kept.answer(to: visit)
    }

    private static func correct(_ visit: Visit, _ dotation: Dotation) throws -> Answer {
        let application = try visit.application
        let id = dotation.id
        guard let row = TypedRow(id, in: visit.form) else { throw NoSuchPage() }
        let (shown, others) = (row.shown, others(visit, than: id))
        if visit.form[.back] != nil { return back(visit, to: table(visit), with: others) }
        func done(_ told: Told) -> Answer { back(visit, to: told.place(visit, id), with: others) }
        let typed = (email: row.email ?? dotation.contact.email, mobile: row.mobile ?? dotation.contact.mobile)
        // Two clicks are one request: the second finds what the first did.
        let request = RequestID(of: ["dotation", visit.session ?? "", "\(id)", "\(shown.revision)", typed.email, typed.mobile])
        if let operation = try application.operation(request: request) {
            return done(operation.kind == .resend ? .renvoi : .modification)
        }
        // Whoever changed it since the page was made may have known better.
        guard dotation.revision == shown.revision else {
            return fault(
                visit, dotation, shown.meant(typed, of: dotation),
                [
                    FormFault(
                        nil,
                        "Cette dotation a changé depuis que la page a été affichée. Comparez avec les valeurs d’aujourd’hui et validez de nouveau."
                    )
                ],
                status: 409)
        }
        let isChange = typed.email != dotation.contact.email || typed.mobile != dotation.contact.mobile
        guard isChange else {
            let useCase = application.resend(.dotations([id]))
            let proposal = try useCase.propose()
            if let refused = proposal.plan.refused.first {
                return fault(visit, dotation, typed, [FormFault(nil, refused.reason.messageWithoutSheet)])
            }
            guard case .changed = try useCase.apply(Approval(proposal.fingerprint, request: request), to: proposal) else {
                return done(.renvoi)
            }
            return changed(visit, dotation, typed)
        }
        let useCase = application.correct(
            id, email: typed.email == dotation.contact.email ? nil : typed.email,
            mobile: typed.mobile == dotation.contact.mobile ? nil : typed.mobile)
        let proposal = try useCase.propose()
        // Capital letters or spaces more make no other address and no other number.
        if proposal.plan.isEmpty, proposal.plan.refused.isEmpty { return done(.unchanged) }
        let refusals = proposal.plan.refused.flatMap(\.reasons)
        guard refusals.isEmpty else {
            return fault(visit, dotation, typed, refusals.map { FormFault(field(of: $0.code), Self.sentences($0.message, $0.advice)) })
        }
        // What was confirmed is this plan, and not whatever else is typed beside the button.
        if !proposal.plan.warnings.isEmpty, visit.form[.confirmation] != proposal.fingerprint.description {
            return doubt(visit, dotation, typed, proposal)
        }
        guard case .changed = try useCase.apply(Approval(proposal.fingerprint, request: request), to: proposal) else {
            return done(.modification)
        }
        return changed(visit, dotation, typed)
    }

    /// The guide's own words end without a full stop: what follows them begins a sentence of its own.
    private static func sentences(_ message: String, _ advice: String) -> String {
        let isEnded = message.last.map { ".!?".contains($0) } ?? true
        return message + (isEnded ? " " : ". ") + advice
    }

    private static func field(of code: String) -> String? {
        code.hasPrefix("email.") ? "email" : code.hasPrefix("phone.") ? "telephone" : nil
    }

    private static func fault(
        _ visit: Visit, _ dotation: Dotation, _ typed: (email: String, mobile: String), _ faults: [FormFault],
        status: Int = 422
    ) -> Answer {
        .page(
            Page("Modifier une dotation", in: .orders, hasFault: true) { html in
                Form.faults(faults, to: &html)
                edit(visit, dotation, typed, faults, &html)
            }, status: status)
    }

    /// Somebody was faster by less than a request.
    private static func changed(_ visit: Visit, _ dotation: Dotation, _ typed: (email: String, mobile: String)) -> Answer {
        fault(
            visit, dotation, typed, [FormFault(nil, "Cette dotation a changé à l’instant. Rien n’a été fait : validez de nouveau.")],
            status: 409)
    }

    private static func doubt(
        _ visit: Visit, _ dotation: Dotation, _ typed: (email: String, mobile: String), _ proposal: Proposal<ImportReport>
    ) -> Answer {
        .page(
            Page("Vérifier avant d’enregistrer", in: .orders) { html in
                html.element("ul", .class("told")) { html in
                    for warning in proposal.plan.warnings { html.element("li", text: warning.message) }
                }
                if let suggestion = proposal.plan.warnings.lazy.compactMap(\.suggestion).first {
                    Form.write("/commandes/\(dotation.order)/dotations/\(dotation.id)", visit, to: &html) { html in
                        Form.hidden(.revision, ShownDotation(dotation).description, to: &html)
                        Form.hidden(typed: "email", suggestion, to: &html)
                        Form.hidden(typed: "telephone", typed.mobile, to: &html)
                        keep(others(visit, than: dotation.id), visit, &html)
                        Form.button("Enregistrer \(suggestion)", to: &html)
                    }
                }
                edit(visit, dotation, typed, [], doubted: proposal.fingerprint, &html)
            })
    }

    /// The row as a form of its own, with what is stored today beside what was typed.
    private static func edit(
        _ visit: Visit, _ dotation: Dotation, _ typed: (email: String, mobile: String), _ faults: [FormFault],
        doubted: Fingerprint? = nil, _ html: inout HTML
    ) {
        html.element("p", text: "\(dotation.lastName) \(dotation.firstName), matricule \(dotation.matricule), \(dotation.status.label).")
        if dotation.isAccountCreated, dotation.status.isNotActivated {
            html.element("p") { $0.element("a", .href("/aide#activation"), text: "Que dire au bénéficiaire ?") }
        }
        let others = others(visit, than: dotation.id)
        if !others.isEmpty {
            html.element(
                "p", .class("told"),
                text: "Vous avez aussi tapé dans \(others.count.counted("autre ligne", "autres lignes")) du tableau. Rien n’y est encore "
                    + "enregistré : ce que vous y avez tapé revient avec le tableau.")
        }
        Form.write("/commandes/\(dotation.order)/dotations/\(dotation.id)", visit, class: "narrow", to: &html) { html in
            Form.hidden(.revision, ShownDotation(dotation).description, to: &html)
            keep(others, visit, &html)
            for (name, label, value, today) in [
                ("email", "Adresse mail", typed.email, dotation.contact.email),
                ("telephone", "Téléphone", typed.mobile, dotation.contact.mobile),
            ] {
                Form.field(
                    name, label, value, autocomplete: "off", inputmode: name == "email" ? "email" : "tel", help: "Aujourd’hui : \(today)",
                    fault: faults[name], to: &html)
            }
            Form.hidden(.confirmation, doubted?.description, to: &html)
            Form.button(doubted != nil ? "Enregistrer quand même" : "Valider", to: &html)
            guard !others.isEmpty else { return }
            Form.button("Revenir au tableau sans rien changer ici", name: .back, value: "oui", class: "second", to: &html)
        }
        guard others.isEmpty else { return }
        html.element("p") { html in
            html.element(
                "a", .href(Path.own(visit.form[.origin]) ?? "/commandes/\(dotation.order)/dotations"), text: "Revenir sans rien changer")
        }
    }
}
