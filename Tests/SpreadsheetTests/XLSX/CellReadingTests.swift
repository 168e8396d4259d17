import Spreadsheet
import TestSupport
import Testing
import ZipContainer

/// Cells and rows in all the forms that files have them in, each read in every way.
@Suite struct CellReadingTests {
    struct Case: CustomTestStringConvertible {
        var name: String
        var cells: String
        var values: String
        var strict: String

        init(_ name: String, _ cells: String, _ values: String, strict: String? = nil) {
            self.name = name
            self.cells = cells
            self.values = values
            self.strict = strict ?? values
        }

        var testDescription: String { name }
    }

    private static let strings = WorkbookFile.strings(
        """
        <si><t>zero</t></si><si/><si><t> trimmed </t></si><si><t xml:space="preserve"> kept </t></si><si><r><rPr><b/></rPr><t>ri</t></r>\
        <r><t>ch</t></r></si><si><t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh><phoneticPr fontId="1"/></si>\
        <si><t>a<![CDATA[<b>]]>c<!-- no -->d<?p no?>e</t></si><si><t>_x0041_</t></si>
        """)
    private static let styles = WorkbookFile.styles([0, 14, 164, 165], codes: [(164, "yyyy"), (165, "&quot;d&quot;0")])

    private static func number(_ text: String, _ value: String) -> Case { Case("number \(text)", "<c><v>\(text)</v></c>", value) }

    private static func isoDate(_ text: String, _ value: String = "") -> Case {
        let isBlank = text.allSatisfy(\.isWhitespace)
        return Case("ISO \(text)", "<c t=\"d\"><v>\(text)</v></c>", value.isEmpty && !isBlank ? "sheet.bad-value A1" : "A1=\(value)")
    }

    private static func formulaText(_ text: String, _ value: String) -> Case {
        Case("text \(text)", "<c t=\"str\"><v>\(text)</v></c>", "A1=\"\(value)\"")
    }

    private static let numbers: [Case] = [
        number("1", "A1=1.0"), number("-1", "A1=-1.0"), number("+1", "A1=1.0"), number("0", "A1=0.0"), number("-0", "A1=-0.0"),
        number("007", "A1=7.0"), number("1.", "A1=1.0"), number(".5", "A1=0.5"), number("-.5", "A1=-0.5"), number("0.1", "A1=0.1"),
        number("0.57999999999999996", "A1=0.58"), number("1.7976931348623157E308", "A1=1.7976931348623157e+308"),
        number("5e-324", "A1=5e-324"), number("1e5", "A1=100000.0"), number("1E+05", "A1=100000.0"), number("1.e5", "A1=100000.0"),
        number("9007199254740992", "A1=9007199254740992.0"), number("9007199254740993", "A1=9007199254740992.0"),
        number("123456789012345678", "A1=1.2345678901234568e+17"), number("12345678901234567890123", "A1=1.2345678901234568e+22"),
        number("0.000000000000000000000001", "A1=1e-24"), number(" 12 ", "A1=12.0"), number("\n12\t", "A1=12.0"),
        number("&#49;2", "A1=12.0"),
        number("1<!-- -->2", "A1=12.0"), number("<![CDATA[12]]>", "A1=12.0"), number("", "A1="), number("  ", "A1="),
        number("1E400", "A1=#NUM!"), number("-1e309", "A1=#NUM!"), number("1e-400", "A1=0.0"), number("nan", "sheet.bad-value A1"),
        number("NaN", "sheet.bad-value A1"), number("inf", "sheet.bad-value A1"), number("-Infinity", "sheet.bad-value A1"),
        number("0x10", "sheet.bad-value A1"), number("0x1p3", "sheet.bad-value A1"), number("1,5", "sheet.bad-value A1"),
        number("1 2", "sheet.bad-value A1"), number("1e", "sheet.bad-value A1"), number("e1", "sheet.bad-value A1"),
        number(".", "sheet.bad-value A1"), number("-", "sheet.bad-value A1"), number("--1", "sheet.bad-value A1"),
        number("1.2.3", "sheet.bad-value A1"), number("٣", "sheet.bad-value A1"), number("abc", "sheet.bad-value A1"),
        number("1\u{A0}", "sheet.bad-value A1"), number(String(repeating: "1", count: 399), "A1=#NUM!"),
        number(String(repeating: "1", count: 400), "sheet.bad-value A1"),
        number("0." + String(repeating: "1", count: 397), "A1=0.1111111111111111"),
    ]

