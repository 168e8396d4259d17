internal import DotationText
public import Dotations

/// The sale of vouchers at one tariff to those who meet its criteria (« événement », HappyPal: « Comment configurer un événement »).
///
/// An event is known by its name: two names that differ in case, accents, punctuation and spaces alone are the same.
public struct SaleEvent: Sendable, Hashable, Identifiable {
    /// An event's name, folded.
    public struct ID: Sendable, Hashable, Comparable {
        /// The folded name.
        public let key: String

        /// The identifier that a name gives.
        public init(name: String) { key = Folding.key(name) }

        package init(key: String) { self.key = key }

        /// In the order of the folded names.
        public static func < (a: Self, b: Self) -> Bool { a.key < b.key }
    }

    /// The name, as it was first written.
    public let name: String
    /// What it is about.
    public let description: String
    /// The names or addresses of its images.
    public let images: [String]
    /// Whether each participation verifies the person's own e-mail address and mobile number. An event for vouchers has to.
    public let verifiesContacts: Bool
    /// « Maximum de participations »: how many voucher books can be sold in all its sessions, where that is limited.
    public let maximum: Int?
    /// What a person has to prove, all of it; nothing where everybody may take part.
    public package(set) var criteria: [Criterion]
    /// The sessions, one for each face value.
    public package(set) var sessions: [SaleSession]
    /// The day on which it was withdrawn; nil while it is on sale. A workbook never says it: loading an event puts it back on sale.
    public let withdrawn: CalendarDate?
    /// The folded name.
    public let id: ID

    /// An event.
    public init(
        name: String, description: String = "", images: [String] = [], verifiesContacts: Bool, maximum: Int? = nil,
        criteria: [Criterion] = [], sessions: [SaleSession], withdrawn: CalendarDate? = nil
    ) {
        self.name = name
        self.description = description
        self.images = images
        self.verifiesContacts = verifiesContacts
        self.maximum = maximum
        self.criteria = criteria
        self.sessions = sessions
        self.withdrawn = withdrawn
        id = ID(name: name)
    }

    /// The identifier of one of its sessions.
    public func id(of session: SaleSession) -> SaleSession.ID { SaleSession.ID(event: id, session: session.name) }
}
