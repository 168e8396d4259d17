import Foundation
import Spreadsheet
import TestSupport
import Testing

@Suite("Tables, filters and hidden rows in an edited workbook") struct TableExtensionTests {
    private static let row = #"<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>"#

    /// A workbook whose sheet ends with those elements, and has those tables.
    private static func file(behind: String = "", tables: [String] = [], names: String = "") -> WorkbookFile {
        var file = WorkbookFile(
            sheet: "<worksheet \(WorkbookFile.namespaces)><sheetData>\(row)</sheetData>\(behind)</worksheet>")
        for (index, table) in tables.enumerated() { file["xl/tables/table\(index).xml"] = table }
        file["xl/worksheets/_rels/sheet1.xml.rels"] = WorkbookFile.relationships(
            tables.indices.map { ("r\($0)", "table", "../tables/table\($0).xml") })
        file["xl/workbook.xml"] = WorkbookFile.workbook(
            #"<sheet name="Feuil1" sheetId="1" r:id="rId1"/>"#, behind: names.isEmpty ? "" : "<definedNames>\(names)</definedNames>")
        return file
    }

    private static func table(
        _ attributes: String = "", ref: String = "A1:B9",
        columns: String = #"<tableColumn id="7" name="a"/><tableColumn id="3" name="b"/>"#,
        prefix: String = ""
    ) -> String {
        let xmlns = "xmlns\(prefix.isEmpty ? "" : ":" + prefix.dropLast())=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
        return """
            <\(prefix)table \(xmlns) id="1" name="T" displayName="T" ref="\(ref)"\(attributes)><\(prefix)autoFilter ref="\(ref)"/>\
            <\(prefix)tableColumns count="2">\(columns)</\(prefix)tableColumns></\(prefix)table>
            """
    }

    private static func edited(
        _ file: WorkbookFile, over titles: [String] = ["x", "é & \""], at cell: CellReference = "C1"
    ) throws -> EditedWorkbook {
        try EditedWorkbook(file) { try $0.extendTables(over: titles, at: cell, of: "Feuil1") }
    }

    @Test("A table takes in columns with names and numbers of their own, whatever its prefix")
    func tables() throws {
        for prefix in ["", "x:"] {
            let columns = #"<tableColumn id="7" name="a"/><tableColumn id="3" name="b"/>"#.replacing("<", with: "<" + prefix)
            let edited = try Self.edited(Self.file(tables: [Self.table(columns: columns, prefix: prefix)]))
            let part = try #require(try edited.part("xl/tables/table0.xml"))
            #expect(part.contains(#"ref="A1:D9"><\#(prefix)autoFilter ref="A1:D9"/><\#(prefix)tableColumns count="4">"#))
            #expect(part.contains(#"<\#(prefix)tableColumn id="8" name="x"/><\#(prefix)tableColumn id="9" name="é &amp; &quot;"/>"#))
            let workbook = try Workbook(bytes: edited.bytes)
            #expect(try workbook.tables(of: workbook.sheets[0]).map(\.columnNames) == [["a", "b", "x", "é & \""]])
        }
    }

    @Test("A table stays as it is where it ends elsewhere, has the title, is a query's, or another stands there")
    func otherTables() throws {
        let others: [[String]] = [
            [Self.table(ref: "A1:C9")], [Self.table(ref: "A2:B9")],
            [Self.table(columns: #"<tableColumn id="1" name="X"/><tableColumn id="2" name="b"/>"#)],
            [Self.table(#" tableType="queryTable""#)], [Self.table(#" headerRowCount="0""#)], [Self.table(), Self.table(ref: "D5:E9")],
        ]
        for tables in others {
            let edited = try Self.edited(Self.file(tables: tables))
            #expect(try edited.changedParts().isEmpty, "\(tables)")
        }
    }

    @Test("The sheet's filter takes the columns in, with what it is sorted by and its hidden name")
    func filter() throws {
        let filter =
            #"<autoFilter ref="A1:B9"><filterColumn colId="0"/><sortState ref="A2:B9"><sortCondition ref="A2:A9"/></sortState></autoFilter>"#
        let names = #"""
            <definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'It''s! &amp; 1'!$A$1:$B$9</definedName>\#
            <definedName name="_xlnm._FilterDatabase" localSheetId="1" hidden="1">Feuil2!$A$1:$B$9</definedName>\#
            <definedName name="_xlnm.Print_Area" localSheetId="0">Feuil1!$A$1:$B$9</definedName>
            """#
        let edited = try Self.edited(Self.file(behind: filter, names: names))
        #expect(
            try edited.sheet().contains(
                #"<autoFilter ref="A1:D9"><filterColumn colId="0"/><sortState ref="A2:D9"><sortCondition ref="A2:A9"/></sortState></autoFilter>"#
            ))
        let book = try #require(try edited.part("xl/workbook.xml"))
        #expect(book.contains("'It''s! &amp; 1'!$A$1:$D$9</definedName>"))
        #expect(book.contains("Feuil2!$A$1:$B$9</definedName>") && book.contains("Feuil1!$A$1:$B$9</definedName>"))
        #expect(try Self.edited(Self.file(behind: #"<autoFilter ref="A1:C9"/>"#)).changedParts().isEmpty)
    }

    @Test("Titles that no table can have, and columns that no sheet has, are refused")
    func refused() throws {
        var editor = try WorkbookEditor(bytes: Self.file().bytes)
        for titles in [[""], ["a", "A"], [String(repeating: "x", count: 256)]] {
            #expect(throws: SpreadsheetError(.notWritable, "")) { try editor.extendTables(over: titles, at: "C1", of: "Feuil1") }
        }
        #expect(throws: SpreadsheetError(.unwritablePlace, "")) { try editor.extendTables(over: ["a", "b"], at: "XFD1", of: "Feuil1") }
        #expect(throws: SpreadsheetError(.noSuchSheet, "")) { try editor.extendTables(over: ["a"], at: "C1", of: "?") }
        #expect(throws: SpreadsheetError(.unwritablePlace, "")) { try editor.showRow(0, of: "Feuil1") }
        #expect(throws: SpreadsheetError(.noSuchSheet, "")) { try editor.showRow(1, of: "?") }
    }

    @Test("A hidden row is shown, and nothing else of it changes")
    func rows() throws {
        let rows = #"""
            <row r="1" hidden="1" spans="1:2"><c r="A1"><v>1</v></c></row><row r="2" hidden='true'/><row r="3" ht="0" customHeight="1" hidden="1"><c r="A3"/></row>\#
            <row r="4" hidden="1"><c r="A4"/></row><row r="5"><c r="A5"/></row>
            """#
        let edited = try EditedWorkbook(WorkbookFile(sheet: WorkbookFile.worksheet(rows))) { editor in
            for row in [1, 2, 3, 5, 9] { try editor.showRow(row, of: "Feuil1") }
            try editor.set(2, at: "B1")
        }
        #expect(
            try edited.rows() == #"""
                <row r="1" spans="1:2"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"></row><row r="3"><c r="A3"/></row>\#
                <row r="4" hidden="1"><c r="A4"/></row><row r="5"><c r="A5"/></row>
                """#)
    }

    @Test("A background is taken away, and what else the style has stays")
    func fills() throws {
        let styles = """
            <styleSheet \(WorkbookFile.namespaces)><fonts><font/><font><b/></font></fonts><fills><fill/><fill/><fill><patternFill patternType="solid">\
            <fgColor rgb="FF123456"/></patternFill></fill></fills><cellXfs><xf/><xf fontId="1" fillId="2"/></cellXfs></styleSheet>
            """
        let edited = try EditedWorkbook(WorkbookFile(sheet: WorkbookFile.cells(#"<c r="A1" s="1"/><c r="B1" s="1"/>"#), styles: styles)) {
            editor in
            try editor.setStyle(StyleChange(removesFill: true), at: "A1")
            try editor.setStyle(StyleChange(removesFill: true), at: "B1")
            try editor.setStyle(StyleChange(fill: .solid(.white)), at: "B1")
        }
        let workbook = try Workbook(bytes: edited.bytes)
        let cells = try workbook.worksheet(workbook.sheets[0], options: .styles).rows[0].cells
        #expect(cells.map(\.style?.fill) == [nil, .solid(.white)] && cells.allSatisfy { $0.style?.font.isBold == true })
    }

    @Test(
        "LibreOffice and openpyxl see the table and the filter that grew",
        .enabled(if: OutsidePrograms.pythonPath != nil, "openpyxl is not there; run scripts/setup --python"))
    func otherPrograms() throws {
        var writer = WorkbookWriter()
        var sheet = try writer.addSheet(SheetSettings("Table"))
        sheet.features.tables = [Table("T", "A1:B3")]
        for row in [["a", "b"], [1, 2], [3, 4]] as [[CellValue]] { try sheet.append(row) }
        sheet = try writer.addSheet(SheetSettings("Filtre"))
        sheet.features.autoFilter = "A1:B3"
        for row in [["a", "b"], [1, 2], [3, 4]] as [[CellValue]] { try sheet.append(row) }
        var editor = try WorkbookEditor(bytes: writer.finish())
        for sheet in ["Table", "Filtre"] {
            try editor.set("x", at: "C1", of: sheet)
            try editor.set("y", at: "D1", of: sheet)
            try editor.extendTables(over: ["x", "y"], at: "C1", of: sheet)
        }
        try withTemporaryFolder { folder in
            let path = folder.appending(path: "a.xlsx").path
            try editor.save(to: path)
            let program = """
                import sys, openpyxl
                book = openpyxl.load_workbook(sys.argv[1])
                table = book["Table"].tables["T"] if "T" in book["Table"].tables else None
                print(table and table.ref, table and [c.name for c in table.tableColumns], book["Filtre"].auto_filter.ref)
                """
            let seen = try OutsidePrograms.python(["-c", program, path])
            #expect(seen.text == "A1:D3 ['a', 'b', 'x', 'y'] A1:D3\n", "\(seen.text)")
            if let validator = OutsidePrograms.validatorPath {
                let verdict = try OutsidePrograms.python([validator, path])
                #expect(verdict.status == 0, "\(verdict.text)")
            }
            guard OutsidePrograms.hasLibreOffice else { return }
            let saved = try #require(try OutsidePrograms.savedByLibreOffice(path, in: folder))
            let again = try OutsidePrograms.python(["-c", program, saved])
            #expect(again.text == "A1:D3 ['a', 'b', 'x', 'y'] A1:D3\n", "\(again.text)")
        }
    }
}
