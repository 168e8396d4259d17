public import Dotations

/// What it means to note an order as paid.
public struct OrderPayment: Sendable, Hashable {
    /// The order.
    public let order: Order
    /// What was last done of its creation, payment and cancellation: a payment that was taken back is another one when it is noted again.
    public let lastAct: Operation.ID?
    /// How many dotations it has.
    public let dotationCount: Int
    /// The sum of their face values.
    public let faceValue: Euros
}
