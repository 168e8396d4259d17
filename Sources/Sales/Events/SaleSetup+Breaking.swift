internal import Dotations

extension SaleSetup {
    /// The active sales that would no longer be allowed once the setup was loaded, and the sessions with sales that would be gone.
    ///
    /// The sales are made once more, in their order, by the new rules. Their days are not held against today, as they are past.
    func breaks(_ ledger: SalesLedger) -> [SetupFault] {
        var faults: [SetupFault] = []
        let ids = Dictionary(events.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let sold = Set(ledger.sales.map(\.session))
        for event in ledger.events {
            guard let index = ids[event.id] else { continue }
            let kept = Set(events[index].sessions.map { events[index].id(of: $0) })
            for session in event.sessions where sold.contains(event.id(of: session)) && !kept.contains(event.id(of: session)) {
                faults.append(SetupFault(.removesSession, at: .event(index), name: session.name, otherName: event.name))
            }
        }
        guard faults.isEmpty else { return faults }

        let people = Set(people.map(\.matricule)).union(documents.map(\.matricule))
        var after = SalesLedger(ledger.setup.loading(self))
        for sale in ledger.sales {
            let isConcerned = ids[sale.session.event] != nil || people.contains(sale.matricule)
            if sale.status == .active, isConcerned {
                let refusals = after.refusals(for: sale, today: sale.date)
                if !refusals.isEmpty {
                    let place = ids[sale.session.event].map { SetupFault.Place.event($0) } ?? .whole
                    faults.append(SetupFault(.breaksSale, at: place, sale: sale.id, refusals: refusals))
                }
            }
            after.record(sale)
        }
        return faults
    }
}
