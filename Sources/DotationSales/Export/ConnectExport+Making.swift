public import Dotations

extension ConnectExport {
    /// The largest amount of a dotation: ten milliards of euros.
    private static let largestAmount = Euros(cents: 1_000_000_000_000)

    /// Makes the export of some events; nil where the amounts are beyond what 64 bits hold.
    ///
    /// Cancelled and refunded sales, and those whose vouchers are ordered already, are left out, each with its reason. A document that has
    /// expired since the sale does not matter: it counted on the day of the sale.
    ///
    /// - Parameters:
    ///   - ledger: everything that was sold.
    ///   - chosen: the events to order for; all of them where it is nil.
    ///   - grouping: one line for each person or each voucher book.
    ///   - today: the day in Paris: a session that still sells on it makes the export partial.
    public init?(_ ledger: SalesLedger, events chosen: Set<SaleEvent.ID>? = nil, grouping: Grouping = .perBeneficiary, today: CalendarDate)
    {
        let events = ledger.events.filter { chosen?.contains($0.id) ?? true }
        let ids = Set(events.map(\.id))
        let onSale = events.filter { $0.withdrawn == nil }
        var worth: [String: Euros] = [:]
        var leftOut: [LeftOut] = []
        // Where the sales are; a copy of each would cost more than all the rest.
        var ordered: [Int] = []
        for (position, sale) in ledger.sales.enumerated() where ids.contains(sale.session.event) {
            guard let (event, session) = ledger.session(sale.session) else { continue }
            let sum = (worth[sale.matricule] ?? .zero).adding(session.faceValue(of: sale.quantity))
            var reason: LeftOut.Reason?
            switch sale.status {
            case .cancelled: reason = .cancelled
            case .refunded: reason = .refunded
            case .active:
                if let order = sale.order {
                    reason = .ordered(order)
                } else if let sum, sum <= Self.largestAmount {
                    worth[sale.matricule] = sum
                } else {
                    reason = .tooMuch
                }
            }
            if let reason {
                leftOut.append(
                    LeftOut(
                        sale: sale, event: event.name, session: session.name, beneficiary: ledger.roster.people[sale.matricule],
                        reason: reason))
            } else {
                ordered.append(position)
            }
        }

        guard let figures = Self.figures(of: ordered, ledger) else { return nil }
        var recap: [RecapLine] = []
        var totals: [EventTotal] = []
        var total = Figures()
        for event in onSale {
            var sum = Figures()
            for session in event.sessions {
                var figures = figures[event.id(of: session)] ?? Figures()
                guard let faceValue = total.faceValue.adding(figures.faceValue), faceValue.adding(faceValue.onePercent) != nil else {
                    return nil
                }
                figures.commission = Euros(cents: faceValue.onePercent.cents - total.commission.cents)
                recap.append(
                    RecapLine(
                        event: event.name, session: session.name, faceValue: session.faceValue, price: session.price, figures: figures))
                guard sum.add(figures), total.add(figures) else { return nil }
            }
            totals.append(EventTotal(event: event.name, figures: sum))
        }
        self.recap = recap
        self.events = totals
        self.total = total
        self.leftOut = leftOut
        lines = Self.lines(ordered, ledger, grouping)
        sales = ordered.map { ledger.sales[$0].id }
        openSessions = onSale.flatMap { event in
            event.sessions.filter { $0.registration.last >= today }.map {
                OpenSession(event: event.name, session: $0.name, closes: $0.registration.last)
            }
        }
    }

    private static func figures(of ordered: [Int], _ ledger: SalesLedger) -> [SaleSession.ID: Figures]? {
        var all: [SaleSession.ID: Figures] = [:]
        for sale in ordered.lazy.map({ ledger.sales[$0] }) {
            guard let session = ledger.session(sale.session)?.session else { continue }
            var figures = all[sale.session] ?? Figures()
            let worth = session.faceValue(of: sale.quantity)
            let council = Euros(cents: worth.cents.subtractingReportingOverflow(sale.pricePaid.cents).partialValue)
            let one = Figures(count: sale.quantity, faceValue: worth, employeesShare: sale.pricePaid, councilShare: council)
            guard figures.add(one) else { return nil }
            all[sale.session] = figures
        }
        return all
    }

    private static func lines(_ ordered: [Int], _ ledger: SalesLedger, _ grouping: Grouping) -> [Line] {
        let byPerson = Dictionary(grouping: ordered) { ledger.sales[$0].matricule }
        let people = byPerson.map { matricule, positions in
            let person = ledger.roster.people[matricule] ?? Beneficiary(matricule: matricule, lastName: "", firstName: "")
            return (key: person.nameKey, person: person, positions: positions)
        }
        .sorted { ($0.key, $0.person.matricule) < ($1.key, $1.person.matricule) }
        return people.flatMap { _, person, positions -> [Line] in
            let sales = positions.map { ledger.sales[$0] }
            let contact = sales.max { ($0.date, $0.id) < ($1.date, $1.id) }?.contact ?? person.contact
            func line(_ amount: Euros) -> Line {
                Line(matricule: person.matricule, lastName: person.lastName, firstName: person.firstName, contact: contact, amount: amount)
            }
            switch grouping {
            case .perBeneficiary:
                let amounts = sales.compactMap { ledger.session($0.session)?.session.faceValue(of: $0.quantity) }
                return Euros.sum(of: amounts).map { [line($0)] } ?? []
            case .perVoucherBook:
                return sales.flatMap { sale -> [Line] in
                    guard let session = ledger.session(sale.session)?.session else { return [] }
                    return Array(repeating: line(session.faceValue), count: max(0, min(sale.quantity, SaleSession.largestPlaces)))
                }
            }
        }
    }
}

extension ConnectExport.Figures {
    /// Adds other figures; false where a sum is beyond what 64 bits hold.
    fileprivate mutating func add(_ other: Self) -> Bool {
        let (count, overflow) = count.addingReportingOverflow(other.count)
        guard !overflow, let faceValue = faceValue.adding(other.faceValue), let employees = employeesShare.adding(other.employeesShare),
            let council = councilShare.adding(other.councilShare), let commission = commission.adding(other.commission)
        else { return false }
        self = Self(
            count: count, faceValue: faceValue, employeesShare: employees, councilShare: council, commission: commission)
        return true
    }
}
