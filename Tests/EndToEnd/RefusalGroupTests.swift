import Foundation
import Testing

@testable import DotationsApplication
@testable import DotationsCLI

/// Refused rows on the screen: those of one kind together.
@Suite struct RefusalGroupTests {
    private static func row(_ row: Int, code: String, cells: [String?] = [nil]) -> RefusedRowDocument {
        RefusedRowDocument(
            row: row, id: nil,
            reasons: cells.map {
                ReasonDocument(
                    code: code, cell: $0, message: "message", advice: "conseil", summary: "résumé \(code)", messageWithoutValues: nil)
            })
    }

    private static func groups(_ counts: [(code: String, count: Int)]) -> RefusalGroups {
        RefusalGroups(counts.flatMap { code, count in (1...count).map { row($0, code: code) } })
    }

    @Test func `one row stands alone, several behind their number`() {
        #expect(
            Self.groups([("b", 2), ("a", 1)]).lines(limit: 50) == [
                "  2 lignes : résumé b [b]", "      conseil", "    Ligne 1 : message", "    Ligne 2 : message", "  Ligne 1 : message [a]",
                "      conseil",
            ])
    }

    @Test(arguments: [(0, [0, 0, 0]), (3, [1, 1, 1]), (4, [1, 2, 1]), (10, [2, 4, 4]), (200, [2, 100, 5]), (51, [2, 44, 5])])
    func `a rare kind is not lost behind another`(limit: Int, shown: [Int]) {
        let counts = [("x", 2), ("y", 100), ("z", 5)]
        let lines = Self.groups(counts).lines(limit: limit)
        #expect(lines.filter { $0.contains("résumé") }.map { String($0.suffix(3)) } == ["[x]", "[y]", "[z]"])
        var examples: [Int] = []
        for line in lines {
            if line.contains("résumé") { examples.append(0) } else if line.contains("message") { examples[examples.count - 1] += 1 }
        }
        #expect(examples == shown)
        #expect(lines.count { $0.contains("de plus") } == zip(shown, counts).count { $0 > 0 && $0 < $1.1 })
    }

    @Test func `a row that is refused for two cells counts once`() {
        let lines = RefusalGroups([Self.row(5, code: "a", cells: ["E5", "F5"])]).lines(limit: 50)
        #expect(lines.first == "  1 ligne : résumé a [a]")
    }

    @Test func `a plan of sales groups them as well`() throws {
        let folder = try Folder()
        try folder.writeOpenEvent(people: 5)
        try folder.done(["events", "load", "ouvert.xlsx", "--yes"])
        let rows = (1...5).map { "Chèques 100;\($0);a\($0)@exemple.fr;063998000\($0);\($0 == 3 ? "hier" : "01/04/2025")\n" }
        try folder.write("Session;Matricule;E-mail;Téléphone;Date\n" + rows.joined(), to: "v.csv")
        let text = try folder.run("sales", "import", "v.csv", "--dry-run", "--limit-rows", "3")
        let refused = try #require(text.text.components(separatedBy: "Lignes refusées (5)\n").last).split(separator: "\n")
        #expect(
            refused.prefix(7) == [
                "  5 lignes : la session n’existe pas [sale.session-unknown]",
                "      Écrivez un nom qui existe, ou chargez d’abord l’événement. Sessions : « 100€ de chèques ANCV ».",
                "    Ligne 2, A2 : Aucune session ne s’appelle « Chèques 100 ».",
                "    Ligne 3, A3 : Aucune session ne s’appelle « Chèques 100 ».",
                "    … et 3 de plus : --limit-rows, --json ou --rejects les donnent.",
                "  Ligne 4, E4 : « hier » n’est pas une date. [sale.date-syntax]",
                "      Écrivez la date sous la forme 15/04/2025.",
            ])
    }

    @Test func `an order that is not made groups them, and what is kept as it is`() throws {
        let rows = (1...60).map { "\($0);A\($0);B;a\($0);06399\(80000 + $0);\($0 > 2 ? "10" : "0")\n" }
        let folder = try Folder("a.csv", "Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\n" + rows.joined())
        let text = try folder.run("orders", "create", "a.csv", "--number", "2900000", "--date", "2026-01-02").text
        let lines = text.split(separator: "\n").map(String.init)
        #expect(
            lines.prefix(5) == [
                "Lignes refusées (2)", "  2 lignes : le montant n’en est pas un [amount.syntax]",
                "      Écrivez le montant en euros, par exemple 150 ou 150,50.",
                "    Ligne 2, F2 : Le montant « 0 » n’est pas possible : il doit être supérieur à zéro.",
                "    Ligne 3, F3 : Le montant « 0 » n’est pas possible : il doit être supérieur à zéro.",
            ])
        #expect(lines[5] == "À corriger (58) : ces contacts sont gardés tels quels.")
        #expect(lines[6] == "  58 lignes : l’adresse e-mail n’est pas valable [email.syntax]")
        #expect(lines[8] == "    Ligne 4, D4 : L’adresse e-mail « a3 » n’est pas valable : il manque « @ ».")
        #expect(lines.count { $0.hasPrefix("    Ligne ") } == 52)
        #expect(lines.contains("    … et 8 de plus : --json les donne."))
    }

    @Test func `an import's plan groups them, and its JSON keeps each row`() throws {
        let folder = try Folder.withOrder()
        var csv = try folder.text("commande_2800886.csv").replacing(";ancv;", with: ";Ancv;")
        csv = csv.replacing("ancv.rec10@yopmail.com", with: "ancv.rec10")
        try folder.write(csv, to: "a.csv")
        let text = try folder.run("import", "a.csv", "--order", "2800886", "--dry-run", "--limit-rows", "3")
        let refused = try #require(text.text.components(separatedBy: "Lignes refusées (10)\n").last).split(separator: "\n")
        #expect(
            refused.prefix(7) == [
                "  10 lignes : une colonne verrouillée a été modifiée [row.locked-column]",
                "      Remettez la valeur : seuls l’adresse e-mail et le n° de téléphone se modifient.",
                "    Ligne 2, D2, dotation 11843511 : La colonne « Prénom » ne se modifie pas : « Ancv » au lieu de « ancv ».",
                "    Ligne 3, D3, dotation 11843513 : La colonne « Prénom » ne se modifie pas : « Ancv » au lieu de « ancv ».",
                "    … et 8 de plus : --limit-rows, --json ou --rejects les donnent.",
                "  Ligne 11, E11, dotation 11843514 : L’adresse e-mail « ancv.rec10 » n’est pas valable : il manque « @ ». [email.syntax]",
                "      Écrivez une seule adresse, de la forme nom@domaine.fr, sans espace.",
            ])
        let json = try folder.run("import", "a.csv", "--order", "2800886", "--dry-run", "--json")
        #expect(json.refusals.count == 10)
        #expect(json.refusals[11] == ["row.locked-column", "email.syntax"])
    }
}
