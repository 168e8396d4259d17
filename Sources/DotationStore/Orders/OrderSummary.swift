public import Dotations

/// An order with the figures of its dotations.
public struct OrderSummary: Sendable, Hashable {
    /// The order.
    public let order: Order
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

extension OrderSummary {
    /// An order that is about to be created; nil where the sum of the face values is beyond what 64 bits hold.
    public init?(_ order: Order, _ dotations: [NewDotation]) {
        guard let faceValue = Euros.sum(of: dotations.lazy.map(\.amount)) else { return nil }
        let counts = Dictionary(dotations.lazy.map { ($0.status, 1) }, uniquingKeysWith: +)
        self.init(order: order, counts: counts, faceValue: faceValue)
    }
}
