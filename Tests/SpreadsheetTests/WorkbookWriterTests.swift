import Foundation
import TestSupport
import Testing

@testable import Spreadsheet

@Suite struct WorkbookWriterTests {
    /// The parts of a workbook with one sheet, written by a closure.
    static func parts(
        strings: WorkbookWriter.Strings = .inline, _ settings: SheetSettings = SheetSettings("S"),
        _ body: (inout SheetWriter) throws -> Void
    ) throws -> [String: String] {
        var workbook = WorkbookWriter(options: .init(strings: strings, level: 0))
        var sheet = try workbook.addSheet(settings)
        try body(&sheet)
        return try storedParts(workbook.finish())
    }

    static func sheet(_ settings: SheetSettings = SheetSettings("S"), _ body: (inout SheetWriter) throws -> Void) throws -> String {
        try #require(try parts(settings, body)["xl/worksheets/sheet1.xml"])
    }

    @Test func aSmallSheetIsWrittenPlainly() throws {
        let parts = try Self.parts(strings: .shared) { workbook in
            try workbook.append([.text("a"), .number(1.5), .blank, .boolean(true), .error(.notAvailable), .text("a")])
            try workbook.beginRow(3)
            try workbook.appendText("b")
            try workbook.appendFormula("A1&\"<\"", value: .text("a<"))
        }
        let rows = #"""
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1.5</v></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#N/A</v></c>\#
            <c r="F1" t="s"><v>0</v></c></row>\#
            <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="str"><f>A1&amp;"&lt;"</f><v>a&lt;</v></c></row>
            """#
        #expect(parts["xl/worksheets/sheet1.xml"]?.between("<sheetData>", "</sheetData>") == rows)
        #expect(parts["xl/sharedStrings.xml"]?.hasSuffix(#"count="3" uniqueCount="2"><si><t>a</t></si><si><t>b</t></si></sst>"#) == true)
        #expect(
            Set(parts.keys) == [
                "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "xl/_rels/workbook.xml.rels",
                "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml",
            ])
    }

    @Test func everyColumnAndRowIsNamedRight() throws {
        let columns = try Self.sheet { workbook in
            try workbook.beginRow(1_048_576)
            for column in 1...16_384 { try workbook.appendNumber(Double(column)) }
        }
        let expected = (1...16_384).compactMap { CellReference(row: 1_048_576, column: $0)?.description }
        #expect(columns.all(between: "<c r=\"", and: "\"") == expected)
        let numbers = [1, 9, 10, 99, 100, 12_345, 99_999, 100_000, 999_999, 1_000_000, 1_048_576]
        let rows = try Self.sheet { workbook in
            for number in numbers {
                try workbook.beginRow(number)
                try workbook.appendNumber(0)
            }
        }
        #expect(rows.all(between: "<row r=\"", and: "\"") == numbers.map(String.init))
        #expect(rows.all(between: "<c r=\"", and: "\"") == numbers.map { "A\($0)" })
    }

    static let numbers: [(Double, String)] = [
        (0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (10, "10"), (12_345_678, "12345678"), (123_456_789, "123456789"),
        (100_000_000, "100000000"), (999_999_999_999_999, "999999999999999"), (-123_456_789_012_345, "-123456789012345"), (0.1, "0.1"),
        (0.01, "0.01"), (-0.05, "-0.05"), (12.3, "12.3"), (12.34, "12.34"), (-1250.5, "-1250.5"),
        (9_999_999_999_999.99, "9999999999999.99"),
        (0.125, "0.125"), (1.0 / 3, "0.3333333333333333"), (0.58, "0.58"), (0.1 + 0.2, "0.30000000000000004"), (1e15, "1000000000000000"),
        (1_234_567_890_123_456, "1234567890123456"), (1e21, "1E+21"), (1.5e300, "1.5E+300"), (1e-7, "1E-7"), (-2.5e-10, "-2.5E-10"),
        (1e-100, "1E-100"), (.leastNonzeroMagnitude, "5E-324"), (.greatestFiniteMagnitude, "1.7976931348623157E+308"),
    ]

    @Test(arguments: numbers)
    func numbersHaveTheirShortestExactForm(number: Double, form: String) throws {
        let sheet = try Self.sheet { try $0.append([.number(number)]) }
        #expect(sheet.between("<v>", "</v>") == form)
        #expect(Double(form) == number)
    }

    @Test func noNumberIsChangedOnItsWay() throws {
        var random = SystemRandomNumberGenerator()
        let numbers = (0..<20_000).map { index -> Double in
            switch index % 4 {
            case 0: Double(Int.random(in: -99_999_999_999...99_999_999_999, using: &random)) / 100
            case 1: Double(Int.random(in: .min ... .max, using: &random))
            case 2: Double(Int.random(in: -1_000_000...1_000_000, using: &random)) / 1000
            default: Double(bitPattern: UInt64.random(in: .min ... .max, using: &random))
            }
        }.filter(\.isFinite)
        let sheet = try Self.sheet { for number in numbers { try $0.append([.number(number)]) } }
        let forms = sheet.all(between: "<v>", and: "</v>")
        #expect(forms.compactMap(Double.init) == numbers)
        // The standard library has the shortest digits; ours must be the same ones.
        let digits = { (form: String) in
            String(form.prefix { $0 != "e" && $0 != "E" }.filter(\.isNumber)).trimmingCharacters(in: ["0"])
        }
        #expect(forms.map(digits) == numbers.map { digits($0.description) })
    }

    static let texts: [(String, String)] = [
        ("plain", "<t>plain</t>"), ("", "<t></t>"), ("<&>\"'", "<t>&lt;&amp;&gt;\"'</t>"), (" a", "<t xml:space=\"preserve\"> a</t>"),
        ("a ", "<t xml:space=\"preserve\">a </t>"), ("a\nb", "<t xml:space=\"preserve\">a\nb</t>"), ("a b", "<t>a b</t>"),
        ("\ta", "<t xml:space=\"preserve\">\ta</t>"), ("a\tb", "<t>a\tb</t>"), ("a\rb", "<t xml:space=\"preserve\">a_x000D_b</t>"),
        ("_x0041_", "<t>_x005F_x0041_</t>"), ("_x00e9_", "<t>_x005F_x00e9_</t>"), ("_X0041_", "<t>_X0041_</t>"),
        ("_x004_", "<t>_x004_</t>"),
        ("_x0041", "<t>_x0041</t>"), ("_x0041_x0042_", "<t>_x005F_x0041_x005F_x0042_</t>"), ("__x0041_", "<t>__x005F_x0041_</t>"),
        ("_x0041\u{1}", "<t>_x005F_x0041_x0001_</t>"), ("_x0041\u{FFFF}", "<t>_x005F_x0041_xFFFF_</t>"),
        ("\u{0}\u{1F}", "<t>_x0000__x001F_</t>"),
        ("\u{FFFE}\u{FFFD}", "<t>_xFFFE_\u{FFFD}</t>"), ("\u{7F}\u{85}\u{A0}", "<t>\u{7F}\u{85}\u{A0}</t>"),
        ("12345678é", "<t>12345678é</t>"),
        ("1234567<", "<t>1234567&lt;</t>"), ("12345678<", "<t>12345678&lt;</t>"), ("😀&😀", "<t>😀&amp;😀</t>"),
    ]

    @Test(arguments: texts)
    func textsAreEscapedWhereTheyMustBe(text: String, xml: String) throws {
        let sheet = try Self.sheet { try $0.append([.text(text)]) }
        #expect(sheet.between("<is>", "</is>") == xml)
        let shared = try Self.parts(strings: .shared) { try $0.append([.text(text)]) }
        #expect(shared["xl/sharedStrings.xml"]?.between("<si>", "</si>") == xml)
    }

    @Test func noTextIsChangedOnItsWay() throws {
        var random = SystemRandomNumberGenerator()
        let pieces = [
            "_", "x", "0", "4", "1", "F", "f", "_x0041_", "\u{1}", "\r", "\n", " ", "<", "&", "\"", "é", "😀", "\u{FFFF}", "\u{FEFF}",
            "abcdefgh",
        ]
        let texts = (0..<5000).map { _ in
            (0..<Int.random(in: 1...12, using: &random)).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
        }
        let sheet = try Self.sheet { for text in texts { try $0.append([.text(text)]) } }
        let read = sheet.all(between: "<is><t", and: "</t>").map {
            Self.decoded(String($0[$0.index(after: $0.firstIndex(of: ">") ?? $0.startIndex)...]))
        }
        #expect(read.map { Array($0.utf8) } == texts.map { Array($0.utf8) })
    }

    /// What a reader makes of written text: entities first, then `_xHHHH_` from left to right.
    static func decoded(_ xml: String) -> String {
        let text = Array(
            xml.replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">").replacingOccurrences(
                of: "&amp;", with: "&"
            )
            .utf16)
        var units: [UInt16] = []
        var index = 0
        while index < text.count {
            if index + 6 < text.count, text[index] == 0x5F, text[index + 1] == 0x78, text[index + 6] == 0x5F,
                let unit = UInt16(String(decoding: text[(index + 2)..<(index + 6)], as: UTF16.self), radix: 16)
            {
                units.append(unit)
                index += 7
            } else {
                units.append(text[index])
                index += 1
            }
        }
        return String(decoding: units, as: UTF16.self)
    }

    @Test func theSameCallsGiveTheSameBytes() throws {
        for strings in [WorkbookWriter.Strings.shared, .inline] {
            let first = try everyFeatureWorkbook(options: .init(strings: strings)).bytes
            #expect(try everyFeatureWorkbook(options: .init(strings: strings)).bytes == first)
        }
    }

    @Test func manyTextsKeepTheirIndexes() throws {
        let parts = try Self.parts(strings: .shared) { workbook in
            for _ in 0..<2 { for number in 0..<30_000 { try workbook.append([.text("text \(number)")]) } }
        }
        let indexes = parts["xl/worksheets/sheet1.xml"]?.all(between: "<v>", and: "</v>").compactMap { Int($0) }
        #expect(indexes == Array(0..<30_000) + Array(0..<30_000))
        #expect(parts["xl/sharedStrings.xml"]?.all(between: "<t>", and: "</t>") == (0..<30_000).map { "text \($0)" })
    }

    @Test func textsBeyondThoseThatAreKeptAreInTheirCells() throws {
        let count = SharedStringTable.limit + 10
        var workbook = WorkbookWriter(options: .init(level: 0))
        var sheet = try workbook.addSheet(SheetSettings("S"))
        for number in 0..<count { try sheet.append([.text("text \(number)")]) }
        try sheet.append(["text 0"])
        let bytes = try workbook.finish()
        let parts = try storedParts(bytes)
        #expect(parts["xl/sharedStrings.xml"]?.contains("count=\"\(count - 9)\" uniqueCount=\"\(count - 10)\"") == true)
        let last = try #require(parts["xl/worksheets/sheet1.xml"]?.suffix(400))
        #expect(last.contains("t=\"inlineStr\"><is><t>text \(count - 1)</t>") && last.contains("t=\"s\"><v>0</v>"))
        let file = try SheetFile(bytes: bytes)
        var rows = try file.rows(of: file.sheets[0])
        var number = 0
        while try rows.advance() {
            guard rows.row[0].text == "text \(number % count)" else { break }
            number += 1
        }
        #expect(number == count + 1)
    }

    /// Long texts fill what may be kept before there are many of them.
    @Test func longTextsBeyondThoseThatAreKeptAreInTheirCells() throws {
        let parts = try Self.parts(strings: .shared) { sheet in
            for number in 0..<700 { try sheet.append([.text("\(number)" + String(repeating: "é", count: 32_760))]) }
        }
        let kept = parts["xl/sharedStrings.xml"]?.all(between: "<t>", and: "é").count ?? 0
        let inCells = parts["xl/worksheets/sheet1.xml"]?.all(between: "<t>", and: "é").count ?? 0
        #expect(kept + inCells == 700 && 200..<260 ~= kept, "\(kept)")
    }

    @Test func textFromBytesIsTheSameAsTextFromStrings() throws {
        let text = Array("é&<a".utf8)
        for strings in [WorkbookWriter.Strings.shared, .inline] {
            let fromBytes = try Self.parts(strings: strings) { workbook in
                try workbook.beginRow()
                try workbook.appendText(utf8: text.span)
            }
            #expect(try fromBytes == Self.parts(strings: strings) { try $0.append([.text("é&<a")]) })
        }
    }

    @Test func aRowOfAReaderIsWrittenAsItIs() throws {
        let values: [CellValue] = [
            .text("é<"), .blank, .number(1.5), .boolean(true), .error(.notAvailable), .date(SerialDate(serial: 45_450)), .text("=1"),
        ]
        var source = WorkbookWriter()
        var sheet = try source.addSheet(SheetSettings("S"))
        try sheet.beginRow(3)
        try sheet.move(toColumn: 2)
        for value in values { try sheet.appendCell(value) }
        let file = try SheetFile(bytes: source.finish())
        var rows = try file.rows(of: file.sheets[0])
        var copy = WorkbookWriter()
        var target = try copy.addSheet(SheetSettings("S"))
        while try rows.advance() { try target.append(rows.row) }
        let copied = try SheetFile(bytes: copy.finish())
        var copiedRows = try copied.rows(of: copied.sheets[0])
        let row = try copiedRows.next()
        #expect(row?.number == 1)
        #expect(row?.cells.map(\.value) == values.filter { $0 != .blank })
        #expect(row?.cells.map(\.reference.column) == [2, 4, 5, 6, 7, 8])
    }

    @Test func valuesTellWhatTheyAre() {
        let day = SerialDate(serial: 45_450)
        let values: [CellValue] = [.blank, .number(1), .date(day), .text("a"), .boolean(false), .error(.value)]
        #expect(values.map(\.number) == [nil, 1, 45_450, nil, nil, nil])
        #expect(values.map(\.date) == [nil, nil, day, nil, nil, nil])
        #expect(values.map(\.text) == [nil, nil, nil, "a", nil, nil])
        #expect(values.map(\.boolean) == [nil, nil, nil, nil, false, nil])
    }

    @Test func aWorkbookOnDiskAppearsWhenItIsFinished() throws {
        try withTemporaryFolder { folder in
            let path = folder.appendingPathComponent("out.xlsx").path
            do {
                var workbook = try WorkbookWriter(path: path)
                var sheet = try workbook.addSheet(SheetSettings("S"))
                for row in 0..<50_000 { try sheet.append([.number(Double(row)), .text("text \(row)")]) }
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
            var workbook = try WorkbookWriter(path: path)
            var sheet = try workbook.addSheet(SheetSettings("S"))
            try sheet.append([.text("there")])
            #expect(try workbook.finish().isEmpty)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.xlsx"])
        }
    }

    /// A quotation mark and a mark that combines with it are one `Character`, and still two of the formula's.
    @Test func quotationMarksAreDoubledBeforeCombiningMarks() throws {
        #expect("a\"\u{301}b".quotedInFormula.unicodeScalars.elementsEqual("\"a\"\"\u{301}b\"".unicodeScalars))
        #expect("a'\u{301}b".quoted("'").unicodeScalars.elementsEqual("'a''\u{301}b'".unicodeScalars))
    }
}
