import Foundation
import Spreadsheet
import Testing

/// CSV whose quotation marks stand where none may: refused with what to do, or read because somebody asked for it.
@Suite struct StrayQuoteTests {
    private static let option = "--allow-stray-quotes"
    private static let words = "a un guillemet mal placé : ses valeurs sont-elles les bonnes ? [csv.stray-quote]"

    /// An order, an event that sells, and a file for each command that reads one, with a misplaced quotation mark in the second row.
    private func folder() throws -> Folder {
        let folder = try Folder.withOrder()
        try folder.writeOpenEvent()
        try folder.done(["events", "load", "ouvert.xlsx", "--yes"])
        for (name, text) in [
            ("o.csv", "Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant;Remarque\n1;A;B;a@exemple.fr;0639980001;10;"),
            ("s.csv", "Identifiant dotation;Statut dotation;Remarque\n11843511;PRODUCTION;"),
            ("v.csv", "Session;Matricule;E-mail;Téléphone;Date;Remarque\n100€ de chèques ANCV;1;a@exemple.fr;0639980001;01/04/2025;"),
            ("p.csv", "id;Amount;Amount Refunded;Status;Description\nch_1;50.00;0.00;Paid;"),
            ("Bénéficiaires.csv", "Matricule;Nom;Prénom;Remarque\n7;A;B;"),
        ] { try folder.write(text + "12\" de haut\n", to: name) }
        return folder
    }

    private func rows(_ result: Command.Result) -> [Int?] {
        result.list("warnings").filter { $0["code"] as? String == "csv.stray-quote" }.map { $0["row"] as? Int }
    }

    @Test(arguments: [
        ["orders", "create", "o.csv", "--number", "2900000", "--date", "2026-01-02"], ["status", "import", "s.csv", "--dry-run"],
        ["sales", "import", "v.csv", "--dry-run"], ["sales", "reconcile", "p.csv"], ["events", "load", "Bénéficiaires.csv", "--dry-run"],
        ["sheet", "info", "o.csv", "--count"], ["sheet", "convert", "o.csv", "o.xlsx"],
    ]) func `every command names the option, and with it the row`(command: [String]) throws {
        let folder = try folder()
        let refused = try Command.run(command + ["--json"], in: folder)
        #expect(refused.status == 1 && refused.error["code"] as? String == "csv.bad-quote" && refused.error["line"] as? Int == 2)
        #expect((refused.error["message"] as? String)?.contains(Self.option) == true)
        let shown = try Command.run(command + [Self.option], in: folder)
        #expect((shown.text + shown.errors).contains("igne 2 : La ligne \(Self.words)"), "\(shown.text)\(shown.errors)")
        // What was done is not done twice.
        let again = command.map { $0 == "2900000" ? "2900001" : $0 } + (command[0] == "orders" ? ["--allow-repeat"] : [])
        #expect(rows(try Command.run(again + [Self.option, "--json"], in: folder)) == [2])
    }

    @Test func `an import is applied but for its refused rows, which come back with the mark`() throws {
        let folder = try Folder.withOrder()
        try folder.write(
            """
            Identifiant dotation;Adresse Mail;Renvoyer
            11843511;nouveau@exemple.fr;12" de "haut"
            11843512;sans arobase;"a"b
            11843513;;=12"
            11843514;autre@exemple.fr;"non"

            """, to: "i.csv")
        let command = ["import", "i.csv", "--order", "2800886"]
        #expect(try Command.run(command + ["--dry-run", "--json"], in: folder).error["code"] as? String == "csv.bad-quote")
        let plan = try Command.run(command + ["--dry-run", Self.option], in: folder)
        #expect(plan.text.contains("  Ligne 2 : La ligne a 3 guillemets mal placés : ses valeurs"), "\(plan.text)")
        let done = try Command.run(command + ["--rejects", "refus.csv", "--yes", "--json", Self.option], in: folder)
        #expect(done.status == 2 && rows(done) == [2, 3, 4])
        let changed = done.list("changed").compactMap { ($0["email"] as? [String: Any])?["new"] as? String }
        #expect(changed == ["nouveau@exemple.fr", "autre@exemple.fr"])
        let refused = try folder.text("refus.csv")
        #expect(refused.contains("sans arobase;ab;"), "\(refused)")
    }

    @Test func `rows that are shown on standard output have their notes on standard error`() throws {
        let folder = try Folder("a.csv", "a;b\n1;12\" x\n2;y\n")
        let refused = try folder.run("sheet", "dump", "a.csv", "--json")
        #expect(refused.status == 1 && refused.output.isEmpty)
        let dumped = try folder.run("sheet", "dump", "a.csv", Self.option)
        #expect(dumped.status == 0 && dumped.lines.count == 4 && dumped.lines[2].contains(#""12\" x""#), "\(dumped.text)")
        #expect(dumped.errors == "  Ligne 2 : La ligne \(Self.words)\n")
        let noted = try folder.run("sheet", "dump", "a.csv", Self.option, "--json").errors
        let document = try JSONSerialization.jsonObject(with: Data(noted.utf8)) as? [String: [String: Any]]
        #expect(document?["note"]?["code"] as? String == "csv.stray-quote" && document?["note"]?["row"] as? Int == 2)
        let converted = try folder.run("sheet", "convert", "a.csv", "-", Self.option)
        #expect(converted.text.contains("1;\"12\"\" x\"") && converted.errors.contains("Ligne 2"))
    }

    @Test func `of thousands of rows the first are named, and how many more there are`() throws {
        let folder = try Folder("a.csv", "a;b\n" + String(repeating: "1;12\" x\n", count: 10_050))
        let converted = try folder.run("sheet", "convert", "a.csv", "b.xlsx", Self.option)
        #expect(converted.status == 0 && converted.errors.contains("  … et 9\u{202F}950 de plus."))
        #expect(converted.errors.split(separator: "\n").count == 52)
        #expect(rows(try folder.run("sheet", "convert", "a.csv", "b.xlsx", Self.option, "--json")).count == 10_000)
    }

    @Test func `the option is for CSV alone`() throws {
        let folder = try Folder()
        try folder.writeOpenEvent()
        let result = try folder.run("sheet", "info", "ouvert.xlsx", Self.option)
        #expect(result.status == 64 && result.errors.contains(Self.option))
    }
}
