import Foundation
import Testing

@Suite struct CorrectionTests {
    private static let accountCreated =
        "Compte créé, dotation non activée, le salarié doit télécharger l'application pour activer sa dotation"

    @Test func `one correction is checked and sends one e-mail like an import`() throws {
        let folder = try Folder.withOrder()
        let result = try folder.run("edit", "11843511", "--email", "Neuf@YOPMAIL.com", "--telephone", "+33 6 12 34 56 78", "--json")
        #expect(result.status == 0 && result.json["status"] as? String == "applied" && result.list("changed").count == 1)
        let job = try #require(try folder.jobs().first)
        #expect(job["to"] as? String == "Neuf@yopmail.com" && job["telephone"] as? String == "0612345678")
        let same = try folder.run("edit", "11843511", "--telephone", "06 12 34 56 78", "--json")
        #expect(same.status == 1 && same.error["code"] as? String == "nothing-to-do")
    }

    @Test func `an account that is there is told in the guide's words`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["status", "account-created", "11843511"])
        for arguments in [["resend", "11843511"], ["edit", "11843511", "--email", "neuf@yopmail.com"]] {
            let text = try Command.run(arguments, in: folder)
            #expect(text.status == 1 && text.text.contains(Self.accountCreated))
            let json = try Command.run(arguments + ["--json"], in: folder)
            #expect(json.error["code"] as? String == "row.account-created")
            #expect((json.error["message"] as? String)?.contains(Self.accountCreated) == true)
        }
        #expect(try folder.run("edit", "11843511", "--telephone", "0612345678").status == 0)
        let all = try folder.run("resend", "--order", "2800886", "--json")
        #expect(all.status == 2 && all.list("resend").count == 9 && all.list("refused").count == 1)
    }

    @Test func `an activated dotation takes no change and no e-mail`() throws {
        let folder = try Folder.withOrder()
        #expect(try folder.run("status", "set", "11843511", "11843513", "activé", "--json").json["changed"] as? Int == 2)
        #expect(try folder.run("edit", "11843511", "--email", "a@b.fr", "--json").error["code"] as? String == "row.not-modifiable")
        #expect(try folder.run("resend", "11843511", "--json").error["code"] as? String == "row.not-modifiable")
        let all = try folder.run("resend", "--all", "--json")
        #expect(all.status == 0 && all.list("resend").count == 8)
        #expect(try folder.jobs().count == 8)
    }

    @Test func `a known status is stored under its own name`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["status", "set", "11843511", "ERREUR_EMAIL"])
        #expect(try folder.dotation("11843511")?["status"] as? String == "Erreur e-mail")
        let other = try folder.run("status", "set", "11843511", "Suspendue")
        #expect(other.status == 0 && other.text.contains("n’est pas connu"))
    }

    @Test(arguments: [
        "edit 11843511", "edit 1184351 --email a@b.fr", "resend", "resend 11843511 --all", "resend --order 1", "status set 11843511",
        "status set Erreur e-mail", "import", "import a.csv --dry-run --yes", "import a.csv --rejects a.txt", "export",
        "export 2800886 -o a.pdf",
        "orders create a.csv --number 1 --date 2020-08-21", "orders create a.csv --number 2800886 --date 31/02/2020", "imports show zero",
        "jobs list --state asleep", "search --order x",
    ])
    func `wrong usage has its own status and changes nothing`(arguments: String) throws {
        let folder = try Folder()
        let result = try Command.shell("\"$dotations\" \(arguments) --json", in: folder)
        #expect(result.status == 64 && result.output.isEmpty)
        #expect(result.error["code"] as? String == "usage", "\(result.errors)")
        #expect(try folder.names().isEmpty)
    }

    @Test func `the demo goes through the whole loop`() throws {
        let folder = try Folder()
        let samples = sample("x").deletingLastPathComponent().path
        let result = try Command.shell("TMPDIR=\"$PWD\" \"$dotations\" demo --samples '\(samples)'", in: folder)
        #expect(result.status == 0 && result.errors.isEmpty)
        for line in ["Import 19 appliqué", "Rien n’a été modifié.", "Lignes refusées (10)", "Annulation 21 appliquée.", "8 e-mails."] {
            #expect(result.text.contains(line), "\(line)")
        }
        let none = try folder.run("demo", "--samples", ".", "--json")
        #expect(none.status == 1 && none.error["code"] as? String == "samples.missing")
    }
}
