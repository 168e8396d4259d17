import Foundation
import TestSupport
import Testing
import ZipContainer

@testable import Spreadsheet

/// Texts of several typefaces, array formulas and widths that fit, and what other programs make of them.
@Suite struct RichWritingTests {
    private static let runs: [TextRun] = [
        "Total ", TextRun("due ", font: .init(isBold: true, color: RGBColor(0xFF0000))),
        TextRun("<now>", font: .init(name: "Arial", size: 14, isItalic: true, underline: .double, isStruckThrough: true)),
    ]

    private static func write(_ options: WorkbookWriter.Options = .init()) throws -> [UInt8] {
        var workbook = WorkbookWriter(options: options)
        let bold = try workbook.style(CellStyle(font: .init(isBold: true)))
        let euros = try workbook.style(CellStyle(numberFormat: NumberFormat(code: "#,##0.00 \"€\"")))
        var settings = SheetSettings(
            "S",
            columns: [
                ColumnSettings(1...2, fitsContents: true), ColumnSettings(3, width: 30, fitsContents: true),
                ColumnSettings(4, width: 12), ColumnSettings(6...7, fitsContents: true),
            ])
        settings.features.mergedRanges = ["A6:B6"]
        var sheet = try workbook.addSheet(settings)
        try sheet.beginRow()
        try sheet.appendText(runs)
        try sheet.appendText("A long header", style: bold)
        try sheet.appendText("short")
        try sheet.appendText("This is much wider than its column")
        try sheet.append([.number(1), .number(1_234_567.5)], style: euros)
        try sheet.append([.number(2), .number(3)])
        try sheet.beginRow()
        try sheet.appendArrayFormula("A2:A3*2", filling: "A4:A5", value: 2)
        try sheet.appendArrayFormula("SUM(A2:A3*B2:B3)", filling: "B4", value: .number(1_234_573.5))
        try sheet.append([4])
        try sheet.beginRow(7)
        try sheet.move(toColumn: 6)
        try sheet.appendText("première ligne\net la suivante")
        return try workbook.finish()
    }

