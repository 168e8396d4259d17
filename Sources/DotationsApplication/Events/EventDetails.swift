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
    /// The events and their sales.
    public let ledger: SalesLedger
    /// The day by which documents are judged: today, or the nearest day of the registration.
    public let day: CalendarDate
    let today: CalendarDate
    /// Whether everybody is wanted by name.
    let namesPeople: Bool

    /// What tells the event from what others may have made of it since: somebody who changes it says which they have seen.
    public var version: String {
        var encoder = HashEncoder()
        encoder.append(event)
        return String(encoder.digest.description.prefix(32))
    }

    /// What its sessions have sold.
    public var figures: [SessionFigures] {
        ledger.number(of: event.id).map { ledger.figures(today: today)[$0 - 1] } ?? []
    }

    /// Where it is in its registration.
    public var phase: SaleEvent.Phase { event.phase(on: today) }

    /// Everybody, by their staff numbers.
    public var people: [Person] {
        ledger.roster.people.values.sorted { $0.matricule < $1.matricule }.map { person in
            Person(beneficiary: person, reasons: refusals(of: person).map { ReasonDocument($0) })
        }
    }

    /// How many people there are.
    public var peopleCount: Int { ledger.roster.people.count }

    /// How many of them may take part.
    public var eligibleCount: Int { ledger.roster.people.values.count { refusals(of: $0).isEmpty } }

    private func refusals(of person: Beneficiary) -> [SaleRefusal] {
        event.refusals(for: ledger.documents(of: person.matricule), on: day)
    }

    /// The keys of the event, and who may take part.
    public func encode(to encoder: any Encoder) throws {
        try event.document(in: ledger, today: today).encode(to: encoder)
        try encoder.write([
            "day": day, "beneficiaries": peopleCount, "eligible": eligibleCount, "people": namesPeople ? people : nil,
        ])
    }
}

extension Application {
    /// Looks an event up.
    ///
    /// - Throws: `events.unknown`.
    public func event(_ name: String, namesPeople: Bool) throws -> EventDetails {
        try event(namesPeople: namesPeople) { try $0.events.named(name) }
    }

    /// Looks an event up by its number.
    ///
    /// - Throws: ``StoreError`` `eventUnknown`.
    public func event(numbered number: Int, namesPeople: Bool) throws -> EventDetails {
        try event(namesPeople: namesPeople) { ledger in
            guard let event = ledger.event(numbered: number) else { throw StoreError(.eventUnknown, "The event does not exist.") }
            return event
        }
    }

    private func event(namesPeople: Bool, find: (SalesLedger) throws -> SaleEvent) throws -> EventDetails {
        try require(.view)
        // Why somebody may not take part tells what their documents say.
        if namesPeople { try require(.viewDocuments) }
        let ledger = try store.salesLedger()
        let event = try find(ledger)
        let today = try today
        let day = event.registration?.nearest(to: today) ?? today
        return EventDetails(event: event, ledger: ledger, day: day, today: today, namesPeople: namesPeople)
    }
}
