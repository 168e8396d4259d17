import Spreadsheet
import TestSupport
import Testing

/// Texts, rows and parts that are longer than the bytes read at a time.
@Suite struct LongReadingTests {
    /// Characters of several bytes, across every border between two pieces.
    @Test(arguments: ["é", "日", "😀", "aé", "a日", "ab😀", "&#233;", "_x0041_", "]", " ", "\n"]) func longTextsAreRead(_ unit: String) {
        let text = String(repeating: unit, count: 700)
        let cells = "<c t=\"str\"><v>x\(text)x</v></c><c t=\"inlineStr\"><is><t>x\(text)x</t></is></c><c t=\"s\"><v>0</v></c>"
        let file = WorkbookFile(sheet: WorkbookFile.cells(cells), sharedStrings: WorkbookFile.strings("<si><t>x\(text)x</t></si>"))
        let reading = Reading.everyWay(file)
        let expected = Array("x\(text)x".replacing("&#233;", with: "é").replacing("_x0041_", with: "A").utf8)
        #expect(reading.faults == [])
        #expect(reading.rows.first?.cells.map { $0.text == expected } == [true, true, true])
    }

    private static let whole = [ReadingWay(), ReadingWay(usesScanner: false), ReadingWay(pieces: .random(seed: 3))]

