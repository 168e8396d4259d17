import Foundation
import Testing

@Suite struct ErrorTests {
    @Test(arguments: ["info", "dump"])
    func `an error is a French sentence with the place and what to do`(command: String) throws {
        let result = try Command.run("sheet", command, "absent.xlsx", in: Folder())
        #expect(result.status == 1 && result.output.isEmpty)
        #expect(result.errors == "absent.xlsx : le fichier n’existe pas. Vérifiez le nom et le dossier.\n")
    }

    @Test func `with --json an error is the last line of standard error`() throws {
        let folder = try Folder("a.csv", "a;b\n\"c;d\n")
        let result = try Command.run("sheet", "dump", "a.csv", "--json", in: folder)
        #expect(result.status == 1 && result.output.isEmpty)
        #expect(result.error["code"] as? String == "csv.unterminated-quote")
        #expect(result.error["file"] as? String == "a.csv")
        #expect(result.error["line"] as? Int == 2)
        #expect((result.error["message"] as? String)?.hasPrefix("a.csv, ligne 2 : ") == true)
        #expect(Set(result.error.keys) == ["code", "message", "file", "line"])
    }

    @Test func `rows that have gone out before an error are whole`() throws {
        let folder = try Folder("a.csv", String(repeating: "abcdefgh;ijklmnop\n", count: 50_000) + "\"")
        let result = try Command.run("sheet", "dump", "a.csv", "--json", in: folder)
        #expect(result.status == 1)
        #expect(result.error["line"] as? Int == 50_001)
        #expect(result.text.hasSuffix(#"{"sheet":"a","row":50000,"cells":["abcdefgh","ijklmnop"]}"# + "\n"))
        #expect(result.lines.count == 50_001)
    }

    @Test func `limits for strangers refuse what those for friends allow, and say how much was too much`() throws {
        let folder = try Folder("a.csv", String(repeating: "a\n", count: 200_001))
        #expect(try Command.run("sheet", "info", "a.csv", "--count", in: folder).status == 0)
        let result = try Command.run("sheet", "info", "a.csv", "--count", "--limits", "strict", "--json", in: folder)
        #expect(result.status == 1 && result.output.isEmpty)
        #expect(result.error["code"] as? String == "limit.rows")
        #expect(result.error["measured"] as? Int == 200_001 && result.error["limit"] as? Int == 200_000)
    }

    @Test func `a sheet that is not there is answered with those that are`() throws {
        let folder = try Folder()
        try folder.writeEveryKind()
        let result = try Command.run("sheet", "dump", "kinds.xlsx", "--sheet", "Feuil2", in: folder)
        #expect(result.status == 1 && result.output.isEmpty)
        #expect(
            result.errors == """
                kinds.xlsx, « Feuil2 » : cette feuille n’existe pas, ou n’a pas de lignes. Vérifiez le nom de la feuille. \
                Feuilles du fichier : « Feuil1 », « Masquée », « Vide ».

                """)
    }

    @Test func `a name cannot steer the terminal`() throws {
        let result = try Command.run("sheet", "dump", "a\u{1B}[2J\u{202E}\n.csv", in: Folder())
        #expect(result.errors.hasPrefix("a\u{FFFD}[2J\u{FFFD}\u{FFFD}.csv : "))
    }

    @Test(arguments: [
        "sheet dump", "sheet dump a b", "sheet dump a --limits lax", "sheet dump a --separator ab", "sheet dump a --separator '\"'",
        "sheet dump a --encoding ebcdic", "sheet convert a.csv", "sheet convert a.csv b.ods", "sheet fly", "--color",
    ])
    func `wrong usage has its own status`(arguments: String) throws {
        let folder = try Folder("a", "x\n")
        let result = try Command.shell("\"$dotations\" \(arguments)", in: folder)
        #expect(result.status == 64 && result.output.isEmpty)
        #expect(result.errors.hasPrefix("Erreur : "))
        let json = try Command.shell("\"$dotations\" \(arguments) --json", in: folder)
        #expect(json.status == 64 && json.output.isEmpty)
        #expect(json.error["code"] as? String == "usage")
    }
}
