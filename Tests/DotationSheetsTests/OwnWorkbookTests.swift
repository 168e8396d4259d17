import DotationSheets
import Dotations
import Foundation
import Spreadsheet
import TestSupport
import Testing
import ZipContainer

extension SheetFile {
    /// The text of a cell of the first sheet; nil where it has none.
    func text(at cell: CellReference) throws -> String? {
        var reader = try rows(of: sheets[0])
        while let row = try reader.next() { if row.number == cell.row { return row[column: cell.column].text } }
        return nil
    }
}

@Suite("Refused rows in the workbook that they came in") struct OwnWorkbookTests {
    private static func refused(
        _ sheet: EditedSheet, of dotations: [Dotation] = Sample.dotations, base: ExportBase? = nil, origin: SheetOrigin? = nil,
        clearsRequests: Bool = true
    ) throws -> RefusedRowsExport {
        let plan = try sheet.planner(for: Sample.order(), dotations: dotations, base: base).plan()
        return RefusedRowsExport(
            plan.refused, of: sheet, renewed: plan.renewed, clearsRequests: clearsRequests, file: Self.hash, origin: origin,
            words: Sample.words)
    }

    /// That of the file that a sheet is in.
    private static let hash = Hash256(Array(repeating: 7, count: 32))

    private static func rows(_ file: SheetFile, columns: Int) throws -> [[CellValue]] {
        var rows: [[CellValue]] = []
        var reader = try file.rows(of: file.sheets[0])
        while let row = try reader.next() { rows.append((1...columns).map { row[column: $0] }) }
        return rows
    }

    @Test("All rows are there, and the columns of an earlier import say what is refused now")
    func earlierRemarks() throws {
        let sheet = try RefusedRowsTests.edited(.xlsx)
        let before = try Self.rows(sheet.file, columns: 8)
        let file = try SheetFile(bytes: Self.refused(sheet).bytesBack().bytes)
        let after = try Self.rows(file, columns: 8)
        #expect(after.map { Array($0.prefix(6)) } == before.map { Array($0.prefix(6)) })
        #expect(after[0] == before[0] && after[1] == before[1])
        let refused = [2, 3, 4, 6, 7]
        for index in 2..<after.count {
            let isRefused = refused.contains(index)
            #expect((after[index][6] == .blank) == !isRefused && (after[index][7] == .blank) == !isRefused)
        }
        #expect(after[2][6] == .text("What: email.syntax"))
        // As it is, the rows are refused again, and no other.
        let again = try EditedSheet(file).planner(for: Sample.order(), dotations: Sample.dotations).plan()
        #expect(again.refused.map { $0.row - 1 } == refused)
    }

    @Test("Without such columns they come after all that the sheet holds, also beside its table")
    func newColumns() throws {
        var rows = [Sample.titles.map { CellValue.text($0) }] + Sample.dotations.map(Sample.cells)
        rows[3][4] = .text("sans arobase")
        rows[5] += [.blank, .blank, .text("à côté")]
        let sheet = try EditedSheet(SheetFile(bytes: Sample.workbook(rows)))
        let width = rows[5].count
        let file = try SheetFile(bytes: Self.refused(sheet).bytesBack().bytes)
        let after = try Self.rows(file, columns: width + 2)
        #expect(Array(after[0].suffix(2)) == [.text("Erreur"), .text("Conseil")])
        #expect(after[3][width] == .text("What: email.syntax") && after[5][width - 1] == .text("à côté"))
        #expect(try EditedSheet(file).planner(for: Sample.order(), dotations: Sample.dotations).plan().refused.map(\.row) == [4])
    }

