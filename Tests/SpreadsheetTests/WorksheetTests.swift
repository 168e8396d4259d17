import Foundation
import Spreadsheet
import TestSupport
import Testing

/// Cells by name, and the literals that name them.
@Suite struct WorksheetTests {
    private static let header: [CellValue] = ["Matricule", "Montant (en €)", "", "Actif"]

    private func file() throws -> SheetFile {
        var writer = WorkbookWriter()
        var sheet = try writer.addSheet(SheetSettings("Vide"))
        sheet = try writer.addSheet(SheetSettings("Feuil1"))
        try sheet.append(Self.header)
        try sheet.append(["001", 1250.5, .blank, true])
        try sheet.beginRow(7)
        try sheet.appendBlank()
        try sheet.appendText("sept")
        return try SheetFile(bytes: try writer.finish(), name: "a.xlsx")
    }

    @Test func `a cell is found by its name`() throws {
        let file = try file()
        let sheet = try file["Feuil1"]
        #expect(sheet["B7"] == "sept" && sheet["A2"] == "001" && sheet["B2"] == 1250.5 && sheet["D2"] == true)
        #expect(sheet["A7"] == .blank && sheet["C7"] == .blank && sheet["A3"] == .blank && sheet["XFD1048576"] == .blank)
        #expect(sheet.cell("B2")?.displayedText == "1250.5" && sheet.cell("C7") == nil)
        #expect(sheet.row(7)?[column: "B"] == "sept" && sheet.row(7)?[column: 2] == "sept" && sheet.row(3) == nil)
        #expect(sheet.usedRange == "A1:D7")
        #expect(try file.workbook?["Feuil1"] == sheet)
        #expect(try file["Vide"].usedRange == nil && file["Vide"].header == nil)
    }

    @Test func `a range has every cell of its rows`() throws {
        let sheet = try file()["Feuil1"]
        #expect(Array(sheet[range: "A2:B3"]) == [["001", 1250.5], [.blank, .blank]])
        let all = sheet[range: "A1:XFD1048576"]
        #expect(all.count == 1_048_576 && all[6].prefix(3) == [.blank, "sept", .blank])
        #expect(sheet[column: "B"] == ["Montant (en €)", 1250.5, .blank, .blank, .blank, .blank, "sept"])
        #expect(try file()["Vide"][column: "B"].isEmpty)
    }

    @Test(arguments: ["Montant (en €)", "montant", "MONTANT EN", "Montant"]) func `a column is found by its title`(title: String) throws {
        #expect(try file()["Feuil1"].column(titled: title) == [1250.5, "sept"])
    }

    @Test func `a title that is missing or there twice is refused`() throws {
        let sheet = Worksheet(
            name: "a",
            rows: [Row(number: 3, values: ["Nom", "nom", "Prénom", "PRENOM", "%", "§"]), Row(number: 4, values: [1, 2, 3, 4, 5, 6])])
        var error = #expect(throws: SpreadsheetError.self) { try sheet.column(titled: "Ville") }
        #expect(error?.code == .noSuchColumn && error?.location.sheet == "a" && error?.detail.contains("“Ville”") == true)
        error = #expect(throws: SpreadsheetError.self) { try sheet.column(titled: "NOM") }
        #expect(error?.code == .ambiguousColumn && error?.location.cell == "B3" && error?.detail.contains("A and B") == true)
        // What is exactly as asked for is meant, also where nothing is left once it is folded.
        #expect(try sheet.column(titled: "nom") == [2] && sheet.column(titled: "Prénom") == [3] && sheet.column(titled: "§") == [6])
        #expect(throws: SpreadsheetError.self) { try sheet.column(titled: "!") }
    }

    @Test func `a range is read to its end and no further`() throws {
        // The second row's text is not in the shared strings.
        let rows = #"<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2" t="s"><v>9</v></c></row>"#
        let file = try SheetFile(bytes: WorkbookFile(sheet: WorkbookFile.worksheet(rows)).bytes)
        let sheet = file.sheets[0]
        #expect(try file.worksheet(sheet, range: "B1")["B1"] == 2)
        #expect(try file.worksheet(sheet, range: "B1:C1").rows.map(\.cells.count) == [1])
        #expect(throws: SpreadsheetError.self) { try file.worksheet(sheet) }
        #expect(throws: SpreadsheetError.self) { try file.worksheet(sheet, range: "A1:A2") }
    }

    @Test func `a sheet that is not there is refused by its name`() throws {
        let error = #expect(throws: SpreadsheetError.self) { try self.file()["feuil1"] }
        #expect(error?.code == .noSuchSheet && error?.location == .init(file: "a.xlsx", sheet: "feuil1"))
        #expect(throws: SpreadsheetError(.noSuchSheet, "")) { try self.file().workbook?["Feuil2"] }
    }

    @Test func `csv has cells by name as well`() throws {
        let file = try SheetFile(bytes: Array("Nom;Prénom\nDupont;\"Ève\"\n".utf8), name: "gens.csv")
        #expect(try file["gens"]["B2"] == "Ève" && file["gens"].column(titled: "PRENOM") == ["Ève"])
    }

    @Test func `columns have letters`() throws {
        #expect(ColumnReference(6) == "F" && ColumnReference("xfd").number == 16_384 && ColumnReference("$AA").description == "AA")
        for text in ["", "1", "F1", "XFE", "ABCD", "F 1", "É"] { #expect(ColumnReference(text) == nil, "\(text)") }
        #expect(ColumnReference(0) == nil && ColumnReference(16_385) == nil && ("B" as ColumnReference) < "C")
    }

    @Test func `literals are values`() {
        let number = 7
        let values: [CellValue] = ["a", 1, 1.5, true, .blank, "n° \(number)"]
        #expect(values == [.text("a"), .number(1), .number(1.5), .boolean(true), .blank, .text("n° 7")])
        let cell: CellReference = "$F$12"
        let range: CellRange = "C10:A1"
        #expect(cell == CellReference(row: 12, column: 6) && range.first == "A1" && range.last == "C10")
        // A text that is no literal may be anything.
        let text = "ZZZZ1"
        #expect(CellReference(text) == nil && CellRange(text) == nil)
    }

    @Test func `rows and cells are made for tests of what maps them`() {
        let row = Row(number: 2, values: ["001", 1250.5])
        #expect(row.cells.map(\.reference) == ["A2", "B2"] && row[column: "B"] == 1250.5 && !row.isHidden)
        let cell = Cell(reference: "C2", value: 0.5, numberFormat: NumberFormat(code: "0%"), formula: "1/2")
        #expect(cell.displayedText == "50%" && cell.hasFormula && cell.formula == "1/2" && cell.hyperlink == nil)
        #expect(!Cell(reference: "C2", value: 1).hasFormula && Cell(reference: "C2", value: 1, hasFormula: true).hasFormula)
        #expect(Row(number: 2, isHidden: true, cells: [cell])[column: "C"] == 0.5)
    }
}
