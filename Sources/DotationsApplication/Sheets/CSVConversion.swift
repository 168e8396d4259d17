internal import DotationSheets
internal import Spreadsheet

/// Writes the rows of a sheet as CSV records. Empty rows are left out, as a blank line is no record.
struct CSVConversion {
    let file: SheetFile
    let sheet: Sheet

    /// Writes every row, and gives their number.
    func run(
        into writer: inout CSVWriter, filling: inout GapBudget, _ strayQuotes: inout StrayQuoteRows,
        progress: (_ fraction: Double) throws -> Void
    ) throws -> Int {
        var rows = try file.rows(of: sheet)
        var (number, width, count) = (0, 0, 0)
        while try rows.advance() {
            strayQuotes.note(rows)
            number += 1
            if number % SheetTally.progressStep == 0 { try progress(rows.fractionRead) }
            let row = rows.row
            let cells = row.filledCount
            guard cells > 0 else { continue }
            count += 1
            // Programs expect as many fields in every record as in the first one.
            let last = row[cells - 1]
            if width == 0 { width = last.column }
            try filling.add(max(width, last.column) - cells, before: last.reference, of: sheet, file, line: rows.line)
            try writer.beginRow()
            for position in 0..<cells {
                let cell = row[position]
                do {
                    try writer.move(toColumn: cell.column)
                    try writer.appendCell(cell)
                } catch {
                    throw error.inSource(of: sheet, file: file, cell: cell.reference, line: rows.line)
                }
            }
            for _ in 0..<max(width - last.column, 0) { try writer.appendBlank() }
        }
        return count
    }
}
