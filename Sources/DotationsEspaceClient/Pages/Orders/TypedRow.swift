internal import Dotations

/// What a form of several dotations holds of one of them.
struct TypedRow {
    let id: Dotation.ID
    let email, mobile: String?
    let shown: ShownDotation

    /// What a form holds of a dotation, under names that are that dotation's, or under the names of a form that has only one; nil where it holds nothing.
    init?(_ id: Dotation.ID, in form: Fields) {
        func field(_ name: String) -> String? { form["\(name)-\(id)"] ?? form[name] }
        guard let shown = field("revision").flatMap(ShownDotation.init) else { return nil }
        (self.id, email, mobile, self.shown) = (id, field("email"), field("telephone"), shown)
    }

    /// Whether somebody typed another value than was shown.
    var isTyped: Bool { !shown.showed(email: email, mobile: mobile) }

    /// The names of its fields.
    private static func names(_ id: Dotation.ID) -> [String] { ["email", "telephone", "revision"].map { "\($0)-\(id)" } }

    /// The rows of a form in which somebody typed something, by their dotations; none of a form that has only one.
    static func typed(in form: Fields) -> [TypedRow] { all(in: form).filter(\.isTyped).sorted { $0.id < $1.id } }

    private static func all(in form: Fields) -> [TypedRow] {
        form.all.keys.compactMap { name in
            let parts = name.split(separator: "-")
            guard parts.count == 2, parts[0] == "revision", let id = Dotation.ID(String(parts[1])) else { return nil }
            return TypedRow(id, in: form)
        }
    }

    /// The fields of rows in which nobody typed anything: they say what is stored.
    static func untouched(in form: Fields) -> Set<String> { Set(all(in: form).filter { !$0.isTyped }.flatMap { names($0.id) }) }

    /// The fields of those rows alone.
    static func fields(of rows: [TypedRow], in form: Fields) -> [(name: String, value: String)] {
        rows.flatMap { names($0.id) }.compactMap { name in form[name].map { (name, $0) } }
    }
}
