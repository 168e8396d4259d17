internal import DotationSales
internal import DotationSheets
internal import Dotations
internal import Spreadsheet

/// A row that is refused, for programs.
public struct RefusedRowDocument: Encodable, Sendable {
    /// The sheet's row; none of what was asked for by itself.
    @Null public var row: Int?
    /// What it is about, where that is known.
    @Null public var id: RowID?
    /// Why; never empty.
    public let reasons: [ReasonDocument]

    /// The row by its codes and cells, without anybody's data.
    var faults: [FaultDocument] { reasons.map { FaultDocument(code: $0.code, row: row, cell: $0.cell) } }
}

extension RefusedRowDocument {
    init(
        _ refusal: RefusedRow, cell: (Int, SheetColumn) -> String?,
        words: (Reason) -> (message: String, advice: String) = { ($0.message, $0.advice) }
    ) {
        self.init(
            row: refusal.row, id: refusal.id.map { .dotation($0) },
            reasons: refusal.reasons.map { reason in
                ReasonDocument(reason, cell: reason.column.flatMap { cell(refusal.row, $0) }, words: words(reason))
            })
    }

    init(_ refusal: RefusedSaleRow, of sheet: SalesSheet?) {
        self.init(
            row: refusal.row > 0 ? refusal.row : nil, id: refusal.sale.map { .sale($0) },
            reasons: refusal.reasons.map { reason in
                ReasonDocument(reason, cell: reason.column.flatMap { sheet?.cell($0, row: refusal.row)?.description })
            })
    }
}
