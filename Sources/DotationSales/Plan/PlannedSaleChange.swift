internal import Dotations

/// A sale that changes.
public struct PlannedSaleChange: Sendable, Hashable {
    /// The sheet's row.
    public let row: Int
    /// The sale as it is.
    public let old: Sale
    /// The sale as it will be: another status, verified contact, or payment reference.
    public let new: Sale
}
