public import Dotations
public import Foundation

/// An order with the figures of its dotations.
public struct OrderSummary: Sendable, Hashable {
    /// The order.
    public let order: Order
    /// When it was paid, where it is.
    public let paidAt: Date?
    /// How many dotations have each status.
    public let counts: [DotationStatus: Int]
    /// The sum of the dotations' face values.
    public let faceValue: Euros

    /// How many dotations it has.
    public var dotationCount: Int { counts.values.reduce(0, +) }
    /// How many of them are activated.
    public var activatedCount: Int { counts[.activated] ?? 0 }
    /// The list in which it is shown.
    public var list: OrderList { OrderList(isPaid: order.isPaid, isActivated: activatedCount == dotationCount) }
}
