import Spreadsheet
import TestSupport
import Testing

/// Notes, tables and columns, as they are read.
@Suite struct SheetNotesTests {
    private static let part = "xl/worksheets/_rels/sheet1.xml.rels"

    /// A workbook whose sheet has those parts beside it, by their kinds.
    private static func file(_ parts: [(kind: String, name: String, xml: String?)], head: String = "") -> WorkbookFile {
        var file = WorkbookFile(
            sheet: WorkbookFile.worksheet("<row><c><v>1</v></c></row>").replacing("<sheetData>", with: head + "<sheetData>"))
        for part in parts { file["xl/" + part.name] = part.xml }
        let list = parts.enumerated().map { (id: "r\($0)", kind: $1.kind, target: "../" + $1.name) }
        file[Self.part] = WorkbookFile.relationships(list)
        return file
    }

    private static func workbook(_ file: WorkbookFile, limits: ReadLimits = .standard) throws -> (Workbook, Sheet) {
        let workbook = try Workbook(bytes: file.bytes, limits: limits)
        return (workbook, workbook.sheets[0])
    }

    private static func comments(_ list: String, authors: String = "<author>Zoé</author><author> B &amp; C </author>") -> String {
        "<comments \(WorkbookFile.namespaces)><authors>\(authors)</authors><commentList>\(list)</commentList></comments>"
    }

    private static func notes(_ xml: String, limits: ReadLimits = .standard) throws -> [CellComment] {
        let (workbook, sheet) = try workbook(file([("comments", "comments1.xml", xml)]), limits: limits)
        return try workbook.comments(of: sheet)
    }

    @Test func `what is written is read`() throws {
        let comments = [
            CellComment("A1", "First", author: "Zoé"), CellComment("B7", " é & <b>\nline ", author: "_x0041_"),
            CellComment("XFD1048576", "", author: ""),
        ]
        let columns = [ColumnSettings(1...2, width: 12.5), ColumnSettings(4, width: 200, isHidden: true), ColumnSettings(16_384, width: 3)]
        let table = Table("Montants", "A1:B3", styleName: nil, hasFilter: false)
        let other = Table("Autres", "D1:D2", hasRowStripes: false)
        var writer = WorkbookWriter()
        var written = try writer.addSheet(SheetSettings("Feuil1", columns: columns))
        written.features.comments = comments
        written.features.tables = [table, other]
        try written.append(["Nom", "Montant\n€", .blank, "_x0041_"])
        try written.append(["a", 1, .blank, 2])
        try written.append(["b", 2])
        let workbook = try Workbook(bytes: writer.finish())
        let sheet = workbook.sheets[0]
        #expect(try workbook.comments(of: sheet) == comments)
        #expect(try workbook.layout(of: sheet).columns == columns)
        let tables = try workbook.tables(of: sheet)
        #expect(tables.map(\.columnNames) == [["Nom", "Montant\n€"], ["_x0041_"]])
        #expect(tables.map(\.name) == ["Montants", "Autres"] && tables.map(\.range) == [table.range, other.range])
        #expect(tables.map(\.styleName) == [nil, "TableStyleMedium2"] && tables.map(\.hasFilter) == [false, true])
        #expect(tables.map(\.hasRowStripes) == [true, false])
    }

