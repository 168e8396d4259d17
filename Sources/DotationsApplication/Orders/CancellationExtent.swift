/// What is taken back of an order.
public enum CancellationExtent: Sendable {
    /// The order with its dotations: its number and identifiers are free again, and its sales to be ordered.
    case order
    /// That it is paid.
    case payment
}
