import Foundation
import StoreTestSupport
import Testing

/// What the person who runs the store types: `doctor` and `purge`.
@Suite struct CareTests {
    private func grades(_ result: Command.Result) -> [String: String] {
        Dictionary(
            result.list("checks").compactMap { check in
                guard let name = check["check"] as? String, let grade = check["grade"] as? String else { return nil }
                return (name, grade)
            }, uniquingKeysWith: { max($0, $1) })
    }

    @Test func `a sound store passes`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["import", Folder.corrected, "--yes"])
        let result = try folder.run("doctor", "--json")
        #expect(result.status == 0 && result.json["status"] as? String == "good" && grades(result).count > 10)
        #expect(try folder.run("doctor").text.contains("Tout va bien."))
    }

    @Test(.onFiles) func `what is wrong is told, with what to do`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["import", Folder.corrected, "--yes"])
        _ = try Command.shell("chmod 644 dotations.sqlite", in: folder)
        let open = try folder.run("doctor", "--json")
        #expect(open.status == 1 && grades(open)["permissions"] == "bad")
        _ = try Command.shell("chmod 600 dotations.sqlite; chmod 777 .", in: folder)
        let writable = try folder.run("doctor", "--json")
        #expect(writable.status == 0 && writable.json["status"] as? String == "notable" && grades(writable)["folder"] == "notable")
        let missing = try folder.run("doctor", "--database", "rien.sqlite", "--json")
        #expect(missing.status == 1 && grades(missing) == ["file": "bad", "opening": "bad"])
        try folder.write("pas une base", to: "texte.sqlite")
        let text = try folder.run("doctor", "--database", "texte.sqlite", "--json")
        #expect(text.status == 1 && grades(text)["opening"] == "bad")
        #expect(try folder.text("texte.sqlite") == "pas une base")
    }

    @Test func `what is no store gets no advice but to check the path`() throws {
        let folder = try Folder.withOrder()
        try folder.write("pas une base", to: "texte.sqlite")
        _ = try Command.shell("mkdir dossier; chmod 777 dossier texte.sqlite; mkfifo tube", in: folder)
        for name in ["texte.sqlite", "dossier", "tube"] {
            let result = try folder.run("doctor", "--database", name)
            #expect(result.status == 1 && result.text.contains("« \(name) » n’est pas une base de données de dotations"))
            #expect(!result.text.contains("chmod") && !result.text.contains("propriétaire"))
            #expect(grades(try folder.run("doctor", "--database", name, "--json")) == ["opening": "bad"])
        }
    }

    @Test(
        "A store that another program altered is not sound, and doctor says in French where",
        .onFiles,
        arguments: [
            ("DROP TRIGGER audit_unchanged", "schema", "manque : audit_unchanged"),
            ("DROP TABLE exports", "schema", "manque : exports, "),
            ("DROP TRIGGER operations_unchanged; UPDATE operations SET user = 'eve' WHERE id = 3", "history", "altéré (opération 3)."),
            ("DROP TABLE audit", "history", "L’historique ne peut pas être lu."),
            ("DROP TRIGGER jobs_locked; UPDATE jobs SET recipient = 'faux@exemple.fr'", "recipients", "l’adresse actuelle"),
        ])
    func altered(sql: String, check: String, words: String) throws {
        let folder = try Folder.withOrder()
        try folder.done(["import", Folder.corrected, "--yes"])
        try folder.sql(sql)
        let result = try folder.run("doctor", "--json")
        #expect(result.status == 1 && grades(result)[check] == "bad")
        let said = try folder.run("doctor").text
        #expect(said.contains(words) && !said.contains("The history") && !said.contains("no such") && !said.contains("@"))
    }

    @Test(.onFiles) func `where no file may grow, it is room that is missing`() throws {
        let folder = try Folder.withOrder()
        let result = try Command.shell("ulimit -f 0; \"$dotations\" edit 11843511 --email a@exemple.fr --json | cat", in: folder)
        // The shell's limit is on what it writes itself too: only the words that got out count.
        #expect(!result.errors.contains("disk I/O"))
        let small = try Command.shell("(ulimit -f 0; \"$dotations\" edit 11843511 --email a@exemple.fr --json 2>&1) | cat", in: folder)
        #expect(small.text.contains("store.full") && small.text.contains("dotations.sqlite"))
    }

    @Test func `doctor shows nobody's data`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["import", Folder.corrected, "--yes"])
        let result = try folder.run("doctor")
        #expect(!result.text.contains("@") && !result.text.contains("ancv") && !result.text.contains("0665915236"))
    }

    @Test func `purge wants to be told, and empties what is old enough`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["import", Folder.corrected, "--yes"])
        let nothing = try folder.run("purge", "--json")
        #expect(nothing.status == 0 && nothing.json["status"] as? String == "unchanged")
        // Nothing is from before this very moment where the clock has not gone on.
        usleep(5000)
        let planned = try folder.run("purge", "--changes-after", "0", "--mails-after", "0", "--dry-run", "--json")
        #expect(planned.json["status"] as? String == "planned" && planned.json["changes"] as? Int == 3)
        let unasked = try folder.run("purge", "--changes-after", "0", "--json")
        #expect(unasked.status == 1 && unasked.error["code"] as? String == "confirmation.needed")
        let done = try folder.run("purge", "--changes-after", "0", "--mails-after", "0", "--yes", "--json")
        #expect(done.status == 0 && done.json["status"] as? String == "applied" && done.json["changes"] as? Int == 3)
        #expect(try folder.run("doctor").status == 0)
        #expect(try folder.run("purge", "--changes-after", "-1").status == 64)
    }

    @Test func `people and documents of an event that is long past go, once their sales are ordered`() throws {
        let folder = try Folder.withSales()
        // Those whose sales wait to be ordered stay.
        let waiting = try folder.run("purge", "--people-after", "0", "--dry-run", "--json")
        let buyers = try folder.run("sales", "export", "-o", "a.xlsx", "--json").json["rows"] as? Int ?? 0
        #expect(waiting.json["people"] as? Int == 45 - buyers && buyers > 0)
        try folder.done(["orders", "create", "a.xlsx", "--number", "2900001", "--date", "2025-05-05", "--paid"])
        #expect(try folder.run("purge", "--people-after", "36500", "--json").json["status"] as? String == "unchanged")
        let done = try folder.run("purge", "--people-after", "0", "--yes", "--json")
        #expect(done.status == 0 && done.json["people"] as? Int == 45 && done.json["documents"] as? Int == 44)
        #expect(try folder.run("events", "show", "Chèques-vacances 2025 – tranche 1", "--people", "--json").status == 0)
        let sales = try folder.run("sales", "list", "--json").documents
        #expect(sales.allSatisfy { $0["nom"] as? String == "" && $0["email"] as? String == "" && $0["matricule"] as? String != "" })
        #expect(done.json["sales"] as? Int == sales.count)
        let payments = try folder.run("sales", "reconcile", "paiements_stripe.csv")
        #expect(payments.status != 1 && payments.text.contains("vente") && !payments.text.contains(" ,"))
        #expect(try folder.run("doctor").status == 0)
        #expect(try folder.run("purge", "--people-after", "-1").status == 64)
        // The same workbook brings them back.
        try folder.done(["events", "load", "trois_tranches.xlsx", "--yes"])
        #expect(try folder.run("sales", "list", "--json").documents.allSatisfy { $0["nom"] as? String != "" })
    }
}