    private static let texts: [Case] = [
        formulaText("abc", "abc"), formulaText(" abc ", " abc "), formulaText("", ""), formulaText("é日本😀", "é日本😀"),
        formulaText("a&amp;b&lt;c&gt;d&quot;e&apos;f", "a&b<c>d\"e'f"), formulaText("&#233;&#xe9;&#xE9;", "ééé"),
        formulaText("&#128512;&#x1F600;", "😀😀"), formulaText("&#00000000065;", "A"), formulaText("&#000000000000065;", "A"),
        formulaText("_x000D_", "\r"), formulaText("_x000d_", "\r"), formulaText("_X000D_", "_X000D_"), formulaText("_x000G_", "_x000G_"),
        formulaText("_x00_", "_x00_"), formulaText("_x005F_x000D_", "_x000D_"), formulaText("_x000D__x000A_", "\r\n"),
        formulaText("_x0041_x0042_", "Ax0042_"), formulaText("__x0041_", "_A"), formulaText("_xD83D__xDE00_", "😀"),
        formulaText("_xD83D_", "_xD83D_"), formulaText("_xDE00__xD83D_", "_xDE00__xD83D_"), formulaText("_xD83D__x0041_", "_xD83D_A"),
        formulaText("&#95;x0041_", "A"), formulaText("_x0041<!-- -->_", "A"), formulaText("a\r\nb\rc\nd", "a\nb\nc\nd"),
        formulaText("a&#13;b", "a\rb"), formulaText("a]b]", "a]b]"), formulaText("a]]b", "a]]b"),
        formulaText("<![CDATA[a]]]]><![CDATA[>b]]>", "a]]>b"),
        formulaText("a<x xmlns=\"urn:x\">no</x>b", "ab"), formulaText("e\u{301}", "e\u{301}"), formulaText("\u{FEFF}a", "\u{FEFF}a"),
        Case("inline", "<c t=\"inlineStr\"><is><t> a </t></is></c>", "A1=\"a\""),
        Case("inline, preserved", "<c t=\"inlineStr\"><is><t xml:space=\"preserve\"> a </t></is></c>", "A1=\" a \""),
        Case("inline, preserved in another form", "<c t=\"inlineStr\"><is><t xml:space='preserve'> a </t></is></c>", "A1=\" a \""),
        Case("inline, default", "<c t=\"inlineStr\"><is><t xml:space=\"default\"> a </t></is></c>", "A1=\"a\""),
        Case("inline, references trimmed", "<c t=\"inlineStr\"><is><t>&#32;a&#10;</t></is></c>", "A1=\"a\""),
        Case("inline, escapes not trimmed", "<c t=\"inlineStr\"><is><t>_x0020_a_x000A_</t></is></c>", "A1=\" a\n\""),
        Case("inline, no break space not trimmed", "<c t=\"inlineStr\"><is><t>\u{A0}a</t></is></c>", "A1=\"\u{A0}a\""),
        Case("inline, rich", "<c t=\"inlineStr\"><is><r><t>a</t></r><r><rPr/><t xml:space=\"preserve\"> b</t></r></is></c>", "A1=\"a b\""),
        Case("inline, phonetic", "<c t=\"inlineStr\"><is><t>a</t><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></is></c>", "A1=\"a\""),
        Case(
            "inline, empty", "<c t=\"inlineStr\"><is><t/></is></c><c t=\"inlineStr\"><is/></c><c t=\"inlineStr\"/>", "A1=\"\" B1=\"\" C1="),
        Case("inline, in v", "<c t=\"inlineStr\"><v> a </v></c>", "A1=\" a \""),
        Case("inline, and a value", "<c t=\"inlineStr\"><v>a</v><is><t>b</t></is></c>", "A1=\"b\""),
        Case("inline, white space between tags", "<c t=\"inlineStr\">\n <is>\n  <t>a</t>\n </is>\n</c>", "A1=\"a\""),
        Case("inline, without its type", "<c><is><t>a</t></is></c>", "A1=\"a\""),
        Case("two values", "<c><v>1</v><v>2</v></c>", "sheet.bad-value A1"),
        Case("two inline strings", "<c t=\"inlineStr\"><is><t>a</t></is><is><t>b</t></is></c>", "sheet.bad-value A1"),
        Case(
            "shared", (0..<8).map { "<c t=\"s\"><v>\($0)</v></c>" }.joined(),
            "A1=\"zero\" B1=\"\" C1=\"trimmed\" D1=\" kept \" E1=\"rich\" F1=\"漢字\" G1=\"a<b>cde\" H1=\"A\""),
        Case("shared, space around the index", "<c t=\"s\"><v> 0 </v></c>", "A1=\"zero\""),
        Case("shared, without index", "<c t=\"s\"><v/></c><c t=\"s\"/>", "A1= B1="),
        Case("shared, beyond the end", "<c t=\"s\"><v>7</v></c><c t=\"s\"><v>8</v></c>", "sheet.bad-shared-string B1"),
        Case("shared, negative", "<c t=\"s\"><v>-1</v></c>", "sheet.bad-shared-string A1"),
        Case("shared, huge", "<c t=\"s\"><v>99999999999999999999</v></c>", "sheet.bad-shared-string A1"),
        Case("shared, no number", "<c t=\"s\"><v>a</v></c>", "sheet.bad-shared-string A1"),
    ]

