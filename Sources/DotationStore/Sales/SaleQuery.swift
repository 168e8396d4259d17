public import DotationSales
public import Dotations

/// Which sales are looked for.
public struct SaleQuery: Sendable, Hashable {
    /// The number of an event.
    public var event: Int?
    /// The number of a session of that event, from 1 in its order.
    public var session: Int?
    /// What became of them.
    public var status: Sale.Status?
    /// The order that they were made into.
    public var order: OrderNumber?

    /// Every sale.
    public init(event: Int? = nil, session: Int? = nil, status: Sale.Status? = nil, order: OrderNumber? = nil) {
        self.event = event
        self.session = session
        self.status = status
        self.order = order
    }
}