    @Test func `the text of runs, array formulas and widths are in their places`() throws {
        for strings in [WorkbookWriter.Strings.shared, .inline] {
            let xml = try #require(storedParts(Self.write(.init(strings: strings, level: 0)))["xl/worksheets/sheet1.xml"])
            #expect(
                xml.contains(
                    "<c r=\"A1\" t=\"inlineStr\"><is><r><t xml:space=\"preserve\">Total </t></r><r><rPr><b/><sz val=\"11\"/>"
                        + "<color rgb=\"FFFF0000\"/><rFont val=\"Calibri\"/><family val=\"2\"/></rPr>"))
            #expect(xml.contains("<c r=\"A4\"><f t=\"array\" ref=\"A4:A5\">A2:A3*2</f><v>2</v></c>"))
            #expect(xml.contains("<c r=\"B4\"><f t=\"array\" ref=\"B4\">SUM(A2:A3*B2:B3)</f>"))
        }
        let file = try SheetFile(bytes: Self.write())
        #expect(try file["S"]["A1"] == "Total due <now>" && file["S"]["A5"] == 4)
        let columns = try #require(try file.workbook?.layout(of: file.sheets[0])).columns
        let widths = columns.reduce(into: [Int: Double]()) { widths, settings in
            for column in settings.columns { widths[column] = settings.width }
        }
        // Of `Total due <now>`, `1,234,567.50 €`, at least 30, as it is said, and of the longer of two lines.
        #expect(widths[1].map { 14...17 ~= $0 } == true && widths[2].map { 13...16 ~= $0 } == true, "\(widths)")
        #expect(widths[3] == 30 && widths[4] == 12 && widths[6].map { 12...15 ~= $0 } == true, "\(widths)")
    }

    @Test func `a width is that of the widest text, up to 255`() throws {
        func width(_ text: String, _ settings: ColumnSettings = ColumnSettings(1, fitsContents: true)) throws -> Double? {
            var workbook = WorkbookWriter()
            var sheet = try workbook.addSheet(SheetSettings("S", columns: [settings]))
            try sheet.append(["i"])
            try sheet.append([.text(text)])
            let file = try SheetFile(bytes: workbook.finish())
            return try file.workbook?.layout(of: file.sheets[0]).columns.first?.width
        }
        // Ten digits of seven pixels, and seven for the margins.
        #expect(try width("0123456789") == 11)
        #expect(try width(String(repeating: "W", count: 32_000)) == 255)
        #expect(try width("") ?? 0 < 3)
        #expect(try width("0123456789", ColumnSettings(1, width: 1.0 / 3, fitsContents: true)) == 11)
        #expect(try width("0", ColumnSettings(1, width: 100.0 / 3, fitsContents: true)).map { abs($0 - 100 / 3.0) < 0.01 } == true)
        #expect(try width("日本語") ?? 0 > width("abc") ?? 9)
    }

    @Test func `as many columns fit as the beginning of a sheet has room for`() throws {
        var workbook = WorkbookWriter()
        #expect(throws: SpreadsheetError(.notWritable, "")) {
            _ = try workbook.addSheet(SheetSettings("S", columns: [ColumnSettings(1...256, fitsContents: true)]))
        }
        var sheet = try workbook.addSheet(SheetSettings("S", columns: [ColumnSettings(16_130...16_384, fitsContents: true)]))
        try sheet.beginRow()
        try sheet.move(toColumn: 16_130)
        for number in 16_130...16_384 { try sheet.appendNumber(Double(number)) }
        let file = try SheetFile(bytes: workbook.finish())
        #expect(try file.workbook?.layout(of: file.sheets[0]).columns.allSatisfy { $0.width == 6 } == true)
    }

    @Test func `what an array formula fills has no formula of its own, and is not merged`() throws {
        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("S"))
        func code(_ body: () throws -> Void) -> SpreadsheetError.Code? {
            do { try body() } catch { return (error as? SpreadsheetError)?.code }
            return nil
        }
        #expect(code { try sheet.appendArrayFormula("1", filling: "A1:A2") } == .unwritablePlace)
        try sheet.beginRow()
        #expect(code { try sheet.appendArrayFormula("1", filling: "B1:B2") } == .unwritablePlace)
        #expect(code { try sheet.appendArrayFormula("=1", filling: "A1:B2") } == .notWritable)
        try sheet.appendArrayFormula("1", filling: "A1:B2")
        #expect(code { try sheet.appendFormula("1") } == .notWritable)
        #expect(code { try sheet.appendArrayFormula("1", filling: "B1:C1") } == .notWritable)
        try sheet.appendBlank()
        try sheet.appendFormula("1")
        try sheet.beginRow(3)
        try sheet.appendFormula("1")
        sheet.features.mergedRanges = ["B2:B4"]
        #expect(code { try sheet.end() } == .notWritable)
        sheet.features.mergedRanges = []
        try sheet.end()
        #expect(code { try sheet.appendText([TextRun]()) } == .notWritable)
    }

    @Test func `a text of runs is held to the limits of a text`() throws {
        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("S"))
        try sheet.beginRow()
        let half = String(repeating: "a", count: 16_384)
        #expect(throws: SpreadsheetError(.writtenTooLong, "")) { try sheet.appendText([TextRun(half), TextRun(half)]) }
        #expect(throws: SpreadsheetError(.notWritable, "")) { try sheet.appendText(["a", ""]) }
        #expect(throws: SpreadsheetError(.unwritableName, "")) { try sheet.appendText([TextRun("a", font: .init(name: ""))]) }
    }

    @Test(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup"))
    func `openpyxl reads the runs, the array formulas and the widths`() throws {
        try withTemporaryFolder { folder in
            let path = folder.appendingPathComponent("a.xlsx").path
            try Data(Self.write()).write(to: URL(filePath: path))
            let result = try OutsidePrograms.python(["-c", Self.openpyxl, path])
            #expect(result.status == 0 && result.text.hasSuffix("as written\n"), "\(result.text)")
        }
    }

    private static let openpyxl = """
        import openpyxl, sys
        sheet = openpyxl.load_workbook(sys.argv[1], rich_text=True)["S"]
        text = sheet["A1"].value
        assert str(text) == "Total due <now>" and len(text) == 3, repr(text)
        assert text[1].font.b and text[1].font.color.rgb == "FFFF0000", text[1].font
        assert (text[2].font.rFont, text[2].font.sz, text[2].font.u, text[2].font.strike) == ("Arial", 14, "double", True), text[2].font
        assert (sheet["A4"].value.ref, sheet["A4"].value.text) == ("A4:A5", "=A2:A3*2"), vars(sheet["A4"].value)
        assert sheet["B4"].value.ref == "B4" and sheet["A5"].value == 4
        widths = sheet.column_dimensions
        assert 14 < widths["A"].width < 17 and widths["C"].width == 30 and widths["D"].width == 12, widths["A"].width
        assert widths["A"].bestFit and not widths["D"].bestFit
        print("as written")
        """

    @Test(.enabled(if: OutsidePrograms.hasLibreOffice && OutsidePrograms.pythonPath != nil, "needs scripts/setup --interop"))
    func `LibreOffice computes the array formulas, and keeps the runs and widths`() throws {
        try withTemporaryFolder { folder in
            let path = folder.appendingPathComponent("a.xlsx").path
            try Data(Self.write()).write(to: URL(filePath: path))
            let saved = try #require(try OutsidePrograms.savedByLibreOffice(path, in: folder))
            let file = try SheetFile(path: saved)
            let sheet = try file["S"]
            #expect(sheet["A1"] == "Total due <now>" && sheet["A4"] == 2 && sheet["A5"] == 4 && sheet["B4"] == 1_234_573.5)
            let widths = try #require(try file.workbook?.layout(of: file.sheets[0])).columns
            #expect(widths.first { $0.columns.contains(3) }?.width.map { abs($0 - 30) < 1 } == true, "\(widths)")
            let archive = try ZipArchive(path: saved)
            let strings = String(decoding: try archive.bytes(of: #require(archive.entry(named: "xl/sharedStrings.xml"))), as: UTF8.self)
            #expect(strings.contains("<rPr>") && strings.contains("Arial"))
        }
    }

    @Test(.enabled(if: OutsidePrograms.validatorPath != nil, "the validator is not there; set DOTATIONS_CORPUS"))
    func `it is what the standard and Excel demand`() throws {
        let validator = try #require(OutsidePrograms.validatorPath)
        try withTemporaryFolder { folder in
            let path = folder.appendingPathComponent("a.xlsx").path
            try Data(Self.write()).write(to: URL(filePath: path))
            let result = try OutsidePrograms.python([validator, path])
            #expect(result.status == 0 && result.text.contains("(0 errors, 0 warnings"), "\(result.text)")
        }
    }
}
