import Testing

@testable import Spreadsheet

/// That the two ways of reading agree is shown elsewhere; here, that the fast one is taken at all.
@Suite struct WorksheetScannerTests {
    /// Reads rows one after the other, and returns how many the scanner took.
    private func scannedCount(_ rows: [String]) throws -> Int {
        let styles = Styles(formats: [], indexes: [])
        var ends = Arena<UInt32>()
        for _ in 0..<10 { try ends.append(0) }
        let strings = SharedStrings(ByteArena(), ends: ends)
        let book = OpenBook(styles: styles, sharedStrings: strings, dateSystem: .since1900)
        var builder = RowBuilder(book, partSize: 1000, cellSize: 21, limits: .standard)
        var scanner = WorksheetScanner()
        var count = 0
        for row in rows {
            var bytes = Array(row.utf8)
            let length = bytes.count
            bytes += [UInt8](repeating: 0, count: XMLInputBuffer.padding)
            let outcome = try bytes.withUnsafeMutableBufferPointer { bytes in
                try scanner.scan(UnsafeMutableBufferPointer(rebasing: bytes[..<length]), into: &builder)
            }
            if case .item(length) = outcome { count += 1 }
        }
        return count
    }

    /// As each program writes a row, apart from its number.
    @Test(arguments: [
        // Excel
        #"<row r="N" spans="1:3" ht="15.75" customHeight="1" x14ac:dyDescent="0.25"><c r="AN" s="1" t="s"><v>0</v></c><c r="BN"><v>1.5</v></c></row>"#,
        // LibreOffice
        #"<row r="N" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false">"#
            + #"<c r="AN" s="0" t="s"><v>0</v></c><c r="BN" s="0" t="n"><f aca="false">1+1</f><v>2</v></c></row>"#,
        // openpyxl
        #"<row r="N"><c r="AN" t="inlineStr"><is><t>é &amp; è</t></is></c><c r="BN" t="n"><v>1</v></c><c r="CN"><f>A1</f><v></v></c></row>"#,
        #"<row r="N"><c r="AN"><f>A1</f><v/></c><c r="BN"><f>B1</f><v /></c></row>"#,
        // Excel, where a formula is filled down, for a matrix, and where it spills
        #"<row r="N"><c r="AN"><f t="shared" ref="AN:A99" si="0">B1*2</f><v>1</v></c><c r="BN"><f t="shared" si="0"/><v>2</v></c></row>"#,
        #"<row r="N"><c r="AN"><f t="array" ref="AN" ca="1">SUM(B1:B9)</f><v>1</v></c><c r="BN" cm="1" vm="2"><f/><v>2</v></c></row>"#,
        // XlsxWriter and rust_xlsxwriter
        #"<row r="N" spans="1:3"><c r="AN" t="inlineStr"><is><t xml:space="preserve"> a</t></is></c><c r="BN" t="b"><v>1</v></c></row>"#,
        // Google Sheets
        #"<row r="N"><c r="AN" s="1" t="s"><v>0</v></c><c r="BN" s="2"/><c r="CN" s="1" t="e"><v>#N/A</v></c></row>"#,
    ]) func rowsOfEveryProgramAreScanned(_ row: String) throws {
        let rows = (1...12).map { row.replacing("N\"", with: "\($0)\"") }
        #expect(try scannedCount(rows) == rows.count)
    }

    /// A tag that begins like the last one, or is cut short, is not taken for it.
    @Test func onlyTheSameTagIsKnownByTheLast() throws {
        let cell = #"<c><v>1</v></c></row>"#
        #expect(try scannedCount([#"<row r="1" spans="1:8">"# + cell, #"<row r="2" spans="1:9">"# + cell, #"<row r="3">"# + cell]) == 3)
        #expect(try scannedCount([#"<row r="1" s="1">"# + cell, #"<row r="2" s="1" s="1">"# + cell]) == 1)
        #expect(try scannedCount([#"<row r="1" s="1">"# + cell, #"<row r="2" s="1" foo="1">"# + cell]) == 1)
        #expect(try scannedCount([#"<row r="1" customFormat="1">"# + cell, #"<row r="2" customFor"#]) == 1)
        #expect(try scannedCount([#"<row r="1" s="1">"# + cell, #"<row r="2" s="1"/>"#]) == 2)
    }
}
