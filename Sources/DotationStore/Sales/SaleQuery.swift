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
    /// Words that each are in the staff number or a name of who bought, or in the e-mail address, the mobile number or the payment reference of
    /// the sale; without case, accents and punctuation. More than ``DotationQuery/wordLimit`` are not looked for.
    public var words: String?

    /// Every sale.
    public init(event: Int? = nil, session: Int? = nil, status: Sale.Status? = nil, order: OrderNumber? = nil, words: String? = nil) {
        self.event = event
        self.session = session
        self.status = status
        self.order = order
        self.words = words
    }
}
