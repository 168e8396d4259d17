/// A form of these pages and its fields.
enum Form {
    /// Fields that are kept nowhere: they are typed again.
    static let secretFields: Set = [FormToken.field, "password", "actuel", "second", "etape"]

    /// A form that is sent: its first field shows that it is of these pages.
    static func write(
        _ action: String, _ visit: Visit, id: String? = nil, class name: String? = nil, to html: inout HTML, body: (inout HTML) -> Void
    ) {
        html.element("form", .id(id), .class(name), .method("post"), .action(action), .data("data-once", "")) { html in
            html.void("input", .type("hidden"), .name(FormToken.field), .value(visit.formToken))
            html.form(to: action, id: id, body: body)
        }
    }

    /// A form with a file.
    static func upload(_ action: String, _ visit: Visit, to html: inout HTML, body: (inout HTML) -> Void) {
        if visit.query["motif"] == "fichier" {
            html.element(
                "p", .class("told"), .role("status"),
                text: "Votre session avait pris fin : le fichier que vous avez envoyé n’a pas été gardé. Choisissez-le de nouveau.")
        }
        html.element(
            "form", .class("narrow"), .method("post"), .action(action), .enctype("multipart/form-data"), .data("data-once", ""),
            .data("data-upload", "")
        ) { html in
            // The first field: the file after it is taken from nobody else.
            html.void("input", .type("hidden"), .name(FormToken.field), .value(visit.formToken))
            body(&html)
        }
    }

    /// The box that lets misplaced quotation marks of CSV through.
    static let strayQuotes = (name: "guillemets", label: "CSV : lire aussi les lignes dont un guillemet est mal placé")

    /// A field for a workbook or a CSV file, and how the latter is read.
    static func file(_ name: String, _ label: String, _ visit: Visit, fault: String? = nil, to html: inout HTML) {
        html.element("div", .class(fault == nil ? "field" : "field wrong")) { html in
            html.element("label", .for(name)) { html in
                html.text(label)
                html.element("span", .class("note"), text: " (obligatoire)")
            }
            let description = described(name, nil, fault, to: &html)
            html.void(
                "input", .id(name), .name(name), .type("file"), .accept(Upload.endings.joined(separator: ",")), .required(true),
                .aria(invalid: fault != nil), .aria(describedBy: description))
        }
        check(
            strayQuotes.name, strayQuotes.label, visit.form[strayQuotes.name] != nil,
            help: "L’aperçu donne ces lignes sous « À vérifier ».", to: &html)
    }

    /// A text field with its label, and what is wrong with what was typed.
    static func field(
        _ name: String, _ label: String, _ value: String?, type: String = "text", autocomplete: String? = nil, inputmode: String? = nil,
        isRequired: Bool = false, help: String? = nil, fault: String? = nil, to html: inout HTML
    ) {
        html.element("div", .class(fault == nil ? "field" : "field wrong")) { html in
            html.element("label", .for(name)) { html in
                html.text(label)
                if isRequired { html.element("span", .class("note"), text: " (obligatoire)") }
            }
            let description = described(name, help, fault, to: &html)
            html.void(
                "input", .id(name), .name(name), .type(type), .value(secretFields.contains(name) ? nil : html.kept(name) ?? value),
                .autocomplete(autocomplete), .inputmode(inputmode),
                .required(isRequired), .aria(invalid: fault != nil),
                .aria(describedBy: description))
        }
    }

    /// The list of what is wrong, which gets the focus: each leads to its field.
    static func faults(_ faults: [FormFault], to html: inout HTML) {
        guard !faults.isEmpty else { return }
        html.element("div", .class("faults"), .role("alert"), .tabindex(-1), .data("data-focus", "")) { html in
            html.element("h2", text: faults.count == 1 ? "Il y a une erreur" : "Il y a \(faults.count) erreurs")
            html.element("ul") { html in
                for fault in faults {
                    html.element("li") { html in
                        guard let field = fault.field else { return html.text(fault.message) }
                        html.element("a", .href("#" + field), text: fault.message)
                    }
                }
            }
        }
    }

    /// The one thing that is wrong, where something is.
    static func fault(_ message: String?, of field: String? = nil, to html: inout HTML) {
        if let message { faults([FormFault(field, message)], to: &html) }
    }

    static func button(_ text: String, class name: String? = nil, to html: inout HTML) {
        html.element("button", .type("submit"), .class(name), text: text)
    }
}
