import Foundation
import Spreadsheet
import TestSupport
import Testing

@Suite("Notes in an edited workbook") struct NoteEditingTests {
    private static func notes(_ bytes: [UInt8], sheet: Int = 0) throws -> [CellComment] {
        let workbook = try Workbook(bytes: bytes)
        return try workbook.comments(of: workbook.sheets[sheet]).sorted { $0.cell < $1.cell }
    }

    /// A written workbook with notes on its first sheet.
    private static func written(_ comments: [CellComment]) throws -> [UInt8] {
        var writer = WorkbookWriter()
        var sheet = try writer.addSheet(SheetSettings("Feuil1"))
        sheet.features.comments = comments
        try sheet.append(["a", 1])
        return try writer.finish()
    }

    private static let added = [
        CellComment("B7", "é & <b>\n_x0041_ ", author: "Zoé"), CellComment("A1", "one", isVisible: true),
        CellComment("XFD1048576", "far", author: "Zoé"),
    ]

    @Test("A sheet without notes gets them, with the parts that they need")
    func first() throws {
        let tail = #"<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><tableParts count="0"/>"#
        let sheet = "<worksheet \(WorkbookFile.namespaces)><sheetData><row r=\"1\"><c r=\"A1\"/></row></sheetData>\(tail)</worksheet>"
        let edited = try EditedWorkbook(WorkbookFile(sheet: sheet)) { editor in
            for comment in Self.added { try editor.setComment(comment, of: "Feuil1") }
        }
        #expect(try Self.notes(edited.bytes).map(\.text) == ["one", Self.added[0].text, "far"])
        #expect(try Self.notes(edited.bytes).map(\.author) == ["", "Zoé", "Zoé"])
        #expect(
            try edited.sheet().contains(
                #"<legacyDrawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId2"/><tableParts"#))
        #expect(
            try edited.changedParts() == [
                "[Content_Types].xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/_rels/sheet1.xml.rels",
                WorkbookFile.sheetPart,
            ])
        #expect(try edited.part("[Content_Types].xml")?.contains("/xl/drawings/vmlDrawing1.vml") == true)
    }

    @Test("Notes that are there stay, but for those of the same cells")
    func more() throws {
        let known = [CellComment("A1", "old", author: "A"), CellComment("C3", "kept", author: "B")]
        let edited = try EditedWorkbook(Self.written(known)) { editor in
            try editor.setComment(CellComment("A1", "first"), of: "Feuil1")
            for comment in Self.added { try editor.setComment(comment, of: "Feuil1") }
        }
        #expect(try Self.notes(edited.bytes).map(\.text) == ["one", "kept", Self.added[0].text, "far"])
        #expect(try Self.notes(edited.bytes).map(\.author) == ["", "B", "Zoé", "Zoé"])
        #expect(try edited.changedParts() == ["xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"])
        let drawing = try #require(try edited.part("xl/drawings/vmlDrawing1.vml"))
        // One box for each cell, and no number twice.
        let numbers = drawing.split(separator: "id=\"_x0000_s").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(numbers == ["1025", "1026", "1027", "1028"])
        // Once more, they are those of one and the same parts.
        let twice = try EditedWorkbook(edited.bytes) { try $0.setComment(CellComment("D4", "later"), of: "Feuil1") }
        #expect(try Self.notes(twice.bytes).count == 5)
    }

    @Test("An added sheet can have notes, and so can cells that are edited")
    func addedSheet() throws {
        let edited = try EditedWorkbook(Self.written([])) { editor in
            try editor.addSheet(SheetSettings("Neuve"))
            try editor.append(["x"], to: "Neuve")
            try editor.setComment(CellComment("A1", "n"), of: "Neuve")
            try editor.setComment(CellComment("A1", "f"), of: "Feuil1")
            try editor.set(7, at: "A1")
        }
        #expect(try Self.notes(edited.bytes, sheet: 1).map(\.text) == ["n"] && Self.notes(edited.bytes).map(\.text) == ["f"])
        #expect(try edited.part("xl/comments2.xml") != nil && edited.part("xl/drawings/vmlDrawing2.vml") != nil)
    }

