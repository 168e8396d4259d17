internal import Dotations

/// A row that asks for nothing.
public struct UnchangedSaleRow: Sendable, Hashable {
    /// The sheet's row.
    public let row: Int
    /// The sale that it says.
    public let sale: Sale.ID
}
