import Spreadsheet
import TestSupport
import Testing

@Suite struct HTMLTableTests {
    private static let pages: [(html: String, values: String)] = [
        ("<table><tr><td>1</td><td>b</td></tr><tr><td>c</td></tr></table>", #"A1="1" B1="b" | A2="c""#),
        // Without end tags, and without rows
        ("<TABLE><TR><TH>a<TD>b<TR><TD>c</TABLE>", #"A1="a" B1="b" | A2="c""#),
        ("<html><body><table><td>a<td>b</table>", #"A1="a" B1="b""#),
        ("<table><thead><tr><td>a</thead><tbody><tr><td>b</tbody><tfoot><tr><td>c</table>", #"A1="a" | A2="b" | A3="c""#),
        ("<table><caption>titre</caption><colgroup><col></colgroup><tr><td>a</td></tr></table>", #"A1="a""#),
        // White space, references and lines
        ("<table><tr><td>\r\n  a \t b<b>c</b> <i>d</i>\n</td></tr></table>", #"A1="a bc d""#),
        ("<table><tr><td>a<br>b<br/>c<p>d</p><p>e</p></td></tr></table>", "A1=\"a\nb\nc\nd\ne\""),
        ("<table><tr><td>&eacute;&amp;&lt;&#233;&#xE9;&#128;&euro;&inconnu; &x</td></tr></table>", "A1=\"é&<éé€€&inconnu; &x\""),
        // Numbers that Windows-1252 gives no other character stay (HTML Standard, 13.2.5.80).
        ("<table><tr><td>a&#129;b&#141;&#x8F;&#0;</td></tr></table>", "A1=\"a\u{81}b\u{8D}\u{8F}&#0;\""),
        // Text after a reference, which may come in pieces of any size
        (
            "<table><tr><td>&eacute;" + String(repeating: "xé", count: 40) + "</td></tr></table>",
            "A1=\"é" + String(repeating: "xé", count: 40) + "\""
        ),
        ("<table><tr><td>&nbsp;</td><td></td><td> </td><td>a&nbsp;b</td></tr></table>", "D1=\"a\u{A0}b\""),
        ("<table><tr><td>a < b <3</td></tr></table>", "A1=\"a < b <3\""),
        ("<table><tr><td>a<!-- <td>x --><script>'<td>y</td>'</script><style>td{}</style><![CDATA[z]]>b</td></tr></table>", #"A1="ab""#),
        ("<table><!--><tr><!---><td>a<!-- b --!>c<!-- -- - -!> ---!>d<!--->e<!----></table>", #"A1="acde""#),
        ("<table><tr><td title=\"</td><td>x\" class='a>b'>a</td></tr></table>", #"A1="a""#),
        // Spans
        (
            "<table><tr><td rowspan=2>a</td><td colspan=\"2\">b</td><td>c</td></tr><tr><td>d</td><td>e</td><td>f</td></tr><tr><td>g</table>",
            #"A1="a" B1="b" D1="c" | B2="d" C2="e" D2="f" | A3="g""#
        ),
        ("<table><tr></tr><tr><td>a</td></tr></table>", #"A2="a""#),
        // What Excel says of numbers
        ("<table><tr><td x:num=\"1234.5\">1 234,50</td><td x:num> 7 </td><td x:str>007</td></tr></table>", #"A1=1234.5 B1=7.0 C1="007""#),
        ("<table><tr><td x:num>n.d.</td><td x:num=''>-1.5E3</td><td x:num></td></tr></table>", #"A1="n.d." B1=-1500.0"#),
        // A table in a cell
        ("<table><tr><td>a<table><tr><td>b</td></tr></table>c</td><td>d</td></tr></table>", #"A1="ac" B1="d" | A1="b""#),
        ("<table><tr>" + String(repeating: "<td colspan=1000>", count: 17) + "</table>", "sheet.bad-ref WQK1"),
        ("<html><body><p>Connexion</p></body></html>", "format.html"),
        ("<html><table></table></html>", "format.html"),
    ]

    @Test(arguments: pages.indices) func aTableIsASheet(_ index: Int) {
        let (html, values) = Self.pages[index]
        #expect(Reading.everyWay(Array(html.utf8)).values == values)
    }

    /// Wherever a page is cut off up to the end of its last table, a cell may be missing, or a part of one.
    @Test func aPageThatIsCutOffIsRefused() {
        let html =
            "<html><head><title>Export</title><style>td{}</style></head><body><table><thead><tr><th>E-mail<th>Solde</thead>"
            + "<tr><td title='a>b'>a@exemple.fr</td><td>1000</td></tr><!-- fin --><tr><td>&eacute;<td>2</table>"
        let bytes = Array(html.utf8)
        let whole = #"A1="E-mail" B1="Solde" | A2="a@exemple.fr" B2="1000" | A3="é" B3="2""#
        #expect(Reading.everyWay(bytes).values == whole)
        for count in 1..<bytes.count where html.utf8.prefix(count).count > 50 {
            let values = Reading(Array(bytes[..<count])).values
            // Ahead of its first table a page may be whole.
            #expect(values == "xml.malformed" || values == "format.html" && !html.prefix(count).contains("<table>"), "\(count)")
        }
        for end in ["</body></html>", "</body>", "\n", "<p>Fin", "<!-- fin -->", "<script>var a = '<td';</script>"] {
            #expect(Reading.everyWay(bytes + Array(end.utf8)).values == whole, "\(end)")
        }
        for end in [
            "</body", "<", "<!", "<!--", "<!-- fin", "<!-- fin --", "<script>", "<script>var a", "<style>td{}</sty", "<table>",
            "<table><tr>",
        ] {
            #expect(Reading.everyWay(bytes + Array(end.utf8)).values == "xml.malformed", "\(end)")
        }
        #expect(Reading.everyWay(Array("<table><tr><td>a</body></html>".utf8)).values == "xml.malformed")
    }

    @Test(arguments: ["hidden", "style=\"color:red; display : none\"", "HIDDEN=''"]) func hiddenRowsAreHidden(attribute: String) {
        let html = "<table><tr \(attribute)><td>a</td></tr><tr><td>b</td></tr></table>"
        #expect(Reading.everyWay(Array(html.utf8)).rows.map(\.isHidden) == [true, false])
    }

    @Test func everyTableHasItsSheet() throws {
        let html =
            "<!DOCTYPE html><meta charset=utf-8><table></table><table><tr><td>a</td></tr></table>x<table><tr style='display: NONE'><td>b</table>"
        let file = try SheetFile(bytes: Array(html.utf8), name: "export.xls")
        #expect(file.format == .html && file.sheets.map(\.name) == ["Table 1", "Table 2"])
        let reading = Reading.everyWay(Array(html.utf8))
        #expect(reading.values == #"A1="a" | A1="b""# && reading.rows.map(\.isHidden) == [false, true])
    }

    @Test func linksAndMergesAreRead() throws {
        let html = "<table><tr><td rowspan=3 colspan=2><a href=\"https://exemple.fr/?a&amp;b\">x</a></td></tr><tr><td>y</td></tr></table>"
        let workbook = try Workbook(bytes: Array(html.utf8))
        let layout = try workbook.layout(of: workbook.sheets[0])
        #expect(layout.mergedCells.map(\.description) == ["A1:B3"])
        let rows = Reading.everyWay(Array(html.utf8), options: [.hyperlinks]).rows
        #expect(rows.map { $0.cells.map(\.hyperlink) } == [["https://exemple.fr/?a&b"], [nil]])
        #expect(rows[1].cells[0].reference == "C2" && layout.hyperlinks.values.sorted() == ["https://exemple.fr/?a&b"])
    }

    @Test func pagesAreReadInTheirEncoding() {
        let html = "<html><meta http-equiv=Content-Type content=\"text/html; charset=%\"><table><tr><td>é€</td></tr></table></html>"
        func named(_ name: String) -> String { html.replacing("%", with: name) }
        let expected = #"A1="é€""#
        func bytes(_ text: String, _ page: [Unicode.Scalar: UInt8]) -> [UInt8] {
            text.unicodeScalars.map { page[$0] ?? UInt8(truncatingIfNeeded: $0.value) }
        }
        #expect(Reading.everyWay(Array(named("utf-8").utf8)).values == expected)
        #expect(Reading.everyWay([0xEF, 0xBB, 0xBF] + Array(named("iso-8859-1").utf8)).values == expected)
        #expect(Reading.everyWay(bytes(named("iso-8859-1"), ["€": 0x80])).values == expected)
        #expect(Reading.everyWay(bytes(named("ISO-8859-15"), ["€": 0xA4])).values == expected)
        for name in ["windows-1253", "cp1254", "ISO_8859-1", "iso8859-1", "windows-1258"] {
            #expect(
                Reading.everyWay(bytes(named(name), ["€": 0x80, "é": 0xE9])).values == (name == "windows-1253" ? #"A1="ι€""# : expected))
        }
        #expect(Reading.everyWay(bytes(named("macintosh"), ["€": 0xDB, "é": 0x8E])).values == expected)
        // What a name that is not known means is not guessed.
        for name in ["shift_jis", "gb2312", "x-inconnu"] {
            #expect(Reading.everyWay(bytes(named(name), ["€": 0x80])).values == "encoding.unknown")
            #expect(Reading.everyWay(Array(named(name).replacing("é€", with: "e").utf8)).values == #"A1="e""#)
        }
        #expect(Reading(Array(named("ISO-2022-JP").replacing("é€", with: "\u{1B}$B").utf8)).values == "encoding.unknown")
        // A name in a comment or in the text is none.
        let without = "<!-- <meta charset=shift_jis> -->" + html.replacing("charset=%", with: "").replacing("é€", with: "charset=gb2312 é€")
        #expect(Reading.everyWay(bytes(without, ["€": 0x80])).values == #"A1="charset=gb2312 é€""#)
        #expect(
            Reading.everyWay(Array("<?xml version='1.0' encoding='iso-8859-15'?>".utf8) + bytes(without, ["€": 0xA4])).values
                == #"A1="charset=gb2312 é€""#)
        #expect(Reading.everyWay(Array(named("utf-16").utf8)).values == expected)
        #expect(Reading.everyWay(WorkbookFile.utf16(named("utf-8"), littleEndian: true)).values == expected)
        #expect(Reading(bytes(named("utf-8"), ["€": 0x80])).values == "xml.encoding A1")
    }

    /// As CSV is.
    @Test func aPageWithoutACharsetIsJudgedByItsFirstTextBeyondASCII() {
        let filler = String(repeating: "<tr><td>a</td></tr>", count: 40_000)
        let page = "<html><table><tr><td>%</td></tr><!-- \(filler) --></table><table><tr><td>%</td></tr></table></html>"
        func values(_ text: [UInt8]) -> String {
            Reading(Array(page.replacing("%", with: "\u{1}").utf8).flatMap { $0 == 1 ? text : [$0] }).values
        }
        #expect(values([0x61]) == #"A1="a" | A1="a""#)
        #expect(values(Array("été".utf8)) == #"A1="été" | A1="été""#)
        #expect(values([0xE9, 0x74, 0xE9]) == #"A1="été" | A1="été""#)
        #expect(values([0x8E, 0x74, 0x8E]) == #"A1="été" | A1="été""#)
        let late = page.replacing(">%</td></tr><!--", with: ">a</td></tr><!--").replacing("%", with: "\u{1}")
        #expect(Reading(Array(late.utf8).map { $0 == 1 ? 0xE9 : $0 }).values == #"A1="a" | A1="é""#)
    }

    @Test(arguments: [
        "<!-- export -->\n<html><table>@</table></html>", "<!-- a --><!-- b --><table>@</table>", "<div><table>@</table></div>",
        "<title>Export</title><table>@</table>", "<script>var a = 1;</script><table>@</table>", "<center><TABLE>@</TABLE></center>",
        "<font size=2><table>@</table>", "\u{FEFF}<p>Export<table>@</table>",
    ])
    func aPageMayBeginWithAnyElement(page: String) throws {
        let bytes = Array(page.replacing("@", with: "<tr><td>a;b</td></tr>").utf8)
        #expect(try SheetFile(bytes: bytes).format == .html)
        #expect(Reading.everyWay(bytes).values == #"A1="a;b""#)
    }

    @Test(arguments: ["<nom>;<prénom>\n<a>;<b>\n", "<<table>\n", "< table>;<tr>\n", "<!-- a -->;b\n", "nom;<table>\n"])
    func textThatBeginsLikeMarkupIsText(text: String) throws {
        #expect(try SheetFile(bytes: Array(text.utf8)).format == .csv)
    }

    @Test func rowsWithoutATableAreNoText() {
        #expect(throws: SpreadsheetError(.html, "")) { _ = try SheetFile(bytes: Array("<tr><td>a</td></tr>".utf8)) }
    }

    @Test func nothingAfterALongCommentIsLost() {
        let filler = String(repeating: "x", count: 5 << 20)
        let html = "<table><tr><td>a</td></tr><!--\(filler)--><tr><td>b</td></tr></table>"
        #expect(Reading(Array(html.utf8)).values == #"A1="a" | A2="b""#)
        #expect(Reading(Array("<table><tr><td>a</td></tr></table><!-- \(filler)".utf8)).values == "xml.malformed")
    }

    @Test func coveredCellsCountAsCells() {
        let wide = String(repeating: "<td rowspan=65534 colspan=1000>", count: 16) + "<td rowspan=65534 colspan=383>"
        let html = "<table><tr>\(wide)" + String(repeating: "<tr><td>", count: 4000) + "</table>"
        #expect(Reading(Array(html.utf8), limits: .strict).values.hasPrefix("limit.cells"))
    }

    @Test func limitsHold() {
        #expect(Reading(Array("<table><tr><td \(String(repeating: "a ", count: 200_000))>x</table>".utf8)).values == "xml.token-too-long")
        #expect(Reading(Array(String(repeating: "<table><tr><td>", count: 100).utf8)).values == "xml.depth")
        let long = "<table><tr><td>\(String(repeating: "a", count: 40_000))</table>"
        #expect(Reading(Array(long.utf8)).values == "cell.too-long A1")
        #expect(Reading(Array(String(repeating: "<table><td>a</table>", count: 300).utf8), limits: .strict).values == "limit.sheets")
    }
}
