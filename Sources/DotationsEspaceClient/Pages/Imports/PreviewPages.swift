internal import DotationAccounts
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// A plan that is shown before it is carried out: what changes, which e-mails go out, what is refused and why, and what is worth a look.
enum PreviewPages {
    static let routes: [Route] = [
        .get("/apercus/{apercu}", .permitted(.view)) { try show($0, preview($0)) },
        .post("/apercus/{apercu}/etudier", .permitted(.view)) { try study($0, preview($0)) },
        .post("/apercus/{apercu}/appliquer", .permitted(.view), apply),
        .post("/apercus/{apercu}/abandonner", .permitted(.view), abandon),
        .post("/apercus/{apercu}/corriger", .permitted(.import), correct),
        .post("/apercus/{apercu}/refus", .permitted(.export), refusedRows),
    ]

    /// Has the plan of a preview made, and leads to it; `otherwise` is the page that says why there is none.
    static func plan(_ preview: KeptPreview, _ visit: Visit, otherwise: @escaping @Sendable (String) throws -> Page) -> Answer {
        .work(preview) { try planned($0, preview, visit, otherwise: otherwise) }
    }

    static func planned(
        _ reply: PlannerReply, _ preview: KeptPreview, _ visit: Visit, otherwise: (String) throws -> Page
    ) throws -> Answer {
        switch reply {
        case .outcome(.planned): return .seeOther(path(preview))
        case .outcome(.passwordNeeded): return .seeOther(path(preview) + "/mot-de-passe")
        case .outcome: throw PreviewGone()
        case .fault(let message):
            if let person = visit.person { try visit.installation.abandon(preview, of: person) }
            return .page(try otherwise(message), status: 422)
        }
    }

    static func path(_ preview: KeptPreview) -> String { "/apercus/\(preview.preview.id)" }

    static func preview(_ visit: Visit) throws -> KeptPreview {
        guard let person = visit.person, let id = Preview.ID(visit.parameters["apercu"] ?? ""),
            let preview = try visit.installation.preview(id, of: person, secret: visit.previewSecret)
        else { throw PreviewGone() }
        return preview
    }

    // MARK: A file that waits

    /// A file of which there is no plan, and why.
    static func unusable(_ message: String, _ origin: String) -> Page {
        Page("Le fichier ne peut pas être importé", in: .imports, hasFault: true) { html in
            html.element("p", text: message)
            html.element("p") { $0.element("a", .href(origin), text: "Revenir") }
        }
    }

    /// What was sent and not looked at yet, as the server was busy.
    private static func waiting(_ visit: Visit, _ preview: KeptPreview) throws -> Answer {
        guard let request = try preview.request() else { throw PreviewGone() }
        return .page(
            Page("Aperçu à préparer", in: .imports) { html in
                let name =
                    request.fileName.map { "Le fichier « \(VisibleText.of($0, limit: 100)) » est arrivé" }
                    ?? "Ce que vous demandez est gardé"
                html.element("p", text: "\(name), et n’a pas encore été étudié : le serveur était occupé. Rien n’a été changé.")
                Form.write(path(preview) + "/etudier", visit, to: &html) { Form.button("Préparer l’aperçu", to: &$0) }
                html.element("p") { $0.element("a", .href(request.origin), text: "Revenir sans l’étudier") }
            })
    }

    private static func study(_ visit: Visit, _ preview: KeptPreview) throws -> Answer {
        guard try preview.summary() == nil else { return .seeOther(path(preview)) }
        guard let origin = try preview.request()?.origin else { throw PreviewGone() }
        return plan(preview, visit) { unusable($0, origin) }
    }

    // MARK: Looking at it

    /// A part of the plan that is looked at by itself.
    private struct Tab {
        let name: String
        let title: String
        let count: Int
    }

