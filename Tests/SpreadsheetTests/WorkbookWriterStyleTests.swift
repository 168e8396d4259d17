import Testing

@testable import Spreadsheet

@Suite struct WorkbookWriterStyleTests {
    @Test func equalStylesAreOne() throws {
        var workbook = WorkbookWriter()
        let bold = try workbook.style(CellStyle(font: .init(isBold: true)))
        #expect(try workbook.style(CellStyle(font: .init(isBold: true))) == bold)
        #expect(try workbook.style(CellStyle(font: .init(isItalic: true))) != bold)
        #expect(try workbook.style(CellStyle()) == .normal)
    }

    @Test func aCellTakesItsOwnStyleElseItsRowsElseItsColumns() throws {
        var workbook = WorkbookWriter(options: .init(level: 0))
        let styles = try (1...3).map { try workbook.style(CellStyle(font: .init(size: Double($0)))) }
        var sheet = try workbook.addSheet(SheetSettings("S", columns: [ColumnSettings(2...3, style: styles[0])]))
        try sheet.append([.number(1), .number(2), .number(3), .number(4)])
        try sheet.beginRow(style: styles[1])
        try sheet.appendNumber(1)
        try sheet.appendNumber(2)
        try sheet.appendNumber(3, style: styles[2])
        try sheet.appendNumber(4, style: .normal)
        let xml = try #require(try storedParts(workbook.finish())["xl/worksheets/sheet1.xml"])
        #expect(
            xml.all(between: "<c ", and: ">") == [
                "r=\"A1\"", "r=\"B1\" s=\"1\"", "r=\"C1\" s=\"1\"", "r=\"D1\"", "r=\"A2\" s=\"2\"", "r=\"B2\" s=\"2\"", "r=\"C2\" s=\"3\"",
                "r=\"D2\"",
            ])
    }

    @Test(arguments: ["=1+1", "+33", "-5", "@A1"])
    func textThatBeginsLikeAFormulaStaysText(text: String) throws {
        var workbook = WorkbookWriter(options: .init(level: 0))
        let style = try workbook.style(CellStyle(numberFormat: NumberFormat(code: "@")))
        var sheet = try workbook.addSheet(SheetSettings("S"))
        try sheet.append([.text(text)], style: style)
        try sheet.append([.text(text), .text("'" + text)])
        let parts = try storedParts(workbook.finish())
        #expect(
            parts["xl/worksheets/sheet1.xml"]?.all(between: "<c ", and: ">") == [
                "r=\"A1\" s=\"2\" t=\"s\"", "r=\"A2\" s=\"3\" t=\"s\"", "r=\"B2\" t=\"s\"",
            ])
        let formats = try #require(parts["xl/styles.xml"]?.between("<cellXfs count=\"4\">", "</cellXfs>")).all(between: "<xf ", and: "/>")
        #expect(formats.map { $0.contains("quotePrefix=\"1\"") } == [false, false, true, true])
        #expect(formats.map { $0.contains("numFmtId=\"49\"") } == [false, true, true, false])
    }

    @Test func datesGetAFormatWhereTheCellHasNone() throws {
        var workbook = WorkbookWriter(options: .init(level: 0))
        let iso = try workbook.style(CellStyle(numberFormat: NumberFormat(code: "yyyy-mm-dd")))
        var sheet = try workbook.addSheet(SheetSettings("S"))
        try sheet.append([45450, 45450.25, 0.25].map { .date(SerialDate(serial: $0)) })
        try sheet.append([.date(SerialDate(serial: 45450))], style: iso)
        let parts = try storedParts(workbook.finish())
        #expect(parts["xl/worksheets/sheet1.xml"]?.all(between: " s=\"", and: "\"") == ["2", "3", "4", "1"])
        let formats = try #require(parts["xl/styles.xml"]?.between("<cellXfs count=\"5\">", "</cellXfs>"))
        #expect(formats.all(between: "numFmtId=\"", and: "\"") == ["0", "164", "14", "22", "21"])
    }

    @Test func datesAreConvertedToTheWorkbooksDateSystem() throws {
        var workbook = WorkbookWriter(options: .init(level: 0, dateSystem: .since1904))
        var sheet = try workbook.addSheet(SheetSettings("S"))
        try sheet.append([.date(SerialDate(serial: 45450)), .date(SerialDate(serial: 43988, system: .since1904))])
        #expect(throws: SpreadsheetError(.unwritableDate, "")) { try sheet.append([.date(SerialDate(serial: 1000))]) }
        let parts = try storedParts(workbook.finish())
        #expect(parts["xl/worksheets/sheet1.xml"]?.all(between: "<v>", and: "</v>") == ["43988", "43988"])
        #expect(parts["xl/workbook.xml"]?.contains("date1904=\"1\"") == true)
    }
}
