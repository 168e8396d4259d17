internal import DotationAccounts
public import DotationSales
internal import DotationStore
public import Dotations

/// The events, and what they have sold.
public struct EventList: Encodable {
    /// The events, each at the place of its number.
    public let events: [SaleEvent]
    /// What they have sold.
    public let counts: SoldCounts
    /// The day in Paris.
    public let today: CalendarDate

    /// What the sessions of each event have sold.
    public var figures: [[SessionFigures]] { events.indices.map(figures(at:)) }

    /// What the sessions of the event at a place have sold.
    func figures(at index: Int) -> [SessionFigures] {
        let event = events[index]
        return event.sessions.map { session in
            let id = event.id(of: session)
            return SessionFigures(
                eventNumber: index + 1, event: event.name, session: session.name, phase: event.phase(on: today), sold: counts.sold(in: id),
                cap: session.cap, left: counts.left(of: session, in: event).map { max(0, $0) }, paid: counts.paid(in: id))
        }
    }

    /// The events.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write(["events": events.map { $0.document(counts, today: today) }])
    }
}

extension Application {
    /// The events alone, each at the place of its number.
    public func saleEvents() throws -> [SaleEvent] {
        try require(.view)
        return try store.saleEvents()
    }

    /// Lists the events, with what they have sold.
    public func events() throws -> EventList {
        try require(.view)
        let sold = try store.soldEvents()
        return EventList(events: sold.events, counts: sold.counts, today: try today)
    }

    /// What each session has sold, against its cap.
    public func salesBySession() throws -> [SessionFigures] { try events().figures.flatMap(\.self) }
}