    private static func tabs(_ summary: PreviewSummary) -> [Tab] {
        var tabs = summary.tables.map { Tab(name: $0.name, title: $0.title, count: $0.count) }
        if summary.refusedCount > 0 { tabs.append(Tab(name: "refus", title: "Lignes refusées", count: summary.refusedCount)) }
        if summary.correctionCount > 0 { tabs.append(Tab(name: "corrections", title: "Vos corrections", count: summary.correctionCount)) }
        if summary.warningCount > 0 { tabs.append(Tab(name: "a-verifier", title: "À vérifier", count: summary.warningCount)) }
        return tabs
    }

    static func show(
        _ visit: Visit, _ preview: KeptPreview, fault: FormFault? = nil, status: Int = 200
    ) throws -> Answer {
        guard let summary = try preview.summary() else { return try waiting(visit, preview) }
        if let applied = preview.preview.applied { return done(visit, preview, summary, at: DateFormatting.french(applied)) }
        let tabs = tabs(summary)
        let tab = tabs.first { $0.name == visit.query["vue"] } ?? tabs.first
        let pager = Pager(visit.query)
        let content = try tab.map { try rows(of: $0, preview, summary, pager) }
        return .page(
            Page(title(summary), in: summary.isReading ? .reconciliation : .imports, hasFault: fault != nil) { html in
                Form.fault(fault?.message, of: fault?.field, to: &html)
                Told.write(visit, to: &html)
                if let news = summary.news { html.element("p", .class("told"), .role("status"), text: news) }
                for sentence in summary.opening { html.element("p", text: sentence) }
                html.element("p") { $0.element("strong", text: "Bilan : " + summary.balance) }
                if !summary.confirmations.isEmpty {
                    html.element("div", .class("attention")) { html in
                        html.element("h2", text: "Attention")
                        html.element("ul") { html in for sentence in summary.confirmations { html.element("li", text: sentence) } }
                    }
                }
                for sentence in summary.closing { html.element("p", .class("told"), text: sentence) }
                let isCorrecting = content?.isCorrecting == true && visit.may(.import)
                approval(visit, preview, summary, isCorrecting ? pager : nil, fault: fault?.field == "nombre" ? fault?.message : nil, &html)
                guard let tab, let content else { return }
                navigation(preview, tabs, tab, &html)
                content.write(visit, &html)
                pager.write(of: tab.count, to: &html) { "\(path(preview))?vue=\(tab.name)&page=\($0)" }
            }, status: status)
    }

    private static func title(_ summary: PreviewSummary) -> String {
        if summary.isReading { return "Rapprochement : les écarts" }
        if summary.hasMistakes { return "Aperçu : des erreurs à corriger" }
        return summary.isEmpty ? "Aperçu : rien à appliquer" : "Aperçu avant d’appliquer"
    }

    /// What carries it out, and what gives it up. Where cells are typed anew, on the page of rows that is given, it is in one form with them: nothing is
    /// applied without what was typed.
    private static func approval(
        _ visit: Visit, _ preview: KeptPreview, _ summary: PreviewSummary, _ corrections: Pager?, fault: String?, _ html: inout HTML
    ) {
        func confirm(_ html: inout HTML) {
            if !summary.confirmations.isEmpty {
                Form.field(
                    "nombre", "Pour confirmer, tapez \(summary.countName)", nil, autocomplete: "off", inputmode: "numeric",
                    isRequired: true, help: "Il est dans le bilan ci-dessus.", fault: fault, to: &html)
            }
            html.element("button", .type("submit"), .formaction(path(preview) + "/appliquer"), text: "Appliquer")
        }
        html.element("div", .class("actions")) { html in
            if let corrections {
                correctionForm(visit, preview, corrections, summary, &html) { html in if !summary.isEmpty { confirm(&html) } }
            } else if !summary.isEmpty, let fingerprint = summary.fingerprint {
                Form.write(path(preview) + "/appliquer", visit, to: &html) { html in
                    Form.hidden(.plan, fingerprint, to: &html)
                    confirm(&html)
                }
            }
            Form.write(path(preview) + "/abandonner", visit, to: &html) { html in
                Form.button(summary.isEmpty ? "Fermer" : "Abandonner, ne rien changer", class: "second", to: &html)
            }
        }
    }

