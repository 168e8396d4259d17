/// A document as it is typed, and what is wrong with it.
struct TypedDocument {
    /// The document that is changed; nil for a new one.
    var version: String?
    var kind = "", amount = "", validUntil = ""
    /// What the button says that was pressed.
    var decision = ""
    var faults: [FormFault] = []

    /// An empty form, and what is wrong.
    init(faults: [FormFault] = []) { self.faults = faults }

    /// A form that was sent.
    init(_ form: Fields) {
        (version, kind, decision) = (form[.document], form["nature"] ?? "", form[.decision] ?? "")
        (amount, validUntil) = (form.text("montant") ?? "", form.text("validite") ?? "")
    }

    /// All that makes it what it is.
    var parts: [String] { [version ?? "", kind, amount, validUntil, decision] }

    /// What is wrong with a field; nil where nothing is.
    func fault(_ field: String) -> String? { faults[field] }
}