    /// Lengths in UTF-16 units, as spreadsheets count them: 32,767 and one more.
    @Test(arguments: [("a", 1), ("é", 1), ("日", 1), ("😀", 2), ("&amp;", 1), ("_x0041_", 1), ("&#x1F600;", 2), ("_xD83D__xDE00_", 2)])
    func textsMayHaveAsManyUnitsAsACellHolds(_ unit: String, _ units: Int) {
        let full = String(repeating: unit, count: 32_767 / units) + String(repeating: "a", count: 32_767 % units)
        for (text, isTooLong) in [(full, false), (full + "a", true)] {
            for kind in 0..<3 {
                let cell = [
                    "<c t=\"str\"><v>\(text)</v></c>", "<c t=\"inlineStr\"><is><t>\(text)</t></is></c>", "<c t=\"s\"><v>0</v></c>",
                ][kind]
                let file = WorkbookFile(
                    sheet: WorkbookFile.cells("<c/>" + cell),
                    sharedStrings: kind == 2 ? WorkbookFile.strings("<si><t>\(text)</t></si>") : nil)
                let reading = Reading.everyWay(file.bytes, ways: Self.whole)
                #expect(reading.faults.map(\.code) == (isTooLong ? ["cell.too-long"] : []))
                if isTooLong, kind < 2 { #expect(reading.faults.first?.cell == "B1") }
            }
        }
    }

    /// White space that is trimmed counts for what it costs to read.
    @Test func whiteSpaceAroundATextIsBoundedAsWell() {
        for (count, code) in [(32_000, nil), (230_000, "cell.too-long")] as [(Int, String?)] {
            let text = String(repeating: " ", count: count) + "a"
            let file = WorkbookFile(
                sheet: WorkbookFile.cells("<c t=\"inlineStr\"><is><t>\(text)</t></is></c>"),
                sharedStrings: WorkbookFile.strings("<si><t>\(text)</t></si>"))
            #expect(Reading.everyWay(file.bytes, ways: Self.whole).faults.first?.code == code)
        }
    }

    @Test func rowsLongerThanAnyWindowAreRead() {
        let text = String(repeating: "word ", count: 6000)
        let cells = String(repeating: "<c t=\"str\"><v>\(text)</v></c>", count: 300)
        let rows = "<row r=\"1\"><c/></row><row r=\"2\">\(cells)</row><row r=\"3\"><c><v>1</v></c></row>"
        let bytes = WorkbookFile(sheet: WorkbookFile.worksheet(rows)).bytes
        let reading = Reading.everyWay(bytes, ways: Array(Self.whole.prefix(2)))
        #expect(reading.faults == [])
        #expect(reading.rowCount == 3)
        let strict = Reading.everyWay(bytes, limits: .strict, ways: Array(Self.whole.prefix(2)))
        #expect(strict.faults.map(\.code) == ["limit.row-size"])
    }

    /// Without an end tag to stop at, the scanner must not look for one through the whole window each time.
    @Test func rowsWithoutEndTagsTakeTimeInProportion() {
        let rows = String(repeating: "<row foo=\"1\"/><row/>", count: 50_000)
        let bytes = WorkbookFile(sheet: WorkbookFile.worksheet(rows + "<row><c><v>1</v></c></row>")).bytes
        #expect(Reading(bytes).values == "A100001=1.0")
    }

    @Test func fullRowsAreReadAndFullerOnesRefused() {
        let cells = (1...16_384).map { "<c><v>\($0)</v></c>" }.joined()
        #expect(Reading.everyWay(WorkbookFile(sheet: WorkbookFile.cells(cells)).bytes, ways: Self.whole).rows.first?.cells.count == 16_384)
        let duplicates = String(repeating: "<c r=\"A1\"/>", count: 16_385)
        let reading = Reading.everyWay(WorkbookFile(sheet: WorkbookFile.cells(duplicates)).bytes, ways: Self.whole)
        #expect(reading.faults.map(\.code) == ["sheet.duplicate-cell"])
    }

    // MARK: - Limits

    private static func limited(_ change: (inout ReadLimits) -> Void) -> ReadLimits {
        var limits = ReadLimits.standard
        change(&limits)
        return limits
    }

    private static func fault(_ sheet: String, _ limits: ReadLimits, strings: String? = nil, styles: String? = nil) -> String? {
        Reading.everyWay(WorkbookFile(sheet: sheet, sharedStrings: strings, styles: styles), limits: limits).faults.first?.code
    }

    private static let five = WorkbookFile.worksheet(
        "<row><c><v>1</v></c><c/></row><row><c t=\"str\"><v>abcde</v></c><c><v>1</v></c></row><row/><row><c/></row>")

    @Test func everyLimitOfASheetHoldsJustThere() {
        #expect(Self.fault(Self.five, Self.limited { $0.cells = 5 }) == nil)
        #expect(Self.fault(Self.five, Self.limited { $0.cells = 4 }) == "limit.cells")
        #expect(Self.fault(Self.five, Self.limited { $0.cells = 3 }) == "limit.cells")
        #expect(Self.fault(Self.five, Self.limited { $0.rows = 3 }) == nil)
        #expect(Self.fault(Self.five, Self.limited { $0.rows = 2 }) == "limit.rows")
        #expect(Self.fault(Self.five, Self.limited { $0.rowSize = 5 }) == nil)
        #expect(Self.fault(Self.five, Self.limited { $0.rowSize = 4 }) == "limit.row-size")
        #expect(Self.fault(Self.five, Self.limited { $0.cellLength = 5 }) == nil)
        #expect(Self.fault(Self.five, Self.limited { $0.cellLength = 4 }) == "cell.too-long")
        #expect(Self.fault(Self.five, Self.limited { $0.cellLength = .max }) == nil)
        #expect(Self.fault(Self.five, Self.limited { $0.depth = 5 }) == nil)
        #expect(Self.fault(Self.five, Self.limited { $0.depth = 4 }) == "xml.depth")
        let strings = WorkbookFile.strings("<si><t>a</t></si><si><r><t>b</t></r></si>")
        #expect(Self.fault(WorkbookFile.cells("<c t=\"s\"><v>1</v></c>"), Self.limited { $0.sharedStrings = 2 }, strings: strings) == nil)
        #expect(Self.fault(Self.five, Self.limited { $0.sharedStrings = 1 }, strings: strings) == "limit.shared-strings")
        let styles = WorkbookFile.styles([0, 1])
        #expect(Self.fault(Self.five, Self.limited { $0.styles = 2 }, styles: styles) == nil)
        #expect(Self.fault(Self.five, Self.limited { $0.styles = 1 }, styles: styles) == "limit.styles")
        #expect(Self.fault(Self.five, Self.limited { $0.relationships = 3 }) == nil)
        #expect(Self.fault(Self.five, Self.limited { $0.relationships = 2 }) == "limit.relationships")
        #expect(Self.fault(Self.five, Self.limited { $0.sheets = 0 }) == "limit.sheets")
        #expect(Self.fault(Self.five, Self.limited { $0.smallPartSize = 100 }) == "limit.inflated")
    }

    private static func sheet(_ before: String) -> String { five.replacing("<sheetData>", with: before + "<sheetData>") }

    @Test func everyLimitOfTheXMLHoldsJustThere() {
        func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
        func nested(_ depth: Int) -> String { repeated("<a>", depth) + repeated("</a>", depth) }
        #expect(Self.fault(Self.sheet(nested(63)), .standard) == nil)
        #expect(Self.fault(Self.sheet(nested(64)), .standard) == "xml.depth")
        func attributes(_ count: Int) -> String { "<a\((0..<count).map { " a\($0)=\"=>\"" }.joined())/>" }
        #expect(Self.fault(Self.sheet(attributes(256)), .standard) == nil)
        #expect(Self.fault(Self.sheet(attributes(257)), .standard) == "xml.attribute")
        #expect(Self.fault(Self.sheet((0..<1900).map { "<a\($0)/>" }.joined()), .standard) == nil)
        #expect(Self.fault(Self.sheet((0..<2001).map { "<a\($0)/>" }.joined()), .standard) == "xml.names")
        #expect(Self.fault(Self.sheet((0..<2001).map { "<?a\($0)?>" }.joined()), .standard) == "xml.names")
        let limits = Self.limited { $0.tokenLength = 2000 }
        let forms = [("<a b=\"", "\"/>"), ("<!--", "-->"), ("<?p ", "?>"), ("<a ", "/>"), ("</", ">")]
        for (start, end) in forms {
            let room = 2000 - start.utf8.count - end.utf8.count
            let filling = start == "<a " ? " " : "x"
            let fits = start + repeated(filling, room) + end
            #expect(Self.fault(Self.sheet(fits), limits) == (start == "</" ? "xml.malformed" : nil))
            #expect(Self.fault(Self.sheet(start + repeated(filling, room + 1) + end), limits) == "xml.token-too-long")
        }
        let cdata = "<![CDATA[" + repeated("x", 1000) + "]]>"
        #expect(Self.fault(Self.sheet(cdata), limits) == nil)
        #expect(Self.fault(Self.sheet("<![CDATA[" + repeated("x", 2000) + "]]>"), limits) == "xml.token-too-long")
        // A long attribute of a row, which the scanner knows.
        let row = WorkbookFile.worksheet("<row spans=\"\(repeated("1", 2000))\"><c/></row>")
        #expect(Self.fault(row, limits) == "xml.token-too-long")
        #expect(Self.fault(row, .standard) == nil)
    }