    private static let others: [Case] = [
        Case(
            "booleans", ["0", "1", "true", "false", "TRUE", " 1 "].map { "<c t=\"b\"><v>\($0)</v></c>" }.joined(),
            "A1=false B1=true C1=true D1=false E1=true F1=true"),
        Case("boolean 2", "<c t=\"b\"><v>2</v></c>", "sheet.bad-value A1"),
        Case("boolean 10", "<c t=\"b\"><v>10</v></c>", "sheet.bad-value A1"),
        Case("boolean empty", "<c t=\"b\"><v/></c>", "sheet.bad-value A1"),
        Case("errors", "<c t=\"e\"><v>#N/A</v></c><c t=\"e\"><v>#SPILL!</v></c><c t=\"e\"><v></v></c>", "A1=#N/A B1=#SPILL! C1="),
        Case("ISO date", "<c t=\"d\"><v>2020-08-21</v></c><c t=\"d\" s=\"1\"><v>2020-08-21T12:00:00Z</v></c>", "A1=@44064.0 B1=@44064.5"),
        Case("ISO time", "<c t=\"d\" s=\"1\"><v>12:00</v></c><c t=\"d\" s=\"1\"><v>00:00:30.5</v></c>", "A1=@0.5 B1=@\(30.5 / 86_400)"),
        Case(
            "ISO dates around the day that never was",
            ["1900-02-28", "1900-02-29", "1900-03-01"].map { "<c t=\"d\"><v>\($0)</v></c>" }.joined(), "A1=@59.0 B1=@60.0 C1=@61.0"),
        isoDate("2020-08-21T14:30:00.000", "@\(44064 + 52_200 / 86_400.0)"), isoDate("2020-08-21T14:30", "@\(44064 + 52_200 / 86_400.0)"),
        isoDate("1976-11-22T08:30:00,000", "@\(28086 + 30_600 / 86_400.0)"), isoDate("2020-08-21T24:00:00", "@44065.0"),
        isoDate("\n 2020-08-21 ", "@44064.0"), isoDate("2020-08-2<!-- -->1", "@44064.0"), isoDate("&#50;020-08-21", "@44064.0"),
        isoDate("2020-08-21T12:00:00+02:00", "@44064.5"), isoDate("2020-08-21T12:00:00-0930", "@44064.5"),
        isoDate("2020-08-21T12:00+02", "@44064.5"), isoDate("2020-08-21Z", "@44064.0"), isoDate("12:00Z", "@0.5"),
        isoDate("T12:00", "@0.5"),
        isoDate("08:30:15.5", "@\(30_615.5 / 86_400)"), isoDate("PT24H0M0.000S", "@1.0"), isoDate("PT36H", "@1.5"),
        isoDate("PT90M", "@0.0625"),
        isoDate("-PT12H", "@-0.5"), isoDate("P2DT6H", "@2.25"), isoDate("P1W", "@7.0"), isoDate("P0Y0M1DT0H", "@1.0"),
        isoDate("PT1,5H", "@0.0625"),
        isoDate("PT0S", "@0.0"), isoDate("PT108000S", "@1.25"), isoDate("", ""), isoDate(" ", ""),
        isoDate("2021-02-29"), isoDate("2020-13-01"), isoDate("2020-08-32"), isoDate("20-08-21"), isoDate("2020-08"),
        isoDate("2020-08-21T"),
        isoDate("2020-08-21 12:00"), isoDate("2020-08-21T24:01"), isoDate("2020-08-21T12:60"), isoDate("2020-08-21T12:00:61"),
        isoDate("2020-08-21T12:00+2"), isoDate("2020-08-21T12:00+02:60"), isoDate("2020-08-21T12:00+02:00x"), isoDate("2020-08-21T12:00ZZ"),
        isoDate("12"), isoDate("12:"), isoDate("T"), isoDate("Z"), isoDate("P"), isoDate("PT"), isoDate("P1DT"), isoDate("P1H"),
        isoDate("PT1D"),
        isoDate("PT1M1H"), isoDate("PT1.5H30M"), isoDate("P1Y"), isoDate("P2M"), isoDate("PT1"), isoDate("PT.5S"), isoDate("PT1.S"),
        isoDate("PT1S1"), isoDate("PT1SZ"), isoDate("PT1234567890S"), isoDate("+PT1S"), isoDate("44064"), isoDate("invalid::date"),
        Case("unknown type", "<c t=\"z\"><v>1</v></c>", "A1=1.0"),
        Case(
            "number formats",
            (0..<5).map { "<c s=\"\($0)\"><v>1</v></c>" }.joined() + "<c s=\"-1\"><v>1</v></c><c s=\"99999999999\"><v>1</v></c>",
            "A1=1.0 B1=@1.0 C1=@1.0 D1=1.0 E1=1.0 F1=1.0 G1=1.0"),
        Case(
            "formulas",
            "<c><f>1+1</f><v>2</v></c><c><f/><v>2</v></c><c><f>1</f></c><c t=\"str\"><f>A1&amp;\"\"</f><v>a</v></c><c t=\"b\"><f>1=1</f><v>1</v></c>",
            "A1f=2.0 B1f=2.0 C1f= D1f=\"a\" E1f=true"),
        Case("formula with attributes", "<c><f t=\"shared\" ref=\"A1:A2\" si=\"0\">B1</f><v>2</v></c>", "A1f=2.0"),
        Case(
            "formulas filled down, of a matrix, and that spill",
            """
            <c><f t="shared" si="0"/><v>2</v></c><c><f t="array" ref="B1:B2" aca="1" ca="1">A1</f><v>3</v></c><c cm="1" vm="12"><f/><v>4</v></c>\
            <c><f t="dataTable" ref="D1" dt2D="1" dtr="1" r1="A1" r2="B1" del1="0" del2="0"/><v>5</v></c><c cm="x"><f si="&amp;">1</f><v>6</v></c>
            """, "A1f=2.0 B1f=3.0 C1f=4.0 D1f=5.0 E1f=6.0"),
        Case(
            "values that are left open", "<c><f>1</f><v></v></c><c><f>1</f><v/></c><c><f>1</f><v /></c><c><v/></c><c t=\"s\"><v/></c>",
            "A1f= B1f= C1f= D1= E1="),
        Case("formula after the value", "<c><v>2</v><f>1</f></c>", "A1f=2.0"),
        Case("no references", "<c><v>1</v></c><c/><c><v>3</v></c>", "A1=1.0 B1= C1=3.0"),
        Case("some references", "<c><v>1</v></c><c r=\"D1\"><v>4</v></c><c><v>5</v></c>", "A1=1.0 D1=4.0 E1=5.0"),
        Case("small letters", "<c r=\"ab1\"><v>1</v></c>", "AB1=1.0"),
        Case(
            "out of order", "<c r=\"C1\"><v>3</v></c><c r=\"A1\"><v>1</v></c><c r=\"B1\" t=\"str\"><v>b</v></c>", "A1=1.0 B1=\"b\" C1=3.0"),
        Case("last column", "<c r=\"XFD1\"><v>1</v></c>", "XFD1=1.0"),
        Case("after the last column", "<c r=\"XFE1\"><v>1</v></c>", "sheet.bad-ref A1"),
        Case("next after the last column", "<c r=\"XFD1\"/><c/>", "sheet.bad-ref XFD1"),
        Case("duplicate", "<c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>1</v></c>", "sheet.duplicate-cell A1"),
        Case("duplicate of nothing", "<c r=\"A1\"/><c r=\"A1\"><v>1</v></c><c r=\"A1\"/>", "A1=1.0", strict: "sheet.duplicate-cell A1"),
        Case("duplicate out of order", "<c r=\"A1\"><v>1</v></c><c r=\"B1\"/><c r=\"A1\"><v>2</v></c>", "sheet.duplicate-cell A1"),
        Case("misplaced", "<c r=\"A2\"><v>1</v></c>", "sheet.bad-ref A1"),
        Case("misplaced nothing", "<c r=\"A2\"/><c r=\"B1\"><v>1</v></c>", "B1=1.0", strict: "sheet.bad-ref A1"),
        Case("invalid reference", "<c r=\"A\"><v>1</v></c>", "sheet.bad-ref A1"),
        Case("reference with leading zero", "<c r=\"A01\"><v>1</v></c>", "sheet.bad-ref A1"),
        Case("absolute reference", "<c r=\"$A$1\"><v>1</v></c>", "sheet.bad-ref A1"),
        Case("empty reference", "<c r=\"\"><v>1</v></c>", "sheet.bad-ref A1"),
        Case("reference as a reference", "<c r=\"&#65;1\"><v>1</v></c>", "A1=1.0"),
        Case("row beyond Int", "<c r=\"A99999999999999999999\"><v>1</v></c>", "sheet.bad-ref A1"),
        Case("attributes in any order and form", "<c t='b'  s = \"0\" r=\"B1\" foo=\"x\"><v>1</v></c >", "B1=true"),
        Case("attribute with a foreign prefix", "<c xmlns:x=\"urn:x\" x:r=\"B1\" x:t=\"b\"><v>1</v></c>", "A1=1.0"),
        Case("attribute with an undeclared prefix", "<c x:r=\"B1\" x:t=\"b\"><v>1</v></c>", "A1=1.0"),
        Case("element with an undeclared prefix", "<x:c><v>1</v></x:c><c><x:v>1</x:v><v>2</v></c>", "A1=2.0"),
        Case("foreign elements", "<x:c xmlns:x=\"urn:x\"><x:v>9</x:v></x:c><c><x:v xmlns:x=\"urn:x\">9</x:v><v>1</v></c>", "A1=1.0"),
        Case("extLst", "<c><v>1</v><extLst><ext><v>9</v></ext></extLst></c><extLst><c><v>9</v></c></extLst>", "A1=1.0"),
        Case(
            "AlternateContent",
            "<mc:AlternateContent xmlns:mc=\"urn:mc\"><mc:Choice><c><v>9</v></c></mc:Choice></mc:AlternateContent><c><v>1</v></c>", "A1=1.0"
        ),
        Case("text between cells", "x<c><v>1</v></c>y<!-- --><?p?><![CDATA[z]]><c><v>2</v></c>", "A1=1.0 B1=2.0"),
    ]