    @Test("With a new export no row undoes what a colleague changed since the old one, and no e-mail is asked for twice")
    func newExport() throws {
        let titles = Sample.titles.map { CellValue.text($0) } + [.text("Renvoyer")]
        var rows = [titles] + Sample.dotations.map { Sample.cells($0) + [.blank] }
        rows[1][4] = .text("sans arobase")
        rows[1][8] = .text("oui")
        rows[2][4] = .text("nouveau@yopmail.com")
        (rows[2][8], rows[3][8], rows[4][8]) = (.text("x"), .text("non"), .boolean(true))
        var today = Sample.dotations
        today[1].contact.mobile = "0755555555"
        today[6].contact.email = "collegue@yopmail.com"
        let base = ExportBase(
            rows: Dictionary(
                uniqueKeysWithValues: [1, 6].map {
                    (today[$0].id, .init(contact: Sample.dotations[$0].contact, status: today[$0].status))
                }))
        let sheet = try EditedSheet(SheetFile(bytes: Sample.workbook(rows)))
        let identity = SheetOrigin(export: "e-10", order: Sample.order().number)
        let file = try SheetFile(bytes: Self.refused(sheet, of: today, base: base, origin: identity).bytesBack().bytes)
        let back = try EditedSheet(file)
        #expect(back.origin == identity)
        let after = try Self.rows(file, columns: 9)
        #expect(after[2][5] == .text("0755555555") && after[7][4] == .text("collegue@yopmail.com"))
        #expect([1, 2, 3, 4].map { after[$0][8] } == [.text("oui"), .blank, .text("non"), .blank])

        // Once the rest is carried out, only the refused row asks for anything, whatever a colleague does meanwhile.
        today[1].contact.email = "nouveau@yopmail.com"
        var later = today
        later[8].contact.mobile = "0766666666"
        let exported = ExportBase(rows: [later[8].id: .init(contact: today[8].contact, status: today[8].status)])
        let plan = try back.planner(for: Sample.order(), dotations: later, base: exported).plan()
        #expect(plan.changes.isEmpty && plan.resends.isEmpty && plan.refused.map(\.row) == [2])

        // In a dry run all rows still ask for what they ask.
        let dry = try SheetFile(bytes: Self.refused(sheet, of: today, base: base, clearsRequests: false).bytesBack().bytes)
        let kept = try Self.rows(dry, columns: 9)
        #expect([2, 4].map { kept[$0][8] } == [.text("x"), .boolean(true)])
        // It is still the old export, against which a value of today would be an edit; and it says from which file its requests are.
        #expect(kept[7][4] == .text(Sample.dotations[6].contact.email))
        #expect(try EditedSheet(dry).earlierFiles == [Self.hash].compactMap(\.self))
        #expect(back.earlierFiles.isEmpty)
    }

    @Test("A column of the admin's own that is titled like one of remarks stays as it is")
    func ownErrors() throws {
        var rows = [Sample.titles.map { CellValue.text($0) } + [.text("Erreur")]]
        rows += Sample.dotations.map { Sample.cells($0) + [.text("la mienne")] }
        rows[3][4] = .text("sans arobase")
        let file = try SheetFile(bytes: Self.refused(EditedSheet(SheetFile(bytes: Sample.workbook(rows)))).bytesBack().bytes)
        let width = rows[0].count
        let after = try Self.rows(file, columns: width + 2)
        #expect(after.map { Array($0.prefix(width)) } == rows)
        #expect(after[3][width] == .text("What: email.syntax"))
    }

    @Test("A workbook that cannot be edited, or has no room, has its rows in one of their own")
    func ownSheet() throws {
        var rows = [Sample.titles.map { CellValue.text($0) }] + Sample.dotations.map(Sample.cells)
        rows[3][4] = .text("sans arobase")
        var full = WorkbookWriter()
        var sheet = try full.addSheet(SheetSettings("Feuil1"))
        for (index, row) in rows.enumerated() {
            try sheet.beginRow()
            for value in row { try sheet.appendCell(value) }
            if index == 5 {
                try sheet.move(toColumn: CellReference.lastColumn - 1)
                try sheet.appendCell(.text("au bord"))
            }
        }
        let edited = try EditedSheet(SheetFile(bytes: full.finish()))
        let file = try SheetFile(bytes: Self.refused(edited).bytesBack().bytes)
        #expect(try Self.rows(file, columns: 5).count == 2 && file.sheets[0].name == "Lignes refusées")
    }

