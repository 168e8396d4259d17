import Foundation
import Testing

/// Values that moved among people: a column that was sorted alone, and an address that is somebody else's.
@Suite struct MovedColumnTests {
    private static let title = "Identifiant dotation;Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant;Statut dotation\n"

    private static func row(_ index: Int, mobile: Int, email: Int? = nil, order: Int = 3) -> String {
        let place = "\(order)00000\(index + 10);M\(index);NOM\(index)x\(order);Zoé;p\(email ?? index)@exemple\(order).fr;"
        return place + "06\(20_000_000 + mobile * 37);100;En attente d'activation\n"
    }

    /// An order of 30 people, whose numbers fall as their identifiers rise, and another one of other people.
    private static func folder() throws -> Folder {
        let folder = try Folder()
        try folder.write(title + (0..<30).map { row($0, mobile: 100 - $0) }.joined(), to: "o.csv")
        try folder.write(title + (0..<30).map { row($0, mobile: 200 - $0, order: 4) }.joined(), to: "autre.csv")
        try folder.done(["orders", "create", "o.csv", "--number", "3000000", "--date", "2026-01-02", "--paid"])
        try folder.done(["orders", "create", "autre.csv", "--number", "4000000", "--date", "2026-01-02", "--paid"])
        return folder
    }

    private func importing(_ options: String..., rows: [String], in folder: Folder) throws -> Command.Result {
        try folder.write(Self.title + rows.joined(), to: "edite.csv")
        return try Command.run(["import", "edite.csv", "--order", "3000000"] + options, in: folder)
    }

    @Test func `a column that was sorted alone is told first, and no yes applies it`() throws {
        let folder = try Self.folder()
        let sorted = (0..<30).map { Self.row($0, mobile: 71 + $0) }
        let plan = try importing("--dry-run", rows: sorted, in: folder)
        let sentence = "Dans la colonne « Téléphone », 30 lignes prennent la valeur d’un autre bénéficiaire"
        let told = try #require(plan.text.range(of: sentence))
        let table = try #require(plan.text.range(of: "Modifications (30)"))
        #expect(told.lowerBound < table.lowerBound)
        #expect(plan.text.contains("Bilan : 30 modifications"))
        #expect(plan.text.contains("est aujourd’hui celui de NOM29x3 Zoé (ligne 31). [phone.of-another]"))
        let json = try importing("--dry-run", "--json", rows: sorted, in: folder)
        #expect(json.list("confirmations").map { $0["code"] as? String } == ["confirm.moved-mobiles", "confirm.many-mobiles"])
        #expect((json.list("confirmations").first?["message"] as? String)?.hasPrefix(sentence) == true)
        for options in [["--yes"], ["--yes", "--json"]] {
            let refused = try Command.run(["import", "edite.csv", "--order", "3000000"] + options, in: folder)
            #expect(refused.status == 1)
            #expect(refused.errors.contains("triée seule"))
            #expect(!refused.errors.contains("30"))
        }
        #expect(try folder.jobs().isEmpty)
        let wrong = try importing("--confirm", "29", "--json", rows: sorted, in: folder)
        #expect(wrong.status == 1)
        #expect(wrong.error["code"] as? String == "confirmation.number")
        #expect(!wrong.errors.contains("30"))
        let applied = try importing("--confirm", "30", "--json", rows: sorted, in: folder)
        #expect(applied.status == 0)
        #expect(try folder.jobs().count == 30)
        let undo = ["imports", "revert", "\(try #require(applied.json["import"] as? Int))"]
        let planned = try Command.run(undo + ["--dry-run", "--json"], in: folder)
        #expect(planned.list("confirmations").map { $0["code"] as? String } == ["confirm.many-mobiles"])
        let unconfirmed = try Command.run(undo + ["--yes", "--json"], in: folder)
        #expect(unconfirmed.error["code"] as? String == "confirmation.number")
        #expect(!unconfirmed.errors.contains("30"))
        #expect(try Command.run(undo + ["--confirm", "30"], in: folder).status == 0)
    }

    @Test func `two addresses that changed places want their number typed`() throws {
        let folder = try Self.folder()
        let swapped = (0..<30).map { Self.row($0, mobile: 100 - $0, email: $0 == 4 ? 5 : $0 == 5 ? 4 : $0) }
        let refused = try importing("--yes", "--json", rows: swapped, in: folder)
        #expect(refused.status == 1)
        #expect(refused.error["code"] as? String == "confirmation.number")
        #expect(try importing("--confirm", "2", rows: swapped, in: folder).status == 0)
    }

    @Test func `one address of somebody in another order wants confirming, and a number is a warning`() throws {
        let folder = try Self.folder()
        let email = Self.row(0, mobile: 100).replacing("p0@exemple3.fr", with: "p7@exemple4.fr")
        let plan = try importing("--dry-run", "--json", rows: [email], in: folder)
        #expect(plan.list("confirmations").map { $0["code"] as? String } == ["confirm.emails-of-others"])
        let warning = try #require(plan.list("warnings").first)
        #expect(warning["code"] as? String == "email.of-another")
        #expect((warning["message"] as? String)?.contains("NOM7x4 Zoé (commande 4000000)") == true)
        #expect(try importing("--yes", rows: [email], in: folder).status == 1)
        let mobile = try importing("--yes", "--json", rows: [Self.row(0, mobile: 193)], in: folder)
        #expect(mobile.status == 0)
        #expect(mobile.list("warnings").map { $0["code"] as? String } == ["phone.of-another"])
        let edit = try folder.run("edit", "30000011", "--email", "p7@exemple4.fr")
        #expect(edit.status == 0)
        #expect(edit.text.contains("est aujourd’hui celle de NOM7x4 Zoé (commande 4000000). [email.of-another]"))
    }
}
