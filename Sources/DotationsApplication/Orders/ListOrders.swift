public import DotationStore

/// The lists of orders, and the orders that were cancelled.
public struct ListOrders {
    /// Every order.
    public struct Result: Encodable, Sendable {
        /// The orders that there are.
        public let orders: [OrderSummary]
        /// Those that were cancelled.
        public let cancelled: [CancelledOrder]
    }

    private let application: Application

    /// The lists of a store.
    public init(application: Application) { self.application = application }

    /// Reads them.
    public func run() throws -> Result {
        Result(orders: try application.store.orders(), cancelled: try application.store.cancelledOrders())
    }
}
