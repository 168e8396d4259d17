internal import Dotations

/// What a form showed of a dotation: its e-mail and its mobile, as of which revision.
struct ShownDotation: CustomStringConvertible {
    let revision: Int
    private let values: ShownValues

    init(_ dotation: Dotation) {
        revision = dotation.revision
        values = ShownValues([dotation.contact.email, dotation.contact.mobile])
    }

    /// Nil where the form is none of these pages.
    init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard let revision = parts.first.flatMap({ Int($0) }) else { return nil }
        self.revision = revision
        values = ShownValues(sent: parts.dropFirst().first ?? "")
    }

    /// What the form sends.
    var description: String { String(revision) + "." + values.description }

    /// What somebody meant who typed in a form that was made before the dotation changed.
    func meant(_ typed: (email: String, mobile: String), of dotation: Dotation) -> (email: String, mobile: String) {
        let meant = values.meant([typed.email, typed.mobile], today: [dotation.contact.email, dotation.contact.mobile])
        return (meant[0], meant[1])
    }

    /// Whether it showed these values, of those that a form holds.
    func showed(email: String?, mobile: String?) -> Bool {
        values.count == 2 && (email.map { values.showed($0, at: 0) } ?? true) && (mobile.map { values.showed($0, at: 1) } ?? true)
    }
}
