import Spreadsheet
import SpreadsheetCoding

/// 16. CSV as a workbook, whatever its separator and encoding; the same for `.xls`, `.ods` and the others.
///
///     for row in csv.reader(open(source, encoding="utf-8-sig"), delimiter=";"): sheet.append(row)
func convert(_ source: String, to target: String) throws {
    let file = try SheetFile(path: source)
    var workbook = try WorkbookWriter(path: target)
    for sheet in file.sheets {
        var copy = try workbook.addSheet(SheetSettings(sheet.name))
        var rows = try file.rows(of: sheet)
        while try rows.advance() { try copy.append(rows.row) }
    }
    try workbook.finish()
}

/// 17. A sheet as CSV.
///
///     writer.writerows(sheet.iter_rows(values_only=True))
func exportCSV(_ source: String, sheet name: String, to target: String) throws {
    let file = try SheetFile(path: source)
    var rows = try file.rows(of: file.requiredSheet(named: name))
    var csv = try CSVWriter(path: target)
    while try rows.advance() { try csv.append(rows.row) }
    try csv.finish()
}

/// 18. CSV as it comes through a pipe, record by record.
///
///     for row in csv.reader(sys.stdin): total += float(row[3])
func totalOfPipe(_ descriptor: Int32) throws -> Double {
    var total = 0.0
    var reader = try CSVReader(fileDescriptor: descriptor)
    while try reader.advance() {
        if reader.row.count > 3, let amount = reader.row[3].number(in: .international) { total += amount }
    }
    return total
}

/// 19. Rows beside an actor that must not wait, until there are enough.
///
///     rows = await asyncio.to_thread(lambda: list(islice(sheet.iter_rows(values_only=True), count)))
@MainActor func preview(_ path: String, count: Int) async throws -> [Row] {
    let file = try SheetFile(path: path)
    var rows: [Row] = []
    for try await row in file.asyncRows(of: file.sheets[0]) {
        rows.append(row)
        if rows.count == count { break }
    }
    return rows
}

/// 20. Sheets of several workbooks in one, with the number formats of their cells.
///
///     for path in paths:
///         for row in load_workbook(path).active: sheet.append(...); cell.number_format = ...
func merge(_ paths: [String], into target: String) throws {
    var workbook = try WorkbookWriter(path: target)
    for (number, path) in paths.enumerated() {
        let file = try SheetFile(path: path)
        for sheet in file.sheets where sheet.kind == .worksheet {
            var copy = try workbook.addSheet(SheetSettings("\(number + 1) \(sheet.name)"))
            var rows = try file.rows(of: sheet)
            while try rows.advance() { try copy.append(rows.row) }
        }
    }
    try workbook.finish()
}