    @Test func `a note has the text of its runs and the name of its author`() throws {
        let list = """
            <comment ref="A1" authorId="1"><text><r><rPr><b/></rPr><t>Zoé:</t></r><r><t xml:space="preserve">
             b _x263A_</t></r><rPh sb="0" eb="1"><t>x</t></rPh></text></comment><comment ref="B2" authorId="9"><text/></comment>\
            <comment ref="C3"><text><t> trimmed </t></text><other><text><t>no</t></text></other></comment><comment ref="nonsense" authorId="0"/>
            """
        #expect(
            try Self.notes(Self.comments(list)) == [
                CellComment("A1", "Zoé:\n b ☺", author: " B & C "), CellComment("B2", ""), CellComment("C3", "trimmed"),
            ])
    }

    @Test func `what is not there is none`() throws {
        let (workbook, sheet) = try Self.workbook(Self.file([("comments", "gone.xml", nil), ("table", "tables/gone.xml", nil)]))
        #expect(
            try workbook.comments(of: sheet).isEmpty && workbook.tables(of: sheet).isEmpty && workbook.layout(of: sheet).columns.isEmpty)
        #expect(try Self.notes("<x/>").isEmpty)
        let csv = try SheetFile(bytes: Array("a;b".utf8))
        #expect(throws: SpreadsheetError(.noSuchSheet, "")) { _ = try workbook.comments(of: csv.sheets[0]) }
    }

    @Test func `a part is read once, however often a sheet names it`() throws {
        let xml = Self.comments("<comment ref=\"A1\"><text><t>a</t></text></comment>")
        var file = Self.file([("comments", "comments1.xml", xml)])
        file[Self.part] = WorkbookFile.relationships((0..<500).map { ("r\($0)", "comments", "../comments1.xml") })
        let (workbook, sheet) = try Self.workbook(file)
        #expect(try workbook.comments(of: sheet).count == 1)
    }

    @Test func `hostile parts are refused`() throws {
        let long = String(repeating: "x", count: 40_000)
        var few = ReadLimits.standard
        few.cells = 10
        func list(_ count: Int) -> String { String(repeating: "<comment ref=\"A1\"><text/></comment>", count: count) }
        #expect(throws: SpreadsheetError(.cellTooLong, "")) {
            _ = try Self.notes(Self.comments("<comment ref=\"A1\"><text><t>\(long)</t></text></comment>"))
        }
        #expect(throws: SpreadsheetError(.cellTooLong, "")) { _ = try Self.notes(Self.comments("", authors: "<author>\(long)</author>")) }
        #expect(try Self.notes(Self.comments(list(10)), limits: few).count == 10)
        #expect(throws: SpreadsheetError(.tooManyCells, "")) { _ = try Self.notes(Self.comments(list(11)), limits: few) }
        #expect(throws: SpreadsheetError(.tooManyCells, "")) {
            _ = try Self.notes(Self.comments("", authors: String(repeating: "<author/>", count: 11)), limits: few)
        }
        #expect(throws: SpreadsheetError(.doctype, "")) { _ = try Self.notes("<!DOCTYPE x [<!ENTITY a 'b'>]>" + Self.comments("")) }
        #expect(throws: SpreadsheetError(.malformedXML, "")) { _ = try Self.notes(Self.comments("<comment>")) }
        #expect(throws: SpreadsheetError(.malformedXML, "")) { _ = try Self.notes(Self.comments("&undeclared;")) }
        var out = Self.file([])
        out[Self.part] = WorkbookFile.relationships([("r1", "comments", "../../../comments1.xml"), ("r2", "table", "../../../t.xml")])
        let (workbook, sheet) = try Self.workbook(out)
        #expect(throws: SpreadsheetError(.badRelationship, "")) { _ = try workbook.comments(of: sheet) }
        #expect(throws: SpreadsheetError(.badRelationship, "")) { _ = try workbook.tables(of: sheet) }
    }

    @Test func `tables without a name or a range are left out`() throws {
        func table(_ attributes: String, _ content: String = "") -> String {
            "<table \(WorkbookFile.namespaces) \(attributes)>\(content)</table>"
        }
        let columns = "<tableColumns><tableColumn name=\"a_x000a_b\"/><tableColumn/></tableColumns>"
        let parts = [
            table("name=\"A\" displayName=\"B\" ref=\"A1:B2\"", columns), table("name=\"C\" ref=\"nonsense\"", columns),
            table("ref=\"A1\""), "<x/>",
            table("name=\"D\" ref=\"A1:B2\"", "<tableColumns>" + String(repeating: "<tableColumn/>", count: 16_385) + "</tableColumns>"),
        ]
        func tables(_ count: Int) throws -> [Table] {
            let (workbook, sheet) = try Self.workbook(
                Self.file(parts.prefix(count).enumerated().map { ("table", "tables/table\($0).xml", $1) }))
            return try workbook.tables(of: sheet)
        }
        let read = try tables(4)
        #expect(read.map(\.name) == ["B"] && read.map(\.columnNames) == [["a\nb", ""]])
        #expect(throws: SpreadsheetError(.badReference, "")) { _ = try tables(5) }
    }

    @Test func `columns that no worksheet has are left out`() throws {
        let head = """
            <cols><col min="1" max="2" width="9.5" customWidth="1"/><col min="3" max="3" hidden="1" width="-1"/><col min="0" max="4"/>\
            <col min="5" max="4"/><col min="1" max="16385"/><col max="7"/><col min="7" max="7" width="1e999"/>\
            <col min="8" max="8" width="255.7109375"/></cols>
            """
        let (workbook, sheet) = try Self.workbook(Self.file([], head: head))
        #expect(
            try workbook.layout(of: sheet).columns == [
                ColumnSettings(1...2, width: 9.5), ColumnSettings(3, isHidden: true), ColumnSettings(7),
                ColumnSettings(8, width: 255.7109375),
            ])
        let many = "<cols>" + String(repeating: "<col min=\"1\" max=\"1\"/>", count: 1_048_577) + "</cols>"
        let (hostile, first) = try Self.workbook(Self.file([], head: many))
        #expect(throws: SpreadsheetError(.tooManyCells, "")) { _ = try hostile.layout(of: first) }
    }
}
