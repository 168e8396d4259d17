import Foundation
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
