public import Dotations

/// Something worth a look.
public struct PlannedSaleWarning: Sendable, Hashable {
    /// The sheet's row.
    public let row: Int
    /// What it is: an address that looks mistyped, a number in no block, a row that repeats another one.
    public let warning: Warning

    /// What is worth a look in a row.
    public init(row: Int, warning: Warning) {
        self.row = row
        self.warning = warning
    }
}
