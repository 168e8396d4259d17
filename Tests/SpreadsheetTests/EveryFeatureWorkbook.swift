import Foundation
import Spreadsheet
import Testing

/// What a cell of ``everyFeatureWorkbook(options:)`` should hold, for programs that read it: `values.json` beside the workbook.
struct ExpectedCell: Encodable {
    let sheet: String
    let cell: String
    let kind: String
    var text: String?
    var number: Double?
    var boolean: Bool?
    var format: String?
}

/// Texts that break writers.
let awkwardTexts = [
    "", " ", "  both ends  ", "line\nbreak", "tab\there", "<&>\"'", "]]>", "a&amp;b", "é€😀𝕏", "e\u{301}", "=1+1", "+33612345678", "-5",
    "@SUM(A1)", "'quoted", "00123", "1E5", "TRUE", "#N/A", "2020-04-30", "_x0041_", "_x0041_x0042_", "_X0041_", "__x005F_x000D_",
    "_x12", "_", "A_x00e9_B", String(repeating: "long ", count: 6000), "a\u{FEFF}b", "\u{FEFF}", "\u{A0}no-break\u{202F}",
]

/// Texts that XML cannot carry as they are; openpyxl does not decode them, so they are compared in their written form.
let escapedTexts = [
    ("a\rb", "a_x000D_b"), ("a\r\nb", "a_x000D_\nb"), ("\u{1}\u{1F}", "_x0001__x001F_"), ("\u{FFFE}|\u{FFFF}", "_xFFFE_|_xFFFF_"),
    ("_x0041\u{1}", "_x005F_x0041_x0001_"), ("NUL\u{0}", "NUL_x0000_"),
]

let awkwardNumbers: [Double] = [
    0, 1, -1, 0.1, -0.5, 12.34, 1250.5, 99_999_999.99, 0.57999999999999996, 1.0 / 3, 1e15, 123_456_789_012_345_680, 1e21, 1.5e300, 1e-7,
    -2.5e-10, .leastNonzeroMagnitude, 1.7976931348623157e308, 2_958_465.999, 9_007_199_254_740_992, 0.30000000000000004,
    999_999_999_999_999, 1e13 - 0.01,
]

