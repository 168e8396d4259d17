import Foundation
import Testing

@Suite struct ImportTests {
    @Test func `what sends the e-mails is said with their number`() throws {
        let folder = try Folder.withOrder()
        let imported = try folder.done(["import", Folder.corrected, "--yes"]).lines.suffix(3)
        #expect(
            Array(imported) == [
                "Import appliqué (opération 3) : 3 modifications, 4 e-mails à envoyer.", "Pour les envoyer : dotations jobs send",
                "Pour annuler l’import : dotations imports revert 3",
            ])
        let resent = try folder.done(["resend", "11843511"]).lines.suffix(2)
        #expect(Array(resent) == ["1 e-mail d’activation à envoyer (opération 4).", "Pour l’envoyer : dotations jobs send"])
        #expect(try folder.done(["edit", "11843511", "--telephone", "0612345678"]).lines.contains("Pour l’envoyer : dotations jobs send"))
    }

    @Test func `a plan for programs has every row that is not unchanged`() throws {
        let folder = try Folder.withOrder()
        let plan = try folder.run("import", Folder.corrected, "--dry-run", "--json")
        #expect(plan.status == 0 && plan.errors.isEmpty && plan.lines.count == 1)
        #expect(
            Set(plan.json.keys) == [
                "status", "order", "rows", "unchanged", "hidden", "changed", "resend", "withdrawn", "mailsCancelled", "mailsRestored",
                "refused",
                "warnings", "confirmations",
                "looksLikeOrder", "rejects", "import", "fingerprint",
            ])
        #expect(plan.json["status"] as? String == "planned" && plan.json["import"] is NSNull && plan.json["order"] as? String == "2800886")
        #expect(plan.json["rows"] as? Int == 10 && plan.json["unchanged"] as? Int == 6)
        let first = try #require(plan.list("changed").first)
        #expect(first["row"] as? Int == 4 && first["id"] as? String == "11843518" && first["job"] as? String == "accountCreation")
        #expect(first["email"] as? [String: String] == ["old": "ancv.rec3@yopmail.com", "new": "test3.nouveau@yopmail.com"])
        #expect(first["telephone"] is NSNull)
        #expect(plan.list("changed").map { $0["job"] as? String } == ["accountCreation", "accountCreation", "phoneChanged"])
        #expect(plan.list("resend").first?["row"] as? Int == 10)
        let warning = try #require(plan.list("warnings").first)
        #expect(warning["code"] as? String == "email.suggestion" && warning["cell"] as? String == "E6")
        #expect(warning["suggestion"] as? String == "test5@yopmail.com")
        #expect(try folder.jobs().isEmpty)
    }

    @Test func `a fingerprint approves its plan and no other`() throws {
        let folder = try Folder.withOrder()
        let fingerprint = try #require(folder.run("import", Folder.corrected, "--dry-run", "--json").json["fingerprint"] as? String)
        #expect(try folder.run("import", Folder.corrected, "--dry-run").text.hasSuffix("Empreinte du plan : \(fingerprint)\n"))
        // Nobody is asked by a program, wherever it runs.
        let unapproved = try folder.run("import", Folder.corrected, "--json").error["message"] as? String
        #expect(unapproved?.contains("avec --json") == true && unapproved?.contains("terminal") == false)
        try folder.done(["edit", "11843518", "--email", "entretemps@yopmail.com"])
        let other = try folder.run("import", Folder.corrected, "--plan", fingerprint, "--json")
        #expect(other.status == 1 && other.error["code"] as? String == "plan.changed")
        // A fingerprint alone does not tell what is different: the new plan is there, and the error says that it is all there is.
        #expect(other.json["status"] as? String == "planned")
        #expect((other.error["message"] as? String)?.contains("seul le nouveau plan est montré") == true)
        #expect(try folder.jobs().count == 1)
        let now = try #require(folder.run("import", Folder.corrected, "--dry-run", "--json").json["fingerprint"] as? String)
        #expect(now != fingerprint && other.json["fingerprint"] as? String == now && other.json["status"] as? String == "planned")
        let applied = try folder.run("import", Folder.corrected, "--plan", now, "--json")
        #expect(applied.json["status"] as? String == "applied" && applied.json["fingerprint"] as? String == now)
        #expect(try folder.run("import", Folder.corrected, "--plan", "xyz").status == 64)
        #expect(try folder.run("import", Folder.corrected, "--plan", now, "--dry-run").status == 64)
    }

    @Test func `an import is applied once, with one e-mail for each changed row`() throws {
        let folder = try Folder.withOrder()
        let applied = try folder.run("import", Folder.corrected, "--yes", "--json", "--user", "Zoé")
        #expect(applied.status == 0 && applied.json["status"] as? String == "applied")
        let id = try #require(applied.json["import"] as? Int)
        #expect(
            try folder.jobs().map { $0["to"] as? String } == [
                "test3.nouveau@yopmail.com", "test5@yopmial.com", "ancv.rec7@yopmail.com", "ancv.rec9@yopmail.com",
            ])
        #expect(try folder.dotation("11843517")?["telephone"] as? String == "0612345678")
        let again = try folder.run("import", Folder.corrected, "--yes", "--json")
        #expect(again.status == 0 && again.json["status"] as? String == "unchanged" && again.json["import"] is NSNull)
        #expect(try folder.jobs().count == 4)
        let shown = try folder.run("imports", "show", String(id), "--json")
        #expect(shown.json["user"] as? String == named("Zoé") && shown.list("details").count == 4)
        let undone = try folder.run("imports", "revert", String(id), "--yes", "--json")
        #expect(undone.status == 0 && undone.list("changed").count == 3)
        // Nothing had left, so nobody is told of the undo.
        #expect(undone.json["mailsCancelled"] as? Int == 4 && undone.json["mailsRestored"] as? Int == 0)
        #expect(undone.list("changed").allSatisfy { $0["job"] is NSNull })
        #expect(try folder.jobs().isEmpty && folder.done(["jobs", "export", "--state", "cancelled"]).documents.count == 4)
        #expect(try folder.dotation("11843518")?["email"] as? String == "ancv.rec3@yopmail.com")
        #expect(try folder.run("imports", "revert", String(id), "--json").error["code"] as? String == "nothing-to-do")
        #expect(try folder.run("imports", "list", "--json").list("imports").map { $0["kind"] as? String } == ["revert", "import"])
    }

    @Test func `each mistake has its own reason, and the rest of the file is applied`() throws {
        let folder = try Folder.withOrder()
        let result = try folder.run("import", Folder.wrong, "--yes", "--rejects", "refus.xlsx", "--json")
        #expect(result.status == 2 && result.json["status"] as? String == "applied" && result.errors.isEmpty)
        #expect(
            result.refusals == [
                2: ["email.syntax"], 3: ["phone.not-mobile"], 4: ["email.empty"], 5: ["row.locked-column"],
                6: ["phone.truncated-by-spreadsheet"], 7: ["row.unknown-id"], 8: ["email.shared"], 9: ["cell.formula"],
                11: ["row.duplicate"], 12: ["row.duplicate"],
            ])
        #expect(try folder.jobs().map { $0["dotation"] as? String } == ["11843515"])
        #expect(try folder.rowsWithAdvice("refus.xlsx") == result.refusals.keys.sorted())
        let again = try folder.run("import", "refus.xlsx", "--dry-run", "--json")
        #expect(again.status == 2 && again.list("changed").isEmpty && again.refusals.count == 10, "the remarks are no data")
    }

    @Test func `statuses that differ are told in one line and hold nothing up`() throws {
        let folder = try Folder.withOrder()
        let csv = try folder.text("commande_2800886.csv").replacing("PRODUCTION", with: "activé").replacing("ancv.rec1@", with: "neuf@")
        try folder.write(csv, to: "portail.csv")
        let result = try folder.run("import", "portail.csv", "--order", "2800886", "--dry-run")
        #expect(result.status == 0)
        let lines = result.lines.filter { $0.contains("[row.status-differs]") }
        #expect(lines.count == 1)
        #expect(lines.first?.contains("« activé » dans le fichier, et « PRODUCTION » aujourd’hui ; de même à 9 autres lignes") == true)
        #expect(lines.first?.contains("« dotations status import »") == true)
        let applied = try folder.run("import", "portail.csv", "--order", "2800886", "--yes", "--json")
        #expect(applied.status == 0)
        #expect(applied.list("changed").count == 1)
        #expect(try folder.dotation("11843511")?["status"] as? String == "PRODUCTION")
    }

    @Test func `an address in another case is no change in the refused rows that come back either`() throws {
        let folder = try Folder.withOrder()
        let csv = try folder.text("commande_2800886.csv").replacing("TEST1;", with: "AUTRE;").replacing("ancv.rec1@", with: "ANCV.REC1@")
        try folder.write(csv, to: "a.csv")
        let first = try folder.run("import", "a.csv", "--order", "2800886", "--yes", "--rejects", "refus.xlsx", "--json")
        #expect(first.refusals == [2: ["row.locked-column"]])
        try folder.done(["sheet", "convert", "refus.xlsx", "refus.csv"])
        try folder.write(try folder.text("refus.csv").replacing("AUTRE", with: "TEST1"), to: "refus.csv")
        let mended = try folder.run("import", "refus.csv", "--order", "2800886", "--dry-run", "--json")
        #expect(mended.status == 0)
        #expect(mended.list("changed").isEmpty)
        #expect(mended.json["unchanged"] as? Int == 1)
    }

    @Test func `atomic refuses the whole file`() throws {
        let folder = try Folder.withOrder()
        let result = try folder.run("import", Folder.wrong, "--yes", "--atomic", "--rejects", "refus.csv", "--json")
        #expect(result.status == 1 && result.error["code"] as? String == "import.refused")
        #expect(result.json["status"] as? String == "refused")
        #expect(result.list("changed").count == 1)
        #expect(result.refusals.count == 10)
        #expect(try folder.jobs().isEmpty && folder.names().contains("refus.csv"))
    }

    @Test(arguments: ["a.csv", "./a.csv", "hard.csv", "soft.csv", "stdin"])
    func `the refused rows never take the place of the sheet that is imported`(name: String) throws {
        let folder = try Folder.withOrder()
        try folder.write(try folder.text("commande_2800886.csv").replacing("0665915236", with: "123"), to: "a.csv")
        try FileManager.default.linkItem(at: folder.url("a.csv"), to: folder.url("hard.csv"))
        try FileManager.default.createSymbolicLink(atPath: folder.url("soft.csv").path, withDestinationPath: "a.csv")
        let before = try folder.data("a.csv")
        let (file, rejects) = name == "stdin" ? ("-", "a.csv") : ("a.csv", name)
        for option in ["--dry-run", "--yes", "--atomic"] {
            let result = try Command.shell(
                "\"$dotations\" import \(file) --order 2800886 \(option) --rejects \(rejects) --json < a.csv", in: folder)
            #expect(result.status == 1 && result.output.isEmpty && result.error["code"] as? String == "file.same")
            #expect(try folder.data("a.csv") == before)
        }
        #expect(try folder.jobs().isEmpty)
    }

    @Test func `the refused rows take the place of no file, in which somebody may be correcting others`() throws {
        let folder = try Folder.withOrder()
        try folder.write("old", to: "refus.csv")
        for option in ["--dry-run", "--yes"] {
            let result = try folder.run("import", Folder.wrong, option, "--rejects", "refus.csv", "--json")
            #expect(result.status == 1 && result.output.isEmpty && result.error["code"] as? String == "file.exists")
        }
        #expect(try folder.text("refus.csv") == "old" && folder.jobs().isEmpty)
        // Where nothing is refused, none is written.
        let arguments = ["import", "commande_2800886.csv", "--order", "2800886", "--rejects", "autre.csv"]
        let text = try Command.run(arguments, in: folder)
        #expect(text.status == 0 && text.text.hasSuffix("Aucune ligne n’est refusée : autre.csv n’a pas été écrit.\n"))
        #expect(try Command.run(arguments + ["--json"], in: folder).json["rejects"] is NSNull)
        #expect(try !folder.names().contains("autre.csv"))
    }

    @Test func `the stricter rule leaves only the two statuses that the guide names`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["status", "set", "11843511", "Erreur e-mail"])
        try folder.done(["status", "set", "11843513", "En attente d'activation"])
        let export = try folder.run("export", "2800886", "--policy", "strict", "-o", "a.xlsx", "--json")
        #expect(export.json["rows"] as? Int == 2)
        let result = try folder.run("import", Folder.corrected, "--policy", "strict", "--dry-run", "--json")
        #expect(result.list("changed").isEmpty && result.refusals.values.count { $0.contains("row.not-modifiable") } == 3)
        let edit = try folder.run("edit", "11843518", "--telephone", "0612345678", "--policy", "strict", "--json")
        #expect(edit.error["code"] as? String == "row.not-modifiable")
        #expect(try folder.run("edit", "11843511", "--telephone", "0612345678", "--policy", "strict").status == 0)
        try folder.done(["status", "set"] + ["11843511", "11843513", "PRODUCTION"])
        #expect(try folder.run("export", "2800886", "--policy", "strict", "--json").error["code"] as? String == "nothing-to-do")
    }

    @Test func `one address for two people is a warning where that is allowed`() throws {
        let folder = try Folder.withOrder()
        try folder.write(try folder.text("commande_2800886.csv").replacing("ancv.rec1@", with: "ancv.rec2@"), to: "a.csv")
        let import_ = ["import", "a.csv", "--order", "2800886", "--dry-run", "--json"]
        #expect(try Command.run(import_, in: folder).refusals.values.joined().contains("email.shared"))
        let allowed = try Command.run(import_ + ["--allow-shared-email"], in: folder)
        #expect(allowed.status == 0 && allowed.list("changed").count == 1)
        #expect(allowed.list("warnings").contains { $0["code"] as? String == "email.shared" })
        let edit = ["edit", "11843511", "--email", "ancv.rec2@yopmail.com"]
        #expect(try Command.run(edit, in: folder).status == 1)
        let edited = try Command.run(edit + ["--allow-shared-email"], in: folder)
        #expect(edited.status == 0 && edited.text.contains("[email.shared]"))
    }

    @Test func `a client's own rules hold where the command says no other`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["status", "set", "11843511", "Erreur e-mail"])
        try folder.write(try folder.text("commande_2800886.csv").replacing("ancv.rec1@", with: "ancv.rec2@"), to: "a.csv")
        let import_ = ["import", "a.csv", "--order", "2800886", "--dry-run", "--json"]
        let rows = try folder.done(["export", "2800886", "-o", "a.xlsx", "--json"]).json["rows"] as? Int
        try folder.done(["clients", "set", "cse", "policy.modification=strict", "policy.shared-email=allowed"])
        let strict = try folder.run("export", "2800886", "-o", "b.xlsx", "--json").json["rows"] as? Int
        #expect(strict == 1 && rows != 1)
        let edit = try folder.run("edit", "11843518", "--telephone", "0612345678", "--json")
        #expect(edit.error["code"] as? String == "row.not-modifiable")
        #expect(try Command.run(import_, in: folder).list("warnings").contains { $0["code"] as? String == "email.shared" })

        let usual = try folder.run("export", "2800886", "--policy", "not-activated", "-o", "c.xlsx", "--json")
        #expect(usual.json["rows"] as? Int == rows)
        let refused = try Command.run(import_ + ["--no-allow-shared-email"], in: folder)
        #expect(refused.refusals.values.joined().contains("email.shared"))
    }

    @Test func `an undo wants a yes, and its number of changes where it is unusual`() throws {
        let folder = try Folder.withOrder()
        let few = try #require(try folder.done(["import", Folder.corrected, "--yes", "--json"]).json["import"] as? Int)
        #expect(try folder.run("imports", "revert", "\(few)", "--json").error["code"] as? String == "confirmation.needed")
        #expect(try folder.run("imports", "revert", "\(few)", "--yes").status == 0)
        try folder.write(try folder.text("commande_2800886.csv").replacing("ancv.rec", with: "nouveau.rec"), to: "neuf.csv")
        let many = ["import", "neuf.csv", "--order", "2800886", "--confirm", "10", "--json"]
        let id = try #require(try folder.done(many).json["import"] as? Int)
        let refused = try folder.run("imports", "revert", "\(id)", "--yes")
        #expect(refused.status == 1)
        #expect(refused.text.contains("10 adresses e-mail sur 10 reviendraient à leur valeur d’avant"))
        #expect(refused.text.contains("Bilan : 10 modifications"))
        #expect(refused.errors.contains("Plus d’une adresse e-mail sur cinq reviendrait à sa valeur d’avant."))
        #expect(refused.errors.contains("--confirm"))
        #expect(!refused.errors.contains("10"))
        #expect(try folder.dotation("11843511")?["email"] as? String == "nouveau.rec1@yopmail.com")
        #expect(try folder.run("imports", "revert", "\(id)", "--dry-run", "--json").json["status"] as? String == "planned")
        #expect(try folder.run("imports", "revert", "\(id)", "--confirm", "10").status == 0)
        #expect(try folder.dotation("11843511")?["email"] as? String == "ancv.rec1@yopmail.com")
        try folder.done(["status", "set", "11843511", "activé"])
        let undone = try folder.run("imports", "revert", "\(id + 1)", "--dry-run")
        #expect(undone.text.contains("[row.not-modifiable]") && !undone.text.contains("fichier"), "\(undone.text)")
    }

    @Test func `without a terminal an import wants a yes`() throws {
        let folder = try Folder.withOrder()
        let result = try folder.run("import", Folder.corrected, "--json")
        #expect(result.status == 1 && result.list("changed").count == 3 && result.error["code"] as? String == "confirmation.needed")
        #expect(try folder.jobs().isEmpty)
    }

    @Test func `an unusual plan wants its number of changes, not a yes`() throws {
        let folder = try Folder.withOrder()
        let csv = try folder.text("commande_2800886.csv").replacing("ancv.rec", with: "nouveau.rec")
        try folder.write(csv, to: "neuf.csv")
        func run(_ answers: String...) throws -> Command.Result {
            try Command.run(["import", "neuf.csv", "--order", "2800886", "--json"] + answers, in: folder)
        }
        for answers in [["--yes"], ["--confirm", "9"], ["--yes", "--confirm", "11"]] {
            let result = try Command.run(["import", "neuf.csv", "--order", "2800886", "--json"] + answers, in: folder)
            #expect(result.status == 1 && result.error["code"] as? String == "confirmation.number", "\(answers)")
            #expect(result.json["status"] as? String == "planned" && !result.list("confirmations").isEmpty)
            #expect(!result.errors.contains("nouveau.rec1@"))
            #expect(!result.errors.contains("10"))
        }
        #expect(try folder.jobs().isEmpty)
        #expect(try run("--confirm", "10").json["status"] as? String == "applied")
        #expect(try folder.jobs().count == 10)
    }

    @Test func `the order is the one that everything names which names one`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["orders", "create", "commande_2800901.xlsx", "--number", "2800901", "--date", "2020-08-25", "--paid"])
        func code(_ arguments: String...) throws -> String? {
            let result = try Command.run(["import", "--dry-run", "--json"] + arguments, in: folder)
            return result.status == 0 ? nil : result.error["code"] as? String
        }
        #expect(try code(Folder.corrected) == nil)
        #expect(try code(Folder.corrected, "--order", "2800901") == "order.mismatch")
        try FileManager.default.moveItem(at: folder.url(Folder.corrected), to: folder.url("Commande 2800901.xlsx"))
        #expect(try code("Commande 2800901.xlsx") == "order.mismatch")
        try FileManager.default.moveItem(at: folder.url("commande_2800886.csv"), to: folder.url("a.csv"))
        #expect(try code("a.csv") == "order.undetermined")
        #expect(try code("a.csv", "--order", "2800886") == nil)
        let foreign = try folder.run("import", "a.csv", "--order", "2800901", "--dry-run", "--json")
        #expect(foreign.status == 2 && Set(foreign.refusals.values.joined()) == ["row.other-order"])
        #expect(foreign.json["looksLikeOrder"] as? String == "2800886")
    }

    @Test func `a search's export says in its rows which order it is of`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["orders", "create", "commande_2800901.xlsx", "--number", "2800901", "--date", "2020-08-25", "--paid"])
        try folder.done(["search", "--order", "2800886", "--export", "une.csv"])
        try folder.write(try folder.text("une.csv").replacing("ancv.rec1@", with: "neuf@"), to: "une.csv")
        let one = try folder.run("import", "une.csv", "--dry-run", "--json")
        #expect(one.status == 0)
        #expect(one.json["order"] as? String == "2800886")
        #expect(one.list("changed").count == 1)
        try folder.done(["search", "--export", "toutes.xlsx"])
        let several = try folder.run("import", "toutes.xlsx", "--dry-run", "--json")
        #expect(several.status == 1)
        #expect(several.error["code"] as? String == "order.undetermined")
        let message = try #require(several.error["message"] as? String)
        #expect(message.contains("les lignes nomment 2 commandes : 2800886 (10 lignes), 2800901 ("))
        #expect(message.contains("par exemple la 2800886") && message.hasSuffix("Le numéro se donne avec --order."))
        #expect((several.error["faults"] as? [[String: Any]])?.map { $0["order"] as? String } == ["2800886", "2800901"])
        let given = try folder.run("import", "toutes.xlsx", "--order", "2800886", "--dry-run", "--json")
        #expect(given.list("changed").isEmpty)
        #expect(Set(given.refusals.values.joined()) == ["row.other-order"])
    }

    @Test func `a row without its order number leaves the order open`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["search", "--order", "2800886", "--export", "une.csv"])
        let text = try folder.text("une.csv")
        let line = try #require(text.split(whereSeparator: \.isNewline).last.map(String.init))
        try folder.write(text.replacing(line, with: line.replacing("2800886", with: "")), to: "une.csv")
        let result = try folder.run("import", "une.csv", "--dry-run", "--json")
        #expect(result.error["code"] as? String == "order.undetermined")
        #expect((result.error["message"] as? String)?.contains("1 ligne n’a pas de n° de commande") == true)
    }

    @Test func `an edit that somebody made since the export is not undone`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["export", "2800886", "-o", "a.csv"])
        try folder.done(["export", "2800886", "-o", "a.xlsx"])
        try folder.done(["edit", "11843511", "--telephone", "07 31 22 33 44"])
        let stale = try folder.run("import", "a.xlsx", "--order", "2800886", "--yes", "--json")
        #expect(stale.json["status"] as? String == "unchanged", "the workbook says what it was exported from")
        let blind = try folder.run("import", "a.csv", "--order", "2800886", "--dry-run", "--json")
        #expect(blind.list("changed").isEmpty)
        #expect(blind.refusals == [2: ["row.outdated"]], "a CSV cannot")
    }

    @Test func `a sheet comes by standard input, and every unchanged row can be sent its e-mail again`() throws {
        let folder = try Folder.withOrder()
        let result = try Command.shell(
            "\"$dotations\" import - --order 2800886 --resend-unchanged --yes --json < commande_2800886.csv", in: folder)
        #expect(result.status == 0 && result.list("resend").count == 10)
        let again = try Command.shell(
            "\"$dotations\" import - --order 2800886 --resend-unchanged --yes --json < commande_2800886.csv", in: folder)
        #expect(again.json["status"] as? String == "unchanged")
        #expect(try folder.jobs().count == 10)
    }

    @Test func `an unpaid order takes no change, and says so for each row`() throws {
        let folder = try Folder.withOrder(paid: false)
        let result = try folder.run("import", Folder.corrected, "--yes", "--json")
        #expect(result.status == 1 && result.json["status"] as? String == "refused")
        #expect(Set(result.refusals.values.joined()) == ["row.order-unpaid"])
    }

    @Test func `where rows are refused and none is applied nothing is done, and the status says so`() throws {
        let folder = try Folder.withOrder()
        try folder.write(try folder.text("commande_2800886.csv").replacing("ancv.rec1@", with: "a b@"), to: "a.csv")
        let arguments = ["import", "a.csv", "--order", "2800886"]
        let shown = try Command.run(arguments + ["--yes", "--rejects", "refus.csv"], in: folder)
        #expect(shown.status == 1)
        #expect(shown.text.contains("Lignes refusées (1)"))
        #expect(shown.errors == "a.csv : 1 ligne est refusée : rien n’a été appliqué.\n")
        #expect(try folder.names().contains("refus.csv"))
        let json = try Command.run(arguments + ["--yes", "--json"], in: folder)
        #expect(json.status == 1)
        #expect(json.json["status"] as? String == "refused" && json.json["import"] is NSNull)
        #expect(json.refusals == [2: ["email.syntax"]])
        #expect(json.error["code"] as? String == "import.refused")
        let planned = try Command.run(arguments + ["--dry-run", "--json"], in: folder)
        #expect(planned.status == 2 && planned.json["status"] as? String == "planned" && planned.errors.isEmpty)
        #expect(try folder.run("imports", "list", "--json").list("imports").isEmpty)
    }

    @Test func `an undo of which every row is refused does nothing, and its status says so`() throws {
        let folder = try Folder.withOrder()
        let id = try #require(try folder.done(["edit", "11843511", "--telephone", "0612345678", "--json"]).json["import"] as? Int)
        try folder.done(["edit", "11843511", "--telephone", "0731223344"])
        let result = try folder.run("imports", "revert", "\(id)", "--yes", "--json")
        #expect(result.status == 1)
        #expect(result.json["status"] as? String == "refused")
        #expect(Array(result.refusals.values) == [["row.changed-since"]])
        #expect(try folder.run("imports", "revert", "\(id)", "--dry-run").status == 2)
    }

    @Test func `people's data stays off standard error`() throws {
        let folder = try Folder.withOrder()
        try folder.write("Identifiant dotation;Nom;ancv.rec2@yopmail.com;Prénom (TEST1)\n11843511;TEST1;a b@c.fr;ancv\n", to: "titres.csv")
        for arguments in [
            ["import", Folder.wrong, "--yes", "--atomic"], ["import", Folder.corrected], ["edit", "11843511", "--email", "a b@c.fr"],
            ["edit", "11843511", "--email", "ancv.rec2@yopmail.com"], ["edit", "ancv.rec2@yopmail.com", "--email=a b@c.fr"],
            ["import", "titres.csv", "--order", "2800886"], ["resend", "06659 15236"], ["search", "0665.91.52.36", "x@yopmail.com"],
            ["edit", "11843511", "--ancv.rec2@yopmail.com=a b@c.fr"], ["orders", "list", "--json=TEST@0665915236"],
            ["orders", "create", "commande_2800886.csv", "--number", "2800886", "--date", "x"],
        ] {
            for json in [[], ["--json"]] {
                let result = try Command.run(arguments + json, in: folder)
                let leaks = ["yopmail", "a b@c", "TEST", "0665"].filter { result.errors.contains($0) }
                #expect(result.status != 0 && leaks.isEmpty, "\(arguments): \(result.errors)")
            }
        }
    }
}
