public import DotationSales
internal import DotationStore
public import Dotations

/// One event, what it has sold, and who may take part.
public struct ShowEvent {
    /// Who may take part.
    public struct Eligibility: Encodable, Sendable {
        /// The day by which documents are judged: today, or the nearest day of the registration.
        public let day: CalendarDate
        /// How many people there are.
        public let beneficiaries: Int
        /// How many of them may take part.
        public let eligible: Int
        /// Everybody, by their staff numbers, where that was asked for.
        @Null public var people: [Person]?
    }

    /// A person, and why they may not take part.
    public struct Person: Encodable, Sendable {
        /// The staff number.
        public let matricule: String
        let nom, prenom: String
        /// Whether they may.
        public let eligible: Bool
        /// Why they may not.
        public let reasons: [ReasonDocument]
        /// The names, the last one first.
        public var fullName: String { [nom, prenom].filter { !$0.isEmpty }.joined(separator: " ") }
    }

    /// What there is.
    public struct Result: Encodable, Sendable {
        /// The event.
        public let event: SaleEvent
        /// The events and their sales.
        public let ledger: SalesLedger
        let document: EventDocument
        /// Who may take part.
        public let eligibility: Eligibility

        /// The keys of the event, and who may take part.
        public func encode(to encoder: any Encoder) throws { try Merged(document, eligibility).encode(to: encoder) }
    }

    private let application: Application
    private let name: String
    private let namesPeople: Bool

    /// The event of a name; `namesPeople` says whether everybody is wanted by name.
    public init(_ name: String, namesPeople: Bool, application: Application) {
        self.name = name
        self.namesPeople = namesPeople
        self.application = application
    }

    /// Looks it up.
    ///
    /// - Throws: `events.unknown`.
    public func run() throws -> Result {
        let ledger = try application.store.salesLedger()
        let event = try ledger.events.named(name)
        let today = try application.today
        let day = event.registration.map { min(max(today, $0.first), $0.last) } ?? today
        let people = ledger.roster.people.values.sorted { $0.matricule < $1.matricule }.map { person in
            let refusals = event.refusals(for: ledger.documents(of: person.matricule), on: day)
            return Person(
                matricule: person.matricule, nom: person.lastName, prenom: person.firstName, eligible: refusals.isEmpty,
                reasons: refusals.map { ReasonDocument($0) })
        }
        return Result(
            event: event, ledger: ledger, document: EventDocument(event, in: ledger, today: today),
            eligibility: Eligibility(
                day: day, beneficiaries: people.count, eligible: people.count(where: \.eligible), people: namesPeople ? people : nil))
    }
}
