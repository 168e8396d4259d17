import TestSupport
import ZipContainer

@testable import Spreadsheet

/// OpenDocument and Excel 2003 XML: the scanner gives the rows, or the fault, that libxml2 gives, however the bytes are cut. HTML: the same rows in
/// whatever pieces the page comes.
///
/// The first byte of an input says what it is.
enum TablesTarget: FuzzTarget {
    static let name = "tables"
    static let isXML = true
    static let words =
        xmlWords + [
            "<table:table-row", "</table:table-row>", "<table:table-cell", "</table:table-cell>", "<table:covered-table-cell",
            "<table:table table:name=\"", "</table:table>", "<table:table-row-group", "<table:table-column", "<text:p>", "</text:p>",
            "<text:s text:c=\"", "<text:span text:style-name=\"a\">", "</text:span>", "<text:a xlink:href=\"", " xlink:type=\"simple\">",
            "<text:tab/>", "<text:line-break/>", "<office:annotation>", " office:value-type=\"", "float\"", "string\"", "date\"", "time\"",
            "boolean\"", " office:value=\"", " office:string-value=\"", " office:date-value=\"", " office:time-value=\"PT1H\"",
            " calcext:value-type=\"error\"", " table:number-rows-repeated=\"", " table:number-columns-repeated=\"", " table:style-name=\"",
            " table:formula=\"of:=", " table:visibility=\"collapse\"", "<Row ss:Index=\"", "<Cell ss:Index=\"", "<Data ss:Type=\"Number\">",
            "</Data>", "</Cell>", "</Row>", "ss:MergeAcross=\"", "ss:Span=\"", "<tr>", "<td>", "<td colspan=2 rowspan=3>", "<table>",
            "&nbsp;", "<script>", "<!--", "-->",
        ]

    static func seeds() throws -> [[UInt8]] {
        let cells = """
            <table:table-cell office:value-type="float" office:value="1.5" calcext:value-type="float"><text:p>1,5</text:p></table:table-cell>\
            <table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>&amp;é</text:p><text:p/></table:table-cell>\
            <table:table-cell table:number-columns-repeated="3"/>
            """
        let row = "<table:table-row>\(cells)</table:table-row>"
        let dates = """
            <table:table-row table:number-rows-repeated="2"><table:table-cell table:formula="of:=1" office:value-type="date" \
            office:date-value="2020-08-21"/><table:table-cell office:value-type="string" office:string-value="a&quot;"><text:p>b</text:p>\
            </table:table-cell><table:covered-table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>
            """
        let two = row + row + dates + row + "</table:table><table:table table:name=\"B\">" + row + dates + row
        let excel = """
            <Row><Cell ss:Index="2"><Data ss:Type="Number">1</Data></Cell></Row><Row ss:Span="2"/><Row ss:Hidden="1"><Cell ss:MergeAcross="1">\
            <Data ss:Type="String">a&#10;b</Data></Cell><Cell><Data ss:Type="DateTime">2020-08-21T12:00:00.000</Data></Cell></Row>
            """
        let page = "<table><tr><td rowspan=2>a&eacute;<td x:num=\"1.5\">b<br>c</table><table><th><a href=x>y</a><!-- z --></table>"
        return [[0] + two.utf8, [1] + two.utf8, [2] + excel.utf8, [3] + page.utf8].map { Array($0) }
    }

    private static let namespaces = """
        xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" \
        xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" \
        xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
        """

    /// A workbook around the input.
    private static func file(_ kind: UInt8, _ content: ArraySlice<UInt8>) -> [UInt8] {
        switch kind & 3 {
        case 0, 1:
            let root = kind & 1 == 0 ? "office:document" : "office:document-content"
            let document =
                Array("<\(root) \(namespaces)><office:body><office:spreadsheet><table:table table:name=\"A\">".utf8) + content
                + Array("</table:table></office:spreadsheet></office:body></\(root)>".utf8)
            return kind & 1 == 0 ? document : ZipFile([.init("content.xml", document, deflated: false)]).bytes
        case 2:
            let name = "urn:schemas-microsoft-com:office:spreadsheet"
            return Array("<Workbook xmlns=\"\(name)\" xmlns:ss=\"\(name)\"><Worksheet ss:Name=\"A\"><Table>".utf8) + content
                + Array("</Table></Worksheet></Workbook>".utf8)
        default: return Array("<html>".utf8) + content
        }
    }

    static func run(_ input: [UInt8]) {
        guard let kind = input.first else { return }
        let bytes = file(kind, input.dropFirst())
        let number = digest(input)
        for limits in [ReadLimits.strict, limits(for: number)] {
            // A few bytes repeat a row as often as these allow.
            var limits = limits
            limits.rows = min(limits.rows, 2000)
            limits.cells = min(limits.cells, 20_000)
            let options: ReadOptions = number >> 8 & 3 == 0 ? [.hyperlinks, .formulas] : []
            let scanned = Reading(
                bytes, limits: limits, options: options, way: ReadingWay(pieces: pieces(for: number >> 16, count: input.count)))
            let parsed = Reading(
                bytes, limits: limits, options: options,
                way: ReadingWay(usesScanner: false, pieces: pieces(for: number >> 32, count: input.count)))
            // Rows of another sheet are skipped without a look into them, as far as the pieces allow: their faults are found later, or never.
            let isMalformed = (scanned.faults + parsed.faults).contains { $0.code.hasPrefix("xml.") }
            require(scanned == parsed || isMalformed, "the scanner: \(scanned.faults), libxml2: \(parsed.faults)")
            for cell in scanned.rows.flatMap(\.cells) {
                require(String(validating: cell.text, as: UTF8.self) != nil, "a text that is not valid")
            }
            guard let workbook = try? Workbook(bytes: bytes, limits: limits) else { continue }
            _ = try? workbook.properties()
            _ = workbook.definedNames
            for sheet in workbook.sheets { _ = try? workbook.layout(of: sheet) }
        }
    }
}
