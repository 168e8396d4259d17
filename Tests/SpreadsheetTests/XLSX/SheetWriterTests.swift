import TestSupport
import Testing

@testable import Spreadsheet

@Suite struct SheetWriterTests {
    @Test func `a sheet that is written last can have the first tab`() throws {
        var workbook = WorkbookWriter(options: .init(level: 0))
        var rows = try workbook.addSheet(
            SheetSettings("Rows", pageSetup: PageSetup(), features: Self.filtered("A1:A3")))
        var total = 0.0
        try rows.append(["Amount"])
        for amount in [1.5, 2] {
            try rows.append([.number(amount)])
            total += amount
        }
        _ = try workbook.addSheet(SheetSettings("Notes"))
        var summary = try workbook.addSheet(SheetSettings("Summary"), at: 0)
        try summary.append(["Total", .number(total)])
        _ = try workbook.addSheet(SheetSettings("Hidden", visibility: .hidden), at: 0)
        let bytes = try workbook.finish()

        let file = try SheetFile(bytes: bytes)
        #expect(file.sheets.map(\.name) == ["Hidden", "Summary", "Rows", "Notes"])
        #expect(try file["Summary"]["B1"] == 3.5 && file["Rows"]["A3"] == 2)
        // Names of a sheet's own refer to it by its place (ECMA-376 part 1, 18.2.5), and the first visible tab is shown.
        let book = try #require(storedParts(bytes)["xl/workbook.xml"])
        #expect(book.contains("<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"2\""))
        #expect(book.contains("activeTab=\"1\""))
        #expect(try !storedParts(bytes).values.contains { $0.contains("tabSelected") })
    }

    private static func filtered(_ range: CellRange) -> SheetFeatures {
        var features = SheetFeatures()
        features.autoFilter = range
        return features
    }

    @Test func `a place that is none is refused, and nothing is begun`() throws {
        var workbook = WorkbookWriter()
        for place in [-1, 1] {
            #expect(throws: SpreadsheetError(.unwritablePlace, "")) { _ = try workbook.addSheet(SheetSettings("S"), at: place) }
        }
        _ = try workbook.addSheet(SheetSettings("S"), at: 0)
        #expect(try Workbook(bytes: workbook.finish()).sheets.map(\.name) == ["S"])
    }

    @Test func `nothing comes into a sheet that has ended, nor into the next one`() throws {
        var workbook = WorkbookWriter()
        var first = try workbook.addSheet(SheetSettings("A"))
        try first.append([1])
        try first.beginRow()
        var second = try workbook.addSheet(SheetSettings("B"))
        try second.beginRow()
        for error in [
            #expect(throws: SpreadsheetError.self) { try first.append([2]) },
            #expect(throws: SpreadsheetError.self) { try first.beginRow() },
            #expect(throws: SpreadsheetError.self) { try first.appendNumber(2) },
            #expect(throws: SpreadsheetError.self) { try first.move(toColumn: 5) },
        ] {
            #expect(error?.code == .unwritablePlace && error?.location.sheet == "A" && error?.location.cell == nil)
        }
        try first.end()
        try second.appendNumber(3)
        first.features.mergedRanges = ["A1:B2"]
        let error = #expect(throws: SpreadsheetError.self) { try workbook.finish() }
        #expect(error?.code == .unwritablePlace && error?.location.sheet == "A" && second.features.mergedRanges.isEmpty)
    }

    @Test func `a sheet's writer outlives that of its workbook`() throws {
        func sheet() throws -> SheetWriter {
            var workbook = WorkbookWriter()
            return try workbook.addSheet(SheetSettings("A"))
        }
        var sheet = try sheet()
        for _ in 0..<1000 { try sheet.append(["a", 1]) }
        try sheet.end()
    }

    @Test func `both writers say the same words`() throws {
        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("S"))
        try sheet.append(["a", 1])
        try sheet.beginRow()
        try sheet.appendText("b")
        try sheet.appendBlank()
        try sheet.appendNumber(2.5)
        try sheet.appendBoolean(true)
        try sheet.move(toColumn: 6)
        try sheet.appendCell("c")
        let book = try SheetFile(bytes: workbook.finish())

        var csv = try CSVWriter()
        try csv.append(["a", 1])
        try csv.beginRow()
        try csv.appendText("b")
        try csv.appendBlank()
        try csv.appendNumber(2.5)
        try csv.appendBoolean(true)
        try csv.move(toColumn: 6)
        try csv.appendCell("c")
        let bytes = try csv.finish()
        #expect(String(decoding: bytes, as: UTF8.self) == "a,1\r\nb,,2.5,TRUE,,c\r\n")
        let text = try SheetFile(bytes: bytes, name: "a.csv")
        let (first, second) = (try book.worksheet(book.sheets[0]), try text.worksheet(text.sheets[0]))
        for cell: CellReference in ["A1", "A2", "F2"] { #expect(first[cell] == second[cell], "\(cell)") }
        #expect(first["C2"] == 2.5 && second["C2"] == "2.5" && first["D2"] == true && second["D2"] == "TRUE")
    }

    @Test func `a field belongs to a row, and comes after those before`() throws {
        var csv = try CSVWriter()
        #expect(throws: SpreadsheetError(.unwritablePlace, "")) { try csv.appendText("a") }
        #expect(throws: SpreadsheetError(.unwritablePlace, "")) { try csv.appendNumber(1) }
        try csv.append(["a", "b"])
        #expect(throws: SpreadsheetError(.unwritablePlace, "")) { try csv.appendNumber(1) }
        #expect(throws: SpreadsheetError(.unwritablePlace, "")) { try csv.appendText("a") }
        try csv.beginRow()
        try csv.move(toColumn: 3)
        try csv.appendNumber(1)
        for column in [0, 3, 16_385] {
            #expect(throws: SpreadsheetError(.unwritablePlace, "")) { try csv.move(toColumn: column) }
        }
        #expect(String(decoding: try csv.finish(), as: UTF8.self) == "a,b\r\n,,1\r\n")
    }
}
