public import DotationSales
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