    /// Of two faults the first one counts, wherever the bytes are cut.
    @Test(
        arguments: ["<!DOCTYPE x>", "<a b=\"\(String(repeating: "x", count: 3000))\"/>", "<x:y", "&nbsp;", "\u{1}", "</b>"],
        [
            "<!DOCTYPE x>", "<a b=\"\(String(repeating: "x", count: 3000))\"/>", "</b>", "&nbsp;", "<row r=\"0\"/>",
        ]) func theFirstOfTwoFaultsIsTold(_ first: String, _ second: String)
    {
        let limits = Self.limited { $0.tokenLength = 2000 }
        let alone = Self.fault(WorkbookFile.worksheet("<row/>" + first), limits)
        #expect(alone != nil)
        #expect(Self.fault(WorkbookFile.worksheet("<row/>" + first + " " + second), limits) == alone || first == "<x:y")
        #expect(Self.fault(WorkbookFile.worksheet("<row r=\"0\"/>" + first), limits) == "sheet.bad-ref")
    }

    /// What libxml2 has not looked at yet when the guard ahead of it finds a fault depends on how the bytes are cut. Found by a fuzzer.
    @Test func ofTwoFaultsTheLaterMayBeToldButEveryWayRefuses() {
        let bytes: [UInt8] =
            Array("<h></siceDtext wiocument/2006s\" gb=\"1\"".utf8) + [0x1C] + Array(">p;long lon".utf8) + [0xF0]
            + Array("g text <!DOCTYPE x>w</t>&#xD800;</si>".utf8)
        var file = WorkbookFile(sheet: Self.five)
        file.set("xl/sharedStrings.xml", bytes)
        for way in Reading.ways {
            let faults = Reading(file.bytes, way: way).faults.map(\.code)
            #expect(faults == ["xml.doctype"] || faults == ["xml.malformed"])
        }
    }

    /// Of a CDATA section libxml2 gives the text in pieces, or at once when it has looked at all of it. Found by a fuzzer.
    @Test func ofACDATASectionEitherFaultMayBeTold() {
        let limits = Self.limited { $0.cellLength = 40 }
        let text = [UInt8](repeating: UInt8(ascii: "x"), count: 900)
        let start = Array(#"<worksheet><sheetData><row><c t="str"><v><![CDATA["#.utf8)
        var file = WorkbookFile(sheet: Self.five)
        file.set(WorkbookFile.sheetPart, start + text + [0xDE] + text + Array("]]></v></c></row></sheetData></worksheet>".utf8))
        var found: Set<[String]> = []
        for way in Reading.ways { found.insert(Reading(file.bytes, limits: limits, way: way).faults.map(\.code)) }
        #expect(found == [["xml.malformed"], ["cell.too-long"]])
    }
}
