import Foundation
import Spreadsheet
import StoreTestSupport
import Testing

@testable import DotationsApplication

@Suite(.withoutStore) struct SheetSetTests {
    @Test func `cells are set, and the rest of the workbook stays`() throws {
        let folder = try Folder()
        try folder.writeEveryKind()
        let before = try Command.run("sheet", "dump", "kinds.xlsx", in: folder).text
        let result = try Command.run(
            "sheet", "set", "kinds.xlsx", "new.xlsx", "Z9=007", "Z10=nombre:12,5", "Z11=date:31/12/2025", "Z12=vrai-faux:vrai",
            "Z13=formule:SUM(Z10:Z10)", "Z14=texte:date:x", in: folder)
        #expect(result.status == 0 && result.output.isEmpty)
        #expect(result.errors == "new.xlsx : 6 cellules écrites, le reste comme dans kinds.xlsx.\n")
        let workbook = try Workbook(path: folder.url("new.xlsx").path)
        var rows = try workbook.rows(of: workbook.sheets[0])
        var values: [Int: CellValue] = [:]
        while let row = try rows.next() { values[row.number] = row[column: 26] }
        #expect(values[9] == .text("007"))
        #expect(values[10] == .number(12.5))
        #expect(values[11]?.date?.civil == CivilDateTime(year: 2025, month: 12, day: 31))
        #expect(values[12] == .boolean(true))
        #expect(values[14] == .text("date:x"))
        // In place, and empty again.
        let cells = (9...14).map { "Z\($0)=" }
        #expect(try Command.run(["sheet", "set", "new.xlsx", "new.xlsx"] + cells, in: folder).status == 0)
        #expect(try Command.run("sheet", "dump", "new.xlsx", in: folder).text == before)
    }

    @Test(arguments: [
        ("Feuil1!B7=texte", "Feuil1", "B7"), ("'Ma feuille'!$C$3=x", "Ma feuille", "C3"), ("'L''été'!A1=", "L'été", "A1"),
        ("a=b!A1=c", "a=b", "A1"), ("A1=Feuil1!B2=3", nil, "A1"), ("été!d4==x", "été", "D4"),
    ])
    func `a cell is named as in a formula`(text: String, sheet: String?, cell: String) throws {
        let assignment = try CellAssignment(text)
        #expect(assignment.sheet == sheet)
        #expect(assignment.cell.description == cell)
    }

    @Test(arguments: [
        (["a.xlsx", "b.xlsx", "B7"], 64, "usage"), (["a.xlsx", "b.xlsx", "A1=nombre:douze"], 64, "usage"),
        (["a.xlsx", "b.xlsx", "A1=date:31/02/2025"], 64, "usage"), (["a.xlsx", "b.csv", "A1=x"], 64, "usage"),
        (["a.xlsx", "b.xlsx", "Feuil9!A1=x"], 1, "sheet.not-found"), (["a.csv", "b.xlsx", "A1=x"], 1, "format.unknown"),
        (["a.xlsx", "b.xlsx", "A1=formule:=1"], 1, "write.invalid"),
    ])
    func `what cannot be set is told, and nothing is written`(arguments: [String], status: Int, code: String) throws {
        let folder = try Folder()
        try FileManager.default.copyItem(at: sample("commande_2800886.csv"), to: folder.url("a.csv"))
        _ = try Command.run("sheet", "convert", "a.csv", "a.xlsx", in: folder)
        let result = try Command.run(["sheet", "set"] + arguments + ["--json"], in: folder)
        #expect(Int(result.status) == status)
        #expect(result.errors.contains(#""code":"\#(code)""#), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.url("b.xlsx").path))
    }

    @Test func `a workbook with a password keeps it`() throws {
        let folder = try Folder()
        var writer = try WorkbookWriter(path: folder.url("secret.xlsx").path, options: .init(password: "motdepasse"))
        var sheet = try writer.addSheet(SheetSettings("Feuil1"))
        try sheet.append([.text("a")])
        try writer.finish()
        try Data("motdepasse\n".utf8).write(to: folder.url("clef"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.url("clef").path)
        let result = try Command.run("sheet", "set", "secret.xlsx", "neuf.xlsx", "B1=b", "--password-file", "clef", in: folder)
        #expect(result.status == 0)
        #expect(throws: SpreadsheetError.self) { try Workbook(path: folder.url("neuf.xlsx").path) }
        let workbook = try Workbook(path: folder.url("neuf.xlsx").path, password: "motdepasse")
        var rows = try workbook.rows(of: workbook.sheets[0])
        #expect(try rows.next()?.cells.map(\.value) == [.text("a"), .text("b")])
    }
}
