import Spreadsheet

/// Writes a workbook with a table of squares. The file appears when it is whole; where something goes wrong, the old one stays.
///
///     swift run DotationsWriteWorkbook FILE.xlsx
@main
enum WriteWorkbook {
    static func main() {
        guard let path = CommandLine.arguments.dropFirst().first else { return print("usage: DotationsWriteWorkbook FILE.xlsx") }
        do throws(SpreadsheetError) {
            var workbook = try WorkbookWriter(path: path)
            let bold = try workbook.style(CellStyle(font: .init(isBold: true)))
            try workbook.beginSheet(SheetSettings("Squares", frozenRows: 1))
            try workbook.append([.text("Number"), .text("Square")], style: bold)
            for number in 1...10 { try workbook.append([.number(Double(number)), .number(Double(number * number))]) }
            _ = try workbook.finish()
        } catch {
            print(error)
        }
    }
}
