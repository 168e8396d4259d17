import Spreadsheet
import TestSupport
import Testing

@Suite struct XML2003Tests {
    /// A workbook with those rows, and what else stands before its sheet or within it.
    private static func workbook(_ rows: String, before: String = "", after: String = "", declaration: String = "") -> String {
        """
        \(declaration)<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" \
        xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:o="urn:schemas-microsoft-com:office:office" \
        xmlns:dt="uuid:C2F41010-65B3-11d1-A29F-00AA00C14882">\(before)<Worksheet ss:Name="Feuil1"><Table>\(rows)</Table>\(after)</Worksheet>\
        </Workbook>
        """
    }

    private static func cells(_ cells: String) -> [UInt8] { Array(workbook("<Row>\(cells)</Row>").utf8) }

    private static let values: [(cells: String, values: String)] = [
        (#"<Cell><Data ss:Type="Number">1.5E3</Data></Cell>"#, "A1=1500.0"),
        (#"<Cell><Data ss:Type="Number">abc</Data></Cell>"#, "sheet.bad-value A1"),
        (#"<Cell><Data Type="Number">1</Data></Cell>"#, "A1=1.0"),
        (#"<Cell><Data ss:Type="Chose">1</Data></Cell>"#, "sheet.bad-value A1"),
        (#"<Cell><Data ss:Type="Boolean">1</Data></Cell>"#, "A1=true"),
        (#"<Cell><Data ss:Type="Boolean">2</Data></Cell>"#, "sheet.bad-value A1"),
        (#"<Cell><Data ss:Type="Error">#N/A</Data></Cell>"#, "A1=#N/A"),
        (#"<Cell><Data ss:Type="DateTime">2020-08-21T12:00:00.000</Data></Cell>"#, "A1=@44064.5"),
        (#"<Cell><Data ss:Type="DateTime">1899-12-31T06:00:00.000</Data></Cell>"#, "A1=@0.25"),
        (#"<Cell><Data ss:Type="DateTime">1899-12-30T06:00:00.000</Data></Cell>"#, "A1=@0.25"),
        (#"<Cell><Data ss:Type="DateTime">1899-12-29T06:00:00.000</Data></Cell>"#, "A1=@-1.75"),
        (#"<Cell><Data ss:Type="String">a&#10;b &amp; _x000D_ é</Data></Cell>"#, "A1=\"a\nb & _x000D_ é\""),
        (
            #"<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>a</B><Font html:Size="2" xmlns:html="h">b</Font></ss:Data></Cell>"#,
            #"A1="ab""#
        ),
        (
            #"<Cell><Data ss:Type="String">a</Data><Comment><ss:Data>note</ss:Data></Comment><NamedCell ss:Name="n"/></Cell>"#,
            #"A1="a""#
        ),
        (#"<Cell><Data ss:Type="String">a</Data><Data ss:Type="String">b</Data></Cell>"#, "sheet.bad-value A1"),
        (#"<Cell/><Cell ss:Index="4"><Data ss:Type="Number">1</Data></Cell><Cell><Data ss:Type="Number">2</Data></Cell>"#, "D1=1.0 E1=2.0"),
        (#"<Cell ss:MergeAcross="2"><Data ss:Type="Number">1</Data></Cell><Cell><Data ss:Type="Number">2</Data></Cell>"#, "A1=1.0 D1=2.0"),
        (#"<Cell ss:Index="4"><Data ss:Type="Number">1</Data></Cell><Cell ss:Index="4"/>"#, "sheet.bad-ref D1"),
        (#"<Cell ss:Index="16385"/>"#, "sheet.bad-ref A1"),
        (#"<Cell ss:Index="0"/>"#, "sheet.bad-ref A1"),
        (#"<Cell ss:Formula="=R[-1]C"><Data ss:Type="Number">1</Data></Cell><Cell ss:Formula="=1"/>"#, "A1f=1.0 B1f="),
    ]

    @Test(arguments: values.indices) func aCellHasItsValue(_ index: Int) {
        #expect(Reading.everyWay(Self.cells(Self.values[index].cells)).values == Self.values[index].values)
    }

    private static let one = #"<Cell><Data ss:Type="Number">1</Data></Cell>"#

    private static let rows: [(rows: String, values: String)] = [
        (#"<Row>\#(one)</Row><Row/><Row ss:Index="7">\#(one)</Row><Row>\#(one)</Row>"#, "A1=1.0 | A7=1.0 | A8=1.0"),
        (#"<Row ss:Span="3"/><Row>\#(one)</Row>"#, "A5=1.0"),
        (#"<Row ss:Index="1048576">\#(one)</Row>"#, "A1048576=1.0"),
        (#"<Row ss:Index="5"/><Row ss:Index="4">\#(one)</Row>"#, "sheet.bad-ref A4"),
        (#"<Row ss:Index="1048577"/>"#, "sheet.bad-ref A1"),
        (#"<Row ss:Span="2147483648"/>"#, "sheet.bad-ref A1"),
        (#"<Row ss:Span="1048576"/>"#, "sheet.bad-ref A1"),
    ]

    @Test(arguments: rows.indices) func aRowHasItsPlace(_ index: Int) {
        #expect(Reading.everyWay(Array(Self.workbook(Self.rows[index].rows).utf8)).values == Self.rows[index].values)
    }

    @Test func formatsAreThoseOfStyles() throws {
        let styles = """
            <Styles><Style ss:ID="Default"/><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>\
            <Style ss:ID="c" ss:Parent="p"/><Style ss:ID="d"><NumberFormat ss:Format="yyyy\\-mm"/></Style>\
            <Style ss:ID="g"><NumberFormat/></Style></Styles>
            """
        func cell(_ style: String) -> String { "<Cell \(style)><Data ss:Type=\"Number\">1</Data></Cell>" }
        let rows = """
            <Column ss:Index="2" ss:Span="1" ss:StyleID="d"/>\
            <Row>\(cell("") + cell("") + cell("ss:StyleID=\"c\"") + cell("ss:StyleID=\"g\""))</Row>\
            <Row ss:StyleID="p" ss:Hidden="1">\(cell("") + cell("") + cell("ss:StyleID=\"x\""))</Row>
            """
        let reading = Reading.everyWay(Array(Self.workbook(rows, before: styles).utf8))
        #expect(
            reading.rows.map { $0.cells.map(\.format) } == [
                ["General", "yyyy\\-mm", "0.00%", "General"], ["0.00%", "0.00%", "General"],
            ])
        #expect(reading.rows.map(\.isHidden) == [false, true])
        #expect(reading.rows[0].cells.map(\.kind) == [.number, .date, .number, .number])
        let since1904 = "<x:ExcelWorkbook><x:Date1904/></x:ExcelWorkbook>" + styles
        #expect(Reading.everyWay(Array(Self.workbook(rows, before: since1904).utf8)).rows[0].cells[1].kind == .number)
    }

    @Test func sheetsNamesAndPropertiesAreRead() throws {
        let before = """
            <o:DocumentProperties><o:Title>Titre</o:Title><o:Author>A</o:Author><o:Created>2024-06-07T08:09:10Z</o:Created>\
            </o:DocumentProperties><o:CustomDocumentProperties><o:num_x00E9_ro dt:dt="float">1.5</o:num_x00E9_ro><o:t dt:dt="string">x</o:t>\
            </o:CustomDocumentProperties>\
            <Names><NamedRange ss:Name="a" ss:RefersTo="='R1C1'!R1C1:R20C28"/></Names>
            """
        let after = """
            <Names><NamedRange ss:Name="b" ss:RefersTo="=Feuil1!R2C3" ss:Hidden="1"/></Names>\
            <x:WorksheetOptions><x:Visible>SheetVeryHidden</x:Visible></x:WorksheetOptions>
            """
        let more = "<Worksheet ss:Name=\"B\"><Table><Row>\(Self.one)</Row></Table></Worksheet><Worksheet ss:Name=\"C\"/>"
        let text = Self.workbook("<Row>\(Self.one)</Row>", before: before, after: after).replacing(
            "</Workbook>", with: more + "</Workbook>")
        let workbook = try Workbook(bytes: Array(text.utf8))
        #expect(workbook.format == .xml2003)
        #expect(workbook.sheets.map(\.name) == ["Feuil1", "B", "C"])
        #expect(workbook.sheets.map(\.visibility) == [.veryHidden, .visible, .visible])
        #expect(
            workbook.definedNames == [
                DefinedName("a", formula: "'R1C1'!$A$1:$AB$20"), DefinedName("b", formula: "Feuil1!$C$2", sheet: "Feuil1", isHidden: true),
            ])
        let properties = try workbook.properties()
        #expect(properties.title == "Titre" && properties.creator == "A" && properties.created?.hour == 8)
        #expect(properties.custom == [.init("numéro", .number(1.5)), .init("t", .text("x"))])
        #expect(Reading.everyWay(Array(text.utf8)).rows.map(\.sheet) == ["Feuil1", "B"])
    }

    @Test func linksAndMergesAreRead() throws {
        let cells = #"<Cell ss:HRef="https://exemple.fr" ss:MergeAcross="1" ss:MergeDown="2"><Data ss:Type="String">a</Data></Cell>"#
        let workbook = try Workbook(bytes: Self.cells(cells))
        let layout = try workbook.layout(of: workbook.sheets[0])
        #expect(layout.mergedCells.map(\.description) == ["A1:B3"])
        #expect(Reading.everyWay(Self.cells(cells), options: [.hyperlinks]).rows[0].cells[0].hyperlink == "https://exemple.fr")
        #expect(layout.hyperlinks.values.sorted() == ["https://exemple.fr"])
    }

    /// As web applications write them.
    @Test func otherEncodingsAndLeadingSpaceAreRead() {
        let text = Self.workbook(
            #"<Row><Cell><Data ss:Type="String">é</Data></Cell></Row>"#, declaration: "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>")
        let bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        #expect(Reading.everyWay(bytes).values == #"A1="é""#)
        #expect(Reading.everyWay(Array(" \r\n\t".utf8) + bytes).values == #"A1="é""#)
        #expect(
            Reading.everyWay(WorkbookFile.utf16(text.replacing("ISO-8859-1", with: "UTF-16"), littleEndian: false)).values == #"A1="é""#)
        for name in ["EBCDIC", "bidon", "Shift_JIS"] {
            #expect(Reading(Array(text.replacing("ISO-8859-1", with: name).utf8)).values == "encoding.unknown")
        }
        for name in ["iso8859-1", "ISO_8859-1", "l1", "cp1252"] {
            #expect(Reading(Array(text.replacing("ISO-8859-1", with: name).utf8.filter { $0 < 0x80 })).values == #"A1="""#)
        }
        let cyrillic = text.replacing("ISO-8859-1", with: "ibm866").unicodeScalars.map { $0.isASCII ? UInt8($0.value) : 0x8F }
        #expect(Reading.everyWay(cyrillic).values == #"A1="П""#)
    }

    @Test func aCommentOrAPrefixMayComeFirst() throws {
        let plain = Self.workbook("<Row>\(Self.one)</Row>")
        let comment = "<!-- \(String(repeating: "export ", count: 1000)) -->\n"
        #expect(Reading.everyWay(Array((comment + plain).utf8)).values == "A1=1.0")
        #expect(Reading.everyWay(Array(("<?xml version=\"1.0\"?>" + comment + plain).utf8)).values == "A1=1.0")
        let prefixed = plain.replacing("<Workbook xmlns=", with: "<ss:Workbook xmlns=").replacing("</Workbook>", with: "</ss:Workbook>")
        #expect(try SheetFile(bytes: Array(prefixed.utf8)).format == .xml2003)
        #expect(Reading.everyWay(Array(prefixed.utf8)).values == "A1=1.0")
    }

    @Test func whatIsMalformedIsRefused() {
        #expect(Reading(Array(Self.workbook("<Row></Rov>").utf8)).values == "xml.malformed")
        #expect(Reading(Array(Self.workbook("", declaration: "<?xml version=\"1.0\"?><!DOCTYPE a []>").utf8)).values == "xml.doctype")
        #expect(Reading(Array(Self.workbook("", after: "<Table/>").utf8)).values == "sheet.duplicate-sheetdata")
    }
}
