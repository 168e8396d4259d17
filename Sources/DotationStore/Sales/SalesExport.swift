public import DotationSales
public import Dotations

/// An export of sales, as it was recorded.
public struct SalesExport: Sendable, Hashable {
    /// What the sheet carries, by which an order that is made of it knows its sales.
    public let identity: ExportIdentity
    /// What is to be ordered.
    public let export: ConnectExport
}
