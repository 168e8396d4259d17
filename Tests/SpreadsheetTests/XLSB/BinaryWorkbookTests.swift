import TestSupport
import Testing

@testable import Spreadsheet

@Suite struct BinaryWorkbookTests {
    private typealias File = RecordFile

    private func values(
        _ data: [UInt8], sharedStrings: [String] = ["a", "été"], formats: [UInt16] = [0, 14], limits: ReadLimits = .standard
    ) -> String {
        let file = File.file(
            sheet: File.sheet(data), sharedStrings: File.sharedStrings(sharedStrings), styles: File.styles(formats))
        return Reading.everyWay(file, limits: limits).values
    }

    private static let formula: [UInt8] = File.number(UInt16(0)) + File.number(UInt32(0)) + File.number(UInt32(0))

    private static func real(_ number: Double) -> [UInt8] { File.number(number.bitPattern) }

    private static let cells: [(type: Int, value: [UInt8], expected: String)] = [
        (1, [], ""), (2, File.number(UInt32(0x3FF0_0000)), "1.0"), (2, File.number(UInt32(bitPattern: -5 << 2 | 2)), "-5.0"),
        (2, File.number(UInt32(1234 << 2 | 3)), "12.34"), (2, File.number(UInt32(0x3FF0_0001)), "0.01"), (3, [0x2A], "#N/A"),
        (3, [0x2B], "#GETTING_DATA"), (4, [1], "true"), (4, [0], "false"), (5, real(-0.5), "-0.5"), (5, real(.nan), "#NUM!"),
        (5, real(.infinity), "#NUM!"), (6, File.text("é😀"), "\"é😀\""), (6, File.text(""), "\"\""), (7, File.number(UInt32(1)), "\"été\""),
        (62, [1] + File.text("riche") + File.number(UInt32(0)), "\"riche\""),
    ]

