internal import DotationStore
internal import Dotations

/// What programs read of an order that was made.
public struct OrderDocument: Encodable, Sendable {
    struct Sheet: Encodable, Sendable {
        let salesOrdered: Int
        let doubtful: [RefusedRowDocument]
        let warnings: [WarningDocument]
    }

    /// The order and its figures.
    public let summary: OrderSummaryDocument
    private let sheet: Sheet
    /// What is to be said of the sales that it orders, in French.
    public let salesNotes: [String]

    init(_ summary: OrderSummary, sales: Int, _ report: OrderReport) throws {
        self.summary = try OrderSummaryDocument(summary)
        sheet = Sheet(salesOrdered: sales, doubtful: report.doubtful, warnings: report.warnings)
        salesNotes = report.notes(onSales: sales)
    }

    /// The keys of the order, its sales, and what is worth a look in its sheet.
    public func encode(to encoder: any Encoder) throws { try Merged(summary, sheet).encode(to: encoder) }
}
