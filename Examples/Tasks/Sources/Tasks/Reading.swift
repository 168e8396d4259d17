import Foundation
import Spreadsheet
import SpreadsheetCoding

// Each task has, above it, what one writes with openpyxl.

/// 1. Rows as values, by the titles of the columns.
///
///     for row in load_workbook(path, data_only=True).active.iter_rows(min_row=2, values_only=True):
///         people.append(Person(*row))
func readPeople(_ path: String) throws -> [Person] {
    try SheetFile(path: path).decode(Person.self)
}

/// 2. One at a time, however many there are.
///
///     for row in load_workbook(path, read_only=True).active.iter_rows(min_row=2, values_only=True):
///         total += row[3]
func total(_ path: String) throws -> Decimal {
    var total: Decimal = 0
    var people = try SheetFile(path: path).values(of: Person.self)
    while let person = try people.next() { total += person.amount }
    return total
}

/// 3. One cell.
///
///     load_workbook(path, data_only=True)["People"]["B3"].value
func readCell(_ path: String) throws -> CellValue {
    try SheetFile(path: path)["People"]["B3"]
}

/// 4. A range of cells.
///
///     [[cell.value for cell in row] for row in load_workbook(path)["People"]["A1:B3"]]
func readRange(_ path: String) throws -> [[CellValue]] {
    try Array(SheetFile(path: path)["People"][range: "A1:B3"])
}

/// 5. A column by its title.
///
///     titles = [cell.value for cell in sheet[1]]
///     sum(cell.value for cell in list(sheet.columns)[titles.index("amount")][1:])
func sumOfColumn(_ path: String) throws -> Double {
    try SheetFile(path: path)["People"].column(titled: "Amount").reduce(0) { $0 + ($1.number ?? 0) }
}

/// 6. Dates, as a spreadsheet shows them and as points in time.
///
///     cell.value.isoformat() if cell.is_date else None
func readDates(_ path: String) throws -> [String?] {
    try readPeople(path).map { $0.born?.formatted(.iso8601.year().month().day()) }
}

/// 7. The names of the sheets, and what they have.
///
///     [(sheet.title, sheet.sheet_state, sheet.dimensions) for sheet in load_workbook(path)]
func listSheets(_ path: String) throws -> [String] {
    let file = try SheetFile(path: path)
    return try file.sheets.map { sheet in
        "\(sheet.name) \(sheet.visibility) \(try file.worksheet(sheet).usedRange?.description ?? "-")"
    }
}

/// 8. Formulas, and their results.
///
///     load_workbook(path)["Report"]["B5"].value
func readFormula(_ path: String) throws -> (formula: String?, result: CellValue?) {
    let file = try SheetFile(path: path)
    let cell = try file.worksheet(file.requiredSheet(named: "Report"), range: "B5", options: .formulas).cell("B5")
    return (cell?.formula, cell?.value)
}

/// 9. Links.
///
///     [cell.hyperlink.target for row in sheet for cell in row if cell.hyperlink]
func readLinks(_ path: String) throws -> [String] {
    let file = try SheetFile(path: path)
    return try file.worksheet(file.requiredSheet(named: "Report"), options: .hyperlinks).rows.flatMap(\.cells).compactMap(\.hyperlink)
}

/// 10. An upload from a stranger, as it comes: what is refused, and why.
///
///     try: load_workbook(BytesIO(upload))
///     except Exception as error: return str(error)
func check(upload: some AsyncSequence<UInt8, any Error>) async throws -> String? {
    do {
        _ = try await SheetFile(bytes: upload, limits: .strict).decode(Person.self)
        return nil
    } catch let error as SpreadsheetError {
        return "\(error.code.rawValue) \(error.location.cell?.description ?? "")"
    }
}
