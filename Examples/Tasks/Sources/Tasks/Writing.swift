import Spreadsheet
import SpreadsheetCoding

/// 11. Values as a workbook, with a header in bold.
///
///     sheet.append([field.name for field in fields(Person)]); sheet["A1"].font = Font(bold=True)
///     for person in people: sheet.append(astuple(person))
func writePeople(_ people: [Person], to path: String) throws {
    var workbook = try WorkbookWriter(path: path)
    let bold = try workbook.style(CellStyle(font: .init(isBold: true)))
    var sheet = try workbook.addSheet(SheetSettings("People", columns: [ColumnSettings(1...5, width: 14)], frozenRows: 1))
    try sheet.encode(people, headerStyle: bold)
    try workbook.finish()
}

/// 12. A report: number formats, formulas, a link, fixed rows.
///
///     sheet.append(["Month", "Amount"]); sheet["B2"].number_format = '#,##0.00 "€"'; sheet["B5"] = "=SUM(B2:B4)"
func writeReport(to path: String) throws {
    var workbook = try WorkbookWriter(path: path)
    let bold = try workbook.style(CellStyle(font: .init(isBold: true)))
    let euros = try workbook.style(CellStyle(numberFormat: NumberFormat(code: "#,##0.00 \"€\"")))
    var sheet = try workbook.addSheet(SheetSettings("Report", frozenRows: 1))
    sheet.features.hyperlinks = [Hyperlink("A5", to: .url("https://example.org/help"))]
    try sheet.append(["Month", "Amount"], style: bold)
    for (month, amount) in [("January", 1250.5), ("February", 80), ("March", 19.9)] {
        try sheet.beginRow()
        try sheet.appendText(month)
        try sheet.appendNumber(amount, style: euros)
    }
    try sheet.beginRow()
    try sheet.appendText("Sum", style: bold)
    try sheet.appendFormula("SUM(B2:B4)", value: 1350.4, style: euros)
    try workbook.finish()
}

/// 13. A form: a table, a list to choose from, a note, and cells that may be typed in.
///
///     validation = DataValidation(type="list", formula1='"active,suspended"'); validation.add("B2:B10")
///     sheet.add_data_validation(validation); sheet["B2"].comment = Comment("Choose", "Admin"); sheet.protection.sheet = True
func writeForm(to path: String) throws {
    var workbook = try WorkbookWriter(path: path)
    let input = try workbook.style(CellStyle(isLocked: false))
    var sheet = try workbook.addSheet(SheetSettings("Form"))
    sheet.features.tables = [Table("Form", "A1:B3")]
    sheet.features.dataValidations = [DataValidation(["B2:B3"], .list(["active", "suspended"]))]
    sheet.features.comments = [CellComment("B2", "Choose", author: "Admin")]
    sheet.features.protection = SheetProtection()
    try sheet.append(["name", "status"])
    for person in ["Ève", "Åse"] { try sheet.append([.text(person), "active"], style: input) }
    try workbook.finish()
}

/// 14. Values as CSV that a French spreadsheet opens by a double click.
///
///     csv.writer(open(path, "w", encoding="utf-8-sig"), delimiter=";").writerows(map(astuple, people))
func writeCSV(_ people: [Person], to path: String) throws {
    var csv = try CSVWriter(path: path, dialect: CSVDialect(separator: UInt8(ascii: ";"), hasByteOrderMark: true, notation: .french))
    try csv.encode(people)
    try csv.finish()
}

/// 15. A workbook in memory, as the answer of a server.
///
///     buffer = BytesIO(); workbook.save(buffer); return buffer.getvalue()
func workbook(of people: [Person]) throws -> [UInt8] {
    var workbook = WorkbookWriter()
    var sheet = try workbook.addSheet(SheetSettings("People"))
    try sheet.encode(people)
    return try workbook.finish()
}
