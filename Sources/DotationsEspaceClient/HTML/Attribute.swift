/// An attribute of an element. There is none that holds a script or a style.
struct Attribute {
    let name: StaticString
    /// What stands before the value. Where many elements have it, as those of a table do, no text is put together for each.
    let lead: StaticString
    /// Nil where the element does not have it.
    let value: String?

    private init(_ name: StaticString, _ value: String?, after lead: StaticString = "") {
        (self.name, self.lead, self.value) = (name, lead, value)
    }
    private init(_ name: StaticString, if isPresent: Bool) { self.init(name, isPresent ? "" : nil) }

    static func id(_ text: String?) -> Attribute { Attribute("id", text) }
    static func id(_ lead: StaticString, _ text: String) -> Attribute { Attribute("id", text, after: lead) }
    static func `class`(_ text: String?) -> Attribute { Attribute("class", text) }
    static func lang(_ text: String) -> Attribute { Attribute("lang", text) }
    static func title(_ text: String?) -> Attribute { Attribute("title", text) }
    static func role(_ text: String) -> Attribute { Attribute("role", text) }
    static func tabindex(_ number: Int?) -> Attribute { Attribute("tabindex", number.map(String.init)) }
    static func aria(label text: String?) -> Attribute { Attribute("aria-label", text) }
    static func aria(label lead: StaticString, _ text: String) -> Attribute { Attribute("aria-label", text, after: lead) }
    static func aria(labelledBy id: String?) -> Attribute { Attribute("aria-labelledby", id) }
    static func aria(describedBy id: String?) -> Attribute { Attribute("aria-describedby", id) }
    static func aria(current text: String?) -> Attribute { Attribute("aria-current", text) }
    static func aria(sort text: String?) -> Attribute { Attribute("aria-sort", text) }
    static func aria(live text: String) -> Attribute { Attribute("aria-live", text) }
    static func aria(invalid isInvalid: Bool) -> Attribute { Attribute("aria-invalid", isInvalid ? "true" : nil) }

    /// A path of these pages, or an address that the program itself has: never one that somebody typed.
    static func href(_ path: String) -> Attribute { Attribute("href", path) }
    /// An address elsewhere that somebody typed: as a link only where it is one of the web that is encrypted.
    static func external(_ address: String) -> Attribute { Attribute("href", WebAddress(address)?.text) }
    static func rel(_ text: String) -> Attribute { Attribute("rel", text) }
    static func src(_ path: String) -> Attribute { Attribute("src", path) }
    /// What a frame may do: nothing where it is empty.
    static func sandbox(_ text: String) -> Attribute { Attribute("sandbox", text) }
    static func type(_ text: String) -> Attribute { Attribute("type", text) }

    static func action(_ path: String) -> Attribute { Attribute("action", path) }
    /// Where a button sends its form to, in the place of the form's own.
    static func formaction(_ path: String) -> Attribute { Attribute("formaction", path) }
    static func method(_ text: String) -> Attribute { Attribute("method", text) }
    static func enctype(_ text: String) -> Attribute { Attribute("enctype", text) }
    static func accept(_ text: String) -> Attribute { Attribute("accept", text) }
    static func name(_ text: String) -> Attribute { Attribute("name", text) }
    static func name(_ lead: StaticString, _ text: String) -> Attribute { Attribute("name", text, after: lead) }
    static func value(_ text: String?) -> Attribute { Attribute("value", text) }
    static func content(_ text: String) -> Attribute { Attribute("content", text) }
    static func charset(_ text: String) -> Attribute { Attribute("charset", text) }
    static func `for`(_ id: String) -> Attribute { Attribute("for", id) }
    static func form(_ id: String?) -> Attribute { Attribute("form", id) }
    static func autocomplete(_ text: String?) -> Attribute { Attribute("autocomplete", text) }
    static func inputmode(_ text: String?) -> Attribute { Attribute("inputmode", text) }
    static func required(_ isRequired: Bool) -> Attribute { Attribute("required", if: isRequired) }
    static func checked(_ isChecked: Bool) -> Attribute { Attribute("checked", if: isChecked) }
    static func selected(_ isSelected: Bool) -> Attribute { Attribute("selected", if: isSelected) }
    static func rows(_ number: Int) -> Attribute { Attribute("rows", String(number)) }
    /// That a button sends a form which is not finished.
    static func formnovalidate(_ isPresent: Bool) -> Attribute { Attribute("formnovalidate", if: isPresent) }
    static func scope(_ text: String) -> Attribute { Attribute("scope", text) }

    static func aria(hidden isHidden: Bool) -> Attribute { Attribute("aria-hidden", isHidden ? "true" : nil) }
    static func viewBox(_ text: String) -> Attribute { Attribute("viewBox", text) }
    static func preserveAspectRatio(_ text: String) -> Attribute { Attribute("preserveAspectRatio", text) }
    static func width(_ units: Int) -> Attribute { Attribute("width", String(units)) }
    static func height(_ units: Int) -> Attribute { Attribute("height", String(units)) }
    static func d(_ path: String) -> Attribute { Attribute("d", path) }

    /// What the module of the pages looks for.
    static func data(_ name: StaticString, _ text: String?) -> Attribute { Attribute(name, text) }
}
