internal import DotationAccounts
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// « Fichier protégé »: asks for the password of a file before there is a plan of it.
enum FilePasswordPages {
    static let routes: [Route] = [
        .get("/apercus/{apercu}/mot-de-passe", .permitted(.view), ask),
        .post("/apercus/{apercu}/mot-de-passe", .permitted(.view), open),
    ]

    private static func ask(_ visit: Visit) throws -> Answer {
        let preview = try PreviewPages.preview(visit)
        return preview.preview.applied == nil ? .page(try form(visit, preview)) : .seeOther(PreviewPages.path(preview))
    }

    /// Asks for the password of the file, which is kept meanwhile.
    private static func form(_ visit: Visit, _ preview: KeptPreview, fault: String? = nil) throws -> Page {
        guard let request = try preview.request() else { throw PreviewGone() }
        return Page("Fichier protégé", in: .imports, hasFault: fault != nil) { html in
            Form.fault(fault, of: "password", to: &html)
            let name = request.fileName.map { " « \(VisibleText.of($0, limit: 100)) »" } ?? ""
            html.element("p", text: "Le fichier\(name) est protégé par un mot de passe. Tapez-le pour voir ce qu’il changerait.")
            Form.write(PreviewPages.path(preview) + "/mot-de-passe", visit, to: &html) { html in
                Form.field(
                    "password", "Mot de passe du fichier", nil, type: "password", autocomplete: "off", isRequired: true,
                    help:
                        "Il est gardé chiffré avec le fichier, et effacé avec lui. Les lignes refusées sont exportées avec le même mot de passe.",
                    fault: fault, to: &html)
                Form.button("Ouvrir le fichier", to: &html)
            }
            html.element("p") { $0.element("a", .href(request.origin), text: "Revenir sans l’ouvrir") }
        }
    }

    private static func open(_ visit: Visit) throws -> Answer {
        let preview = try PreviewPages.preview(visit)
        guard preview.preview.applied == nil else { return .seeOther(PreviewPages.path(preview)) }
        guard let password = visit.form["password"], !password.isEmpty else {
            return .page(try form(visit, preview, fault: "Tapez le mot de passe du fichier."), status: 422)
        }
        let origin = try preview.request()?.origin ?? "/"
        return .work(preview, password: password) { reply in
            if case .outcome(.passwordNeeded(let message)) = reply {
                return .page(try form(visit, preview, fault: message), status: 422)
            }
            return try PreviewPages.planned(reply, preview, visit) { PreviewPages.unusable($0, origin) }
        }
    }
}
