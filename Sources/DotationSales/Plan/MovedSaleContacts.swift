internal import DotationText
internal import Dotations

/// What the accepted rows of a sheet of sales take, in one column, from other people, as a column does that was sorted alone or shifted.
///
/// ``MoveCounter`` tells what moved, by the rules of an import.
struct MovedSaleContacts {
    /// An accepted row that takes what is another person's.
    struct Arrival {
        let row: Int
        let value: String
        let holder: String
    }

    /// The accepted rows that take what is another person's.
    private(set) var arrivals: [Arrival] = []
    /// How many values moved; 0 where that is no more than chance.
    private(set) var movedCount = 0

    private struct Ask {
        let row: Int
        let matricule: String
        let value: String
        let key: String
    }

    /// Looks at the sales that a plan records or changes; the ledger says who has which contact before it, on file and with the sales.
    init(_ column: SheetColumn, in plan: SalesPlan, _ ledger: SalesLedger) {
        func key(_ contact: Contact) -> String { ContactKey.of(contact.value(of: column), in: column) }
        func ask(_ row: Int, _ sale: Sale) -> Ask {
            Ask(row: row, matricule: sale.matricule, value: sale.contact.value(of: column), key: key(sale.contact))
        }
        let changed = plan.changed.filter { key($0.old.contact) != key($0.new.contact) }.map { ask($0.row, $0.new) }
        var asks = changed + plan.registered.filter { $0.sale.status == .active }.map { ask($0.row, $0.sale) }
        guard !asks.isEmpty else { return }
        let (asked, askers) = (Set(asks.map(\.key)), Set(asks.map(\.matricule)))
        var holders: [String: Set<String>] = [:]
        var held: [String: Set<String>] = [:]
        func note(_ contact: Contact, of matricule: String) {
            let key = key(contact)
            guard !key.isEmpty else { return }
            if asked.contains(key) { holders[key, default: []].insert(matricule) }
            if askers.contains(matricule) { held[matricule, default: []].insert(key) }
        }
        for person in ledger.roster.people.values { note(person.contact, of: person.matricule) }
        for sale in ledger.sales { note(sale.contact, of: sale.matricule) }
        // What a person has already is taken from nobody.
        asks.removeAll { held[$0.matricule]?.contains($0.key) ?? false || holders[$0.key] == nil }
        var counter = MoveCounter<String>()
        for ask in asks { counter.note(ask.key, givingUp: held[ask.matricule] ?? []) }
        for ask in asks.sorted(by: { $0.row < $1.row }) {
            guard let people = holders[ask.key], let holder = people.min() else { continue }
            arrivals.append(Arrival(row: ask.row, value: ask.value, holder: holder))
            counter.count(
                ask.key, held: held[ask.matricule] ?? [],
                isOneOtherFamilys: people.count == 1 && !ledger.roster.areOneFamily(ask.matricule, holder))
        }
        movedCount = counter.movedCount
    }
}

extension SalesPlan {
    /// Says of each accepted row whose contact it takes, and why a person has to confirm the plan.
    mutating func noteMovedContacts(_ ledger: SalesLedger) {
        var others: [ConfirmationNeed] = []
        for column in [SheetColumn.email, .mobile] {
            let moves = MovedSaleContacts(column, in: self, ledger)
            warnings += moves.arrivals.map { arrival in
                let person = ledger.roster.people[arrival.holder]?.fullName ?? arrival.holder
                return PlannedWarning(
                    row: arrival.row, warning: .ofAnother(column, arrival.value, ValueHolder(person)))
            }
            if moves.movedCount > 0 {
                confirmations.append(.moved(column, count: moves.movedCount))
            } else if column == .email, !moves.arrivals.isEmpty {
                others.append(.emailsOfOthers(count: moves.arrivals.count))
            }
        }
        confirmations += others
        let events = Set(changed.map(\.new.session.event))
        guard !events.isEmpty else { return }
        let count = ledger.sales.count { $0.status == .active && events.contains($0.session.event) }
        let emails = changed.count { $0.old.contact.email != $0.new.contact.email }
        let mobiles = changed.count { $0.old.contact.mobile != $0.new.contact.mobile }
        confirmations += ConfirmationNeed.many(emails: emails, mobiles: mobiles, of: count)
    }
}

extension Roster {
    /// Whether two people have one family name; where it is not known they have not.
    fileprivate func areOneFamily(_ a: String, _ b: String) -> Bool {
        guard let a = people[a], let b = people[b] else { return false }
        let family = Folding.key(a.lastName)
        return !family.isEmpty && family == Folding.key(b.lastName)
    }
}
