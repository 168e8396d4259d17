public import Dotations

/// What events and sessions have sold, by their active sales, and what that leaves.
public struct SoldCounts: Sendable {
    private var events: [SaleEvent.ID: Int] = [:]
    private var sessions: [SaleSession.ID: (books: Int, cents: Int)] = [:]

    /// Nothing sold.
    public init() {}

    /// Adds what a session has sold, or takes it back. Counts that no store can hold are the highest there is.
    package mutating func add(_ books: Int, paid cents: Int, in session: SaleSession.ID) {
        func sum(_ a: Int, _ b: Int) -> Int {
            let (sum, overflow) = a.addingReportingOverflow(b)
            return overflow ? .max : sum
        }
        events[session.event] = sum(sold(in: session.event), books)
        let known = sessions[session] ?? (0, 0)
        sessions[session] = (sum(known.books, books), known.cents &+ cents)
    }

    /// How many voucher books an event has sold.
    public func sold(in event: SaleEvent.ID) -> Int { events[event] ?? 0 }

    /// How many voucher books a session has sold.
    public func sold(in session: SaleSession.ID) -> Int { sessions[session]?.books ?? 0 }

    /// What was paid for them.
    public func paid(in session: SaleSession.ID) -> Euros { Euros(cents: sessions[session]?.cents ?? 0) }

    /// How many voucher books a session of an event can still sell; nil where nothing limits it.
    public func left(of session: SaleSession, in event: SaleEvent) -> Int? {
        [session.cap.map { $0 - sold(in: event.id(of: session)) }, event.maximum.map { $0 - sold(in: event.id) }].compactMap(\.self).min()
    }

    /// How many voucher books an event can still sell in all its sessions; nil where nothing limits it.
    public func left(in event: SaleEvent) -> Int? {
        let caps = event.sessions.map { session in session.cap.map { max(0, $0 - sold(in: event.id(of: session))) } }
        let sum = caps.contains(nil) ? nil : caps.reduce(0) { $0 + ($1 ?? 0) }
        return [sum, event.maximum.map { max(0, $0 - sold(in: event.id)) }].compactMap(\.self).min()
    }
}
