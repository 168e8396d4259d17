public import Dotations

/// What an order has of one session: the sales that it was made of.
public struct OrderedSales: Sendable, Hashable {
    /// The event's name.
    public let event: String
    /// The session's name.
    public let session: String
    /// How many sales.
    public let count: Int
    /// How many voucher books they have.
    public let books: Int
    /// What the voucher books are worth.
    public let faceValue: Euros
    /// What the employees paid for them.
    public let paid: Euros
    /// What the works council pays of them.
    public var councilShare: Euros { Euros(cents: faceValue.cents &- paid.cents) }
}
