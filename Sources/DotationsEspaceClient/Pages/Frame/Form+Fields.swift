internal import DotationSheets
internal import Dotations

extension Form {
    /// What a field is described by: how it is filled in, and what is wrong with it.
    static func described(_ name: String, _ help: String?, _ fault: String?, to html: inout HTML) -> String? {
        if let help { html.element("p", .id("aide-\(name)"), .class("note"), text: help) }
        if let fault { html.element("p", .id("faute-\(name)"), .class("fault"), text: "Erreur : " + fault) }
        let ids = [help.map { _ in "aide-\(name)" }, fault.map { _ in "faute-\(name)" }].compactMap(\.self)
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }

    /// A text of several lines.
    static func area(
        _ name: String, _ label: String, _ value: String?, rows: Int = 4, help: String? = nil, fault: String? = nil, to html: inout HTML
    ) {
        html.element("div", .class(fault == nil ? "field" : "field wrong")) { html in
            html.element("label", .for(name), text: label)
            let description = described(name, help, fault, to: &html)
            // A browser drops a line break that stands right after the tag, so one more is written (HTML, 13.2.6.4.7).
            html.element(
                "textarea", .id(name), .name(name), .rows(rows), .aria(invalid: fault != nil), .aria(describedBy: description),
                text: "\n" + (html.kept(name) ?? value ?? ""))
        }
    }

    /// A box to be ticked.
    static func check(
        _ name: String, _ label: String, _ isChecked: Bool, isRequired: Bool = false, help: String? = nil, fault: String? = nil,
        to html: inout HTML
    ) {
        html.element("div", .class(fault == nil ? "field check" : "field check wrong")) { html in
            let description = described(name, help, fault, to: &html)
            html.void(
                "input", .id(name), .name(name), .type("checkbox"), .value("oui"), .checked(html.isTicked(name, isChecked)),
                .required(isRequired),
                .aria(invalid: fault != nil), .aria(describedBy: description))
            html.element("label", .for(name)) { html in
                html.text(label)
                if isRequired { html.element("span", .class("note"), text: " (obligatoire)") }
            }
        }
    }

    /// One of several values; the first option stands for none where its value is empty.
    static func select(
        _ name: String, _ label: String, _ options: [(value: String, text: String)], _ value: String?, isRequired: Bool = false,
        help: String? = nil, fault: String? = nil, to html: inout HTML
    ) {
        html.element("div", .class(fault == nil ? "field" : "field wrong")) { html in
            html.element("label", .for(name)) { html in
                html.text(label)
                if isRequired { html.element("span", .class("note"), text: " (obligatoire)") }
            }
            let description = described(name, help, fault, to: &html)
            html.element(
                "select", .id(name), .name(name), .required(isRequired), .aria(invalid: fault != nil), .aria(describedBy: description)
            ) { html in
                let chosen = html.kept(name) ?? value ?? ""
                for option in options {
                    html.element("option", .value(option.value), .selected(option.value == chosen), text: option.text)
                }
            }
        }
    }

    /// A day: chosen in the browser's calendar, unless what was typed is none.
    static func day(
        _ name: String, _ label: String, _ value: String?, isRequired: Bool = false, help: String? = nil, fault: String? = nil,
        to html: inout HTML
    ) {
        let shown = html.kept(name) ?? value.flatMap { CalendarDate(typed: $0)?.description } ?? value ?? ""
        // A calendar shows no day that is written otherwise than HTML has it.
        let isDay = shown.isEmpty || CalendarDate(typed: shown)?.description == shown
        field(name, label, shown, type: isDay ? "date" : "text", isRequired: isRequired, help: help, fault: fault, to: &html)
    }

    /// What a form holds beside what is typed; where there is no value it has no such field.
    static func hidden(_ field: UntypedField, _ value: String?, to html: inout HTML) {
        hidden(typed: field.rawValue, (field.isSeen ? html.kept(field.rawValue) : nil) ?? value, to: &html)
    }

    /// A value that was typed in another form, and is sent with this one. Without a value the form has no such field.
    static func hidden(typed name: String, _ value: String?, to html: inout HTML) {
        guard let value else { return }
        html.void("input", .type("hidden"), .name(name), .value(value))
    }

    /// A button that says which of several it is, and may give a file.
    static func button(
        _ text: String, name: UntypedField, value: String, class style: String? = nil, form: String? = nil, label: String? = nil,
        isUnfinished: Bool = false, givesFile: Bool = false, to html: inout HTML
    ) {
        html.element(
            "button", .type("submit"), .name(name.rawValue), .value(value), .class(style), .form(form), .aria(label: label),
            .formnovalidate(isUnfinished), .data("data-file", givesFile ? "" : nil), text: text)
    }

    /// What the Enter key presses in a form of several buttons: the first of them, which is this one.
    static func enterButton(_ text: String, to html: inout HTML) {
        html.element("button", .type("submit"), .class("unseen"), .tabindex(-1), .formnovalidate(true), text: text)
    }

    /// Fields that belong together, under a title; those that have just come get the focus.
    static func group(_ title: String, isFocused: Bool = false, to html: inout HTML, body: (inout HTML) -> Void) {
        html.element("fieldset", .tabindex(isFocused ? -1 : nil), .data("data-focus", isFocused ? "" : nil)) { html in
            html.element("legend", text: title)
            body(&html)
        }
    }
}
