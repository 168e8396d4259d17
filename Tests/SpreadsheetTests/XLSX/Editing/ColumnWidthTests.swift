import Spreadsheet
import TestSupport
import Testing

@Suite("Widths of columns in an edited workbook") struct ColumnWidthTests {
    /// What is between the edited sheet's start and its rows.
    private static func columns(_ before: String, _ widths: [(ColumnReference, Double)]) throws -> String {
        let sheet = "<worksheet \(WorkbookFile.namespaces)>\(before)<sheetData><row r=\"1\"><c r=\"A1\"/></row></sheetData></worksheet>"
        let edited = try EditedWorkbook(WorkbookFile(sheet: sheet)) { editor in
            for (column, width) in widths { try editor.setWidth(width, ofColumn: column, of: "Feuil1") }
        }
        #expect(try edited.changedParts() == [WorkbookFile.sheetPart])
        return try #require(try edited.sheet().between("<worksheet \(WorkbookFile.namespaces)>", "<sheetData>"))
    }

    @Test("A sheet without columns gets them before its rows")
    func none() throws {
        #expect(
            try Self.columns("<sheetFormatPr defaultRowHeight=\"15\"/>", [("C", 12.5), ("A", 60), ("C", 8)])
                == #"<sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="1" width="60.0" customWidth="1"/>"#
                + #"<col min="3" max="3" width="8.0" customWidth="1"/></cols>"#)
    }

    @Test("Columns that one element describes are told apart, and keep what else it says")
    func split() throws {
        let columns = #"<cols><col min="2" max="5" style="1" width="9" hidden="1"/><col min="7" max="7" width="3"/></cols>"#
        #expect(
            try Self.columns(columns, [("A", 1), ("C", 20), ("E", 30), ("F", 2), ("G", 4), ("H", 5)])
                == #"<cols><col min="1" max="1" width="1.0" customWidth="1"/><col min="2" max="2" style="1" width="9" hidden="1"/>"#
                + #"<col min="3" max="3" style="1" width="20.0" customWidth="1"/><col min="4" max="4" style="1" width="9" hidden="1"/>"#
                + #"<col min="5" max="5" style="1" width="30.0" customWidth="1"/><col min="6" max="6" width="2.0" customWidth="1"/>"#
                + #"<col min="7" max="7" width="4.0" customWidth="1"/><col min="8" max="8" width="5.0" customWidth="1"/></cols>"#)
    }

    @Test("An element may have an end tag, a prefix, or none in its list")
    func forms() throws {
        #expect(
            try Self.columns(#"<cols><col min="1" max="3" width="9"><!-- a --></col></cols>"#, [("B", 4)])
                == #"<cols><col min="1" max="1" width="9"></col><col min="2" max="2" width="4.0" customWidth="1"></col>"#
                + #"<col min="3" max="3" width="9"><!-- a --></col></cols>"#)
        #expect(try Self.columns("<cols/>", [("B", 4)]) == #"<cols><col min="2" max="2" width="4.0" customWidth="1"/></cols>"#)
        let prefixed =
            #"<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData/></x:worksheet>"#
        let edited = try EditedWorkbook(WorkbookFile(sheet: prefixed)) { try $0.setWidth(4, ofColumn: "B", of: "Feuil1") }
        #expect(try edited.sheet().contains(#"<x:cols><x:col min="2" max="2" width="4.0" customWidth="1"/></x:cols><x:sheetData/>"#))
    }

    @Test("A width that no column can have, and a second list, are refused")
    func refused() throws {
        func code(_ columns: String, _ width: Double) -> String? {
            #expect(throws: SpreadsheetError.self) { try Self.columns(columns, [("A", width)]) }?.code.rawValue
        }
        #expect(code("", 256) == "write.invalid")
        #expect(code("", .nan) == "write.invalid")
        #expect(code("<cols/><cols/>", 5) == "xml.malformed")
        #expect(code(#"<cols><col min="4" max="5"/><col min="2" max="2"/></cols>"#, 5) == "xml.malformed")
    }

    @Test("A list that comes too late is not a second one")
    func late() throws {
        let sheet = "<worksheet \(WorkbookFile.namespaces)><sheetData/><cols/></worksheet>"
        #expect(throws: SpreadsheetError.self) {
            try EditedWorkbook(WorkbookFile(sheet: sheet)) { try $0.setWidth(4, ofColumn: "B", of: "Feuil1") }
        }
    }
}
