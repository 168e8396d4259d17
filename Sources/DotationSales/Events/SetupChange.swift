internal import Dotations

/// One thing that loading a setup changes of what there is.
public struct SetupChange: Sendable, Hashable {
    /// What it is a change of.
    public enum Subject: Sendable, Hashable {
        /// The event of a name.
        case event(String)
        /// A session of an event, each by its name.
        case session(String, event: String)
        /// The person of a staff number.
        case person(matricule: String)
        /// What a person handed in to prove one thing.
        case documents(SupportingDocument.Kind, matricule: String)
    }

    /// What becomes of it.
    public enum Act: Sendable, Hashable {
        /// There was none.
        case added
        /// There is none any more.
        case removed
        /// A value takes the place of another.
        case changed(Field, old: SetupValue, new: SetupValue)

        /// What it is called in the history and in JSON: by the value that changes, where one does.
        package var name: String {
            switch self {
            case .added: "added"
            case .removed: "removed"
            case .changed(let field, _, _): field.rawValue
            }
        }
    }

    /// A value that changes.
    public enum Field: String, Sendable, CaseIterable {
        case name, description, images, maximum, sessions
        /// The day on which an event was withdrawn.
        case withdrawal
        case referenceTaxIncome, familyQuotient, schoolCertificate, salaryBracket
        case faceValue, price, dates, registration, address, places, cap
        case matricule, lastName, firstName, email, mobile
        /// All documents of a kind.
        case documents

        /// The criterion of a kind.
        init(_ kind: SupportingDocument.Kind) {
            self =
                switch kind {
                case .referenceTaxIncome: .referenceTaxIncome
                case .familyQuotient: .familyQuotient
                case .schoolCertificate: .schoolCertificate
                case .salaryBracket: .salaryBracket
                }
        }
    }

    /// What it is a change of.
    public let subject: Subject
    /// What becomes of it.
    public let act: Act

    /// A change.
    public init(_ subject: Subject, _ act: Act) {
        self.subject = subject
        self.act = act
    }
}

extension SaleSetup {
    /// What changes once another setup is loaded over this one, in the order of the other: its events with their sessions, its people, its documents.
    public func changes(loading other: SaleSetup) -> [SetupChange] {
        let known = Dictionary(events.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let people = Dictionary(people.map { ($0.matricule, $0) }, uniquingKeysWith: { first, _ in first })
        return other.events.flatMap { $0.changes(from: known[$0.id]) } + other.people.flatMap { $0.changes(from: people[$0.matricule]) }
            + documentChanges(loading: other).map { change in
                SetupChange(
                    .documents(change.kind, matricule: change.matricule),
                    .changed(.documents, old: .documents(change.old), new: .documents(change.new)))
            }
    }
}

extension SaleEvent {
    fileprivate func changes(from old: SaleEvent?) -> [SetupChange] {
        let subject = SetupChange.Subject.event(name)
        guard let old else {
            return [SetupChange(subject, .added)] + sessions.map { SetupChange(.session($0.name, event: name), .added) }
        }
        var changes = subject.changes([
            (.withdrawal, .day(old.withdrawn), .day(withdrawn)), (.name, .text(old.name), .text(name)),
            (.description, .text(old.description), .text(description)),
            (.images, .text(old.images.joined(separator: "\n")), .text(images.joined(separator: "\n"))),
            (.maximum, .count(old.maximum), .count(maximum)),
        ])
        changes += subject.changes(
            SupportingDocument.Kind.allCases.map { kind in
                func bracket(_ event: SaleEvent) -> Bracket? { event.criteria.first { $0.kind == kind }?.bracket }
                return (SetupChange.Field(kind), .bracket(bracket(old)), .bracket(bracket(self)))
            })
        let before = Dictionary(old.sessions.map { (old.id(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
        for session in sessions { changes += session.changes(from: before[id(of: session)], in: name) }
        let kept = Set(sessions.map { id(of: $0) })
        for session in old.sessions where !kept.contains(old.id(of: session)) {
            changes.append(SetupChange(.session(session.name, event: name), .removed))
        }
        let order = old.sessions.filter { kept.contains(old.id(of: $0)) }
        let newOrder = sessions.filter { before[id(of: $0)] != nil }
        if order.map({ old.id(of: $0) }) != newOrder.map({ id(of: $0) }) {
            changes += subject.changes([(.sessions, .names(order), .names(newOrder))])
        }
        return changes
    }
}

extension SaleSession {
    fileprivate func changes(from old: SaleSession?, in event: String) -> [SetupChange] {
        let subject = SetupChange.Subject.session(name, event: event)
        guard let old else { return [SetupChange(subject, .added)] }
        return subject.changes([
            (.name, .text(old.name), .text(name)), (.faceValue, .amount(old.faceValue), .amount(faceValue)),
            (.price, .amount(old.price), .amount(price)), (.registration, .period(old.registration), .period(registration)),
            (.dates, .period(old.dates), .period(dates)), (.address, .text(old.address), .text(address)),
            (.places, .count(old.placesPerBeneficiary), .count(placesPerBeneficiary)), (.cap, .count(old.cap), .count(cap)),
        ])
    }
}

extension Beneficiary {
    fileprivate func changes(from old: Beneficiary?) -> [SetupChange] {
        let subject = SetupChange.Subject.person(matricule: matricule)
        guard let old else { return [SetupChange(subject, .added)] }
        guard self != old else { return [] }
        return subject.changes([
            (.lastName, .text(old.lastName), .text(lastName)), (.firstName, .text(old.firstName), .text(firstName)),
            (.email, .text(old.contact.email), .text(contact.email)), (.mobile, .text(old.contact.mobile), .text(contact.mobile)),
        ])
    }
}

extension SetupChange.Subject {
    fileprivate func changes(_ values: [(field: SetupChange.Field, old: SetupValue, new: SetupValue)]) -> [SetupChange] {
        values.filter { $0.old != $0.new }.map { SetupChange(self, .changed($0.field, old: $0.old, new: $0.new)) }
    }
}

extension SetupValue {
    fileprivate static func names(_ sessions: [SaleSession]) -> SetupValue { .text(sessions.map(\.name).joined(separator: "\n")) }
}
