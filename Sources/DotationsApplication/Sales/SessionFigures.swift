internal import DotationAccounts
public import DotationSales
internal import DotationStore
public import Dotations

/// What a session has sold, against what it can sell.
public struct SessionFigures: Sendable {
    /// The event's number.
    public let eventNumber: Int
    /// The event's name.
    public let event: String
    /// The session's name.
    public let session: String
    /// Where the event is in its registration.
    public let phase: SaleEvent.Phase
    /// How many voucher books it has sold.
    public let sold: Int
    /// How many voucher books it can sell in all; nil where nothing limits it.
    public let cap: Int?
    /// How many it can still sell, by its cap and its event's maximum; nil where nothing limits it.
    public let left: Int?
    /// What the employees paid for them.
    public let paid: Euros
}

extension SalesLedger {
    /// The figures of each session, by the events.
    func figures(today: CalendarDate) -> [[SessionFigures]] {
        var paid: [SaleSession.ID: Int] = [:]
        for sale in sales where sale.status == .active { paid[sale.session, default: 0] &+= sale.pricePaid.cents }
        return events.enumerated().map { index, event in
            event.sessions.map { session in
                let id = event.id(of: session)
                return SessionFigures(
                    eventNumber: index + 1, event: event.name, session: session.name, phase: event.phase(on: today), sold: sold(in: id),
                    cap: session.cap, left: left(of: session, in: event).map { max(0, $0) },
                    paid: Euros(cents: paid[id] ?? 0))
            }
        }
    }
}

extension Application {
    /// What each session has sold, against its cap.
    public func salesBySession() throws -> [SessionFigures] {
        try require(.view)
        return try store.salesLedger().figures(today: today).flatMap(\.self)
    }
}
