internal import DotationAccounts
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Importer »: an edited sheet is sent, and what it would change is shown before anything changes.
enum ImportPages {
    static let routes: [Route] = [
        .get("/commandes/{commande}/import", .permitted(.import)) { .page(try form($0)) },
        .upload("/commandes/{commande}/import", .permitted(.import), received),
        .get("/statuts/import", .permitted(.import)) { .page(statusForm($0)) },
        .upload("/statuts/import", .permitted(.import), statusesReceived),
        .get("/imports", .permitted(.view), list),
        .post("/imports/{operation}/annuler", .permitted(.import), undo),
    ]

    private static func order(_ visit: Visit) throws -> OrderNumber {
        let number = try OrderPages.number(visit)
        guard try visit.application.knownOrder(number) != nil else { throw NoSuchPage() }
        return number
    }

    private static func form(_ visit: Visit, fault: String? = nil) throws -> Page {
        let number = try order(visit)
        return Page("Importer dans la commande N° \(number.grouped)", in: .orders, hasFault: fault != nil) { html in
            Form.fault(fault, of: "fichier", to: &html)
            html.element("ol") { html in
                for step in [
                    "Exportez les dotations de la commande, et corrigez les e-mails et les téléphones dans votre tableur.",
                    "Choisissez ici le fichier corrigé : un classeur (.xlsx, .xls, .xlsb, .ods…) ou un CSV, de 20 Mio au plus.",
                    "Lisez ce qui changerait et les e-mails qui partiraient : rien ne change avant que vous ne l’ayez confirmé.",
                ] { html.element("li", text: step) }
            }
            Form.upload("/commandes/\(number)/import", visit, to: &html) { html in
                Form.file("fichier", "Fichier corrigé", visit, fault: fault, to: &html)
                Form.button("Importer", to: &html)
            }
            html.element("p") { html in
                html.element("a", .href("/commandes/\(number)/dotations"), text: "Revenir aux dotations de la commande")
            }
        }
    }

    private static func received(_ visit: Visit) throws -> Answer {
        let number = try order(visit)
        guard let upload = visit.upload else {
            return .page(
                try form(visit, fault: "Choisissez le fichier corrigé : aucun n’est arrivé, ou celui qui est arrivé est vide."), status: 422
            )
        }
        try upload.keep(.importSheet(order: number.description, corrections: [:]), in: "/commandes/\(number)/dotations")
        return PreviewPages.plan(upload.preview, visit) { try form(visit, fault: $0) }
    }

    // MARK: Statuses

    private static func statusForm(_ visit: Visit, fault: String? = nil) -> Page {
        Page("Reprendre les statuts d’un export du portail", in: .imports, hasFault: fault != nil) { html in
            Form.fault(fault, of: "fichier", to: &html)
            html.element(
                "p",
                text:
                    "Les statuts des dotations avancent sur le portail. Son export les ramène ici : seuls les statuts sont repris, les e-mails et "
                    + "les téléphones ne changent pas. Le fichier peut avoir des lignes de plusieurs commandes.")
            Form.upload("/statuts/import", visit, to: &html) { html in
                Form.file("fichier", "Export du portail", visit, fault: fault, to: &html)
                Form.button("Importer les statuts", to: &html)
            }
        }
    }

    private static func statusesReceived(_ visit: Visit) throws -> Answer {
        guard let upload = visit.upload else { return .page(statusForm(visit, fault: "Choisissez le fichier."), status: 422) }
        try upload.keep(.importStatuses, in: "/imports")
        return PreviewPages.plan(upload.preview, visit) { statusForm(visit, fault: $0) }
    }

    // MARK: What was done

    /// What the person looked at and neither carried out nor gave up.
    private static func waiting(_ open: [(preview: KeptPreview, request: KeptRequest)], _ html: inout HTML) {
        guard !open.isEmpty else { return }
        html.element("h2", text: "Vos aperçus en attente")
        html.element("p", text: "Rien n’en est appliqué. Chacun est gardé deux heures, pour vous seul et dans ce navigateur.")
        html.element("ul") { html in
            for (preview, request) in open {
                let name = request.fileName.map { VisibleText.of($0, limit: 64) } ?? "Sans fichier"
                html.element("li") { html in
                    html.element(
                        "a", .href(PreviewPages.path(preview)), text: "\(name), aperçu du \(DateFormatting.french(preview.preview.made))")
                }
            }
        }
    }

    /// The imports, corrections and undos of the client, the latest first.
    private static func list(_ visit: Visit) throws -> Answer {
        let application = try visit.application
        let pager = Pager(visit.query)
        let found = try application.operations(after: pager.offset, limit: Pager.size)
        let shown = found.imports
        let open = try visit.person.map { try visit.installation.openPreviews(of: $0, secret: visit.previewSecret) } ?? []
        return .page(
            Page("Imports et corrections", in: .imports) { html in
                if visit.may(.import) {
                    html.element("p") { html in
                        html.element("a", .href("/statuts/import"), text: "Reprendre les statuts d’un export du portail")
                    }
                }
                waiting(open, &html)
                guard !shown.isEmpty else { return html.element("p", text: "Rien n’a encore été importé ni corrigé.") }
                Table.write(
                    "Imports et corrections, du plus récent au plus ancien",
                    [
                        "N°", "Date", "Par", "Quoi", "Commande", "Fichier", .number("Lignes"), .number("Modifiées"), .number("Renvois"),
                        .number("Refusées"), "Annuler",
                    ],
                    to: &html,
                    rows: shown
                ) { operation, html in
                    let counts = operation.counts
                    html.element("th", .scope("row"), text: operation.id.description)
                    html.element("td", text: DateFormatting.french(operation.context.date))
                    html.element("td", text: operation.context.who(limit: 60))
                    html.element("td", text: operation.french)
                    html.element("td") { html in
                        if let order = operation.order {
                            html.element("a", .href("/commandes/\(order)"), text: order.description)
                        }
                    }
                    html.element("td", .class("file"), text: operation.file.map { VisibleText.of($0.french, limit: 64) } ?? "")
                    for count in [counts.rows, counts.changed, counts.resent, counts.refused] {
                        html.element("td", .class("number"), text: count.grouped)
                    }
                    html.element("td") { html in
                        guard visit.may(.import), operation.canBeUndone, !found.undone.contains(operation.id) else { return }
                        Form.write("/imports/\(operation.id)/annuler", visit, to: &html) { html in
                            html.element(
                                "button", .type("submit"), .class("plain"), .aria(label: "Annuler l’opération \(operation.id)"),
                                text: "Annuler…")
                        }
                    }
                }
                pager.write(of: found.total, to: &html) { "/imports?page=\($0)" }
            })
    }

    /// Shows what an undo would change.
    private static func undo(_ visit: Visit) throws -> Answer {
        guard let person = visit.person, let id = Operation.ID(visit.parameters["operation"] ?? "") else { throw NoSuchPage() }
        _ = try visit.application.operation(id, limit: 0)
        let preview = try visit.installation.newPreview(of: person, secret: visit.previewSecret)
        try preview.keep(KeptRequest(.undo(id.rawValue), in: "/imports"))
        return PreviewPages.plan(preview, visit) { message in
            Page("Annuler une opération", in: .imports, hasFault: true) { html in
                html.element("p", text: message)
                html.element("p") { $0.element("a", .href("/imports"), text: "Revenir aux imports et corrections") }
            }
        }
    }
}