    private static func navigation(_ preview: KeptPreview, _ tabs: [Tab], _ shown: Tab, _ html: inout HTML) {
        html.element("nav", .class("tabs"), .aria(label: "Parties de l’aperçu")) { html in
            html.element("ul") { html in
                for tab in tabs {
                    html.element("li") { html in
                        html.element(
                            "a", .href("\(path(preview))?vue=\(tab.name)"), .aria(current: tab.name == shown.name ? "page" : nil),
                            text: "\(tab.title) (\(tab.count.grouped))")
                    }
                }
            }
        }
    }

    /// What stands in a part, and whether cells are typed anew in it.
    private typealias Content = (isCorrecting: Bool, write: (Visit, inout HTML) -> Void)

    /// The rows of a page of a part.
    private static func rows(of tab: Tab, _ preview: KeptPreview, _ summary: PreviewSummary, _ pager: Pager) throws -> Content {
        switch tab.name {
        case "refus":
            let refused = try preview.refused(page: pager.page - 1)
            let canCorrect = refused.contains { $0.cells != nil }
            return (
                canCorrect, { visit, html in Self.refused(refused, canCorrect: canCorrect && visit.may(.import), visit, preview, &html) }
            )
        case "corrections":
            let corrected = try preview.corrections(page: pager.page - 1)
            return (true, { visit, html in Self.corrected(corrected, visit, preview, &html) })
        case "a-verifier":
            let warnings = try preview.warnings(page: pager.page - 1)
            // Cells are typed anew in an import of dotations alone.
            let canCorrect = if case .importSheet? = try preview.request()?.request { true } else { false }
            return (false, { visit, html in Self.warnings(warnings, canCorrect: canCorrect && visit.may(.import), visit, preview, &html) })
        default:
            guard let table = summary.tables.first(where: { $0.name == tab.name }) else { throw NoSuchPage() }
            let rows = try preview.rows(of: table.name, page: pager.page - 1)
            // What stands between what was and what will be is for a screen without lines.
            let columns = table.columns.indices.filter { !table.columns[$0].isEmpty }
            return (
                false,
                { _, html in
                    Table.write(table.title, columns.map { Table.Title(table.columns[$0]) }, to: &html, rows: rows) { row, html in
                        for column in columns where column < row.count { html.element("td", text: row[column]) }
                    }
                }
            )
        }
    }

    private static func warnings(
        _ warnings: [PreviewWarning], canCorrect: Bool, _ visit: Visit, _ preview: KeptPreview, _ html: inout HTML
    ) {
        Table.write("À vérifier", ["Ligne", "Objet", "Cellule", "Remarque", "Proposition"], to: &html, rows: warnings) { warning, html in
            html.element("td", text: warning.row.map { $0.grouped } ?? "")
            html.element("td", text: warning.subject ?? "")
            html.element("td", text: warning.cell ?? "")
            html.element("td", text: warning.message)
            html.element("td") { html in
                guard canCorrect, let row = warning.row, let suggestion = warning.suggestion else { return }
                Form.write(path(preview) + "/corriger", visit, to: &html) { html in
                    Form.hidden(typed: "email-\(row)", suggestion, to: &html)
                    Form.hidden(.subject, warning.subject, to: &html)
                    Form.button("Mettre \(suggestion) à la ligne \(row)", class: "plain", to: &html)
                }
            }
        }
    }

    static func refusedWorkbook(_ visit: Visit, _ preview: KeptPreview, _ html: inout HTML) {
        guard visit.may(.export) else { return }
        Form.write(path(preview) + "/refus", visit, to: &html) { html in
            Form.button("Exporter les lignes refusées", class: "second", to: &html)
        }
    }

    // MARK: Carrying it out

