import Foundation
import TestSupport
import Testing

/// The statuses of a portal's export, brought into the store.
@Suite struct StatusImportTests {
    /// Order 2800886 as table C, whose statuses are all « PRODUCTION » in the store.
    private static func exported(_ statuses: [Int: String], in folder: Folder, to name: String = "portail.csv") throws {
        var lines = try folder.text("commande_2800886.csv").split(whereSeparator: \.isNewline).map(String.init)
        for (row, status) in statuses { lines[row - 1] = lines[row - 1].replacing("PRODUCTION", with: status) }
        try folder.write(lines.joined(separator: "\n") + "\n", to: name)
    }

    private static func status(_ id: String, in folder: Folder) throws -> String? { try folder.dotation(id)?["status"] as? String }

    @Test func `a plan is shown, wants a yes, and is applied once`() throws {
        let folder = try Folder.withOrder()
        try Self.exported([2: "activé", 3: "ERREUR SUR EMAIL", 4: "production"], in: folder)
        // Contacts are left alone, whatever the sheet says.
        try folder.write(try folder.text("portail.csv").replacing("ancv.rec1@", with: "autre@"), to: "portail.csv")
        let asked = try folder.run("status", "import", "portail.csv")
        #expect(asked.status == 1)
        #expect(asked.errors.contains("--yes"))
        let plan = try folder.run("status", "import", "portail.csv", "--dry-run")
        #expect(plan.status == 0)
        #expect(plan.text.hasPrefix("portail.csv → commande 2800886 : 10 lignes\n\nStatuts qui changent (2)\n"))
        #expect(plan.lines.contains { $0.contains("11843511") && $0.contains("PRODUCTION  →  activé") })
        #expect(plan.lines.contains { $0.contains("11843513") && $0.contains("PRODUCTION  →  Erreur e-mail") })
        #expect(plan.text.contains("\nBilan : 2 modifications, 8 lignes inchangées.\nEmpreinte du plan : "))
        #expect(try folder.run("imports", "list", "--json").list("imports").isEmpty)

        let json = try folder.run("status", "import", "portail.csv", "--dry-run", "--json").json
        let fingerprint = try #require(json["fingerprint"] as? String)
        #expect(plan.text.hasSuffix("Empreinte du plan : \(fingerprint)\n"))
        #expect(json["status"] as? String == "planned")
        let other = String(fingerprint.reversed())
        #expect(try folder.run("status", "import", "portail.csv", "--plan", other, "--json").error["code"] as? String == "plan.changed")

        let applied = try folder.run("status", "import", "portail.csv", "--plan", fingerprint, "--json")
        #expect(applied.status == 0)
        #expect(applied.json["status"] as? String == "applied")
        #expect(applied.list("changed").map { $0["row"] as? Int } == [2, 3])
        #expect(try Self.status("11843511", in: folder) == "activé")
        #expect(try Self.status("11843513", in: folder) == "Erreur e-mail")
        #expect(try folder.dotation("11843511")?["email"] as? String == "ancv.rec1@yopmail.com")
        #expect(try folder.jobs().isEmpty)

        let again = try folder.run("status", "import", "portail.csv", "--yes")
        #expect(again.status == 0)
        #expect(again.text.hasSuffix("Bilan : rien à changer, 10 lignes inchangées.\nRien n’a été modifié.\n"))
        let operations = try folder.run("imports", "list", "--json").list("imports")
        #expect(operations.count == 1)
        #expect(operations.first?["kind"] as? String == "status")
        #expect(operations.first?["file"] is String)
        let id = try #require(operations.first?["id"] as? Int)
        let shown = try folder.run("imports", "show", "\(id)")
        #expect(shown.lines.contains { $0.contains("11843511  TEST1 ancv    Statut dotation  PRODUCTION  →  activé") })
    }

