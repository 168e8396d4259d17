import Foundation
import TestSupport
import Testing

extension Folder {
    /// The numbers of the rows of a workbook that have something under the title « Conseil ».
    func rowsWithAdvice(_ name: String) throws -> [Int] {
        let rows = try run("sheet", "dump", name).documents.filter { $0["row"] != nil }
        func texts(_ row: [String: Any]) -> [String] { (row["cells"] as? [Any] ?? []).map { $0 as? String ?? "" } }
        guard let column = rows.lazy.compactMap({ texts($0).firstIndex(of: "Conseil") }).first else { return [] }
        return rows.filter { texts($0).dropFirst(column).first?.isEmpty == false }.dropFirst().compactMap { $0["row"] as? Int }
    }
}

/// What comes back of an import, and what is imported once more.
@Suite struct RefusedSheetTests {
    /// Edits cells of a workbook as a spreadsheet does.
    private static let editor = """
        import sys, openpyxl
        book = openpyxl.load_workbook(sys.argv[1])
        for edit in sys.argv[3:]:
            cell, value = edit.split("=", 1)
            book.active[cell] = value
        book.save(sys.argv[2])
        """

    private func edit(_ source: String, _ target: String, _ edits: [String], in folder: Folder) throws {
        try folder.write(Self.editor, to: "edit.py")
        let result = try Command.shell("\"$python\" edit.py \(source) \(target) \(edits.joined(separator: " "))", in: folder)
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python"))
    func `a conflict is settled in the sheet of refused rows`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["export", "2800886", "-o", "e.xlsx"])
        try folder.done(["edit", "11843518", "--email", "collegue@yopmail.com"])
        try edit("e.xlsx", "mien.xlsx", ["E4=mien@yopmail.com", "E5=sans-arobase"], in: folder)
        let first = try folder.run("import", "mien.xlsx", "--yes", "--rejects", "refus.xlsx", "--json")
        #expect(first.status == 1 && first.refusals == [4: ["row.conflict"], 5: ["email.syntax"]])

        // As it is it undoes nobody's change.
        let untouched = try folder.run("import", "refus.xlsx", "--yes", "--json")
        #expect(untouched.list("changed").isEmpty && untouched.refusals == [5: ["email.syntax"]])
        #expect(try folder.dotation("11843518")?["email"] as? String == "collegue@yopmail.com")