func range(_ text: String) throws -> CellRange { try #require(CellRange(text)) }

func cell(_ text: String) throws -> CellReference { try #require(CellReference(text)) }

/// A workbook that uses everything the writer knows, and the cells it should hold. With a sheet's very corners LibreOffice takes minutes.
func everyFeatureWorkbook(
    options: WorkbookWriter.Options = .init(), reachesCorners: Bool = true
) throws -> (bytes: [UInt8], cells: [ExpectedCell]) {
    var workbook = WorkbookWriter(options: options)
    var cells: [ExpectedCell] = []
    workbook.properties = DocumentProperties(
        title: "Every <feature>", subject: "Tests", creator: "José", keywords: "a, b", description: "Two\nlines", category: "Kind",
        lastModifiedBy: "Someone", created: CivilDateTime(year: 2024, month: 6, day: 7, hour: 8, minute: 9, second: 10),
        modified: CivilDateTime(year: 2024, month: 6, day: 8), application: "Dotations", company: "Company & Sons", manager: "Manager",
        custom: [
            .init("Fingerprint", .text("v1;<abc>")), .init("Count", .number(42)), .init("Ratio", .number(0.25)),
            .init("Final", .boolean(true)), .init("Exported", .date(CivilDateTime(year: 2024, month: 6, day: 7))),
        ])
    workbook.definedNames = [
        DefinedName("Statuses", formula: "Lists!$A$1:$A$3", comment: "Choices"), DefinedName("Rate", formula: "0.25", isHidden: true),
        DefinedName("Local_name", formula: "'It''s a sheet'!$B$2", sheet: "It's a sheet"),
    ]
    let header = try workbook.style(
        CellStyle(
            font: .init(isBold: true, underline: .double, color: .white), fill: .solid(RGBColor(0x1F4E78)),
            border: .around(.thin, color: RGBColor(0x808080)), alignment: .init(horizontal: .center, vertical: .center, wraps: true)))
    let text = try workbook.style(CellStyle(numberFormat: NumberFormat(code: "@"), isLocked: false))
    let money = try workbook.style(CellStyle(numberFormat: NumberFormat(code: "#,##0.00 \"€\"")))
    let turned = try workbook.style(
        CellStyle(
            font: .init(name: "Arial", size: 14.5, isItalic: true, underline: .single, isStruckThrough: true),
            fill: .init(.lightUp, foreground: RGBColor(0xFF0000), background: RGBColor(0xFFFF00)),
            border: .init(top: .init(.double), bottom: .init(.mediumDashDot, color: .black)),
            alignment: .init(vertical: .top, shrinks: true, indent: 2, rotation: -45), hidesFormula: true))
    let iso = try workbook.style(CellStyle(numberFormat: NumberFormat(code: "yyyy\\-mm\\-dd")))

    // A sheet of values.
    var name = "It's a sheet"
    func note(
        _ row: Int, _ column: Int, _ kind: String, text: String? = nil, number: Double? = nil, boolean: Bool? = nil, format: String? = nil
    ) {
        cells.append(
            ExpectedCell(
                sheet: name, cell: (CellReference.columnName(column) ?? "") + String(row), kind: kind, text: text, number: number,
                boolean: boolean, format: format))
    }
    var page = PageSetup()
    page.paperSize = 9
    page.isLandscape = true
    page.pagesWide = 1
    page.area = try range("A1:F60")
    page.repeatedRows = 1...2
    page.repeatedColumns = 1...1
    page.header = "&LLeft && right&RPage &P"
    page.footer = "&C<footer>"
    page.printsGridLines = true
    page.isCenteredHorizontally = true
    page.margins = .init(left: 0.25, right: 0.25)
    var settings = SheetSettings(
        name, tabColor: RGBColor(0x00B050),
        columns: [
            ColumnSettings(5...6, width: 8.5, isHidden: true), ColumnSettings(1, width: 40), ColumnSettings(3, style: iso),
        ], frozenRows: 1, frozenColumns: 1, zoom: 85, pageSetup: page)
    settings.features.mergedRanges = try [range("H1:J2"), range("H4:H5")]
    settings.features.hyperlinks = try [
        Hyperlink(cell("A9"), to: .url("https://example.org/a b?q=1&r=%41#f"), tooltip: "Go <there>"),
        Hyperlink(range("A10:B10"), to: .location("Lists!A1")),
        Hyperlink(cell("A12"), to: .url("mailto:a_x0041_@exemple.fr")),
    ]
    settings.features.comments = try [
        CellComment(cell("B7"), "Second\nline ", author: "B & C", isVisible: true),
        CellComment(cell("A1"), "First", author: "Ann"),
    ]
    settings.features.ignoredErrors = try [IgnoredErrors([range("A1:B99"), range("D1")], [.numberStoredAsText, .twoDigitTextYear])]
    var sheet = try workbook.addSheet(settings)
    try sheet.append(["Text", "Number", "Date", "Boolean"].map { .text($0) }, style: header)
    for (column, title) in ["Text", "Number", "Date", "Boolean"].enumerated() { note(1, column + 1, "text", text: title) }
    for (offset, awkward) in awkwardTexts.enumerated() {
        let row = offset + 2
        try sheet.beginRow()
        try sheet.appendText(awkward, style: offset % 2 == 0 ? text : nil)
        note(row, 1, "text", text: awkward, format: offset % 2 == 0 ? "@" : "General")
        if offset < awkwardNumbers.count {
            try sheet.appendNumber(awkwardNumbers[offset], style: money)
            note(row, 2, "number", number: awkwardNumbers[offset], format: "#,##0.00 \"€\"")
        }
    }
    try sheet.beginRow(50, height: 33.75)
    try sheet.appendNumber(1, style: turned)
    note(50, 1, "number", number: 1)
    try sheet.appendBlank(style: header)
    try sheet.appendDate(#require(SerialDate(CivilDateTime(year: 2024, month: 6, day: 7))))
    note(50, 3, "number", number: 45450, format: "yyyy\\-mm\\-dd")
    try sheet.appendDate(#require(SerialDate(CivilDateTime(year: 2024, month: 6, day: 7, hour: 12))))
    note(50, 4, "number", number: 45450.5, format: "m/d/yy h:mm")
    try sheet.appendDate(SerialDate(serial: 0.75))
    note(50, 5, "number", number: 0.75, format: "h:mm:ss")
    try sheet.appendDate(SerialDate(serial: 43_988, system: .since1904))
    note(50, 6, "number", number: 45450, format: "mm-dd-yy")
    try sheet.move(toColumn: 30)
    try sheet.appendBoolean(true)
    note(50, 30, "boolean", boolean: true)
    try sheet.appendBoolean(false)
    note(50, 31, "boolean", boolean: false)
    try sheet.appendError(.notAvailable)
    note(50, 32, "error", text: "#N/A")
    if reachesCorners {
        try sheet.move(toColumn: 16_384)
        try sheet.appendNumber(7)
        note(50, 16_384, "number", number: 7)
    }
    try sheet.beginRow(51, isHidden: true, style: turned)
    try sheet.appendNumber(2)
    note(51, 1, "number", number: 2)
    try sheet.beginRow()
    try sheet.appendFormula("SUM(B3:B4)", value: .number(0))
    try sheet.appendFormula("\"a\"&\"<b>\"", value: .text("a<b>"))
    try sheet.appendFormula("1=1", value: .boolean(true))
    try sheet.appendFormula("1/0", value: .error(.divisionByZero))
    try sheet.appendFormula("DATE(2024,6,7)", value: .date(SerialDate(serial: 45450)))
    try sheet.appendFormula("2*21")
    if reachesCorners {
        sheet.features.comments.append(try CellComment(cell("XFD1048576"), "Corner", author: "Ann"))
        try sheet.beginRow(1_048_576)
        try sheet.appendText("last")
        note(1_048_576, 1, "text", text: "last")
    }

    // A table with everything that guards cells.
    name = "Table"
    settings = SheetSettings(name, columns: [ColumnSettings(1...4, width: 18)], frozenRows: 1)
    settings.features.protection = SheetProtection(allowing: [.selectLockedCells, .selectUnlockedCells, .sort, .autoFilter, .formatColumns])
    settings.features.tables = try [Table("Orders_1", range("A1:D1"))]
    sheet = try workbook.addSheet(settings)
    let titles = ["Status", "Amount & <co>", "With\nbreak", "Name"]
    try sheet.append(titles.map { .text($0) })
    for (column, title) in titles.enumerated() { note(1, column + 1, "text", text: title) }
    for row in 2...20 {
        try sheet.append([.text("PRODUCTION"), .number(Double(row) * 1.5), .text("+33 \(row)"), .text("Name \(row % 5)")], style: text)
        note(row, 2, "number", number: Double(row) * 1.5, format: "@")
        note(row, 3, "text", text: "+33 \(row)", format: "@")
    }
    sheet.features.tables[0].range = try range("A1:D20")
    var choice = try DataValidation([range("A2:A20"), range("F2")], .list(["PRODUCTION", "activé", "say \"no\""]))
    choice.prompt = .init(title: "Status", "Choose <one>\nplease")
    choice.error = .init(title: "No", "Not a \"status\"")
    var amount = try DataValidation([range("B2:B20")], .decimal(.between("0", "1000.5")))
    amount.severity = .warning
    amount.allowsBlank = false
    sheet.features.dataValidations = try [
        choice, amount, DataValidation([range("C2:C20")], .textLength(.lessThanOrEqual("20"))),
        DataValidation([range("D2")], .listFrom(formula: "Statuses")), DataValidation([range("D3")], .formula("LEN(D3)<9")),
        DataValidation([range("D4")], .wholeNumber(.notEqual("5"))), DataValidation([range("D5")], .date(.greaterThan("45450"))),
        DataValidation([range("D6")], .time(.lessThan("0.5"))),
    ]
    let red = CellStyle(font: .init(isBold: true, color: RGBColor(0x9C0006)), fill: .solid(RGBColor(0xFFC7CE)), border: .around(.thin))
    let amounts = try [range("B2:B20")]
    let conditions: [ConditionalFormat.Condition] = [
        .cell(.greaterThan("10")), .cell(.notBetween("1", "2")), .formula("MOD(ROW(),2)=0"), .contains("a\"b"), .doesNotContain("x"),
        .begins(with: "P"), .ends(with: "N"), .isBlank, .isNotBlank, .isError, .isNotError, .isDuplicate, .isUnique, .rank(3),
        .rank(10, isPercent: true, isBottom: true), .average(isAbove: true), .average(isAbove: false),
    ]
    sheet.features.conditionalFormats =
        conditions.map { ConditionalFormat(amounts, $0, style: red, stopsIfTrue: $0 == .isBlank) } + [
            ConditionalFormat(amounts, .colorScale([RGBColor(0xFF0000), RGBColor(0x00FF00)])),
            ConditionalFormat(amounts, .colorScale([RGBColor(0xFF0000), RGBColor(0xFFFF00), RGBColor(0x00FF00)])),
            ConditionalFormat(amounts, .dataBar(RGBColor(0x638EC6))),
        ]

    // A filter without a table, and sheets that do not show.
    name = "Filter"
    sheet = try workbook.addSheet(SheetSettings(name, showsGridLines: false, isRightToLeft: true))
    for row in 1...5 { try sheet.append([.text("k\(row)"), .number(Double(row))]) }
    sheet.features.autoFilter = try range("A1:B5")
    sheet.features.comments = try [CellComment(cell("A2"), "On another sheet")]
    sheet.features.tables = try [Table("Second", range("D6:E7"), styleName: nil, hasFilter: false)]
    try sheet.beginRow(6)
    try sheet.move(toColumn: 4)
    try sheet.appendText("One")
    try sheet.appendText("Two")
    sheet = try workbook.addSheet(SheetSettings("Lists", visibility: .hidden, defaultRowHeight: 20))
    for status in ["PRODUCTION", "activé", "intégration"] { try sheet.append([.text(status)]) }
    sheet = try workbook.addSheet(SheetSettings("_meta", visibility: .veryHidden))
    for (text, _) in escapedTexts { try sheet.append([.text(text)]) }
    sheet = try workbook.addSheet(SheetSettings("Empty"))
    return (try workbook.finish(), cells)
}
