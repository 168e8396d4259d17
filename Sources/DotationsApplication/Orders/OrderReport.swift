internal import DotationSheets
public import DotationStore
internal import Dotations
internal import Spreadsheet

/// What an order sheet asks for, and what is seldom meant by it.
public struct OrderReport: SheetReport {
    /// The order and its figures.
    public let summary: OrderSummary
    let dotations: [NewDotation]
    /// The rows that make no dotation, and why; where there is one, there is no order.
    public let refused: [RefusedRowDocument]
    /// The rows whose contact is kept as it is written, though it is not right, and why.
    public let doubtful: [RefusedRowDocument]
    /// What is worth a look about rows, though it is taken.
    public let warnings: [WarningDocument]
    /// What is seldom meant, for somebody to say that it is.
    public let doubts: [String]
    /// The export of sales that the sheet is, where it or somebody says so.
    let salesExport: ExportIdentity?
    let isExportKnown: Bool
    /// Whether another order, or sales that are to be ordered, have the same people and amounts, which is one of the doubts.
    let isRepeat: Bool
    let file: ImportedFile

    init(
        _ order: Order, _ content: OrderSheet.Content, of sheet: OrderSheet, isToCome: Bool, repeats: [StoreError] = [],
        file: ImportedFile, salesExport: ExportIdentity?, isExportKnown: Bool
    ) throws {
        dotations = content.dotations
        guard let summary = OrderSummary(order, dotations) else { throw ApplicationError.amountOutOfRange(order.number) }
        _ = try summary.total
        self.summary = summary
        self.file = file
        self.salesExport = salesExport
        self.isExportKnown = isExportKnown
        isRepeat = !repeats.isEmpty
        func cell(_ row: Int, _ column: SheetColumn) -> String? { sheet.cell(column, row: row)?.description }
        refused = content.refused.map { RefusedRowDocument($0, cell: cell) }
        doubtful = content.doubtful.map { RefusedRowDocument($0, cell: cell) }
        warnings = content.warnings.map { WarningDocument($0, cell: cell) }
        doubts = Self.doubts(content, of: isToCome ? order.date : nil) + repeats.map(\.frenchDoubt)
    }

    /// An order that lacks a row is another order.
    public var isAtomic: Bool { true }
    /// Never: the store says of a sheet without rows that it has none.
    public var asksNothing: Bool { false }
    /// Where something in it is seldom meant.
    public var needsYes: Bool { !doubts.isEmpty }
    /// How many dotations it has.
    public var changeCount: Int { dotations.count }

    /// Adds what an approval is for.
    public func describe(to description: inout PlanDescription) {
        let order = summary.order
        description.add(.change) { encoder in
            encoder.append(Int(order.number.rawValue))
            encoder.append(order.date.description)
            encoder.append(order.isPaid ? 1 : 0)
            encoder.append(file.content)
            encoder.append(salesExport?.description)
        }
        for doubt in doubts { description.add(.confirmation) { $0.append(doubt) } }
        describeDoubts(to: &description)
    }

    /// The order, and what is refused or worth a look in its sheet.
    public func encode(to encoder: any Encoder) throws {
        try summary.encode(to: encoder)
        try encoder.write(["refused": refused, "doubts": doubts, "doubtful": doubtful, "warnings": warnings])
    }

    /// The sales that it orders.
    public func outcome(of document: PlanDocument<Self>) -> JSONObject { ["salesOrdered": document.salesOrdered] }
}
