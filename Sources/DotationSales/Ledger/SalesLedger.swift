public import Dotations

/// Everything that decides whether a sale may be made: the events, the people and their documents, and what was sold so far.
public struct SalesLedger: Sendable {
    /// The events, the people and their documents.
    public let setup: SaleSetup
    /// The people.
    public let roster: Roster
    /// The end of the history of the store that it was read from, which tells one state of a store from every other; nil where it is of none.
    public let state: Hash256?
    /// Every sale, whatever became of it, in the order of their numbers.
    public private(set) var sales: [Sale]
    /// What they have sold.
    public private(set) var counts = SoldCounts()

    private let sessions: [SaleSession.ID: (event: SaleEvent, session: SaleSession)]
    private let documents: [String: [SupportingDocument]]
    private var holders: [String: Holder] = [:]
    /// Where the last sale of each person in each session is, and for every sale where the one before it is; -1 where there is none.
    private var lastAtPlace: [Place: Int] = [:]
    private var previousAtPlace: [Int] = []
    private var payers: [String: Holder] = [:]

    private struct Place: Hashable {
        let session: SaleSession.ID
        let matricule: String
    }

    /// Whose login an e-mail address is, or whose payment a reference, and in how many active sales.
    private struct Holder {
        let matricule: String
        var count: Int
    }

    /// The ledger of these events and people after these sales, which are taken as they are.
    public init(_ setup: SaleSetup, sales: some Sequence<Sale> = [], state: Hash256? = nil) {
        self.setup = setup
        self.state = state
        roster = Roster(setup.people)
        documents = Dictionary(grouping: setup.documents, by: \.matricule)
        var sessions: [SaleSession.ID: (event: SaleEvent, session: SaleSession)] = [:]
        for event in setup.events {
            for session in event.sessions { sessions[event.id(of: session)] = (event, session) }
        }
        self.sessions = sessions
        self.sales = Array(sales)
        let isSorted = zip(self.sales, self.sales.dropFirst()).allSatisfy { $0.id < $1.id }
        if !isSorted { self.sales.sort { $0.id < $1.id } }
        previousAtPlace.reserveCapacity(self.sales.count)
        for position in self.sales.indices { index(position) }
    }

    /// The events, in the order in which they were given.
    public var events: [SaleEvent] { setup.events }

    /// The number that the next sale gets.
    public var nextID: Sale.ID? { Sale.ID(rawValue: (sales.last?.id.rawValue ?? 0) + 1) }

    /// A session and its event.
    public func session(_ id: SaleSession.ID) -> (event: SaleEvent, session: SaleSession)? { sessions[id] }

    /// The sale of that number.
    public func sale(_ id: Sale.ID) -> Sale? { position(of: id).map { sales[$0] } }

    private func position(of id: Sale.ID) -> Int? {
        var (first, end) = (0, sales.count)
        while first < end {
            let middle = (first + end) / 2
            if sales[middle].id < id { first = middle + 1 } else { end = middle }
        }
        return first < sales.count && sales[first].id == id ? first : nil
    }

    /// The sales of one person in one session, whatever became of them.
    public func sales(of matricule: String, in session: SaleSession.ID) -> [Sale] {
        var found: [Sale] = []
        var position = lastAtPlace[Place(session: session, matricule: matricule)] ?? -1
        while position >= 0 {
            found.append(sales[position])
            position = previousAtPlace[position]
        }
        return found.reversed()
    }

    /// Whose payment it is, where some active sale has it: what was cancelled may have been noted for the wrong person.
    public func payer(of reference: String) -> String? { payers[reference]?.matricule }

    /// What a person handed in.
    public func documents(of matricule: String) -> [SupportingDocument] { documents[matricule] ?? [] }

    /// How many voucher books a person has bought in a session.
    public func held(by matricule: String, in session: SaleSession.ID) -> Int {
        sales(of: matricule, in: session).reduce(0) { $0 + ($1.status == .active ? $1.quantity : 0) }
    }

    func isEmailTaken(_ email: EmailAddress, by matricule: String) -> Bool {
        guard let holder = holders[email.key] else { return false }
        return holder.matricule != matricule
    }

    /// Adds a sale, whose number has to be higher than all before.
    mutating func record(_ sale: Sale) {
        sales.append(sale)
        index(sales.count - 1)
    }

    /// Takes note of the last sale that is not yet noted.
    private mutating func index(_ position: Int) {
        let sale = sales[position]
        previousAtPlace.append(lastAtPlace.updateValue(position, forKey: Place(session: sale.session, matricule: sale.matricule)) ?? -1)
        count(sale, 1)
    }

    mutating func replace(_ sale: Sale) {
        guard let position = position(of: sale.id) else { return }
        count(sales[position], -1)
        sales[position] = sale
        count(sale, 1)
    }

    private mutating func count(_ sale: Sale, _ sign: Int) {
        guard sale.status == .active else { return }
        counts.add(sign * sale.quantity, paid: sign * sale.pricePaid.cents, in: sale.session)
        Self.count(sale, sign, for: sale.contact.email.lowercased(), in: &holders)
        if let reference = sale.reference { Self.count(sale, sign, for: reference, in: &payers) }
    }

    private static func count(_ sale: Sale, _ sign: Int, for key: String, in holders: inout [String: Holder]) {
        var holder = holders[key] ?? Holder(matricule: sale.matricule, count: 0)
        guard holder.matricule == sale.matricule else { return }
        holder.count += sign
        holders[key] = holder.count > 0 ? holder : nil
    }
}
