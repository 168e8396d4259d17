import Foundation
import Testing

/// Values beside a table, in columns without a title, which nobody reads.
@Suite struct UntitledColumnTests {
    private static let words =
        "n’a pas de titre : la valeur en G3 est laissée de côté. Une correction y a-t-elle été tapée ? [header.untitled]"

    @Test func `an order says that they are left out`() throws {
        let folder = try Folder(
            "a.csv", "Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant;\n1;A;B;a@b.fr;0639980001;10;\n2;C;D;c@b.fr;0639980002;10;20\n")
        let created = try folder.done(["orders", "create", "a.csv", "--number", "2900000", "--date", "2026-01-02"])
        #expect(created.text.contains("  Ligne 3 : La colonne G \(Self.words)"), "\(created.text)")
        let json = try folder.done(["orders", "create", "a.csv", "--number", "2900001", "--date", "2026-01-02", "--allow-repeat", "--json"])
        let warning = try #require(json.list("warnings").first { $0["code"] as? String == "header.untitled" })
        #expect(warning["row"] as? Int == 3)
    }

    @Test func `an import of statuses says that they are left out`() throws {
        let folder = try Folder.withOrder()
        try folder.write(
            "N° de commande;Matricule;Montant;Statut dotation;Nom;Prénom;\n;001;;PRODUCTION;;;\n;002;;PRODUCTION;;;activé\n", to: "s.csv")
        let result = try Command.run(["status", "import", "s.csv", "--dry-run", "--order", "2800886"], in: folder)
        #expect(result.text.contains("  Ligne 3 : La colonne G \(Self.words)"), "\(result.text)\(result.errors)")
        let json = try Command.run(["status", "import", "s.csv", "--dry-run", "--order", "2800886", "--json"], in: folder)
        #expect(json.list("warnings").contains { $0["code"] as? String == "header.untitled" && $0["row"] as? Int == 3 })
    }

    @Test func `an import of sales says that they are left out`() throws {
        let folder = try Folder()
        try folder.writeOpenEvent()
        try folder.done(["events", "load", "ouvert.xlsx", "--yes"])
        let row = "100€ de chèques ANCV;1;a@exemple.fr;0639980001;01/04/2025;"
        let titles = "Session;Matricule;E-mail;Téléphone;Date;Quantité;\n"
        try folder.write("\(titles)\(row)1;\n\(row.replacing(";1;a@", with: ";2;b@"))1;2\n", to: "v.csv")
        let plan = try folder.done(["sales", "import", "v.csv", "--dry-run"])
        #expect(plan.text.contains("  Ligne 3 : La colonne G \(Self.words)"), "\(plan.text)")
        let done = try folder.done(["sales", "import", "v.csv", "--yes", "--json"])
        #expect(done.list("warnings").contains { $0["code"] as? String == "header.untitled" && $0["row"] as? Int == 3 })
    }
}
