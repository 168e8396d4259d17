internal import DotationAccounts
public import DotationStore
internal import Dotations

/// The orders that there are, and those that were cancelled.
public struct OrderLists: Encodable, Sendable {
    /// The orders that there are.
    public let orders: [OrderSummary]
    /// Those that were cancelled.
    public let cancelled: [CancelledOrder]
}

extension Application {
    /// Lists the orders.
    public func orders() throws -> OrderLists {
        try require(.view)
        return OrderLists(orders: try store.orders(), cancelled: try store.cancelledOrders())
    }
}

extension CancelledOrder: Encodable {
    /// The order as it was, when it was cancelled and by whom.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write([
            "number": order.number, "date": order.date, "paid": order.isPaid, "dotations": dotationCount, "faceValueCents": faceValue,
            "sales": saleCount, "operation": operation, "cancelledAt": context.date, "cancelledBy": context.user,
            "cancelledWay": context.way,
        ])
    }
}
