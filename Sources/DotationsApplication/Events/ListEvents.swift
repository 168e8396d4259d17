public import DotationSales
internal import DotationStore
public import Dotations

/// The events, and what they have sold.
public struct ListEvents {
    /// What there is.
    public struct Result: Encodable, Sendable {
        private enum CodingKeys: CodingKey { case events }

        /// The events and their sales.
        public let ledger: SalesLedger
        /// The day in Paris.
        public let today: CalendarDate
        let events: [EventDocument]
    }

    private let application: Application

    /// The events of a store.
    public init(application: Application) { self.application = application }

    /// Lists them.
    public func run() throws -> Result {
        let ledger = try application.store.salesLedger()
        let today = try application.today
        return Result(ledger: ledger, today: today, events: ledger.events.map { EventDocument($0, in: ledger, today: today) })
    }
}
