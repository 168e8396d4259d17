import Testing

@testable import Spreadsheet

@Suite struct RowSkipperTests {
    /// What is left after the rows that are skipped; `?` before what libxml2 must read, and `…` before what is not whole.
    private func rest(_ text: String, prefix: String = "") -> String {
        var bytes = Array(text.utf8)
        let length = bytes.count
        bytes += [UInt8](repeating: 0, count: XMLInputBuffer.padding)
        return bytes.withUnsafeMutableBufferPointer { bytes in
            let part = UnsafeMutableBufferPointer(rebasing: bytes[..<length])
            switch RowSkipper.skip(part, prefix: Array(prefix.utf8)) {
            case .item(let taken): return String(decoding: part[taken...], as: UTF8.self)
            case .unknown: return "?" + text
            case .incomplete: return "…" + text
            }
        }
    }

    private static let row = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c><c/></row>"

    @Test func `rows are skipped to the last whole one`() {
        #expect(rest(Self.row + Self.row + "</sheetData><mergeCells/>") == "</sheetData><mergeCells/>")
        #expect(rest(Self.row + "\n<row r=\"2\"><c>") == "\n<row r=\"2\"><c>")
        #expect(rest(Self.row + "<row/></sheetData>") == "<row/></sheetData>")
        #expect(rest(Self.row + "</s></sheetDat></row></sheetData>") == "</sheetData>")
        #expect(rest("<x:row></x:row></x:sheetData>", prefix: "x:") == "</x:sheetData>")
    }

    @Test func `what may hide a tag is left to libxml2`() {
        let hidden = "<row><c><!-- </sheetData> --></c></row></sheetData>"
        #expect(rest(Self.row + hidden) == hidden)
        #expect(rest(hidden) == "?" + hidden)
        #expect(rest("<?p </row> ?>" + Self.row) == "?<?p </row> ?>" + Self.row)
        #expect(rest("<row><c><v><![CDATA[</row>]]>") == "?<row><c><v><![CDATA[</row>]]>")
        #expect(rest("</sheetData>") == "?</sheetData>")
        let prefix = String(repeating: "x", count: 17)
        #expect(rest("<row></row>", prefix: prefix) == "?<row></row>")
    }

    @Test func `what has no end yet is not whole`() {
        #expect(rest("<row><c>") == "…<row><c>")
        #expect(rest("<x:row></x:row>") == "…<x:row></x:row>")
        #expect(rest("") == "…")
    }

    /// The markup that ends the rows begins at each place of the bytes that are looked at together.
    @Test(arguments: 0..<40) func `the end is found wherever it stands`(offset: Int) {
        let text = "<row>" + String(repeating: " ", count: offset) + "</row>"
        #expect(rest(text + "</sheetData></worksheet>") == "</sheetData></worksheet>")
        #expect(rest(text + "<!-- </row> -->") == "<!-- </row> -->")
    }
}