    @Test func `a search's export has rows of several orders, without identifiers`() throws {
        let folder = try Folder.withOrder()
        let order = """
            Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant
            001;LEMAIRE;Ana;ana@exemple.fr;0612345678;150
            002;LEMAIRE;Ugo;ugo@exemple.fr;0612345679;150
            """
        try folder.write(order, to: "autre.csv")
        try folder.done(["orders", "create", "autre.csv", "--number", "2800901", "--date", "2020-09-21", "--paid"])
        let search = """
            Matricule;N° de commande;Nom;Prénom;Adresse Mail;Téléphone;Montant;Statut dotation
            1;2 800 901;LEMAIRE;Ana;ana@exemple.fr;0612345678;150 €;activé
            2;2800901;LEMAIRE;Ugo;ugo@exemple.fr;0612345679;150 €;intégration
            1;2800886;TEST1;ancv;;;1000 €;En attente d'activation
            5;2800999;TEST9;ancv;;;1000 €;activé
            9;2800886;TEST9;ancv;;;1000 €;
            7;2800886;AUTRE;ancv;;;1000 €;activé
            """
        try folder.write(search, to: "recherche.csv")
        let result = try folder.run("status", "import", "recherche.csv", "--yes", "--rejects", "refus.csv", "--json")
        #expect(result.status == 2)
        #expect(result.json["order"] is NSNull)
        #expect(result.list("changed").map { "\($0["order"] ?? "") \($0["row"] ?? "")" } == ["2800901 2", "2800886 4"])
        #expect(result.refusals == [5: ["row.unknown-order"], 6: ["cell.empty"], 7: ["row.locked-column"]])
        #expect(result.list("refused").map { ($0["reasons"] as? [[String: Any]])?.first?["cell"] as? String } == ["B5", "H6", "C7"])
        #expect(try Self.status("11843511", in: folder) == "En attente d'activation")
        #expect(try folder.text("refus.csv").contains("La base de données n’a pas la commande « 2800999 »."))
        // They have a sheet of their own, whatever they came in: no export knows what the other rows may set back.
        try folder.done(["sheet", "convert", "recherche.csv", "recherche.xlsx"])
        _ = try folder.run("status", "import", "recherche.xlsx", "--dry-run", "--rejects", "refus.xlsx")
        let rows = try folder.run("sheet", "dump", "refus.xlsx").documents.compactMap { $0["row"] as? Int }
        #expect(rows == [1, 2, 3, 4])
        let shown = try folder.run("status", "import", "recherche.csv", "--dry-run")
        #expect(shown.text.contains("  Ligne 6, H6, dotation 11843515 : La cellule « Statut dotation » est vide. [cell.empty]\n"))

        let none = try folder.run("status", "import", "recherche.csv", "--yes", "--json")
        #expect(none.status == 1)
        #expect(none.json["status"] as? String == "refused")
        #expect(none.error["code"] as? String == "import.refused")
    }

    @Test(arguments: [("confirm.reopened", [2: "PRODUCTION"]), ("confirm.unknown-status", [3: "Suspendue"])])
    func `what opens or locks a dotation wants its number of changes typed`(code: String, statuses: [Int: String]) throws {
        let folder = try Folder.withOrder()
        try folder.done(["status", "set", "11843511", "activé"])
        try Self.exported(statuses.merging([2: "activé", 4: "Erreur e-mail"]) { mine, _ in mine }, in: folder)
        let plan = try folder.run("status", "import", "portail.csv", "--dry-run", "--json")
        #expect(plan.list("confirmations").map { $0["code"] as? String } == [code])
        let fingerprint = try #require(plan.json["fingerprint"] as? String)
        for options in [["--yes"], ["--yes", "--plan", fingerprint]] {
            let refused = try Command.run(["status", "import", "portail.csv", "--json"] + options, in: folder)
            #expect(refused.status == 1)
            #expect(refused.error["code"] as? String == "confirmation.number")
        }
        #expect(try Self.status("11843518", in: folder) == "PRODUCTION")
        let told = try folder.run("status", "import", "portail.csv", "--dry-run")
        #expect(told.text.contains("\n\nAttention\n  1 dotation"))
        try folder.done(["status", "import", "portail.csv", "--confirm", "2"])
        #expect(try Self.status("11843518", in: folder) == "Erreur e-mail")
        let (id, status) = code == "confirm.reopened" ? ("11843511", "PRODUCTION") : ("11843513", "Suspendue")
        #expect(try Self.status(id, in: folder) == status)
    }

