internal import Dotations

/// A sale to be recorded.
public struct PlannedSale: Sendable, Hashable {
    /// The sheet's row.
    public let row: Int
    /// The sale; one that was already cancelled or refunded when it came in takes no place.
    public let sale: Sale
}
