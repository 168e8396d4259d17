import Spreadsheet
import TestSupport
import Testing

@testable import ZipContainer

@Suite struct EditingRefusalTests {
    private static func refusal(_ file: WorkbookFile, _ edit: (inout WorkbookEditor) throws -> Void) -> String? {
        do {
            _ = try EditedWorkbook(file, edit)
            return nil
        } catch let error as SpreadsheetError {
            return [error.code.rawValue, error.location.sheet, error.location.cell?.description].compactMap(\.self).joined(separator: " ")
        } catch { return "\(error)" }
    }

    private static func refusal(_ rows: String, tail: String = "", _ cells: String...) -> String? {
        let sheet = "<worksheet \(WorkbookFile.namespaces)><sheetData>\(rows)</sheetData>\(tail)</worksheet>"
        return refusal(WorkbookFile(sheet: sheet)) { editor in
            for cell in cells { try editor.set(.number(1), at: cell) }
        }
    }

    @Test func `a cell that merged cells hide is refused, and the first of them is not`() {
        let merged = #"<mergeCells count="1"><mergeCell ref="B2:C3"/></mergeCells>"#
        #expect(Self.refusal("", tail: merged, "A1", "C3") == "edit.merged-cell Feuil1 C3")
        #expect(Self.refusal("", tail: merged, "B2") == nil)
        #expect(Self.refusal("", tail: merged, "B2", "B3") == "edit.merged-cell Feuil1 B3")
    }

    @Test func `a cell of an array formula or a data table is refused`() {
        let array = #"<row r="1"><c r="A1"><f t="array" ref="A1:B2">{1}</f><v>1</v></c></row><row r="2"><c r="B2"><v>1</v></c></row>"#
        #expect(Self.refusal(array, "A1") == "edit.array-formula Feuil1 A1")
        #expect(Self.refusal(array, "B2") == "edit.array-formula Feuil1 B2")
        #expect(Self.refusal(array, "C2") == nil)
        #expect(Self.refusal(#"<row r="1"><c r="A1"><f t="array" ref="A1">{1}</f><v>1</v></c></row>"#, "A1") == nil)
        #expect(
            Self.refusal(#"<row r="1"><c r="B1"><f t="dataTable" ref="B1:B9" r1="A1"/></c></row>"#, "B4") == "edit.array-formula Feuil1 B4")
    }

    @Test func `a cell that heads a table's column is refused, unless it says the same`() {
        let file = WorkbookFile(sheet: WorkbookFile.cells("")).changed { file in
            file["xl/worksheets/_rels/sheet1.xml.rels"] = WorkbookFile.relationships([("rId1", "table", "../tables/table1.xml")])
            file["xl/tables/table1.xml"] = """
                <table \(WorkbookFile.namespaces) id="1" name="T" displayName="T" ref="B2:C4"><autoFilter ref="B2:C4"/>\
                <tableColumns count="2"><tableColumn id="1" name="Nom"/><tableColumn id="2" name="Âge"/></tableColumns></table>
                """
        }
        #expect(Self.refusal(file) { try $0.set(.text("Prénom"), at: "C2") } == "edit.table-header Feuil1 C2")
        #expect(Self.refusal(file) { try $0.set(.text("Âge"), at: "C2") } == nil)
        #expect(Self.refusal(file) { try $0.set(.text("x"), at: "C3") } == nil)
    }

    @Test func `rows that are not in order, and cells that stand twice, are refused where they matter`() {
        #expect(Self.refusal(#"<row r="2"/><row r="1"/>"#, "C3") == "sheet.bad-ref Feuil1 A1")
        #expect(Self.refusal(#"<row r="2"/><row r="2"/>"#, "C3") == "sheet.duplicate-cell Feuil1 A2")
        let unordered = #"<row r="1"><c r="C1"/><c r="B1"/></row>"#
        #expect(Self.refusal(unordered, "B1") == "sheet.duplicate-cell Feuil1 B1")
        #expect(Self.refusal(unordered, "C1") == nil)
    }

    @Test func `a signature, another format and a sheet that is not there are refused`() throws {
        let signed = WorkbookFile(sheet: WorkbookFile.cells("")).changed { $0["_xmlsignatures/origin.sigs"] = "" }
        #expect(Self.refusal(signed) { _ in } == "edit.signed")
        #expect(throws: SpreadsheetError.self) { try WorkbookEditor(bytes: Array("a;b\n".utf8)) }
        let file = WorkbookFile(sheet: WorkbookFile.cells(""))
        #expect(Self.refusal(file) { try $0.set(.blank, at: "A1", of: "Feuil2") } == "sheet.not-found Feuil2")
        #expect(Self.refusal(file) { try $0.append([.number(.nan)], to: "Feuil1") } == "write.bad-number Feuil1 A1")
        #expect(Self.refusal(file) { try $0.addSheet(SheetSettings("FEUIL1")) } == "write.bad-name FEUIL1")
        #expect(Self.refusal(file) { try $0.setFormula("=1", at: "A1") } == "write.invalid Feuil1 A1")
    }

    @Test(arguments: [
        (#"<row r="1"><c r="A1"></row>"#, "xml.malformed"), ("<!DOCTYPE a>", "xml.doctype"), ("<row r=\"1\">", "xml.malformed"),
        ("<row r=\"1\"><!-- -", "xml.malformed"), ("<row r=\"x\"/>", "sheet.bad-ref"), ("<row r=\"1048577\"/>", "sheet.bad-ref"),
        ("<row r=\"9\"><c r=\"ZZZZ9\"/></row>", "sheet.bad-ref"),
    ])
    func `a damaged sheet is refused`(rows: String, code: String) throws {
        let sheet = "<worksheet \(WorkbookFile.namespaces)><sheetData>\(rows)"
        let refusal = Self.refusal(WorkbookFile(sheet: sheet)) { try $0.set(.number(1), at: "A9") }
        #expect(refusal?.hasPrefix(code) == true, "\(refusal ?? "nothing")")
    }
}
