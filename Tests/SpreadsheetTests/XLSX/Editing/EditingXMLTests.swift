import Foundation
import Spreadsheet
import TestSupport
import Testing

/// Forms of XML that spreadsheets write, or may.
@Suite struct EditingXMLTests {
    private static func edited(_ sheet: String, cell: String = "B1") throws -> String {
        try EditedWorkbook(WorkbookFile(sheet: sheet)) { try $0.set(.text("x"), at: cell) }.sheet()
    }

    @Test func `the part's prefix is used`() throws {
        let sheet = """
            <?xml version='1.0'?><x:worksheet xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main'><x:sheetData>\
            <x:row r='1'><x:c r='A1'><x:v>1</x:v></x:c></x:row><x:row r='2'><x:c r='B2' t='s'><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>
            """
        let cell = #"<x:c r="B1" t="inlineStr"><x:is><x:t xml:space="preserve">x</x:t></x:is></x:c>"#
        #expect(
            try Self.edited(sheet)
                == sheet.replacingOccurrences(of: "</x:c></x:row><x:row r='2'>", with: "</x:c>\(cell)</x:row><x:row r='2'>"))
        #expect(try Self.edited(sheet, cell: "A3").contains(#"<x:row r="3"><x:c r="A3" t="inlineStr">"#))
    }

    @Test func `comments, CDATA and foreign elements are passed`() throws {
        let inner = """
            <!-- <row r="7"><c r="B1"/></row> --><row r="1" x:a=">"><x:c r="B1"/><c r="A1" t="inlineStr"><is><t><![CDATA[</c></row><c r="B1">]]></t></is></c>\
            <mc:AlternateContent xmlns:mc="m"><mc:Choice><row><c r="B1"/></row></mc:Choice></mc:AlternateContent>
            """
        let sheet = "<worksheet xmlns:x=\"y\" \(WorkbookFile.namespaces)><sheetData>\(inner)</row><?a </row>?></sheetData></worksheet>"
        let cell = #"<c r="B1" t="inlineStr"><is><t xml:space="preserve">x</t></is></c>"#
        #expect(try Self.edited(sheet) == sheet.replacingOccurrences(of: "</row><?a", with: cell + "</row><?a"))
        // The row is passed as a whole where nothing in it changes.
        let row = #"<row r="2">\#(cell.replacingOccurrences(of: "B1", with: "B2"))</row>"#
        #expect(
            try Self.edited(sheet, cell: "B2") == sheet.replacingOccurrences(of: "</row>?></sheetData>", with: "</row>?>\(row)</sheetData>")
        )
    }

    @Test func `references in attributes are resolved`() throws {
        let sheet = WorkbookFile.worksheet(#"<row r="&#49;"><c r="&#x42;1"><v>1</v></c></row>"#)
        #expect(try Self.edited(sheet).contains(#"<row r="&#49;"><c r="B1" t="inlineStr">"#))
    }

    @Test func `UTF-16 becomes UTF-8, and the declaration with it`() throws {
        let text = #"<?xml version="1.0" encoding="UTF-16"?>"# + WorkbookFile.cells(#"<c r="A1" t="inlineStr"><is><t>é☃</t></is></c>"#)
        let file = WorkbookFile(sheet: WorkbookFile.utf16(text, littleEndian: true))
        let edited = try EditedWorkbook(file) { try $0.set(.text("ü"), at: "B1") }
        #expect(try edited.sheet().hasPrefix(#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet"#))
        let workbook = try Workbook(bytes: edited.bytes)
        var reader = try workbook.rows(of: workbook.sheets[0])
        #expect(try reader.next()?.cells.map(\.value) == [.text("é☃"), .text("ü")])
    }

    @Test func `an element that gives its prefix another meaning is foreign`() throws {
        let sheet = WorkbookFile.worksheet(#"<row xmlns="other" r="1"><c r="B1"/></row>"#)
        #expect(try Self.edited(sheet).contains(#"<row xmlns="other" r="1"><c r="B1"/></row><row r="1"><c r="B1" t="inlineStr">"#))
    }

    @Test func `a sheet may be without a namespace, and without rows`() throws {
        #expect(try Self.edited("<worksheet><sheetData/></worksheet>").hasPrefix(#"<worksheet><sheetData><row r="1"><c r="B1""#))
    }
}
