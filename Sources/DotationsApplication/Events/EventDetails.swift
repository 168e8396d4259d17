internal import DotationAccounts
public import DotationSales
internal import DotationStore
public import Dotations

/// One event, what it has sold, and who may take part.
public struct EventDetails: Encodable {
    /// A person, and why they may not take part.
    public struct Person: Encodable {
        /// The person.
        public let beneficiary: Beneficiary
        /// Why they may not; empty where they may.
        public let reasons: [ReasonDocument]
        /// Whether they may.
        public var isEligible: Bool { reasons.isEmpty }

        /// The person and the reasons.
        public func encode(to encoder: any Encoder) throws {
            try encoder.write([
                "matricule": beneficiary.matricule, "nom": beneficiary.lastName, "prenom": beneficiary.firstName, "eligible": isEligible,
                "reasons": reasons,
            ])
        }
    }

    /// The event.
    public let event: SaleEvent
    /// What it has sold.
    public let counts: SoldCounts
    /// What its sessions have sold.
    public let figures: [SessionFigures]
    /// Everybody, by their staff numbers; nil where they are not wanted by name.
    public let people: [Person]?
    /// How many people there are.
    public let peopleCount: Int
    /// How many of them may take part.
    public let eligibleCount: Int
    /// The day by which documents are judged: today, or the nearest day of the registration.
    public let day: CalendarDate
    let today: CalendarDate

    /// What tells the event from what others may have made of it since: somebody who changes it says which they have seen.
    public var version: String {
        var encoder = HashEncoder()
        encoder.append(event)
        return String(encoder.digest.description.prefix(32))
    }

    /// Where it is in its registration.
    public var phase: SaleEvent.Phase { event.phase(on: today) }

    /// The keys of the event, and who may take part.
    public func encode(to encoder: any Encoder) throws {
        try event.document(counts, today: today).encode(to: encoder)
        try encoder.write([
            "day": day, "beneficiaries": peopleCount, "eligible": eligibleCount, "people": people,
        ])
    }
}

extension Application {
    /// Looks an event up.
    ///
    /// - Throws: `events.unknown`.
    public func event(_ name: String, namesPeople: Bool) throws -> EventDetails {
        try event(namesPeople: namesPeople) { events in
            let id = try events.named(name).id
            return events.firstIndex { $0.id == id }
        }
    }

    /// Looks an event up by its number.
    ///
    /// - Throws: ``StoreError`` `eventUnknown`.
    public func event(numbered number: Int, namesPeople: Bool) throws -> EventDetails {
        try event(namesPeople: namesPeople) { events in events[numbered: number].map { _ in number - 1 } }
    }

    private func event(namesPeople: Bool, find: ([SaleEvent]) throws -> Int?) throws -> EventDetails {
        try require(.view)
        // Why somebody may not take part tells what their documents say.
        if namesPeople { try require(.viewDocuments) }
        let list = try events()
        guard let index = try find(list.events) else { throw StoreError(.eventUnknown, "The event does not exist.") }
        let event = list.events[index]
        let day = event.registration?.nearest(to: list.today) ?? list.today
        let counts = try store.beneficiaryCounts(for: event, on: day)
        return EventDetails(
            event: event, counts: list.counts, figures: list.figures(at: index),
            people: namesPeople ? try people(for: event, on: day) : nil, peopleCount: counts.all, eligibleCount: counts.eligible, day: day,
            today: list.today)
    }

    private func people(for event: SaleEvent, on day: CalendarDate) throws -> [EventDetails.Person] {
        let setup = try store.saleSetup()
        let documents = Dictionary(grouping: setup.documents, by: \.matricule)
        return setup.people.sorted { $0.matricule < $1.matricule }.map { person in
            let refusals = event.refusals(for: documents[person.matricule] ?? [], on: day)
            return EventDetails.Person(beneficiary: person, reasons: refusals.map { ReasonDocument($0) })
        }
    }
}
