/// A field that nobody types in: it says what a form is about, what it showed, or which of its buttons was pressed.
enum UntypedField: String {
    // What the form is about.
    case document = "justificatif"
    case session
    case sessionCount = "sessions"
    case subject = "objet"
    case page
    case origin = "retour"

    // What the form showed.
    case revision, version, plan
    case seen = "vu"

    // What is asked for.
    case request = "demande"
    case confirmation = "confirmer"
    case decision
    case addSession = "ajouter"
    case correction = "corriger"
    case export = "exporter"
    case removal = "retirer"
    case back = "revenir"

    /// Whether it says what somebody saw who typed. It then stays as it was in a form that is filled in again, so that a change in between is found.
    var isSeen: Bool { [.revision, .version, .seen].contains(self) }

    /// The field of that name, which may have the number of a row after it; nil where it is one that somebody types in.
    init?(named name: String) {
        guard let field = name.split(separator: "-", maxSplits: 1).first.flatMap({ UntypedField(rawValue: String($0)) }) else { return nil }
        guard field.rawValue == name || field == .revision else { return nil }
        self = field
    }
}

extension Fields {
    /// The value of a field that nobody types in; nil where there is none.
    subscript(field: UntypedField) -> String? { self[field.rawValue] }
}