    private static func apply(_ visit: Visit) throws -> Answer {
        let preview = try preview(visit)
        guard preview.preview.applied == nil else { return .seeOther(path(preview)) }
        guard let fingerprint = visit.form[.plan] else { throw NoSuchPage() }
        if try hasTyped(visit, preview) { return try correct(visit) }
        let typed = visit.form["nombre"].flatMap { Int(typed: $0) }
        return .work(preview, .init(fingerprint: fingerprint, typedCount: typed)) { reply in
            switch reply {
            case .outcome(.applied): return .seeOther(path(preview) + "?fait=applique")
            case .outcome(.changed): return try show(visit, preview, status: 409)
            case .outcome(.refused(let message)): return try show(visit, preview, fault: FormFault("nombre", message), status: 422)
            case .outcome: throw PreviewGone()
            case .fault(let message): return try show(visit, preview, fault: FormFault("contenu", message), status: 422)
            }
        }
    }

    /// What was carried out. The browser's back button leads here as well: nothing is carried out twice.
    private static func done(_ visit: Visit, _ preview: KeptPreview, _ summary: PreviewSummary, at date: String) -> Answer {
        .page(
            Page("Appliqué", in: .imports) { html in
                html.element(
                    "p", .class("told"), .role("status"),
                    text: visit.query["fait"] == nil
                        ? "Déjà appliqué le \(date)."
                        : "C’est fait."
                            + (summary.sendsMail ? " Les e-mails partent l’un après l’autre : la page « E-mails » les suit." : ""))
                for sentence in summary.opening { html.element("p", text: sentence) }
                html.element("p") { $0.element("strong", text: "Bilan : " + summary.balance) }
                if let operation = preview.preview.operation {
                    html.element("p") { html in
                        html.text("C’est l’")
                        html.element("a", .href("/journal/\(operation)"), text: "opération \(operation)")
                        html.text(".")
                    }
                }
                if summary.refusedCount > 0 { refusedWorkbook(visit, preview, &html) }
                html.element("ul") { html in
                    html.element("li") { $0.element("a", .href(summary.origin), text: origin(summary.origin)) }
                    if summary.sendsMail { html.element("li") { $0.element("a", .href("/e-mails"), text: "Suivre les e-mails") } }
                    if summary.origin != Section.imports.path {
                        html.element("li") { $0.element("a", .href("/imports"), text: "Voir les imports et corrections, et en annuler") }
                    }
                }
            })
    }

    /// What the page is called that a plan was asked for in.
    private static func origin(_ path: String) -> String {
        let parts = path.split(separator: "/")
        if parts.count > 1, parts[0] == "commandes", let number = OrderNumber(String(parts[1])) {
            return (parts.count > 2 ? "Voir les dotations de la commande N° " : "Voir la commande N° ") + number.grouped
        }
        return Section.all.first { $0.path == path }.map { "Aller à « \($0.title) »" } ?? "Revenir d’où vous veniez"
    }

    private static func abandon(_ visit: Visit) throws -> Answer {
        guard let person = visit.person else { throw NoSuchPage() }
        let preview = try preview(visit)
        let origin = try preview.summary()?.origin
        try visit.installation.abandon(preview, of: person)
        return .seeOther(origin ?? "/")
    }

    static func refusedRows(_ visit: Visit) throws -> Answer {
        let preview = try preview(visit)
        // Who exports before and after « Appliquer » has two files, of which only the second one knows what was applied.
        let name = preview.preview.applied == nil ? "Lignes_refusées_avant_application" : "Lignes_refusées"
        return .file {
            guard let workbook = try preview.refusedWorkbook() else { throw NoSuchPage() }
            return .init(name: "\(name).\(workbook.isMacroEnabled ? "xlsm" : "xlsx")", bytes: workbook.bytes)
        }
    }
}

/// A preview that is not there any more, or is not this person's, or not this browser's.
struct PreviewGone: Error {}
