import Foundation
import Spreadsheet
import Testing

@Suite("Workbooks with a password")
struct PasswordFileTests {
    /// A folder with an order, its export `export.xlsx` that the password in `secret` opens, and the wrong password in `wrong`.
    private func folder() throws -> Folder {
        let folder = try Folder.withOrder()
        for (name, password) in [("secret", "Été à la mer\r\nrien"), ("wrong", "été à la mer\n"), ("empty", "\n")] {
            try folder.write(password, to: name)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.url(name).path)
        }
        try folder.done(["export", "2800886", "-o", "export.xlsx", "--password-file", "secret"])
        return folder
    }

    @Test func `an export is encrypted, and every command that reads it takes its password`() throws {
        let folder = try folder()
        let bytes = try folder.data("export.xlsx")
        #expect(Array(bytes.prefix(4)) == [0xD0, 0xCF, 0x11, 0xE0])
        for command in [["sheet", "info"], ["sheet", "dump"], ["import", "--dry-run"], ["status", "import", "--dry-run"]] {
            let arguments = command + ["export.xlsx", "--json"]
            let missing = try Command.run(arguments, in: folder)
            #expect(missing.status == 1 && missing.error["code"] as? String == "format.encrypted")
            #expect((missing.error["message"] as? String)?.contains("--password-file") == true)
            let wrong = try Command.run(arguments + ["--password-file", "wrong"], in: folder)
            #expect(wrong.status == 1 && wrong.error["code"] as? String == "password.wrong")
            #expect(try Command.run(arguments + ["--password-file", "secret"], in: folder).status == 0)
        }
        try folder.done(["sheet", "convert", "export.xlsx", "plain.csv", "--password-file", "secret"])
        // A password that nothing needs is none.
        try folder.done(["sheet", "info", "plain.csv", "--password-file", "secret"])
    }

    @Test func `an export that comes back is known again`() throws {
        let folder = try folder()
        let plan = try folder.run("import", "export.xlsx", "--dry-run", "--json", "--password-file", "secret")
        #expect(plan.status == 0 && plan.list("changed").isEmpty && plan.list("refused").isEmpty)
        #expect(plan.json["order"] as? String == "2800886")
    }

    @Test func `refused rows are written with the sheet's password, and come back with it`() throws {
        let folder = try folder()
        let titles = ["Identifiant dotation", "Adresse Mail"]
        try folder.write([titles, ["11843511", "sans arobase"], ["11843512", "neuf@exemple.fr"]], to: "s.xlsx", password: "Été à la mer")
        let command = ["import", "s.xlsx", "--order", "2800886", "--yes", "--json", "--password-file", "secret"]
        let done = try Command.run(command + ["--rejects", "refus.xlsx"], in: folder)
        #expect(done.status == 2 && done.list("changed").count == 1 && done.list("refused").count == 1)
        #expect(try folder.run("sheet", "dump", "refus.xlsx", "--json").error["code"] as? String == "format.encrypted")
        #expect(try folder.run("sheet", "dump", "refus.xlsx", "--password-file", "secret").text.contains("sans arobase"))
        let again = try folder.run(
            "import", "refus.xlsx", "--order", "2800886", "--dry-run", "--json", "--password-file", "secret")
        #expect(again.list("refused").count == 1 && again.list("changed").isEmpty)
        // What a sheet without a password refuses has none, even where one was given.
        try folder.write([titles, ["11843511", "sans arobase"]], to: "ouvert.xlsx", password: nil)
        let open = ["import", "ouvert.xlsx", "--order", "2800886", "--yes", "--password-file", "secret", "--rejects", "refus2.xlsx"]
        #expect(try Command.run(open, in: folder).status == 1)
        #expect(try folder.run("sheet", "info", "refus2.xlsx").status == 0)
    }

    @Test func `orders, events and sales are read with their passwords`() throws {
        let folder = try folder()
        let password = "Été à la mer"
        try folder.writeOpenEvent(to: "événement.xlsx", password: password)
        try folder.write(
            [
                ["Matricule", "Nom", "Prénom", "Adresse Mail", "Téléphone", "Montant"],
                ["1", "A", "B", "a@exemple.fr", "0639980001", "10"],
            ],
            to: "o.xlsx", password: password)
        try folder.write(
            [
                ["Session", "Matricule", "E-mail", "Téléphone", "Date"],
                ["100€ de chèques ANCV", "1", "a@exemple.fr", "0639980001", "01/04/2025"],
            ], to: "v.xlsx", password: password)
        for command in [
            ["orders", "create", "o.xlsx", "--number", "2900000", "--date", "2026-01-02"], ["events", "load", "événement.xlsx", "--yes"],
            ["sales", "import", "v.xlsx", "--yes"],
        ] {
            let missing = try Command.run(command + ["--json"], in: folder)
            #expect(missing.status == 1 && missing.error["code"] as? String == "format.encrypted", "\(command)")
            let wrong = try Command.run(command + ["--json", "--password-file", "wrong"], in: folder)
            #expect(wrong.status == 1 && wrong.error["code"] as? String == "password.wrong", "\(command)")
            let done = try Command.run(command + ["--json", "--password-file", "secret"], in: folder)
            #expect(done.status == 0 && done.json["status"] as? String == "applied", "\(command)\n\(done.text)\(done.errors)")
        }
        #expect(try folder.saleStatuses() == ["active"])
    }

    @Test func `a password that others may read, that no workbook can have or that CSV cannot is refused`() throws {
        let folder = try folder()
        try folder.write("secret", to: "open")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.url("open").path)
        let exposed = try folder.run("sheet", "info", "export.xlsx", "--password-file", "open", "--json")
        #expect(exposed.status == 1 && exposed.error["code"] as? String == "password.exposed")
        let empty = try folder.run("export", "2800886", "-o", "other.xlsx", "--password-file", "empty", "--json")
        #expect(empty.status == 1 && empty.error["code"] as? String == "password.unwritable")
        let table = try folder.run("export", "2800886", "-o", "other.csv", "--password-file", "secret")
        #expect(table.status == 64 && !FileManager.default.fileExists(atPath: folder.url("other.csv").path))
        #expect(
            try folder.run("import", "export.xlsx", "--password-file", "secret", "--rejects", "rejects.csv", "--yes", "--json").status == 64
        )
        let twice = try folder.run("sheet", "info", "-", "--password-file", "-")
        #expect(twice.status == 64)
    }

    @Test func `somebody at a terminal is asked three times, and sees nothing of it`() throws {
        let folder = try folder()
        let opened = try folder.onTerminal("sheet info export.xlsx", answer: "faux\nÉté à la mer")
        #expect(opened.status == 0 && opened.text.contains("Ce n’est pas son mot de passe.") && !opened.text.contains("Été"))
        let closed = try folder.onTerminal("sheet info export.xlsx", answer: "faux")
        #expect(closed.status == 1 && closed.text.contains("le mot de passe n’ouvre pas le classeur") && !closed.text.contains("faux"))
        #expect(closed.text.components(separatedBy: "est protégé ; mot de passe").count == 4)
    }
}

extension Folder {
    /// A workbook of one sheet with these texts, encrypted where there is a password.
    fileprivate func write(_ rows: [[String]], to name: String, password: String?) throws {
        var workbook = try WorkbookWriter(path: url(name).path, options: .init(password: password))
        var sheet = try workbook.addSheet(SheetSettings("Feuille"))
        for row in rows { try sheet.append(row.map { .text($0) }) }
        try workbook.finish()
    }
}
