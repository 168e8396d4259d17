internal import DotationAccounts
public import DotationSales
internal import DotationStore
public import Dotations

/// The events, and what they have sold.
public struct EventList: Encodable {
    /// The events and their sales.
    public let ledger: SalesLedger
    /// The day in Paris.
    public let today: CalendarDate

    /// What the sessions of each event have sold.
    public var figures: [[SessionFigures]] { ledger.figures(today: today) }

    /// The events.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write(["events": ledger.events.map { $0.document(in: ledger, today: today) }])
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
        return EventList(ledger: try store.salesLedger(), today: try today)
    }
}
