internal import DotationSales
internal import Dotations

/// How the history keeps what was loaded or typed of events, people and documents.
///
/// What it is about stands in the reasons, which are never emptied: events and sessions by their names, people by their numbers. The values of events stand where
/// statuses do, and stay as these do. Those of people and documents stand where e-mail addresses do, and are emptied when their time is over.
extension AuditRecord {
    /// What joins the parts of what it is about; it is left out of names.
    private static let separator: Character = "\u{1F}"

    /// `person` is the number of whom it is about.
    init(setup change: SetupChange, person: Int?) {
        var parts: [String]
        var isPersonal = false
        switch change.subject {
        case .event(let name): parts = ["event", change.act.name, name]
        case .session(let name, let event): parts = ["session", change.act.name, name, event]
        case .person:
            parts = ["person", change.act.name, person.map(String.init) ?? ""]
            isPersonal = true
        case .documents(let kind, _):
            parts = ["documents", kind.rawValue, person.map(String.init) ?? ""]
            isPersonal = true
        }
        parts = parts.map { $0.filter { $0 != Self.separator } }
        self.init(.setup, dotation: nil, reasons: parts.joined(separator: String(Self.separator)))
        guard case .changed(_, let old, let new) = change.act else { return }
        if isPersonal { email = (old.stored, new.stored) } else { status = (old.stored, new.stored) }
    }

    /// The number of the person whom reasons are about; nil where they are about none.
    static func person(ofSetup reasons: String) -> Int? {
        let parts = reasons.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.count == 3, ["person", "documents"].contains(parts[0]) else { return nil }
        return Int(parts[2])
    }

    /// Reads what was changed; nil where it is none. `matricule` is the staff number of whom it is about.
    static func setup(_ reasons: String, values: (old: String, new: String), matricule: String) -> SetupChange? {
        let parts = reasons.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 3 else { return nil }
        func value(_ text: String) -> SetupValue? { SetupValue(stored: text, matricule: matricule) }
        func act(_ name: String) -> SetupChange.Act? {
            switch name {
            case "added": return .added
            case "removed": return .removed
            default:
                guard let field = SetupChange.Field(rawValue: name), let old = value(values.old), let new = value(values.new) else {
                    return nil
                }
                return .changed(field, old: old, new: new)
            }
        }
        switch parts[0] {
        case "event": return act(parts[1]).map { SetupChange(.event(parts[2]), $0) }
        case "session" where parts.count == 4: return act(parts[1]).map { SetupChange(.session(parts[2], event: parts[3]), $0) }
        case "person": return act(parts[1]).map { SetupChange(.person(matricule: matricule), $0) }
        case "documents":
            guard let kind = SupportingDocument.Kind(rawValue: parts[1]) else { return nil }
            return act(SetupChange.Field.documents.rawValue).map { SetupChange(.documents(kind, matricule: matricule), $0) }
        default: return nil
        }
    }
}
