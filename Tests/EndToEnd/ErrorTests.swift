import Foundation
import Testing

@Suite struct ErrorTests {
    @Test(arguments: ["info", "dump"])
    func `an error is a French sentence with the place and what to do`(command: String) throws {
        let result = try Command.run("sheet", command, "absent.xlsx", in: Folder())
        #expect(result.status == 1 && result.output.isEmpty)
        #expect(result.errors == "absent.xlsx : le fichier n’existe pas. Vérifiez le nom et le dossier.\n")
    }

    @Test func `with --json an error is the last line of standard error`() throws {
        let folder = try Folder("a.csv", "a;b\n\"c;d\n")
        let result = try Command.run("sheet", "dump", "a.csv", "--json", in: folder)
        #expect(result.status == 1 && result.output.isEmpty)
        #expect(result.error["code"] as? String == "csv.unterminated-quote")
        #expect(result.error["file"] as? String == "a.csv")
        #expect(result.error["line"] as? Int == 2)
        #expect((result.error["message"] as? String)?.hasPrefix("a.csv, ligne 2 : ") == true)
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
                kinds.xlsx, « Feuil2 » : cette feuille n’existe pas, ou n’a pas de lignes. Vérifiez le nom de la feuille. \
                Feuilles du fichier : « Feuil1 », « Masquée », « Vide ».

                """)
    }

    @Test(arguments: ["--separator tab", "--encoding UTF8"])
    func `an option for CSV is refused for a workbook`(option: String) throws {
        let folder = try Folder()
        try folder.writeEveryKind()
        let result = try Command.shell("\"$dotations\" sheet dump kinds.xlsx \(option)", in: folder)
        #expect(result.status == 64 && result.output.isEmpty)
        #expect(
            result.errors
                == "kinds.xlsx : c’est un classeur ; --separator, --encoding et --allow-stray-quotes ne concernent que le CSV.\n")
    }

    @Test func `a pipe with a name is answered with how to read one`() throws {
        let result = try Command.shell("mkfifo p && \"$dotations\" sheet info p", in: Folder())
        #expect(result.status == 1 && result.errors.hasPrefix("p : le fichier ne peut pas être lu."))
        #expect(result.errors.hasSuffix("Pour lire un tube ou l’entrée standard, donnez « - » comme fichier.\n"))
    }

    @Test func `an unknown encoding is answered with those that are known, and an option with the one that was meant`() throws {
        let encoding = try Command.shell(#""$dotations" sheet dump a.csv --encoding latin1"#, in: Folder())
        for name in ["utf-8", "utf-16le", "utf-32be", "windows-1252", "macintosh"] { #expect(encoding.errors.contains(name)) }
        #expect(!encoding.errors.contains("following"))
        let option = try Command.shell(#""$dotations" sheet dump a.csv --jsn"#, in: Folder())
        #expect(option.errors.hasPrefix("Erreur : Option inconnue : « --jsn ». Vouliez-vous dire « --json » ?\n"))
    }

    @Test(arguments: [
        ("export abc", "La valeur « abc » ne convient pas à « <n°> »"),
        ("export \"l’an 2\"", "La valeur « l’an 2 » ne convient pas à « <n°> »"),
        ("orders list a b", "2 arguments en trop : « a », « b »"),
        ("orders list --json=x", "L’option « --json » ne prend pas de valeur, mais « x » a été donné."),
        (
            "import a --limits lax",
            "La valeur « lax » ne convient pas à « --limits <limites> ». Valeurs possibles : « standard » et « strict »."
        ),
        ("edit jean@exemple.fr", "La valeur « ••• » ne convient pas à « <dotation> »"),
        ("edit '06 12 34 56 78'", "La valeur « ••• » ne convient pas à « <dotation> »"),
        ("resend 11843511 1184351", "La valeur « 1184351 » ne convient pas à « <dotation> »"),
    ])
    func `wrong usage is told in French, without what may be a person's data`(arguments: String, message: String) throws {
        let text = try Command.shell("\"$dotations\" \(arguments)", in: Folder())
        #expect(text.status == 64 && text.errors.hasPrefix("Erreur : \(message)\n"), "\(text.errors)")
        let json = try Command.shell("\"$dotations\" \(arguments) --json", in: Folder())
        #expect(json.error["message"] as? String == message)
    }

    @Test func `a missing column is told with those that are known, not with what stands in the row of titles`() throws {
        let folder = try Folder.withOrder()
        try folder.write("Identifiant dotation;Nom;jean@exemple.fr;Prénom (Zoé)\n11843511;TEST1;;\n", to: "a.csv")
        let result = try folder.run("import", "a.csv", "--order", "2800886")
        #expect(result.status == 1 && !result.errors.contains("jean@") && !result.errors.contains("Zoé"))
        #expect(result.errors.contains("colonnes introuvables : « Adresse Mail », « Téléphone »"))
        #expect(result.errors.contains("Colonnes reconnues : « Identifiant dotation », « Nom », « Prénom »."))
    }

    @Test func `a name cannot steer the terminal`() throws {
        let result = try Command.run("sheet", "dump", "a\u{1B}[2J\u{202E}\n.csv", in: Folder())
        #expect(result.errors.hasPrefix("a\u{FFFD}[2J\u{FFFD}\u{FFFD}.csv : "))
    }

    @Test(arguments: [
        "sheet dump", "sheet dump a b", "sheet dump a --limits lax", "sheet dump a --separator ab", "sheet dump a --separator '\"'",
        "sheet dump a --encoding ebcdic", "sheet convert a.csv", "sheet convert a.csv b.ods", "sheet fly", "--color",
    ])
    func `wrong usage has its own status`(arguments: String) throws {
        let folder = try Folder("a", "x\n")
        let result = try Command.shell("\"$dotations\" \(arguments)", in: folder)
        #expect(result.status == 64 && result.output.isEmpty)
        #expect(result.errors.hasPrefix("Erreur : "))
        let json = try Command.shell("\"$dotations\" \(arguments) --json", in: folder)
        #expect(json.status == 64 && json.output.isEmpty)
        #expect(json.error["code"] as? String == "usage")
    }
}