    @Test func `an export of ours that is older than the store undoes nothing`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["export", "2800886", "-o", "ancien.xlsx"])
        try folder.done(["status", "set", "11843511", "En attente d'activation"])
        try folder.done(["status", "set", "11843513", "Erreur e-mail"])
        let result = try folder.done(["status", "import", "ancien.xlsx", "--yes", "--json"])
        #expect(result.json["status"] as? String == "unchanged")
        #expect(result.json["unchanged"] as? Int == 10)
        #expect(try Self.status("11843511", in: folder) == "En attente d'activation")
        #expect(try Self.status("11843513", in: folder) == "Erreur e-mail")
    }

    @Test func `a sheet that does not say what it was exported from takes nothing back with a yes alone`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["status", "set", "11843511", "En attente d'activation"])
        try folder.done(["status", "set", "11843513", "Erreur e-mail"])
        try Self.exported([2: "intégration", 4: "activé"], in: folder)
        let plan = try folder.run("status", "import", "portail.csv", "--dry-run")
        let words = "\n\nAttention\n  2 dotations reviendraient à un statut qu’elles ont dépassé : "
        #expect(plan.text.contains(words), "\(plan.text)")
        let refused = try folder.run("status", "import", "portail.csv", "--yes", "--json")
        #expect(refused.status == 1)
        #expect(refused.error["code"] as? String == "confirmation.number")
        #expect(try Self.status("11843511", in: folder) == "En attente d'activation")
        let done = try folder.done(["status", "import", "portail.csv", "--confirm", "3", "--json"])
        #expect(done.list("confirmations").map { $0["code"] as? String } == ["confirm.backward-status"])
        #expect(try Self.status("11843513", in: folder) == "PRODUCTION")
    }

    @Test(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python"))
    func `a workbook of the same says the same`() throws {
        let folder = try Folder.withOrder()
        try Self.exported([2: "activé"], in: folder)
        try folder.done(["sheet", "convert", "portail.csv", "portail.xlsx"])
        let result = try folder.run("status", "import", "portail.xlsx", "--yes", "--json")
        #expect(result.status == 0)
        #expect(result.list("changed").map { $0["id"] as? String } == ["11843511"])
    }

    @Test(arguments: [
        ("Identifiant dotation;Adresse Mail\n11843511;a@b.fr\n", "header.missing"),
        ("Matricule;Statut dotation\n001;activé\n", "order.undetermined"),
    ])
    func `a sheet that cannot be one of statuses is refused whole`(csv: String, code: String) throws {
        let folder = try Folder.withOrder()
        try folder.write(csv, to: "a.csv")
        let result = try folder.run("status", "import", "a.csv", "--yes", "--json")
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        #expect(result.error["code"] as? String == code)
        // That names the order.
        if code == "order.undetermined" { try folder.done(["status", "import", "a.csv", "--order", "2800886", "--yes"]) }
    }

    @Test func `atomic applies nothing where a row is refused`() throws {
        let folder = try Folder.withOrder()
        try Self.exported([2: "activé", 3: ""], in: folder)
        let result = try folder.run("status", "import", "portail.csv", "--yes", "--atomic", "--json")
        #expect(result.status == 1)
        #expect(result.error["code"] as? String == "import.refused")
        #expect(try Self.status("11843511", in: folder) == "PRODUCTION")
    }
}