    @Test(arguments: numbers + texts + others) func cellsGiveTheirValues(_ test: Case) {
        let file = WorkbookFile(sheet: WorkbookFile.cells(test.cells), sharedStrings: Self.strings, styles: Self.styles)
        #expect(Reading.everyWay(file).values == test.values)
        #expect(Reading.everyWay(file.bytes, limits: .strict, ways: Reading.fewWays(seed: 2)).values == test.strict)
    }

    /// What comes before and after a cell makes no difference, whether or not the scanner read it.
    @Test(arguments: numbers + texts + others) func cellsGiveTheirValuesAmongOthers(_ test: Case) {
        let rows = """
            <row r="4"><c r="A4"><v>1</v></c></row>
            <row r="5"><c r="A5"><f t="array" ref="A5">1</f><v>1</v></c></row>
            <row r="6"><c r="A6" t="str"><v>_x0041_</v></c></row>
            """
        let file = WorkbookFile(
            sheet: WorkbookFile.worksheet("<row r=\"1\">\(test.cells)</row>\n" + rows), sharedStrings: Self.strings, styles: Self.styles)
        let values = Reading.everyWay(file.bytes, ways: Reading.fewWays(seed: 5)).values
        #expect(values == (test.values.contains("=") ? test.values + " | A4=1.0 | A5f=1.0 | A6=\"A\"" : test.values))
    }

