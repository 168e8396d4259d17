import Spreadsheet
import TestSupport
import Testing
import ZipContainer

@Suite struct WorkbookEditorTests {
    private static func edited(
        _ rows: String, styles: String? = nil, _ edit: (inout WorkbookEditor) throws -> Void
    ) throws -> String {
        try EditedWorkbook(WorkbookFile(sheet: WorkbookFile.worksheet(rows), styles: styles), edit).rows()
    }

    private static func edited(_ rows: String, _ value: CellValue, at cell: String) throws -> String {
        try edited(rows) { try $0.set(value, at: cell) }
    }

    // MARK: Cells

    @Test(arguments: [
        (CellValue.number(1.5), #"<c r="A1"><v>1.5</v></c>"#), (.boolean(true), #"<c r="A1" t="b"><v>1</v></c>"#),
        (.text(" a<b "), #"<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a&lt;b </t></is></c>"#),
        (.error(.notAvailable), #"<c r="A1" t="e"><v>#N/A</v></c>"#), (.blank, #"<c r="A1"/>"#),
    ])
    func `a value takes the place of another`(value: CellValue, cell: String) throws {
        let rows = try Self.edited(#"<row r="1"><c r="A1" t="s" vm="1"><v>0</v></c><c r="B1"><v>2</v></c></row>"#, value, at: "A1")
        #expect(rows == #"<row r="1">\#(cell)<c r="B1"><v>2</v></c></row>"#)
    }

    @Test func `an edited cell keeps its style, and a new one has that of its row or column`() throws {
        let sheet = """
            <worksheet \(WorkbookFile.namespaces)><cols><col min="2" max="3" style="2"/></cols><sheetData>\
            <row r="1" s="1" customFormat="1"><c r="A1" s="3"/></row><row r="2" s="1"/></sheetData></worksheet>
            """
        let edited = try EditedWorkbook(WorkbookFile(sheet: sheet, styles: WorkbookFile.styles([0, 1, 2, 3]))) { editor in
            for cell in ["A1", "B1", "A2", "B2", "C3"] { try editor.set(.number(1), at: cell) }
        }
        #expect(
            try edited.rows() == """
                <row r="1" s="1" customFormat="1"><c r="A1" s="3"><v>1</v></c><c r="B1" s="1"><v>1</v></c></row>\
                <row r="2" s="1"><c r="A2"><v>1</v></c><c r="B2" s="2"><v>1</v></c></row><row r="3"><c r="C3" s="2"><v>1</v></c></row>
                """)
    }

    @Test func `cells and rows are put in their places`() throws {
        let rows = #"<row r="2" spans="2:2"><c r="B2"><v>1</v></c></row><row r="4"/>"#
        let edited = try Self.edited(rows) { editor in
            for cell in ["C4", "C2", "A2", "D5", "A1", "B3"] { try editor.set(.number(7), at: cell) }
        }
        #expect(
            edited == """
                <row r="1"><c r="A1"><v>7</v></c></row><row r="2"><c r="A2"><v>7</v></c><c r="B2"><v>1</v></c><c r="C2"><v>7</v></c></row>\
                <row r="3"><c r="B3"><v>7</v></c></row><row r="4"><c r="C4"><v>7</v></c></row><row r="5"><c r="D5"><v>7</v></c></row>
                """)
    }

    @Test func `rows and cells without references count on`() throws {
        let rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
        #expect(
            try Self.edited(rows, .number(9), at: "B1")
                == #"<row><c><v>1</v></c><c r="B1"><v>9</v></c></row><row><c><v>3</v></c></row>"#)
        #expect(try Self.edited(rows, .number(9), at: "A2").hasSuffix(#"<row><c r="A2"><v>9</v></c></row>"#))
    }

    @Test func `of two edits of a cell the later one counts, and styles add up`() throws {
        let edited = try Self.edited(#"<row r="1"/>"#, styles: WorkbookFile.styles([0])) { editor in
            try editor.setStyle(StyleChange(fill: .solid(RGBColor(0xFF0000))), at: "A1")
            try editor.set(.number(1), at: "A1")
            try editor.set(.number(2), at: "A1", style: StyleChange(numberFormat: NumberFormat(code: "0.00")))
        }
        #expect(edited == #"<row r="1"><c r="A1" s="1"><v>2</v></c></row>"#)
    }

    @Test func `a text that looks like a formula stays a text`() throws {
        let edited = try EditedWorkbook(WorkbookFile(sheet: WorkbookFile.cells(""), styles: WorkbookFile.styles([0, 9]))) {
            try $0.set(.text("=1+1"), at: "A1")
        }
        #expect(try edited.rows().contains(#"<c r="A1" s="2" t="inlineStr">"#))
        #expect(try #require(try edited.part("xl/styles.xml")).contains(#"<xf numFmtId="0" quotePrefix="1"/></cellXfs>"#))
    }

    @Test func `a formula is written with its result or to be calculated`() throws {
        let edited = try EditedWorkbook(WorkbookFile(sheet: WorkbookFile.cells(""))) { editor in
            try editor.setFormula("A2&\"<\"", value: .text("x"), at: "A1")
            try editor.setFormula("SUM(A2:A3)", at: "B1")
        }
        #expect(
            try edited.rows() == """
                <row r="1"><c r="A1" t="str"><f>A2&amp;&quot;&lt;&quot;</f><v>x</v></c><c r="B1"><f>SUM(A2:A3)</f></c></row>
                """)
        #expect(try #require(try edited.part("xl/workbook.xml")).contains(#"</sheets><calcPr calcId="0" fullCalcOnLoad="1"/>"#))
    }

    @Test func `rows are appended below the last that holds something`() throws {
        let rows = #"<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2" s="0"/></row><row r="3" ht="20"/>"#
        var numbers: [Int] = []
        let edited = try Self.edited(rows) { editor in
            numbers.append(try editor.append([.number(5), .blank, .text("x")], to: "Feuil1"))
            numbers.append(try editor.append([.number(6)], to: "Feuil1"))
            try editor.set(.number(0), at: "A9")
            numbers.append(try editor.append([.number(7)], to: "Feuil1"))
        }
        #expect(numbers == [2, 3, 10])
        #expect(edited.contains(#"<row r="2"><c r="A2"><v>5</v></c><c r="B2" s="0"/><c r="C2" t="inlineStr">"#))
        #expect(edited.contains(#"<row r="3" ht="20"><c r="A3"><v>6</v></c></row><row r="9">"#))
        #expect(edited.hasSuffix(#"<row r="10"><c r="A10"><v>7</v></c></row>"#))
    }

    @Test func `the used range grows with the edits`() throws {
        let sheet = "<worksheet \(WorkbookFile.namespaces)><dimension ref=\"B2:C3\"/><sheetData/></worksheet>"
        let edited = try EditedWorkbook(WorkbookFile(sheet: sheet)) { editor in
            try editor.set(.number(1), at: "D1")
            try editor.set(.blank, at: "Z99")
        }
        #expect(
            try edited.sheet() == """
                <worksheet \(WorkbookFile.namespaces)><dimension ref="B1:D3"/><sheetData><row r="1"><c r="D1"><v>1</v></c></row>\
                </sheetData></worksheet>
                """)
    }

