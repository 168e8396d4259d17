public import Dotations

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