    @Test("Macros come back under the name that they need, and under no other")
    func macros() throws {
        func row(_ number: Int, _ cells: [String]) -> String {
            "<row r=\"\(number)\">" + cells.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined() + "</row>"
        }
        let rows = [row(1, ["Identifiant dotation", "Adresse Mail"]), row(2, [Sample.dotations[0].id.description, "sans arobase"])]
        let source = WorkbookFile(sheet: WorkbookFile.worksheet(rows.joined())).changed { file in
            file["[Content_Types].xml"] = """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" \
                ContentType="application/xml"/><Override PartName="/xl/workbook.xml" \
                ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>
                """
            file.set("xl/vbaProject.bin", [1, 2, 3])
        }
        let refused = try Self.refused(EditedSheet(SheetFile(bytes: source.bytes, name: "a.xlsm")))
        let file = try refused.bytesBack()
        #expect(file.isMacroEnabled)
        #expect(try SheetFile(bytes: file.bytes).text(at: "C2") == "What: email.syntax")
        #expect(try ZipArchive(bytes: file.bytes).entry(named: "xl/vbaProject.bin") != nil)
        try withTemporaryFolder { folder in
            let (macros, plain) = (folder.appending(path: "r.xlsm").path(), folder.appending(path: "r.xlsx").path())
            try refused.writeBack(toFile: macros, as: .xlsx)
            try refused.writeBack(toFile: plain, as: .xlsx)
            #expect(try SheetFile(path: macros).sheets[0].name == "Feuil1" && SheetFile(path: plain).sheets[0].name == "Lignes refusées")
            let other = try Self.refused(RefusedRowsTests.edited(.csv))
            #expect(throws: SpreadsheetError.self) { try other.writeBack(toFile: macros, as: .xlsx) }
        }
    }