    // MARK: Parts

    @Test func `only the sheet's part changes`() throws {
        let edited = try EditedWorkbook(
            WorkbookFile(sheet: WorkbookFile.cells(""), sharedStrings: WorkbookFile.strings("<si><t>a</t></si>"))
        ) {
            try $0.set(.text("b"), at: "A1")
        }
        #expect(try edited.changedParts() == [WorkbookFile.sheetPart])
        #expect(edited.after.entries.map(\.name) == edited.before.entries.map(\.name))
    }

    @Test func `without edits every part is as it was`() throws {
        #expect(try EditedWorkbook(WorkbookFile(sheet: WorkbookFile.cells(""))) { _ in }.changedParts() == [])
    }

    @Test func `a date gets a format of dates, where the cell has none, and the workbook's date system`() throws {
        let file = WorkbookFile(
            sheet: WorkbookFile.cells(#"<c r="A1" s="1"/><c r="B1" s="0"/>"#), styles: WorkbookFile.styles([0, 14])
        )
        .changed {
            $0["xl/workbook.xml"] = WorkbookFile.workbook(
                #"<sheet name="Feuil1" sheetId="1" r:id="rId1"/>"#, before: #"<workbookPr date1904="1"/>"#)
        }
        let edited = try EditedWorkbook(file) { editor in
            for cell in ["A1", "B1"] { try editor.set(.date(SerialDate(serial: 1462 + 10)), at: cell) }
        }
        #expect(try edited.rows() == #"<row r="1"><c r="A1" s="1"><v>10</v></c><c r="B1" s="2"><v>10</v></c></row>"#)
        #expect(try #require(try edited.part("xl/styles.xml")).contains(#"<xf numFmtId="14" applyNumberFormat="1"/></cellXfs>"#))
        let rows = try Workbook(bytes: edited.bytes)
        var reader = try rows.rows(of: rows.sheets[0])
        #expect(try reader.next()?.cells.allSatisfy { $0.value.date?.serial == 10 } == true)
    }

    @Test func `a workbook without styles gets the part`() throws {
        var file = WorkbookFile(sheet: WorkbookFile.cells(#"<c r="A1"><v>1</v></c>"#))
        file["xl/_rels/workbook.xml.rels"] = WorkbookFile.relationships([("rId1", "worksheet", "worksheets/sheet1.xml")])
        let edited = try EditedWorkbook(file) { try $0.setStyle(StyleChange(fill: .solid(RGBColor(0xFFEEDD))), at: "A1") }
        #expect(
            try edited.changedParts() == [
                "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", WorkbookFile.sheetPart,
            ])
        #expect(try edited.rows() == #"<row r="1"><c r="A1" s="1"><v>1</v></c></row>"#)
        #expect(try #require(try edited.part("[Content_Types].xml")).contains(#"PartName="/xl/styles.xml""#))
    }

    @Test func `a style changes over the one that the cell has`() throws {
        let styles = """
            <x:styleSheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:fonts count="1"><x:font/></x:fonts>\
            <x:fills count="1"><x:fill/></x:fills><x:borders count='1'><x:border/></x:borders>\
            <x:cellXfs count="2"><x:xf numFmtId="0"/><x:xf numFmtId="9" fillId="0"><x:alignment wrapText="1"/><x:protection locked="0"/></x:xf>\
            </x:cellXfs></x:styleSheet>
            """
        let edited = try EditedWorkbook(WorkbookFile(sheet: WorkbookFile.cells(#"<c r="A1" s="1" t="b"><v>1</v></c>"#), styles: styles)) {
            try $0.setStyle(
                StyleChange(font: .init(isBold: true), fill: .solid(RGBColor(0x112233)), alignment: .init(horizontal: .left)),
                at: "A1")
        }
        #expect(try edited.rows() == #"<row r="1"><c r="A1" s="2" t="b"><v>1</v></c></row>"#)
        let part = try #require(try edited.part("xl/styles.xml"))
        #expect(
            part.contains(
                """
                <x:xf numFmtId="9" fillId="1" fontId="1" applyFont="1" applyFill="1" applyAlignment="1"><x:alignment horizontal="left"/>\
                <x:protection locked="0"/></x:xf></x:cellXfs>
                """))
        #expect(part.contains(#"<x:cellXfs count="3">"#))
        #expect(part.contains(#"<x:fills count="2"><x:fill/><x:fill><x:patternFill patternType="solid">"#))
        #expect(part.contains(#"<x:fonts count="2"><x:font/><x:font><x:b/>"#))
    }

    @Test func `a sheet is added, and its rows are set and appended`() throws {
        let edited = try EditedWorkbook(WorkbookFile(sheet: WorkbookFile.cells(""))) { editor in
            try editor.addSheet(SheetSettings("Rejets", columns: [ColumnSettings(1, width: 40)], frozenRows: 1))
            try editor.append([.text("Motif")], to: "Rejets")
            try editor.set(.number(2), at: "B3", of: "Rejets")
        }
        #expect(
            try edited.changedParts() == [
                "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/worksheets/sheet2.xml",
            ])
        let workbook = try Workbook(bytes: edited.bytes)
        #expect(workbook.sheets.map(\.name) == ["Feuil1", "Rejets"])
        var reader = try workbook.rows(of: workbook.sheets[1])
        #expect(try reader.next()?.cells.map(\.value) == [.text("Motif")])
        #expect(try reader.next()?.cells.map(\.reference.description) == ["B3"])
        let part = try #require(try edited.part("xl/worksheets/sheet2.xml"))
        #expect(part.contains(#"width="40""#))
        #expect(part.contains(#"<dimension ref="A1:B3""#))
    }

    @Test func `custom properties are set beside those of the file`() throws {
        var file = WorkbookFile(sheet: WorkbookFile.cells(""))
        let first = try EditedWorkbook(file) { try $0.setProperty(.init("Dotations.Export", .text("é<"))) }
        #expect(try first.changedParts() == ["[Content_Types].xml", "_rels/.rels", "docProps/custom.xml"])
        #expect(try Workbook(bytes: first.bytes).properties().custom == [.init("Dotations.Export", .text("é<"))])
        file = WorkbookFile(sheet: WorkbookFile.cells(""))
        let second = try EditedWorkbook(first.bytes) { editor in
            try editor.setProperty(.init("dotations.export", .text("2")))
            try editor.setProperty(.init("Montant", .number(1.5)))
        }
        #expect(try second.changedParts() == ["docProps/custom.xml"])
        #expect(
            try Workbook(bytes: second.bytes).properties().custom == [
                .init("dotations.export", .text("2")), .init("Montant", .number(1.5)),
            ])
    }

    @Test func `the calculation chain goes where it names an edited cell`() throws {
        let file = WorkbookFile(sheet: WorkbookFile.cells(#"<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><v>1</v></c>"#)).changed { file in
            file["xl/_rels/workbook.xml.rels"] = WorkbookFile.relationships([
                ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "calcChain", "calcChain.xml"),
            ])
            file["xl/calcChain.xml"] = "<calcChain \(WorkbookFile.namespaces)><c r=\"A1\" i=\"1\"/></calcChain>"
            file["[Content_Types].xml"] = """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                <Override PartName="/xl/calcChain.xml" ContentType="x"/></Types>
                """
        }
        let other = try EditedWorkbook(file) { try $0.set(.number(5), at: "B1") }
        let changed = try other.changedParts()
        #expect(changed == ["xl/workbook.xml", WorkbookFile.sheetPart])
        let formula = try EditedWorkbook(file) { try $0.set(.number(1), at: "A1") }
        #expect(try formula.part("xl/calcChain.xml") == nil)
        #expect(try formula.part("[Content_Types].xml")?.contains("calcChain") == false)
        #expect(try formula.part("xl/_rels/workbook.xml.rels")?.contains("calcChain") == false)
        #expect(try EditedWorkbook(file) { try $0.setStyle(StyleChange(border: .around(.thin)), at: "A1") }.part("xl/calcChain.xml") != nil)
    }
}