    @Test(arguments: cells) func `a cell of each type has its value`(type: Int, value: [UInt8], expected: String) {
        #expect(values(File.row(0) + File.record(type, File.cell(2) + value)) == "C1=\(expected)")
        // The short form is without the column, which is that after the last cell.
        guard type < 8 else { return }
        #expect(
            values(File.row(0) + File.record(1, File.cell(1)) + File.record(type + 11, File.number(UInt32(0)) + value))
                == "B1= C1=\(expected)")
    }

    @Test(
        arguments: [
            (8, File.text("été"), "\"été\""), (9, real(2.5), "2.5"), (10, [1], "true"), (11, [0x0F], "#VALUE!"),
        ] as [(Int, [UInt8], String)])
    func `the result of a formula is read`(type: Int, value: [UInt8], expected: String) {
        #expect(values(File.row(0) + File.record(type, File.cell(0) + value + Self.formula)) == "A1f=\(expected)")
    }

    @Test func `a number with the format of a date is one`() {
        let cell = { (style: UInt32) in File.record(2, File.cell(0, style: style) + File.number(UInt32(40_000 << 2 | 2))) }
        #expect(values(File.row(0) + cell(1)) == "A1=@40000.0")
        #expect(values(File.row(0) + cell(7)) == "A1=40000.0")
        // The upper byte holds flags.
        #expect(values(File.row(0) + cell(0x0100_0001)) == "A1=@40000.0")
    }

    @Test func `styles have the workbook's own formats, which may take a built-in number`() throws {
        let styles = File.styles([164, 14, 9], codes: [(164, "yyyy\\-mm"), (14, "0.0")])
        let row = (0..<3).flatMap { File.record(5, File.cell(UInt32($0), style: UInt32($0)) + Self.real(0.5)) }
        let file = try SheetFile(bytes: File.file(sheet: File.sheet(File.row(0) + row), styles: styles).bytes)
        #expect(file.format == .xlsb)
        var rows = try file.rows(of: file.sheets[0])
        #expect(try rows.next()?.cells.map(\.numberFormat.code) == ["yyyy\\-mm", "0.0", "0%"])
    }

    @Test(
        arguments: [
            // Rows and cells in their order, and not.
            (File.row(4, isHidden: true) + File.record(4, File.cell(0) + [1]), "A5=true"),
            (File.row(0) + File.record(4, File.cell(3) + [1]) + File.record(4, File.cell(1) + [0]), "B1=false D1=true"),
            (File.row(0) + File.record(4, File.cell(3) + [1]) + File.record(4, File.cell(3) + [0]), "sheet.duplicate-cell D1"),
            (File.row(0) + File.row(2) + File.record(4, File.cell(0) + [1]), "A3=true"),
            (File.row(1) + File.record(4, File.cell(0) + [1]) + File.row(0), "sheet.bad-ref A1"),
            (File.row(1) + File.row(1), "sheet.duplicate-cell A2"), (File.row(1_048_576), "sheet.bad-ref"),
            (File.row(.max), "sheet.bad-ref"),
            (File.row(0) + File.record(4, File.cell(16_384) + [1]), "sheet.bad-ref A1"),
            (File.row(0) + File.record(4, File.cell(.max) + [1]), "sheet.bad-ref A1"),
            (File.row(0) + File.record(4, File.cell(16_383) + [1]) + File.record(15, [0, 0, 0, 0, 1]), "sheet.bad-ref XFD1"),
            // A cell without a row is no cell; other records are nothing to us.
            (File.record(4, File.cell(0) + [1]), ""), (File.record(35) + File.row(0) + File.record(4, File.cell(0) + [1]), "A1=true"),
            (File.row(0) + File.record(2000, [UInt8](repeating: 7, count: 300)) + File.record(4, File.cell(0) + [1]), "A1=true"),
            (File.row(0) + File.record(426, [1]) + File.record(427, []) + File.record(4, File.cell(0) + [1]), "A1=true"),
            // Values that are too short, or that there are not.
            (File.row(0) + File.record(5, File.cell(0) + [1, 2]), "biff.malformed"),
            (File.row(0) + File.record(4, File.cell(0)), "biff.malformed"),
            (File.row(0) + File.record(4, [0, 0, 0]), "biff.malformed"), (File.record(0, [0, 0, 0, 0]), "biff.malformed"),
            (File.row(0) + File.record(6, File.cell(0) + File.number(UInt32.max)), "biff.malformed"),
            (File.row(0) + File.record(6, File.cell(0) + File.number(UInt32(2)) + [0x61, 0]), "biff.malformed"),
            (File.row(0) + File.record(7, File.cell(1) + File.number(UInt32(2))), "sheet.bad-shared-string B1"),
            (File.row(0) + File.record(7, File.cell(1) + File.number(UInt32.max)), "sheet.bad-shared-string B1"),
            (File.row(0) + File.record(3, File.cell(1) + [0x63]), "sheet.bad-value B1"),
            (File.row(0) + File.record(6, File.cell(0) + File.text(String(repeating: "x", count: 32_768))), "cell.too-long A1"),
            (File.row(0) + [4, 0x80, 0x80, 0x80, 0x80, 0x01], "biff.malformed"), (File.row(0) + [0x80, 0x80, 0x01, 0], "biff.malformed"),
            (File.row(0) + [0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F], "biff.malformed"),
        ] as [([UInt8], String)]) func `rows are as their records say`(data: [UInt8], expected: String)
    {
        #expect(values(data) == expected)
    }

    @Test func `a record that is longer than any other is passed over`() {
        let long = File.record(3000, [UInt8](repeating: 1, count: 3 << 20))
        #expect(values(File.row(0) + long + File.record(4, File.cell(0) + [1])) == "A1=true")
        // A cell of that size has no content that anybody would keep.
        #expect(values(File.row(0) + File.record(6, [UInt8](repeating: 0, count: 1 << 20 | 1))) == "biff.malformed")
    }

    @Test(
        arguments: [
            (File.record(129) + File.record(145) + File.row(0) + File.record(4, File.cell(0) + [1]), "biff.malformed"),
            (File.record(129) + File.record(145) + File.record(146) + [4], "biff.malformed"),
            (File.sheet([], after: File.record(145)), "sheet.duplicate-sheetdata"), (File.record(129) + File.record(130), ""), ([], ""),
        ] as [([UInt8], String)]) func `a sheet is whole`(sheet: [UInt8], expected: String)
    {
        #expect(Reading.everyWay(File.file(sheet: sheet)).values == expected)
    }

    @Test func `a workbook has its sheets, its dates and its names`() throws {
        let sheets = File.sheetRecord("Été", "rId1") + File.sheetRecord("b", "rId9", state: 1) + File.sheetRecord("C c", "rId1", state: 2)
        let area = [0x3B, 1, 0] + File.number(UInt32(1)) + File.number(UInt32(5)) + File.number(UInt16(0)) + File.number(UInt16(0xC002))
        let cell = [0x3A, 0, 0] + File.number(UInt32(0)) + File.number(UInt16(27))
        func name(_ name: String, flags: UInt32 = 0, sheet: UInt32 = .max, formula: [UInt8], comment: String = "") -> [UInt8] {
            File.record(
                39,
                File.number(flags) + [0] + File.number(sheet) + File.text(name) + File.number(UInt32(formula.count)) + formula
                    + File.number(UInt32(0)) + File.text(comment))
        }
        let references = [(0, 0), (2, 2), (0, 1)].flatMap { [0, $0.0, $0.1].flatMap { File.number(Int32($0)) } }
        let names =
            File.record(357) + File.record(362, File.number(UInt32(3)) + references) + name("plage", formula: area, comment: "note")
            + name("Print_Area", flags: 0x21, sheet: 0, formula: cell) + name("calcul", formula: [0x1E, 1, 0])
            + name("deux", formula: [0x3A, 2, 0] + cell.dropFirst(3)) + name("rien", formula: [0x3A, 9, 0] + cell.dropFirst(3))
        let workbook = File.workbook(sheets, before: File.record(153, File.number(UInt32(1)) + [0, 0, 0, 0, 0, 0, 0, 0]), after: names)
        let book = try Workbook(bytes: File.file(sheet: File.sheet([]), workbook: workbook).bytes)
        #expect(book.sheets.map(\.name) == ["Été", "b", "C c"])
        #expect(book.sheets.map(\.visibility) == [.visible, .hidden, .veryHidden])
        #expect(book.sheets.map(\.kind) == [.worksheet, .missing, .worksheet])
        #expect(book.dateSystem == .since1904)
        #expect(
            book.definedNames == [
                DefinedName("plage", formula: "'C c'!$A$2:$C$6", comment: "note"),
                DefinedName("_xlnm.Print_Area", formula: "Été!$AB$1", sheet: "Été", isHidden: true),
            ])
        #expect(throws: SpreadsheetError(.badRelationship, "")) {
            _ = try Workbook(bytes: File.file(sheet: File.sheet([]), workbook: workbook).bytes, limits: .strict)
        }
    }

    @Test func `a sheet has its merged cells and its links`() throws {
        func range(_ numbers: [UInt32]) -> [UInt8] { numbers.flatMap { File.number($0) } }
        let nothing = File.number(UInt32.max)
        let after =
            File.record(176, range([0, 1, 0, 2])) + File.record(176, range([5, 5, 16_384, 16_384]))
            + File.record(494, range([3, 4, 0, 0]) + File.text("rId1") + File.text("ici") + nothing + nothing)
            + File.record(494, range([7, 7, 1, 1]) + nothing + File.text("Feuil1!A1") + nothing + nothing)
        var file = File.file(
            sheet: File.record(129) + File.record(148, range([0, 9, 0, 3])) + File.sheet([], after: after).dropFirst(3))
        file["xl/worksheets/_rels/sheet1.bin.rels"] = WorkbookFile.relationships([("rId1", "hyperlink", "https://example.org/")])
        let book = try Workbook(bytes: file.bytes)
        let layout = try book.layout(of: book.sheets[0])
        #expect(layout.dimension == CellRange("A1:D10"))
        #expect(layout.mergedCells == [CellRange("A1:C2")])
        #expect(
            layout.hyperlinks.map { "\($0.key) \($0.value)" }.sorted() == [
                "A4 https://example.org/#ici", "A5 https://example.org/#ici", "B8 #Feuil1!A1",
            ])
    }

    @Test func `limits are those of any workbook`() {
        var limits = ReadLimits.standard
        limits.cells = 3
        limits.styles = 4
        limits.sharedStrings = 5
        let cell = { (column: UInt32) in File.record(4, File.cell(column) + [1]) }
        #expect(values(File.row(0) + (0..<4).flatMap { cell($0) }, limits: limits) == "limit.cells")
        #expect(values(File.row(0), formats: [0, 0, 0, 0, 0], limits: limits) == "limit.styles")
        #expect(values(File.row(0), sharedStrings: ["", "", "", "", "", ""], limits: limits) == "limit.shared-strings")
        limits.rows = 1
        #expect(values(File.row(0) + cell(0) + File.row(1) + cell(0), limits: limits) == "limit.rows")
        limits.sheets = 1
        let two = File.workbook(File.sheetRecord("a", "rId1") + File.sheetRecord("b", "rId1"))
        #expect(Reading.everyWay(File.file(sheet: [], workbook: two), limits: limits).values == "limit.sheets")
    }

    @Test(
        arguments: [
            ("xl/workbook.bin", [0x83, 0x01, 0, 0x9C, 0x01, 2, 0, 0]), ("xl/sharedStrings.bin", File.record(129)),
            ("xl/styles.bin", File.record(129)), ("xl/styles.bin", File.record(278) + File.record(44, [1])),
        ] as [(String, [UInt8])]) func `a part that is damaged is an error with its name`(part: String, bytes: [UInt8])
    {
        let file = File.file(sheet: File.sheet([])).changed { $0.set(part, bytes) }
        let fault = Reading.everyWay(file).faults.first
        #expect(fault?.code == "biff.malformed")
        #expect(fault?.part == part)
    }

    @Test(arguments: 0..<4) func `damaged files read the same however they come`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let data = (0..<20).flatMap { row in
            File.row(row)
                + Self.cells.enumerated().flatMap { File.record($1.type, File.cell(UInt32($0), style: UInt32($0 & 1)) + $1.value) }
        }
        let sheet = File.sheet(data)
        var readable = 0
        for _ in 0..<100 {
            var damaged = sheet
            for _ in 0..<random.number(1...3) {
                switch random.number(0...2) {
                case 0: damaged[random.number(0...(damaged.count - 1))] = UInt8.random(in: 0...255, using: &random)
                case 1: damaged.remove(at: random.number(0...(damaged.count - 1)))
                default: damaged.removeLast(random.number(0...20))
                }
            }
            let file = File.file(sheet: damaged, sharedStrings: File.sharedStrings(["a", "b"]), styles: File.styles([0, 14]))
            if Reading.everyWay(file.bytes, ways: Reading.fewWays(seed: seed)).faults.isEmpty { readable += 1 }
        }
        #expect(readable > 2 && readable < 98)
    }
}
