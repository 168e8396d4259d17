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
            var sheet = try workbook.addSheet(SheetSettings("Squares", frozenRows: 1))
            try sheet.append(["Number", "Square"], style: bold)
            for number in 1...10 { try sheet.append([.number(Double(number)), .number(Double(number * number))]) }
            try workbook.finish()
        } catch {
            print(error)
        }
    }
}
