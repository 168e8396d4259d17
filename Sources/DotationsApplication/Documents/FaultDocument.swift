internal import DotationSales
internal import Dotations

/// Where something is wrong and what, for programs that read an error: without anybody's data, and without the keys that do not apply.
public struct FaultDocument: Encodable, Sendable {
    var code: String?
    var message: String?
    var sheet: String?
    var row: Int?
    var cell: String?
    var sales: [Sale.ID]?
    /// An order that rows of a sheet name, and how many they are.
    var order: OrderNumber?
    var rows: Int?
}
