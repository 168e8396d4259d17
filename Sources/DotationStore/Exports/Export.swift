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

/// What the store knows of an export.
public struct ExportRecord: Sendable, Hashable {
    /// Its name.
    public let identity: ExportIdentity
    /// The order that was exported.
    public let order: OrderNumber
    /// When and by whom it was first made.
    public let context: OperationContext
    /// How many dotations were exported.
    public let rowCount: Int
}