    /// The rows of `Sample.dotations` with a filter or a table over them, of which one address is wrong.
    private static func workbook(
        _ change: (inout SheetWriter) throws -> Void = { _ in }, columns: [ColumnSettings] = [], hiddenRows: Set<Int> = [],
        fill: (_ row: Int, _ column: Int) -> CellStyle.Fill? = { _, _ in nil },
        email: (_ row: Int) -> String? = { $0 == 4 ? "sans arobase" : nil }
    ) throws -> [UInt8] {
        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("Feuil1", columns: columns))
        try change(&sheet)
        for (index, row) in ([Sample.titles.map { CellValue.text($0) }] + Sample.dotations.map(Sample.cells)).enumerated() {
            try sheet.beginRow(isHidden: hiddenRows.contains(index + 1))
            for (column, value) in row.enumerated() {
                let style = try fill(index + 1, column + 1).map { fill throws(SpreadsheetError) in try workbook.style(CellStyle(fill: fill))
                }
                let typed = column == 4 && index > 0 ? email(index + 1).map { CellValue.text($0) } : nil
                try sheet.appendCell(typed ?? value, style: style ?? .normal)
            }
        }
        return try workbook.finish()
    }

    private static func back(_ bytes: [UInt8]) throws -> SheetFile {
        try SheetFile(bytes: refused(EditedSheet(SheetFile(bytes: bytes))).bytesBack().bytes)
    }

    private static let cream = CellStyle.Fill.solid(RGBColor(0xFF_F9E5))
    private static let mark = CellStyle.Fill.solid(RGBColor(0xF7_CAB0))

    /// The backgrounds of a column's cells, from row 2 on.
    private static func fills(_ file: SheetFile, column: Int) throws -> [CellStyle.Fill?] {
        var fills: [CellStyle.Fill?] = []
        var reader = try file.rows(of: file.sheets[0], options: .styles)
        while let row = try reader.next() {
            if row.number > 1 { fills.append(row.cells.first { $0.reference.column == column }?.style?.fill) }
        }
        return fills
    }

    @Test("What was marked and is in order now has the background of its column again")
    func marks() throws {
        // Column E is cream as in an export, F has no background, and one cell of it has the colour that Excel's palette has.
        let excelsOwn = CellStyle.Fill.solid(RGBColor(0xF8_CBAD))
        let first = try Self.workbook(
            fill: { row, column in column == 5 && row > 1 ? Self.cream : column == 6 && row == 3 ? excelsOwn : nil },
            email: { [2, 3, 4].contains($0) ? "sans arobase" : nil })
        let marked = try Self.back(first)
        #expect(try Self.fills(marked, column: 5).prefix(4) == [Self.mark, Self.mark, Self.mark, Self.cream])
        #expect(try Self.fills(marked, column: 6).prefix(3) == [nil, excelsOwn, nil])
        // The first and the third are mended.
        var editor = try WorkbookEditor(bytes: Self.refused(EditedSheet(SheetFile(bytes: first))).bytesBack().bytes)
        for cell in ["E2", "E4"] as [CellReference] { try editor.set(.text("ancv.rec1@yopmail.com"), at: cell, of: "Feuil1") }
        try editor.setStyle(.init(fill: Self.mark), at: "F5", of: "Feuil1")
        let mended = try editor.bytes()
        let again = try Self.back(mended)
        let faults = Set(
            try EditedSheet(SheetFile(bytes: mended)).planner(for: Sample.order(), dotations: Sample.dotations).plan().refused.map(\.row))
        #expect(faults.contains(3) && !faults.contains(2))
        #expect(try Self.fills(again, column: 5)[0] == Self.cream && Self.fills(again, column: 5)[1] == Self.mark)
        #expect(try Self.fills(again, column: 6).prefix(4) == [nil, excelsOwn, nil, nil])
        #expect(try again.text(at: "I2") ?? "" == "" && again.text(at: "I3") == "What: email.syntax")
    }

    @Test("What is to be mended is seen: hidden rows, and hidden columns with a fault")
    func hidden() throws {
        let columns = [ColumnSettings(3...6, width: 21, isHidden: true), ColumnSettings(9...100, isHidden: true)]
        let file = try Self.back(try Self.workbook(columns: columns, hiddenRows: [3, 4, 5]))
        var hidden: [Int] = []
        var reader = try file.rows(of: file.sheets[0])
        while try reader.advance() { if reader.row.isHidden { hidden.append(reader.row.number) } }
        #expect(hidden == [3, 5])
        let workbook = try #require(file.workbook)
        let shown = try workbook.layout(of: file.sheets[0]).columns
        func isHidden(_ column: Int) -> Bool { shown.first { $0.columns.contains(column) }?.isHidden ?? false }
        #expect((3...11).map(isHidden) == [true, true, false, true, false, false, false, false, true])
        #expect(shown.first { $0.columns.contains(5) }?.width == 21 && shown.first { $0.columns.contains(9) }?.width == 60)
    }

    @Test("The filter takes in the two columns, and so does its hidden name")
    func filter() throws {
        let file = try Self.back(try Self.workbook { $0.features.autoFilter = "A1:H11" })
        let workbook = try #require(file.workbook)
        #expect(workbook.definedNames.contains { $0.formula.hasSuffix("$A$1:$J$11") })
        // Not one that ends elsewhere.
        let other = try #require(try Self.back(try Self.workbook { $0.features.autoFilter = "A1:F11" }).workbook)
        #expect(other.definedNames.contains { $0.formula.hasSuffix("$A$1:$F$11") })
    }

    @Test("The table takes in the two columns, once")
    func table() throws {
        let bytes = try Self.workbook { $0.features.tables = [Table("Montants", "A1:H11")] }
        let sheet = try EditedSheet(SheetFile(bytes: bytes))
        let once = try Self.refused(sheet).bytesBack().bytes
        let twice = try Self.refused(EditedSheet(SheetFile(bytes: once))).bytesBack().bytes
        for file in [once, twice] {
            let workbook = try Workbook(bytes: file)
            let table = try #require(try workbook.tables(of: workbook.sheets[0]).first)
            #expect(table.range == "A1:J11" && table.columnNames == Sample.titles + ["Erreur", "Conseil"])
        }
        #expect(try SheetFile(bytes: twice).text(at: "I4") == "What: email.syntax")
    }
}
