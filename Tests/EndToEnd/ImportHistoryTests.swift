import Foundation
import Testing

/// What the history says of an import: which file, by whom, and whose dotations changed.
@Suite struct ImportHistoryTests {
    /// A folder with an import of the corrected sample by somebody, from a folder of its own; and the number of its operation.
    private static func imported() throws -> (Folder, id: String) {
        let folder = try Folder.withOrder()
        try FileManager.default.createDirectory(at: folder.url("dossier"), withIntermediateDirectories: false)
        try FileManager.default.moveItem(at: folder.url(Folder.corrected), to: folder.url("dossier/\(Folder.corrected)"))
        let result = try folder.done(["import", "dossier/\(Folder.corrected)", "--yes", "--json", "--user", "Anne-Catherine Lévy"])
        let id = try #require(result.json["import"] as? Int)
        return (folder, String(id))
    }

    @Test func `the list has the file's name, who imported it, and says that its numbers are operations`() throws {
        let (folder, id) = try Self.imported()
        let lines = try folder.done(["imports", "list"]).lines
        #expect(lines[0].hasPrefix("  Opération  Date"))
        #expect(lines[1].hasPrefix("  \(id)  "))
        #expect(lines[1].contains("  \(named("Anne-Catherine Lévy")) (commande)  import  "))
        #expect(lines[1].contains("  \(Folder.corrected)  "))
        let listed = try #require(try folder.done(["imports", "list", "--json"]).list("imports").first)
        #expect(listed["fileName"] as? String == Folder.corrected)
        #expect(listed["user"] as? String == named("Anne-Catherine Lévy") && listed["way"] as? String == "command")
    }

    @Test func `an operation shows the file's name and the people whose dotations changed`() throws {
        let (folder, id) = try Self.imported()
        let lines = try folder.done(["imports", "show", id]).lines
        #expect(lines[0].hasPrefix("Opération \(id) : import, ") && lines[0].hasSuffix(", par \(named("Anne-Catherine Lévy")) (commande)"))
        #expect(lines.contains("Fichier : \(Folder.corrected)"))
        let change = try #require(lines.first { $0.contains("11843518") })
        #expect(
            change.split(separator: "  ").map { $0.trimmingCharacters(in: .whitespaces) }.prefix(4) == [
                "4", "11843518", "TEST3 ancv", "Adresse Mail",
            ])
        let details = try folder.done(["imports", "show", id, "--json"]).list("details")
        #expect(details.count == 4)
        #expect(details.allSatisfy { ($0["nom"] as? String)?.hasPrefix("TEST") == true && $0["prenom"] as? String == "ancv" })
    }

    @Test func `every operation that a command names can be looked up`() throws {
        let folder = try Folder.withOrder()
        let none = try folder.done(["imports", "list"])
        #expect(none.text == "Aucune modification. « dotations imports list --all » liste les autres opérations.\n")
        try folder.done(["resend", "11843511"])
        try folder.done(["jobs", "cancel", "1"])
        let cancelled = try folder.done(["orders", "unpay", "2800886", "--yes", "--user", "Zoé"]).text
        let number = try #require(cancelled.firstMatch(of: /\(opération ([0-9]+)\)/)?.1)
        let shown = try folder.done(["imports", "show", String(number)]).lines
        #expect(shown[0].hasPrefix("Opération \(number) : annulation du règlement, "))
        #expect(shown[0].hasSuffix(", par \(named("Zoé")) (commande)"))
        #expect(shown[1] == "Commande : 2800886")
        #expect(shown.contains("Bilan : 10 dotations."))
        #expect(shown.contains("Ce n’est pas un import : « imports revert » ne l’annule pas."))

        let all = try folder.done(["imports", "list", "--all", "--json"]).list("imports")
        #expect(
            all.map { $0["kind"] as? String } == ["paymentCancellation", "delivery", "resend", "payment", "order"])
        for operation in all {
            let id = try #require(operation["id"] as? Int)
            #expect(try folder.done(["imports", "show", "\(id)", "--json"]).json["kind"] as? String == operation["kind"] as? String)
        }
        #expect(try folder.done(["imports", "show", "1"]).lines.contains("Bilan : 10 dotations."))
        #expect(try folder.done(["imports", "list", "--all"]).lines.count == 6)
        #expect(try folder.done(["imports", "list", "--json"]).list("imports").count == 1)
        let revert = try folder.run("imports", "revert", String(number), "--yes", "--json")
        #expect(revert.error["code"] as? String == "nothing-to-do")
        #expect(try folder.run("imports", "show", "99", "--json").error["code"] as? String == "store.operation-unknown")
    }

    @Test func `people of an order that was cancelled since keep their names`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["resend", "11843511"])
        try folder.done(["orders", "cancel", "2800886", "--yes"])
        let csv = try folder.text("commande_2800886.csv").replacing("TEST", with: "AUTRE")
        try folder.write(csv, to: "autre.csv")
        try folder.done(["orders", "create", "autre.csv", "--number", "2800886", "--date", "2020-08-21", "--paid"])
        let resend = try #require(try folder.done(["imports", "list", "--json"]).list("imports").last?["id"] as? Int)
        let details = try folder.done(["imports", "show", "\(resend)", "--json"]).list("details")
        #expect(details.map { $0["nom"] as? String } == ["TEST1"])
    }

    @Test func `a purge forgets the file's name with the contacts`() throws {
        let (folder, id) = try Self.imported()
        let purge = ["purge", "--changes-after", "0", "--mails-after", "999", "--json"]
        #expect(try folder.done(purge + ["--dry-run"]).json["files"] as? Int == 2)
        #expect(try folder.done(purge + ["--yes"]).json["files"] as? Int == 2)
        #expect(try folder.done(["imports", "show", id]).lines.contains("Fichier : (nom effacé)"))
        #expect(try folder.done(["imports", "list", "--json"]).list("imports").first?["fileName"] is NSNull)
        for name in try folder.names() where name.hasPrefix("dotations.sqlite") {
            #expect(try folder.data(name).firstRange(of: Data("corrigé.xlsx".utf8)) == nil, "\(name)")
        }
        #expect(try folder.done(["doctor", "--json"]).status == 0)
    }
}
