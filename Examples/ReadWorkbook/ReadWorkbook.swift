import Spreadsheet

/// Prints the rows of a spreadsheet's worksheets, as a spreadsheet would show them, with a tabulator between the cells.
///
///     swift run DotationsReadWorkbook FILE
@main
enum ReadWorkbook {
    static func main() {
        guard let path = CommandLine.arguments.dropFirst().first else { return print("usage: DotationsReadWorkbook FILE") }
        do throws(SpreadsheetError) {
            // The format is told by the bytes: a workbook of any format, or CSV in any layout and encoding.
            let file = try SheetFile(path: path)
            for sheet in file.sheets where sheet.kind == .worksheet {
                print(sheet.name)
                // One row is in memory at a time, however many there are.
                var rows = try file.rows(of: sheet)
                while let row = try rows.next() { print(row.number, row.cells.map(\.displayedText).joined(separator: "\t")) }
            }
        } catch {
            // It names the file, the sheet and the cell.
            print(error)
        }
    }
}