    private static func row(_ rows: String, _ values: String, strict: String? = nil) -> Case { Case(rows, rows, values, strict: strict) }

    @Test(arguments: [
        row("<row><c><v>1</v></c></row><row><c><v>2</v></c></row>", "A1=1.0 | A2=2.0"),
        row("<row r=\"2\"><c><v>1</v></c></row><row><c><v>2</v></c></row>", "A2=1.0 | A3=2.0"),
        row("<row r=\"1\"/><row r=\"2\"></row><row r=\"3\"> </row><row r=\"4\"><c r=\"A4\"/></row>", "A4="),
        row("<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>", "A1048576=1.0"),
        row("<row r=\"1048577\"><c><v>1</v></c></row>", "sheet.bad-ref"),
        row("<row r=\"1048576\"/><row><c/></row>", "sheet.bad-ref"),
        row("<row r=\"2147483647\"><c/></row>", "sheet.bad-ref"),
        row("<row r=\"99999999999999999999\"><c/></row>", "sheet.bad-ref"),
        row("<row r=\"0\"><c/></row>", "sheet.bad-ref"), row("<row r=\"-1\"><c/></row>", "sheet.bad-ref"),
        row("<row r=\"\"><c/></row>", "sheet.bad-ref"), row("<row r=\"x\"><c/></row>", "sheet.bad-ref"),
        row("<row r=\" 2 \"><c><v>1</v></c></row>", "A2=1.0"), row("<row r=\"0002\"><c><v>1</v></c></row>", "A2=1.0"),
        row("<row r=\"2\"/><row r=\"1\"><c/></row>", "sheet.bad-ref A1"),
        row("<row r=\"2\"/><row r=\"2\"><c/></row>", "sheet.duplicate-cell A2"),
        row("<row r=\"1\" r=\"1\"><c/></row>", "xml.malformed"), row("<row r=\"1\"spans=\"1:1\"><c/></row>", "xml.malformed"),
        row("<row r=\"1\"><c><v>1</v></c><row r=\"2\"><c><v>2</v></c></row></row>", "A1=1.0"),
        row("<c><v>1</v></c><row><c><v>2</v></c></row>", "A1=2.0"),
        row("<x:row xmlns:x=\"urn:x\"><c><v>1</v></c></x:row><row><c><v>2</v></c></row>", "A1=2.0"),
        row("<x:row><c><v>1</v></c></x:row><row><c><v>2</v></c></row>", "A1=2.0"),
        row("<row xmlns=\"urn:x\"><c><v>1</v></c></row><row><c><v>2</v></c></row>", "A1=2.0"),
        row("<row><c><v>1</v></c></row></sheetData><sheetData><row><c><v>2</v></c></row>", "sheet.duplicate-sheetdata"),
        row(
            "<row><c><v>1</v></c></row></sheetData><extLst><sheetData><row><c><v>2</v></c></row></sheetData></extLst><sheetData>",
            "sheet.duplicate-sheetdata"),
        row(
            "<row><c><v>1</v></c></row></sheetData><extLst><sheetData><row><c><v>2</v></c></row></sheetData></extLst><x>",
            "xml.malformed"),
        row("<row><c><v>1</v></c></row>&nbsp;", "xml.malformed"), row("<row><c><v>1</v></c></row>&#xD800;", "xml.malformed"),
        row("<row><c><v>1</v></c></row>\u{1}", "xml.malformed"), row("<row><c><v>1</v></c></row>]]>", "xml.malformed"),
        row("<row><c><v>1</c></row>", "xml.malformed"), row("<row><c><v>1</v></c></row", "xml.malformed"),
    ]) func rowsGiveTheirCells(_ test: Case) {
        let file = WorkbookFile(sheet: WorkbookFile.worksheet(test.cells))
        #expect(Reading.everyWay(file).values == test.values)
        #expect(Reading.everyWay(file.bytes, limits: .strict, ways: Reading.fewWays(seed: 2)).values == test.strict)
    }

    @Test(arguments: [
        ("1", true), ("true", true), ("TRUE", true), ("0", false), ("false", false), ("", false), ("10", false), ("x", false),
    ])
    func hiddenRowsAreTold(_ value: String, _ isHidden: Bool) {
        let file = WorkbookFile(sheet: WorkbookFile.worksheet("<row hidden=\"\(value)\"><c/></row>"))
        #expect(Reading.everyWay(file).rows.map(\.isHidden) == [isHidden])
    }

    @Test func errorsTellFilePartSheetAndCell() throws {
        let bytes = WorkbookFile(sheet: WorkbookFile.cells("<c/><c><v>x</v></c>")).bytes
        let workbook = try Workbook(source: ByteSource(bytes: bytes), fileName: "commande.xlsx", limits: .standard)
        var rows = try workbook.rows(of: workbook.sheets[0])
        let error = try #require(throws: SpreadsheetError.self) { _ = try rows.next() }
        #expect(error.location == .init(file: "commande.xlsx", part: WorkbookFile.sheetPart, sheet: "Feuil1", cell: CellReference("B1")))
        #expect(try rows.next() == nil)
    }
}
