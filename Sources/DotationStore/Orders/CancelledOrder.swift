public import Dotations

/// An order that was cancelled.
public struct CancelledOrder: Sendable, Hashable {
    /// The order as it was.
    public let order: Order
    /// The operation that cancelled it.
    public let operation: Operation.ID
    /// When and by whom it was cancelled.
    public let context: OperationContext
    /// How many dotations it had.
    public let dotationCount: Int
    /// The sum of their face values.
    public let faceValue: Euros
    /// How many sales it held.
    public let saleCount: Int
}
