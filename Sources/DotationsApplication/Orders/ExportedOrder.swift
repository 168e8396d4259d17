public import DotationSheets
public import Dotations

/// The dotations of an order that can be changed, as a sheet to correct and to import again.
public struct ExportedOrder: Encodable, Sendable {
    /// The sheet, to be saved.
    public let sheet: OrderExport
    /// The order.
    public let order: OrderNumber
    /// How many dotations it has.
    public let rows: Int
    /// The export, as the sheet names it.
    public let export: ExportIdentity
    /// The file that it was saved to.
    public var file: String?

    /// The export.
    public func encode(to encoder: any Encoder) throws {
        try encoder.write(["file": file, "order": order, "rows": rows, "export": export])
    }
}
