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
    /// Everybody, by their staff numbers.
    public let people: [Person]
    /// The day by which documents are judged: today, or the nearest day of the registration.
    public let day: CalendarDate
    let today: CalendarDate
    /// Whether everybody is wanted by name.
    let namesPeople: Bool

    /// How many people may take part.
    public var eligibleCount: Int { people.count(where: \.isEligible) }

    /// The keys of the event, and who may take part.
    public func encode(to encoder: any Encoder) throws {
        try event.document(in: ledger, today: today).encode(to: encoder)
        try encoder.write([
            "day": day, "beneficiaries": people.count, "eligible": eligibleCount, "people": namesPeople ? people : nil,
        ])
    }
}

extension Application {
    /// Looks an event up.
    ///
    /// - Throws: `events.unknown`.
    public func event(_ name: String, namesPeople: Bool) throws -> EventDetails {
        try require(.view)
        // Why somebody may not take part tells what their documents say.
        if namesPeople { try require(.viewDocuments) }
        let ledger = try store.salesLedger()
        let event = try ledger.events.named(name)
        let today = try today
        let day = event.registration.map { min(max(today, $0.first), $0.last) } ?? today
        let people = ledger.roster.people.values.sorted { $0.matricule < $1.matricule }.map { person in
            let refusals = event.refusals(for: ledger.documents(of: person.matricule), on: day)
            return EventDetails.Person(beneficiary: person, reasons: refusals.map { ReasonDocument($0) })
        }
        return EventDetails(event: event, ledger: ledger, people: people, day: day, today: today, namesPeople: namesPeople)
    }
}
