internal import DotationSales
internal import DotationSheets
public import DotationStore
internal import Dotations
internal import Spreadsheet

/// Why an order is not made of a sheet that seems to be an export of sales: it asks for something else than was sold.
public struct SalesExportMismatch: Error {
    /// What the store says of it.
    public let error: StoreError
    /// The file.
    public let file: String?
    /// Each difference, with the row and the cell where it stands, for standard output.
    public let lines: [String]
    /// The sheet and its first cells that differ.
    public let place: String
    /// The sheet's name, for people.
    public let sheet: String
    /// The differences, for programs.
    public let faults: [FaultDocument]

    init(_ error: StoreError, _ content: OrderSheet.Content, _ sheet: OrderSheet, file: String?) {
        self.error = error
        self.file = file
        self.sheet = sheet.sheet.name.quoted
        var (lines, faults): ([String], [FaultDocument]) = ([], [])
        for difference in error.subject?.differences ?? [] {
            let rows = difference.positions.compactMap { content.dotations[$0].row }
            let (column, message) = difference.words(rows: rows.count)
            let cell = rows.first.flatMap { sheet.cell(column, row: $0)?.description }
            lines.append(Self.line(message, rows: rows, cell: cell))
            faults.append(FaultDocument(message: message, sheet: sheet.sheet.name, row: rows.first, cell: cell, sales: difference.sales))
        }
        let cells = faults.compactMap(\.cell)
        place = ([self.sheet] + cells.prefix(5) + (cells.count > 5 ? ["…"] : [])).joined(separator: ", ")
        (self.lines, self.faults) = (lines, faults)
    }
}