    @Test("Boxes go into the drawing that a sheet has, though it is no XML, and not into that of its header")
    func drawings() throws {
        let vml = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:shape id=\"_x0000_s2049\"><div>a<br></div></v:shape></xml> "
        func file(_ element: String) -> WorkbookFile {
            var file = WorkbookFile(
                sheet: "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \(WorkbookFile.namespaces)>"
                    + "<x:sheetData/><x:\(element) r:id=\"rId7\"/></x:worksheet>")
            file["xl/drawings/vmlDrawing1.vml"] = vml
            file["xl/worksheets/_rels/sheet1.xml.rels"] = WorkbookFile.relationships([("rId7", "vmlDrawing", "../drawings/vmlDrawing1.vml")]
            )
            return file
        }
        func edited(_ element: String) throws -> EditedWorkbook {
            try EditedWorkbook(file(element)) { try $0.setComment(CellComment("A1", "n"), of: "Feuil1") }
        }
        let own = try edited("legacyDrawing")
        let drawing = try #require(try own.part("xl/drawings/vmlDrawing1.vml"))
        #expect(drawing.hasPrefix(vml.dropLast(7)) && drawing.hasSuffix("</v:shape></xml> ") && drawing.contains("id=\"_x0000_s2050\""))
        #expect(try own.sheet() == edited("legacyDrawing").sheet() && !own.changedParts().contains(WorkbookFile.sheetPart))
        let header = try edited("legacyDrawingHF")
        #expect(try header.part("xl/drawings/vmlDrawing1.vml") == vml && header.part("xl/drawings/vmlDrawing2.vml") != nil)
        #expect(try header.sheet().contains("<x:sheetData/><x:legacyDrawing xmlns:r="))
    }

    @Test("What cannot be is refused")
    func refused() throws {
        var editor = try WorkbookEditor(bytes: Self.written([]))
        #expect(throws: SpreadsheetError(.noSuchSheet, "")) { try editor.setComment(CellComment("A1", "a"), of: "?") }
        #expect(throws: SpreadsheetError(.writtenTooLong, "")) {
            try editor.setComment(CellComment("A1", String(repeating: "x", count: 32_768)), of: "Feuil1")
        }
        var file = WorkbookFile(sheet: WorkbookFile.cells("<c r=\"A1\"/>"))
        file["xl/threads.xml"] = "<ThreadedComments xmlns=\"x\"><threadedComment ref=\"B2\"/></ThreadedComments>"
        file["xl/comments1.xml"] = "<comments \(WorkbookFile.namespaces)/>"
        let part = "xl/worksheets/_rels/sheet1.xml.rels"
        file[part] = WorkbookFile.relationships([("r1", "threadedComment", "../threads.xml")])
        #expect(throws: SpreadsheetError(.notWritable, "")) {
            _ = try EditedWorkbook(file) { try $0.setComment(CellComment("B2", "a"), of: "Feuil1") }
        }
        _ = try EditedWorkbook(file) { try $0.setComment(CellComment("A2", "a"), of: "Feuil1") }
        file[part] = WorkbookFile.relationships([("r1", "comments", "../comments1.xml")])
        // Without lists, and with lists that are none of a spreadsheet's.
        for list in ["<comments \(WorkbookFile.namespaces)/>", "<comments xmlns=\"urn:x\"><authors/><commentList/></comments>"] {
            file["xl/comments1.xml"] = list
            #expect(throws: SpreadsheetError(.malformedXML, "")) {
                _ = try EditedWorkbook(file) { try $0.setComment(CellComment("B2", "a"), of: "Feuil1") }
            }
        }
    }

    @Test(
        "LibreOffice and openpyxl see notes that were added to those of a real program",
        .enabled(if: OutsidePrograms.pythonPath != nil, "openpyxl is not there; run scripts/setup --python"))
    func otherPrograms() throws {
        try withTemporaryFolder { folder in
            let (made, path) = (folder.appending(path: "made.xlsx").path, folder.appending(path: "a.xlsx").path)
            let maker = """
                import sys, openpyxl
                from openpyxl.comments import Comment
                book = openpyxl.Workbook()
                book.active.title = "Feuil1"
                book.active["C3"] = 1
                book.active["C3"].comment = Comment("kept", "B")
                book.create_sheet("Autre")["A1"] = 2
                book.save(sys.argv[1])
                """
            #expect(try OutsidePrograms.python(["-c", maker, made]).status == 0)
            var editor = try WorkbookEditor(path: made)
            for sheet in ["Feuil1", "Autre"] { for comment in Self.added.prefix(2) { try editor.setComment(comment, of: sheet) } }
            try editor.save(to: path)
            let program = """
                import sys, openpyxl
                for sheet in openpyxl.load_workbook(sys.argv[1]):
                    print(sheet.title, sorted((c.coordinate, c.comment.text.strip()[:4]) for row in sheet.iter_rows() for c in row if c.comment))
                """
            let wanted = "Feuil1 [('A1', 'one'), ('B7', 'é & '), ('C3', 'kept')]\nAutre [('A1', 'one'), ('B7', 'é & ')]\n"
            let seen = try OutsidePrograms.python(["-c", program, path])
            #expect(seen.text == wanted, "\(seen.text)")
            if let validator = OutsidePrograms.validatorPath {
                let verdict = try OutsidePrograms.python([validator, path])
                #expect(verdict.status == 0, "\(verdict.text)")
            }
            guard OutsidePrograms.hasLibreOffice else { return }
            let saved = try #require(try OutsidePrograms.savedByLibreOffice(path, in: folder))
            let again = try OutsidePrograms.python(["-c", program, saved])
            #expect(again.text == wanted, "\(again.text)")
        }
    }
}
