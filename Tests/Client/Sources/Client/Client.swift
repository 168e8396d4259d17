import CCurl
import CLibXML2
import CSQLite
import CZlib
import Mail
import Sales
import Spreadsheet
import TestSupport
import ZipContainer

/// Writes a workbook, a CSV file and an archive, reads each back, and ends with an error where one is not what was written.
@main
enum Client {
    struct Difference: Error {
        let found: [[CellValue]]
        let expected: [[CellValue]]
    }

    static func main() throws {
        let names = [mailName, salesName, sqliteName, curlName, zlibName, libXML2Name, supportName]
        let rows = [[CellValue.text("Target"), .text("Length")]] + names.map { [.text($0), .number(Double($0.utf8.count))] }

        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("Targets"))
        for row in rows { try sheet.append(row) }
        let xlsx = try workbook.finish()
        try expect(values(of: SheetFile(bytes: xlsx, name: "targets.xlsx")), rows)

        var csv = try CSVWriter()
        for row in rows { try csv.append(row) }
        let text = try csv.finish()
        try expect(
            values(of: SheetFile(bytes: text, name: "targets.csv")),
            rows.map { row in row.map { if case .number(let number) = $0 { .text("\(Int(number))") } else { $0 } } })

        var archive = ZipWriter()
        try archive.begin("targets.csv")
        try archive.write(text)
        try archive.end()
        let container = try ZipArchive(bytes: archive.finish())
        let packed = try container.entries.map { try container.bytes(of: $0) }
        try expect(values(of: SheetFile(bytes: packed.joined().map { $0 }, name: "targets.csv")), values(of: SheetFile(bytes: text)))

        print("A workbook, a CSV file and an archive are read as they were written.")
    }

    private static func values(of file: SheetFile) throws -> [[CellValue]] {
        var values: [[CellValue]] = []
        for sheet in file.sheets {
            var rows = try file.rows(of: sheet)
            while let row = try rows.next() { values.append(row.cells.map(\.value)) }
        }
        return values
    }

    private static func expect(_ found: [[CellValue]], _ expected: [[CellValue]]) throws {
        if found != expected { throw Difference(found: found, expected: expected) }
    }
}