        try edit("refus.xlsx", "choisi.xlsx", ["E4=choisi@yopmail.com", "E5=juste@yopmail.com"], in: folder)
        let second = try folder.run("import", "choisi.xlsx", "--yes", "--json")
        #expect(second.status == 0 && second.list("changed").count == 2)
        #expect(try folder.dotation("11843518")?["email"] as? String == "choisi@yopmail.com")
    }

    /// What a spreadsheet shows of the workbook: its sheets, a formula and its result, where remarks stand, and which cells are filled.
    private static let look = """
        import sys, openpyxl
        book = openpyxl.load_workbook(sys.argv[1])
        sheet = book.worksheets[0]
        remarks = sorted(c.coordinate for r in sheet.iter_rows(min_row=2, min_col=9, max_col=10) for c in r if c.value)
        filled = sorted(c.coordinate for r in sheet.iter_rows(min_row=2) for c in r if c.fill.fgColor.rgb == "FFF7CAB0")
        print(book.sheetnames, book["Mes notes"]["A1"].value, sheet["I1"].value, sheet["J1"].value, remarks, filled,
              sheet.column_dimensions["I"].width, sheet.max_row)
        """

    @Test(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python"))
    func `refused rows come back in the admin's own workbook, and it undoes nothing`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["export", "2800886", "-o", "e.xlsx"])
        try folder.write(
            """
            import openpyxl
            book = openpyxl.load_workbook("e.xlsx")
            book.create_sheet("Mes notes")["A1"] = "=1+1"
            sheet = book.worksheets[0]
            sheet["E2"], sheet["E5"], sheet["F6"] = "juste@yopmail.com", "sans-arobase", "12"
            book.save("mien.xlsx")
            """, to: "make.py")
        #expect(try Command.shell("\"$python\" make.py", in: folder).status == 0)
        let result = try folder.run("import", "mien.xlsx", "--yes", "--rejects", "refus.xlsx", "--json")
        #expect(result.status == 2 && result.list("changed").count == 1 && result.refusals == [5: ["email.syntax"], 6: ["phone.syntax"]])
        try folder.write(Self.look, to: "look.py")
        let seen = try Command.shell("\"$python\" look.py refus.xlsx", in: folder)
        let expected = "['Commande 2800886', 'Mes notes'] =1+1 Erreur Conseil ['I5', 'I6', 'J5', 'J6'] ['E5', 'F6'] 60.0 "
        #expect(seen.text.hasPrefix(expected), "\(seen.text)\(seen.errors)")

        // A colleague corrects what is in none of its cells any more, and it stays.
        try folder.done(["edit", "11843511", "--email", "collegue@yopmail.com"])
        try edit("refus.xlsx", "choisi.xlsx", ["E5=mieux@yopmail.com", "F6=0612345678"], in: folder)
        let again = try folder.run("import", "choisi.xlsx", "--yes", "--json")
        #expect(again.status == 0 && again.list("changed").count == 2 && again.list("resend").isEmpty)
        #expect(try folder.dotation("11843511")?["email"] as? String == "collegue@yopmail.com")
        // Three times is no more than once.
        #expect(try folder.run("import", "choisi.xlsx", "--yes", "--json").list("changed").isEmpty)
    }

    @Test(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python"))
    func `a copy with refused rows that was made before the rest was applied sends no e-mail again`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["export", "2800886", "-o", "e.xlsx"])
        try edit("e.xlsx", "mien.xlsx", ["I1=Renvoyer", "I3=oui", "E5=sans-arobase", "I5=oui"], in: folder)
        #expect(try folder.run("import", "mien.xlsx", "--dry-run", "--rejects", "copie.xlsx").status == 2)
        #expect(try folder.run("import", "mien.xlsx", "--yes", "--json").list("resend").count == 1)
        try edit("copie.xlsx", "corrige.xlsx", ["E5=juste@yopmail.com"], in: folder)
        let result = try folder.run("import", "corrige.xlsx", "--yes", "--json")
        #expect(result.status == 0 && result.list("resend").isEmpty && result.list("changed").count == 1, "\(result.text)")
        #expect(try folder.jobs().count == 2)
    }

    @Test(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python"))
    func `what is to be mended is seen and sorted with its remarks, and what was mended is marked no more`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["export", "2800886", "-o", "e.xlsx"])
        try folder.write(
            """
            import openpyxl
            book = openpyxl.load_workbook("e.xlsx")
            sheet = book.worksheets[0]
            sheet.auto_filter.ref = "A1:H11"
            sheet["E5"], sheet["F6"] = "sans-arobase", "12"
            sheet.row_dimensions[5].hidden = True
            sheet.row_dimensions[7].hidden = True
            sheet.column_dimensions["F"].hidden = True
            book.save("mien.xlsx")
            """, to: "make.py")
        #expect(try Command.shell("\"$python\" make.py", in: folder).status == 0)
        #expect(try folder.run("import", "mien.xlsx", "--dry-run", "--rejects", "un.xlsx").status == 2)
        try folder.write(
            """
            import sys, openpyxl
            sheet = openpyxl.load_workbook(sys.argv[1]).worksheets[0]
            fills = [sheet[cell].fill.fgColor.rgb for cell in ("E4", "E5", "F6")]
            print(sheet.row_dimensions[5].hidden, sheet.row_dimensions[7].hidden, sheet.column_dimensions["F"].hidden, sheet.auto_filter.ref, fills)
            """, to: "look.py")
        let first = try Command.shell("\"$python\" look.py un.xlsx", in: folder)
        #expect(first.text == "False True False A1:J11 ['FFFFF9E5', 'FFF7CAB0', 'FFF7CAB0']\n", "\(first.text)\(first.errors)")
        try edit("un.xlsx", "corrige.xlsx", ["E5=juste@yopmail.com"], in: folder)
        #expect(try folder.run("import", "corrige.xlsx", "--dry-run", "--rejects", "deux.xlsx").status == 2)
        let second = try Command.shell("\"$python\" look.py deux.xlsx", in: folder)
        #expect(second.text == "False True False A1:J11 ['FFFFF9E5', 'FFFFF9E5', 'FFF7CAB0']\n", "\(second.text)\(second.errors)")
    }

    @Test func `a dry run writes the refused rows, and nothing into the store`() throws {
        let folder = try Folder.withOrder()
        let before = try folder.done(["doctor", "--json"]).list("checks").compactMap { $0["message"] as? String }
        let result = try folder.run("import", Folder.wrong, "--dry-run", "--rejects", "refus.xlsx")
        #expect(result.status == 2 && FileManager.default.fileExists(atPath: folder.url("refus.xlsx").path))
        let after = try folder.done(["doctor", "--json"]).list("checks").compactMap { $0["message"] as? String }
        #expect(before.filter { $0.contains("historique") } == after.filter { $0.contains("historique") })
    }

    @Test func `an order sheet's doubtful contacts are told at once`() throws {
        let folder = try Folder()
        try folder.write(
            """
            Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant
            001;DUPONT;Jean;jean@gmial.com;0612345678;1000
            002;MARTIN;Luc;jean@gmial.com;0700123456;1000
            001;DURAND;Zoé;zoe@yopmail.com;0612345678;1000
            """, to: "o.csv")
        let result = try folder.run("orders", "create", "o.csv", "--number", "3100009", "--date", "2026-01-01", "--json")
        #expect(
            result.list("warnings").compactMap { $0["code"] as? String } == [
                "email.suggestion", "email.shared", "row.matricule-shared", "email.suggestion", "phone.unassigned",
            ])
        #expect(result.list("warnings").compactMap { $0["cell"] as? String } == ["D2", "D2", "A2", "D3", "E3"])
        try folder.write(
            "Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\r\n001;A;B;\"a@x.fr\r\nBcc: c@x.fr\";0612345678;1000\r\n",
            to: "attaque.csv")
        let attack = try folder.run("orders", "create", "attaque.csv", "--number", "3100010", "--date", "2026-01-01", "--json")
        #expect(attack.status == 1 && attack.error["code"] as? String == "order.rows-refused")
    }
}
