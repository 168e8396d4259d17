import Testing

@testable import Spreadsheet

/// That the two ways of reading agree is shown elsewhere; here, that the fast one is taken at all.
@Suite struct ODSScannerTests {
    private static func scannedCount(_ rows: [String]) throws -> Int {
        let table = ODSRows(
            styles: .none, names: StyleNames(["ce1": 0]), details: nil, layout: nil, limits: .standard, isSince1904: false)
        var scanner = ODSScanner()
        var count = 0
        for row in rows {
            var bytes = Array(row.utf8)
            let length = bytes.count
            // Enough for a tag to be held against the one above it.
            bytes += [UInt8](repeating: 0, count: 1024)
            let outcome = try bytes.withUnsafeMutableBufferPointer { bytes in
                try scanner.scan(UnsafeMutableBufferPointer(rebasing: bytes[..<(length + 960)]), into: table, knowsCalcext: true)
            }
            if case .item(length) = outcome { count += 1 }
        }
        return count
    }

    /// As each program writes a row.
    @Test(arguments: [
        // LibreOffice
        #"<table:table-row table:style-name="ro1"><table:table-cell table:style-name="ce1" office:value-type="float" office:value="12.5" calcext:value-type="float"><text:p>12,5</text:p></table:table-cell><table:table-cell office:value-type="string" calcext:value-type="string"><text:p>000001</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16376"/></table:table-row>"#,
        #"<table:table-row table:style-name="ro1"><table:table-cell table:formula="of:=[.A1]&amp;&quot;é&quot;" office:value-type="string" office:string-value="aé" calcext:value-type="string"><text:p>aé</text:p></table:table-cell><table:table-cell table:style-name="ce1" office:value-type="date" office:date-value="2020-08-21" calcext:value-type="date"><text:p>21/08/20</text:p></table:table-cell></table:table-row>"#,
        #"<table:table-row table:style-name="ro1"><table:table-cell office:value-type="string" calcext:value-type="string"><text:p>a<text:s/> <text:span text:style-name="T1">b</text:span></text:p><text:p><text:a xlink:href="mailto:x@exemple.fr" xlink:type="simple">x</text:a></text:p></table:table-cell></table:table-row>"#,
        // Excel
        #"<table:table-row table:style-name="ro1"><table:table-cell office:value-type="percentage" office:value="5.25E-2" table:style-name="ce1"><text:p>5.25%</text:p></table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="true" table:style-name="ce1"><text:p>TRUE</text:p></table:table-cell><table:table-cell office:value-type="currency" office:value="1" table:style-name="ce1"><text:p>$1.00<text:s/></text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>"#,
        // Others, with white space between the cells
        "<table:table-row>\n  <table:table-cell office:value-type=\"string\"><text:p>a</text:p></table:table-cell>\n  </table:table-row>",
    ]) func rowsOfEveryProgramAreScanned(_ row: String) throws {
        #expect(try Self.scannedCount([String](repeating: row, count: 5)) == 5)
    }

    /// Rows that differ from the one above in every place where a tag could be taken for another.
    @Test func onlyTheSameTagIsKnownByTheLast() throws {
        func row(_ attributes: String, _ end: String = ">") -> String {
            "<table:table-row><table:table-cell \(attributes)\(end)"
                + (end == ">" ? "<text:p>1</text:p></table:table-cell>" : "") + "</table:table-row>"
        }
        let known = #"office:value-type="float" office:value="1""#
        #expect(try Self.scannedCount([row(known), row(known.replacing("1", with: "12345")), row(known, "/>")]) == 3)
        #expect(try Self.scannedCount([row(known), row(known + #" office:value="2""#)]) == 1)
        #expect(try Self.scannedCount([row(known), row(known.replacing("1", with: "x"))]) == 1)
        #expect(try Self.scannedCount([row(known), row(known.replacing("1", with: ""))]) == 1)
        #expect(try Self.scannedCount([row(known), row(known + #" foo="1""#)]) == 1)
    }
}
