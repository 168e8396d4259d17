import Spreadsheet
import TestSupport
import Testing

@Suite struct ODSCellTests {
    private typealias Case = (cells: String, values: String)

    private static func cell(_ attributes: String, _ content: String = "") -> String {
        "<table:table-cell \(attributes)>\(content)</table:table-cell>"
    }

    private static let values: [Case] = [
        (ODSFile.number("1.5"), "A2=1.5"),
        (ODSFile.number("1E400"), "A2=#NUM!"),
        (ODSFile.number("abc"), "sheet.bad-value A2"),
        (cell(#"office:value-type="float""#), "A2="),
        (cell(#"office:value-type="float""#, "<text:p>7</text:p>"), "sheet.bad-value A2"),
        (cell(#"office:value-type="percentage" office:value="0.25""#, "<text:p>25 %</text:p>"), "A2=0.25"),
        (cell(#"office:value-type="currency" office:currency="EUR" office:value="9.99""#, "<text:p>9,99 €</text:p>"), "A2=9.99"),
        (cell(#"office:value-type="boolean" office:boolean-value="true""#, "<text:p>VRAI</text:p>"), "A2=true"),
        (cell(#"office:value-type="boolean" office:boolean-value="false""#), "A2=false"),
        (cell(#"office:value-type="boolean" office:boolean-value="1.25""#), "A2=1.25"),
        (cell(#"office:value-type="boolean" office:boolean-value="yes""#), "sheet.bad-value A2"),
        (cell(#"office:value-type="date" office:date-value="2020-08-21""#, "<text:p>21/08/2020</text:p>"), "A2=@44064.0"),
        (cell(#"office:value-type="date" office:date-value="2020-08-21T12:00:00""#), "A2=@44064.5"),
        (cell(#"office:value-type="date" office:date-value="1900-01-01""#), "A2=@1.0"),
        (cell(#"office:value-type="date" office:date-value="1899-12-30T14:24:00""#), "A2=@0.6"),
        (cell(#"office:value-type="date" office:date-value="1899-12-30""#), "A2=@0.0"),
        (cell(#"office:value-type="date" office:date-value="demain""#), "sheet.bad-value A2"),
        // LibreOffice writes these for numbers that are too large for their formats.
        (cell(#"office:value-type="date" office:date-value="32767-12-31""#, "<text:p>###</text:p>"), "A2=#NUM!"),
        (cell(#"office:value-type="date" office:date-value="-32768-01-01T12:00:00""#), "A2=#NUM!"),
        (cell(#"office:value-type="date" office:date-value="-000-32768-01-01T00:00:00""#), "A2=#NUM!"),
        (cell(#"office:value-type="date" office:date-value="12851-08-16""#), "A2=#NUM!"),
        (cell(#"office:value-type="time" office:time-value="-PT2147483648H00M00S""#), "A2=#NUM!"),
        (cell(#"office:value-type="time" office:time-value="-PT36H00M00S""#), "A2=@-1.5"),
        (cell(#"office:value-type="date" office:date-value="32767-13-31""#), "sheet.bad-value A2"),
        (cell(#"office:value-type="date" office:date-value="-000-12-31""#), "sheet.bad-value A2"),
        (cell(#"office:value-type="date" office:date-value="2020-02-30""#), "sheet.bad-value A2"),
        (cell(#"office:value-type="time" office:time-value="PT-2147483648H00M00S""#, "<text:p>0</text:p>"), "A2=#NUM!"),
        (cell(#"office:value-type="time" office:time-value="PT12345678901H00M00.5S""#), "A2=#NUM!"),
        (cell(#"office:value-type="time" office:time-value="PTH00M00S""#), "sheet.bad-value A2"),
        (cell(#"office:value-type="time" office:time-value="PT-1H00M""#), "sheet.bad-value A2"),
        (cell(#"office:value-type="time" office:time-value="PT06H00M00S""#), "A2=@0.25"),
        (cell(#"office:value-type="time" office:time-value="PT36H00M00.000000001S""#), "A2=@1.5"),
        (cell(#"office:value-type="string""#, "<text:p>é &amp; &lt;b&gt; &#233;</text:p>"), #"A2="é & <b> é""#),
        (cell(#"office:value-type="string" office:string-value="a &quot;b&quot;""#, "<text:p>c</text:p>"), #"A2="a "b"""#),
        (cell(#"office:value-type="string" office:string-value="""#, "<text:p>c</text:p>"), #"A2="""#),
        (cell(#"office:value-type="string" office:string-value="a&#10;b""#), "A2=\"a\nb\""),
        (cell(#"office:value-type="inconnu""#, "<text:p>a</text:p>"), #"A2="a""#),
        (cell(#"table:style-name="ce1""#, "<text:p>a</text:p>"), #"A2="a""#),
        (cell(#"table:style-name="ce1""#), "A2="),
        // Errors, as LibreOffice and as Excel write them
        (
            cell(
                #"table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error""#,
                "<text:p>#DIV/0!</text:p>"), "A2f=#DIV/0!"
        ),
        (cell(#"table:formula="of:=1/0" office:value-type="float" office:value="0""#, "<text:p>#DIV/0!</text:p>"), "A2f=#DIV/0!"),
        (cell(#"office:value-type="float" office:value="0""#, "<text:p>#DIV/0!</text:p>"), "A2=0.0"),
        (cell(#"table:formula="of:=A1""#), "A2f="),
        (cell(#"table:formula="of:=[.A1]&amp;&quot;é&quot;" office:value-type="float" office:value="2""#, "<text:p>2</text:p>"), "A2f=2.0"),
    ]

    @Test(arguments: values.indices) func aCellHasItsValue(_ index: Int) {
        let (cells, values) = Self.values[index]
        // A cell without a value is no cell; a second one shows that the place is kept.
        let reading = Reading.everyWay(ODSFile(cells: cells + ODSFile.number("7")))
        let expected = values == "A2=" ? "B2=7.0" : values.hasPrefix("sheet.") ? values : values + " B2=7.0"
        #expect(reading.values == expected)
    }

    private static let paragraphs: [(content: String, text: String)] = [
        ("<text:p>a</text:p>", "a"),
        ("<text:p/>", ""),
        ("<text:p>a</text:p><text:p/><text:p>b</text:p>", "a\n\nb"),
        ("<text:p>a<text:s/>b<text:s text:c=\"3\"/>c</text:p>", "a b   c"),
        ("<text:p>a<text:s text:c=\"40\"/>b</text:p>", "a" + String(repeating: " ", count: 40) + "b"),
        ("<text:p><text:s/>a </text:p>", " a "),
        ("<text:p>a  b</text:p>", "a  b"),
        ("<text:p>a<text:tab/>b<text:line-break/>c</text:p>", "a\tb\nc"),
        ("<text:p>\n   a\n\tb <text:s/>  c\n</text:p>", "a b   c"),
        ("<text:p>a&#10;b</text:p>", "a b"),
        ("<text:p>a&#13;</text:p><text:p>b</text:p>", "a\r\nb"),
        ("<text:p>a<text:span text:style-name=\"T1\">b<text:span text:style-name=\"T>2\">c</text:span></text:span>d</text:p>", "abcd"),
        ("<text:p>x <text:a xlink:href=\"mailto:x@exemple.fr\" xlink:type=\"simple\">x@exemple.fr</text:a></text:p>", "x x@exemple.fr"),
        (
            "<text:p><text:span>a</text:span><text:ruby><text:ruby-base>b</text:ruby-base><text:ruby-text>c</text:ruby-text></text:ruby></text:p>",
            "ab"
        ),
        ("<office:annotation><dc:creator>x</dc:creator><text:p>note</text:p></office:annotation><text:p>a</text:p>", "a"),
        ("<text:p>a<office:annotation><text:p>note</text:p></office:annotation></text:p>", "a"),
        ("<text:p>a<![CDATA[<b>]]></text:p>", "a<b>"),
        ("<text:p>a<!-- b -->c</text:p>", "ac"),
    ]

    @Test(arguments: paragraphs.indices) func aTextIsItsParagraphs(_ index: Int) {
        let (content, text) = Self.paragraphs[index]
        #expect(Reading.everyWay(ODSFile(cells: ODSFile.text(content))).values == "A2=\"\(text)\"")
    }

    @Test func whatIsTooLongIsRefused() {
        let huge = "<text:p>a<text:s text:c=\"1000000000\"/></text:p>"
        #expect(Reading.everyWay(ODSFile(cells: ODSFile.text(huge))).values == "cell.too-long A2")
        let long = "<text:p>\(String(repeating: "a", count: 32_768))</text:p>"
        #expect(Reading.everyWay(ODSFile(cells: ODSFile.text(long))).values == "cell.too-long A2")
        let many = "<text:p>\(String(repeating: "<text:s text:c=\"15\"/>", count: 2200))</text:p>"
        #expect(Reading.everyWay(ODSFile(cells: ODSFile.text(many))).values == "cell.too-long A2")
        #expect(Reading.everyWay(ODSFile(cells: ODSFile.text("<text:p><text:s text:c=\"-1\"/></text:p>"))).values == "sheet.bad-value A2")
    }
}
