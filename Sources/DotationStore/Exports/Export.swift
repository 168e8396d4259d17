public import Dotations

/// An order as it is exported.
public struct Export: Sendable {
    /// The name that the sheet carries.
    public let identity: ExportIdentity
    /// The order.
    public let order: Order
    /// The dotations that were exported, in the order of the rows.
    public let dotations: [Dotation]
}
