public import Dotations

/// What it means to cancel an order, or to take its payment back.
public struct OrderCancellation: Sendable, Hashable {
    /// The order.
    public let order: Order
    /// What was last done of its creation, payment and cancellation: an order of the same number can be created again, and a payment noted again.
    public let lastAct: Operation.ID?
    /// How many dotations it has.
    public let dotationCount: Int
    /// The sum of their face values.
    public let faceValue: Euros
    /// How many sales it holds, which a cancellation frees.
    public let saleCount: Int
    /// The e-mails that wait, which are cancelled.
    public let waitingMails: [Job.ID]
}
