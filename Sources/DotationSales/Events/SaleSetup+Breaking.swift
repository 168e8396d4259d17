internal import Dotations

extension SaleSetup {
    /// The sessions with sales that would be gone or worth something else, and the active sales that would no longer be allowed once the
    /// setup was loaded.
    ///
    /// The sales are made once more, in their order, by the new rules. Their days are not held against today, as they are past. A sale that is
    /// ordered, or whose session has closed its registration, is not held against documents either: next year's say nothing about it.
    func breaks(_ ledger: SalesLedger, today: CalendarDate?) -> [SetupFault] {
        let positions = Dictionary(events.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var faults: [SetupFault] = []
        for event in ledger.events {
            guard let index = positions[event.id] else { continue }
            faults += locks(event, at: index, ledger)
        }
        return faults + brokenSales(ledger, positions, today)
    }

    /// What the sales of an event bind that the new one says otherwise.
    private func locks(_ event: SaleEvent, at index: Int, _ ledger: SalesLedger) -> [SetupFault] {
        let hasSales = Set(ledger.sales.lazy.filter { $0.session.event == event.id }.map(\.session))
        let new = Dictionary(
            events[index].sessions.enumerated().map { (events[index].id(of: $1), ($0, $1)) }, uniquingKeysWith: { first, _ in first })
        return event.sessions.flatMap { session -> [SetupFault] in
            let id = event.id(of: session)
            guard hasSales.contains(id) else { return [] }
            guard let (position, changed) = new[id] else {
                return [SetupFault(.removesSession(session.name, event: event.name), at: .event(index))]
            }
            let (place, sold) = (SetupFault.Place.session(event: index, position), ledger.counts.sold(in: id))
            guard sold > 0 else { return [] }
            var locks: [SetupFault.Problem] = []
            if changed.faceValue != session.faceValue {
                locks.append(.sessionFaceValueLocked(session.name, sold: sold, old: session.faceValue, new: changed.faceValue))
            }
            if changed.price != session.price {
                locks.append(.sessionPriceLocked(session.name, sold: sold, old: session.price, new: changed.price))
            }
            return locks.map { SetupFault($0, at: place) }
        }
    }

    private func brokenSales(_ ledger: SalesLedger, _ positions: [SaleEvent.ID: Int], _ today: CalendarDate?) -> [SetupFault] {
        guard !ledger.sales.isEmpty else { return [] }
        let people = Set(people.map(\.matricule) + documents.map(\.matricule) + removedDocuments.map(\.matricule))
        var places: [SaleSession.ID: SetupFault.Place] = [:]
        for (index, event) in events.enumerated() {
            for (position, session) in event.sessions.enumerated() { places[event.id(of: session)] = .session(event: index, position) }
        }
        let documentPlaces = Dictionary(documents.enumerated().map { (DocumentKey($1), $0) }, uniquingKeysWith: { first, _ in first })
        var after = SalesLedger(ledger.setup.loading(self))
        var faults: [SetupFault] = []
        var outside: [SaleSession.ID: Int] = [:]
        for sale in ledger.sales {
            defer { after.record(sale) }
            let isConcerned = positions[sale.session.event] != nil || people.contains(sale.matricule)
            guard sale.status == .active, isConcerned, after.session(sale.session) != nil else { continue }
            let isSettled = sale.order != nil || Self.isPast(sale, ledger, today) && Self.isPast(sale, after, today)
            // A price or a registration that has changed is one fault of the session, a missing amount one of the document, and not one of
            // each sale.
            let refusals = after.refusals(for: sale, today: sale.date, isSettled: isSettled).filter { refusal in
                if [.beforeRegistration, .afterRegistration].contains(refusal.code) {
                    outside[sale.session, default: 0] += 1
                    return false
                }
                return refusal.code != .priceMismatch && refusal.code != .documentWithoutAmount
            }
            guard let first = refusals.first else { continue }
            let document = first.document.flatMap { documentPlaces[DocumentKey(matricule: sale.matricule, kind: $0)] }
            let place: SetupFault.Place =
                if let document { .document(document) } else if first.code == .eventFull, let event = positions[sale.session.event] {
                    .event(event)
                } else { places[sale.session] ?? .whole }
            faults.append(SetupFault(.breaksSale(sale.id, refusals), at: place))
        }
        for event in events {
            for session in event.sessions {
                let id = event.id(of: session)
                guard let count = outside[id], let place = places[id] else { continue }
                faults.append(SetupFault(.sessionRegistrationLocked(session.name, sales: count), at: place))
            }
        }
        return faults
    }

    /// Whether the registration had closed before today.
    private static func isPast(_ sale: Sale, _ ledger: SalesLedger, _ today: CalendarDate?) -> Bool {
        guard let today, let session = ledger.session(sale.session)?.session else { return false }
        return session.registration.last < today
    }
}
