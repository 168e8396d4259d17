import Foundation
import Testing

/// Sheets without their export's identity, of which a cell is older than what is stored.
@Suite struct OutdatedTests {
    /// A CSV of the order, which a colleague then corrected.
    private static func folder() throws -> Folder {
        let folder = try Folder.withOrder()
        try folder.done(["export", "2800886", "-o", "a.csv"])
        try folder.done(["edit", "11843511", "--email", "juste@exemple.fr", "--user", "Zoé"])
        return folder
    }

    @Test func `a cell that nobody touched does not undo a colleague's correction, and says whose it is`() throws {
        let folder = try Self.folder()
        try folder.write(try folder.text("a.csv").replacing(";ancv.rec2@", with: ";neuf@"), to: "b.csv")
        let plan = try folder.run("import", "b.csv", "--order", "2800886", "--yes", "--rejects", "refus.xlsx", "--json")
        #expect(plan.status == 2)
        #expect(plan.refusals == [2: ["row.outdated"]])
        #expect(plan.list("changed").count == 1)
        let reasons = try #require(plan.list("refused").first?["reasons"] as? [[String: Any]])
        #expect((reasons.first?["message"] as? String)?.contains("que \(named("Zoé")) a remplacée le ") == true)
        #expect(try folder.dotation("11843511")?["email"] as? String == "juste@exemple.fr")
        // The refused row comes back with today's value, so that only what is typed then is an edit.
        #expect(try folder.run("import", "refus.xlsx", "--yes", "--json").json["status"] as? String == "unchanged")
    }

    @Test func `a refused row in CSV keeps its old value, so that it can be meant alone`() throws {
        let folder = try Self.folder()
        try folder.done(["edit", "11843513", "--telephone", "0612345678", "--user", "Bob"])
        let refused = try folder.run("import", "a.csv", "--order", "2800886", "--yes", "--rejects", "refus.csv", "--json")
        #expect(refused.status == 1 && refused.refusals.count == 2)
        let lines = try folder.text("refus.csv").split(separator: "\r\n").filter { !$0.contains("11843513") }
        try folder.write(lines.joined(separator: "\r\n") + "\r\n", to: "une.csv")
        try folder.done(["import", "une.csv", "--order", "2800886", "--allow-outdated", "--yes"])
        #expect(try folder.dotation("11843511")?["email"] as? String == "ancv.rec1@yopmail.com")
        #expect(try folder.dotation("11843513")?["telephone"] as? String == "0612345678")
    }

    @Test func `a copied sheet and one of another store's export are compared with the history too`() throws {
        let folder = try Self.folder()
        try folder.done(["sheet", "convert", "a.csv", "copie.xlsx"])
        #expect(try folder.run("import", "copie.xlsx", "--order", "2800886", "--dry-run", "--json").refusals == [2: ["row.outdated"]])
        // The sample names an export that this store did not make.
        let foreign = try folder.run("import", Folder.corrected, "--dry-run", "--json")
        #expect(foreign.refusals == [2: ["row.outdated"]])
        #expect(foreign.list("changed").count == 3)
    }

    @Test func `an old value can be meant`() throws {
        let folder = try Self.folder()
        let meant = try folder.run("import", "a.csv", "--order", "2800886", "--allow-outdated", "--yes", "--json")
        #expect(meant.status == 0)
        #expect(try folder.dotation("11843511")?["email"] as? String == "ancv.rec1@yopmail.com")
        let workbook = try folder.done(["export", "2800886", "-o", "a.xlsx", "--json"])
        #expect(workbook.status == 0)
        try folder.done(["edit", "11843511", "--email", "autre@exemple.fr"])
        #expect(try folder.run("import", "a.xlsx", "--yes", "--json").json["status"] as? String == "unchanged")
    }

    @Test func `a file whose import was undone can be imported again, but not over a later correction`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["export", "2800886", "-o", "a.csv"])
        try folder.write(try folder.text("a.csv").replacing("ancv.rec1@", with: "neuf@"), to: "b.csv")
        let import_ = ["import", "b.csv", "--order", "2800886", "--yes", "--json"]
        for _ in 0..<2 {
            let id = try #require(try folder.done(import_).json["import"] as? Int)
            try folder.done(["imports", "revert", "\(id)", "--yes"])
        }
        // Untouched in another file the value is an old one.
        try folder.write(try folder.text("b.csv") + "\n", to: "c.csv")
        #expect(try folder.run("import", "c.csv", "--order", "2800886", "--yes", "--json").refusals == [2: ["row.outdated"]])
        try folder.done(import_)
        try folder.done(["edit", "11843511", "--email", "juste@exemple.fr"])
        #expect(try Command.run(import_, in: folder).refusals == [2: ["row.outdated"]])
        #expect(try folder.dotation("11843511")?["email"] as? String == "juste@exemple.fr")
    }
}
