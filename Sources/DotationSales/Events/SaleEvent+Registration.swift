public import Dotations

extension SaleEvent {
    /// Where an event is in its registration.
    public enum Phase: String, Sendable {
        /// No session sells yet.
        case upcoming
        /// Some session sells.
        case open
        /// No session sells any more.
        case closed
        /// The event was withdrawn.
        case withdrawn
    }

    /// From the first day on which some session sells to the last.
    public var registration: Period? {
        guard let first = sessions.map(\.registration.first).min(), let last = sessions.map(\.registration.last).max() else { return nil }
        return Period(first: first, last: last)
    }

    /// Where the event is in its registration on a day.
    public func phase(on today: CalendarDate) -> Phase {
        guard withdrawn == nil else { return .withdrawn }
        if sessions.contains(where: { $0.registration.contains(today) }) { return .open }
        return sessions.contains { today < $0.registration.first } ? .upcoming : .closed
    }
}
