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
            #expect((json.error["message"] as? String)?.contains(Self.accountCreated + ". ") == true)
        }
        #expect(try folder.run("edit", "11843511", "--telephone", "0612345678").status == 0)
        let all = try folder.run("resend", "--order", "2800886", "--confirm", "9", "--json")
        #expect(all.status == 2 && all.list("resend").count == 9 && all.list("refused").count == 1)
    }

    @Test func `an activated dotation takes no change and no e-mail`() throws {
        let folder = try Folder.withOrder()
        #expect(try folder.run("status", "set", "11843511", "11843513", "activé", "--json").json["changed"] as? Int == 2)
        #expect(try folder.run("edit", "11843511", "--email", "a@b.fr", "--json").error["code"] as? String == "row.not-modifiable")
        #expect(try folder.run("resend", "11843511", "--json").error["code"] as? String == "row.not-modifiable")
        let all = try folder.run("resend", "--all", "--confirm", "8", "--json")
        #expect(all.status == 0 && all.list("resend").count == 8)
        #expect(try folder.jobs().count == 8)
    }

    @Test(arguments: [["--order", "2800886"], ["--all"]])
    func `a bulk resend says how much it sends, and wants that number typed`(selection: [String]) throws {
        let folder = try Folder.withOrder()
        let resend = ["resend"] + selection
        let text = try Command.run(resend, in: folder)
        #expect(text.status == 1 && text.text.hasSuffix("Bilan : 10 e-mails d’activation, pour 1 commande.\n"))
        #expect(text.errors.contains("--confirm avec le nombre d’e-mails"))
        for insufficient in [[], ["--yes"], ["--confirm", "9"]] {
            #expect(try Command.run(resend + insufficient + ["--json"], in: folder).error["code"] as? String == "confirmation.number")
        }
        let planned = try Command.run(resend + ["--dry-run", "--json"], in: folder)
        #expect(planned.status == 0 && planned.json["status"] as? String == "planned" && planned.json["operation"] is NSNull)
        #expect(planned.json["orders"] as? Int == 1 && planned.list("resend").count == 10)
        #expect((planned.list("confirmations").first?["code"] as? String) == "confirm.bulk-resend")
        #expect(try folder.jobs().isEmpty && folder.run("imports", "list", "--json").list("imports").isEmpty)
        let sent = try Command.run(resend + ["--confirm", "10", "--json"], in: folder)
        #expect(sent.status == 0 && sent.json["status"] as? String == "applied" && sent.json["operation"] is Int)
        #expect(try folder.jobs().count == 10)
    }

    @Test func `single dotations are resent without a question, and what is refused does not speak of a file`() throws {
        let folder = try Folder.withOrder()
        #expect(try folder.run("resend", "11843511", "--dry-run").status == 0 && folder.jobs().isEmpty)
        #expect(try folder.run("resend", "11843511").status == 0 && folder.jobs().count == 1)
        try folder.done(["status", "set", "11843513", "activé"])
        for arguments in [
            ["resend", "99999999"], ["resend", "11843513"], ["edit", "11843513", "--email", "a@b.fr"], ["edit", "11843511", "--email", ""],
            ["edit", "11843511", "--telephone", ""], ["edit", "99999999", "--email", "a@b.fr"],
        ] {
            let result = try Command.run(arguments, in: folder)
            let said = result.text + result.errors
            #expect(result.status == 1 && !said.contains("fichier") && !said.contains("de la commande"), "\(said)")
        }
        #expect(try folder.run("resend", "99999999").text.contains("Aucune dotation n’a l’identifiant « 99999999 »."))
    }

    @Test func `what was so already is counted in good French`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["status", "account-created", "11843511"])
        #expect(try folder.run("status", "account-created", "11843511").text == "0 compte créé.\n1 compte l’était déjà.\n")
        let set = try folder.run("status", "set", "11843511", "11843513", "PRODUCTION")
        #expect(set.text == "0 dotation au statut « PRODUCTION ».\n2 dotations y étaient déjà.\n")
        let json = try folder.run("status", "set", "11843511", "PRODUCTION", "--json").json
        #expect(json["status"] as? String == "unchanged")
        #expect(json["operation"] is NSNull)
    }

    @Test func `the history has the account's name, whatever USER says`() throws {
        let folder = try Folder.withOrder()
        #expect(try Command.shell(#"USER=directrice "$dotations" resend 11843511"#, in: folder).status == 0)
        let name = try Command.shell("id -un", in: folder).lines.first
        #expect(try folder.run("imports", "list", "--json").list("imports").first?["user"] as? String == name)
    }

    @Test func `what is activated stops being so only where that is meant`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["status", "set", "11843511", "activé"])
        let asked = try folder.run("status", "set", "11843511", "11843513", "PRODUCTION")
        #expect(asked.status == 1 && asked.errors.contains("11843511") && asked.errors.contains("redeviendrait modifiable"))
        let json = try folder.run("status", "set", "11843511", "PRODUCTION", "--json")
        #expect(json.status == 1 && json.error["code"] as? String == "confirmation.needed")
        #expect(try folder.dotation("11843511")?["status"] as? String == "activé")
        try folder.done(["status", "set", "11843511", "activée"])
        try folder.done(["status", "set", "11843511", "11843513", "PRODUCTION", "--yes"])
        #expect(try folder.dotation("11843511")?["status"] as? String == "PRODUCTION")
    }

    @Test func `a known status is stored under its own name`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["status", "set", "11843511", "ERREUR_EMAIL"])
        #expect(try folder.dotation("11843511")?["status"] as? String == "Erreur e-mail")
    }

    @Test func `a status that is not known is set only where that is meant`() throws {
        let folder = try Folder.withOrder()
        let asked = try folder.run("status", "set", "11843511", "11843513", "Suspendue")
        #expect(asked.status == 1)
        #expect(asked.errors.contains("2 dotations prendraient un statut qui n’est pas connu, et ne se modifieraient plus (« Suspendue »)"))
        let json = try folder.run("status", "set", "11843511", "Suspendue", "--json")
        #expect(json.error["code"] as? String == "confirmation.needed")
        #expect(try folder.dotation("11843511")?["status"] as? String == "PRODUCTION")
        try folder.done(["status", "set", "11843511", "Suspendue", "--yes"])
        #expect(try folder.dotation("11843511")?["status"] as? String == "Suspendue")
        // From then on it is the store's own.
        try folder.done(["status", "set", "11843511", "suspendue"])
    }

    @Test(arguments: [
        "edit 11843511", "edit 1184351 --email a@b.fr", "resend", "resend 11843511 --all", "resend --order 1", "status set 11843511",
        "status set Erreur e-mail", "import", "import a.csv --dry-run --yes", "import a.csv --rejects a.txt", "export",
        "resend --all --dry-run --yes", "imports revert 1 --dry-run --confirm 2", "edit 11843511 --email a@b.fr --policy lax",
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
        for line in [
            "38 ventes notées comme commandées.", "Commande 2900001", "Import appliqué (opération 9)", "Rien n’a été modifié.",
            "Lignes refusées (9)",
            "[row.conflict]", "Annulation 12 appliquée.", "6 e-mails.",
        ] {
            #expect(result.text.contains(line), "\(line)")
        }
        let none = try folder.run("demo", "--samples", ".", "--json")
        #expect(none.status == 1 && none.error["code"] as? String == "samples.missing")
    }
}
