import Testing

@testable import Spreadsheet

/// Rows that go from one workbook into another.
@Suite struct RowCopyTests {
    /// A workbook of one row whose values have these formats.
    private static func workbook(_ cells: [(CellValue, String)], _ system: DateSystem = .since1900) throws -> [UInt8] {
        var workbook = WorkbookWriter(options: .init(dateSystem: system))
        var sheet = try workbook.addSheet(SheetSettings("S"))
        try sheet.beginRow()
        for (value, code) in cells {
            try sheet.appendCell(value, style: code.isEmpty ? nil : workbook.style(CellStyle(numberFormat: NumberFormat(code: code))))
        }
        return try workbook.finish()
    }

    /// What a copy of the first row of a workbook shows.
    private static func copied(_ bytes: [UInt8], to system: DateSystem = .since1900) throws -> [String] {
        let file = try SheetFile(bytes: bytes)
        var rows = try file.rows(of: file.sheets[0])
        var workbook = WorkbookWriter(options: .init(dateSystem: system))
        var sheet = try workbook.addSheet(SheetSettings("S"))
        while try rows.advance() { try sheet.append(rows.row) }
        return try shown(workbook.finish())
    }

    private static func shown(_ bytes: [UInt8]) throws -> [String] {
        let file = try SheetFile(bytes: bytes)
        var rows = try file.rows(of: file.sheets[0])
        return try rows.next()?.cells.map(\.displayedText) ?? []
    }

    @Test func `a copied row shows what the row shows`() throws {
        let bytes = try Self.workbook([
            (.number(1.25), "[h]:mm"), (.number(7), "000"), (.number(0.125), "0.0%"), (.text("=a"), ""),
            (.number(44064.5), "yyyy-mm-dd hh:mm"),
            (.number(665_915_236), "0#\" \"##\" \"##\" \"##\" \"##"), (.number(3), ""), (.boolean(true), "0"), (.number(0.5), "h:mm"),
        ])
        let expected = ["30:00", "007", "12.5%", "=a", "2020-08-21 12:00", "06 65 91 52 36", "3", "TRUE", "12:00"]
        #expect(try Self.shown(bytes) == expected)
        #expect(try Self.copied(bytes) == expected)
    }

    @Test(arguments: [DateSystem.since1900, .since1904], [DateSystem.since1900, .since1904])
    func `only days of the calendar are converted from one date system to the other`(source: DateSystem, target: DateSystem) throws {
        let day = try #require(SerialDate(CivilDateTime(year: 2020, month: 8, day: 21, hour: 14, minute: 30), system: source))
        func date(_ serial: Double) -> CellValue { .date(SerialDate(serial: serial, system: source)) }
        let bytes = try Self.workbook(
            [
                (.date(day), "yyyy-mm-dd hh:mm"), (date(1.25), "[h]:mm"), (date(0.25), "h:mm"), (date(1500.5), "[mm]:ss"),
                (date(0), "h:mm:ss"),
                (date(30.75), "h:mm"),
            ], source)
        let expected = ["2020-08-21 14:30", "30:00", "6:00", "2160720:00", "0:00:00", "18:00"]
        #expect(try Self.shown(bytes) == expected)
        #expect(try Self.copied(bytes, to: target) == expected)
    }

    @Test func `nothing of a row is written that has a value which cannot be`() throws {
        let faults: [CellValue] = [
            .number(.nan), .text(String(repeating: "x", count: 32_768)), .error(CellError(rawValue: "x")),
            .date(SerialDate(serial: -1)),
        ]
        for fault in faults {
            var workbook = WorkbookWriter(options: .init(level: 0))
            var sheet = try workbook.addSheet(SheetSettings("S"))
            try sheet.append([.text("a")])
            #expect(throws: SpreadsheetError.self, "\(fault)") { try sheet.append([.text("b"), fault]) }
            try sheet.append([.text("c")])
            let xml = try #require(storedParts(workbook.finish())["xl/worksheets/sheet1.xml"])
            #expect(!xml.contains(">b<") && xml.contains("<row r=\"2\"><c r=\"A2\""), "\(fault)")
        }
    }

    @Test func `a sheet says which cells it uses`() throws {
        let cases: [(rows: [[CellValue]], dimension: String)] = [
            ([], "A1"), ([[.text("a")]], "A1"), ([[.blank, .number(1)], [], [.blank, .blank, .blank, .number(2)]], "B1:D3"),
        ]
        for (rows, dimension) in cases {
            for level in [0, 1, 6] {
                var workbook = WorkbookWriter(options: .init(level: level))
                var sheet = try workbook.addSheet(SheetSettings("S"))
                for row in rows { try sheet.append(row) }
                let bytes = try workbook.finish()
                #expect(try Workbook(bytes: bytes).sheets.count == 1)
                if level == 0 {
                    let sheet = try #require(storedParts(bytes)["xl/worksheets/sheet1.xml"])
                    #expect(sheet.between("<dimension ref=\"", "\"") == dimension)
                }
            }
        }
    }

    @Test func `a dialect that no reader takes is refused by both writers, and nothing is written twice`() throws {
        let bad = CSVDialect.french(separator: UInt8(ascii: ";"), quote: UInt8(ascii: ";"))
        func code(_ body: () throws -> Void) -> SpreadsheetError.Code? {
            do { try body() } catch let error as SpreadsheetError { return error.code } catch { return nil }
            return nil
        }
        #expect(code { _ = try CSVWriter(dialect: bad) } == .badSeparator)
        #expect(code { _ = try CSVWriter(path: "/nowhere/a.csv", dialect: bad) } == .badSeparator)
        #expect(code { _ = try CSVReader(bytes: [], dialect: bad) } == .badSeparator)
        var csv = try CSVWriter(dialect: .french())
        try csv.append([.text("a")])
        _ = try csv.finish()
        do throws(SpreadsheetError) {
            _ = try csv.finish()
            Issue.record("finished twice")
        } catch {
            #expect(error.code == .unwritablePlace)
        }
    }

    @Test func `a sheet of another file is not found`() throws {
        func file(_ name: String) throws -> SheetFile {
            var writer = WorkbookWriter()
            _ = try writer.addSheet(SheetSettings(name))
            return try SheetFile(bytes: writer.finish())
        }
        let (first, second) = (try file("A"), try file("B"))
        let csv = try SheetFile(bytes: Array("a".utf8), name: "A.csv")
        for sheet in first.sheets {
            for other in [second, csv] {
                let error = #expect(throws: SpreadsheetError.self) { _ = try other.rows(of: sheet) }
                #expect(error?.code == .noSuchSheet)
            }
            let error = #expect(throws: SpreadsheetError.self) { try second.workbook?.layout(of: sheet) }
            #expect(error?.code == .noSuchSheet && error?.location.sheet == "A")
        }
    }
}
