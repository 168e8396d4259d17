import Foundation
import StoreTestSupport
import Testing

@Suite struct OrderTests {
    @Test(arguments: [
        ("2800886", "commande_2800886.csv", 1_010_000), ("2800875", "commande_2800875.xlsx", 404_000),
        ("2800901", "commande_2800901.xlsx", 60_600),
    ])
    func `an order costs its face value and one per cent`(number: String, file: String, total: Int) throws {
        let folder = try Folder()
        try FileManager.default.copyItem(at: sample(file), to: folder.url(file))
        let created = try folder.run("orders", "create", file, "--number", number, "--date", "11/08/2020", "--json")
        #expect(created.status == 0 && created.json["totalCents"] as? Int == total && created.json["date"] as? String == "2020-08-11")
        #expect(try folder.run("orders", "show", number).text.hasPrefix("Commande \(number) du "))
        let shown = try folder.run("orders", "show", number, "--export", "detail.xlsx", "--json")
        #expect(shown.json["totalCents"] as? Int == total && shown.list("lines").count == 2)
        let rows = try folder.run("sheet", "dump", "detail.xlsx")
        #expect(rows.lines.last?.contains("\"TOTAL\",null,null,null,null,\(total / 100)") == true)
    }

    @Test func `an order goes from list to list as it is paid and activated`() throws {
        let folder = try Folder.withOrder(paid: false)
        func list() throws -> String? { try folder.run("orders", "list", "--json").list("orders").first?["list"] as? String }
        #expect(try list() == "pending")
        #expect(try folder.run("orders", "pay", "2800886").text == "Commande 2800886 réglée.\n")
        #expect(try list() == "inProgress")
        let again = try folder.run("orders", "pay", "2800886", "--json")
        #expect(again.status == 1 && again.output.isEmpty && again.error["code"] as? String == "nothing-to-do")
        let ids = try folder.run("search", "--json").documents.compactMap { $0["id"] as? String }
        try folder.done(["status", "set"] + ids + ["ACTIVE"])
        #expect(try list() == "history")
        let export = try folder.run("export", "2800886", "--json")
        #expect(export.status == 1 && export.error["code"] as? String == "nothing-to-do")
    }

    @Test func `a missing column is named with its use, and so are the titles that are not known`() throws {
        let folder = try Folder("a.csv", "Matricule;Nom;Prénom;Adresse Mail;N° de fixe;Euros\n1;A;B;a@b.fr;0612345678;550\n")
        let result = try folder.run("orders", "create", "a.csv", "--number", "2900000", "--date", "2026-01-02")
        #expect(result.status == 1)
        #expect(
            result.errors
                == "a.csv, « a » : colonnes introuvables : « Téléphone », « Montant ». Colonnes reconnues : « Matricule », « Nom », "
                + "« Prénom », « Adresse Mail ». Titres inconnus : E (« N° de fixe »), F (« Euros »). Si une colonne introuvable est là sous un "
                + "titre inconnu, renommez ce titre. Ajoutez à la feuille ce qui manque : « Téléphone » est le n° de portable du bénéficiaire, "
                + "« Montant » est la valeur de la dotation, en euros.\n")
    }

    @Test func `without identifiers and statuses an order gets a block of them and is being loaded`() throws {
        let folder = try Folder(
            "a.csv",
            "Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\n1;A;B;a@b.fr;0612345678;550€\n2;C;D;c@b.fr;0612345679;1 000,00 €\n")
        try folder.done(["orders", "create", "a.csv", "--number", "2 900 000", "--date", "2026-01-02"])
        let dotations = try folder.run("search", "--json").documents
        let ids = dotations.compactMap { ($0["id"] as? String).flatMap { Int($0) } }
        #expect(ids.count == 2 && ids[1] == ids[0] + 1 && String(ids[0]).count == 8)
        #expect(dotations.map { $0["status"] as? String } == ["intégration", "intégration"])
        #expect(dotations.map { $0["amountCents"] as? Int } == [55_000, 100_000])
    }

    @Test func `an order with a row that is none is not made, and says which without anybody's data`() throws {
        let folder = try Folder(
            "a.csv", "Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\n1;A;B;a@b.fr;0612345678;0\n2;C;D;c@b.fr;0612345679;10\n")
        let arguments = ["orders", "create", "a.csv", "--number", "2900000", "--date", "2026-01-02"]
        let json = try Command.run(arguments + ["--json"], in: folder)
        #expect(json.status == 1 && json.error["code"] as? String == "order.rows-refused" && !json.errors.contains("@"))
        #expect(json.json["status"] as? String == "refused" && json.list("refused").map { $0["row"] as? Int } == [2])
        let text = try Command.run(arguments, in: folder)
        #expect(text.status == 1 && text.text.contains("Ligne 2, F2 : ") && text.text.contains("[amount.syntax]"))
        #expect(text.errors.hasPrefix("a.csv : 1 ligne n’est pas valable : 2 (amount.syntax).") && !text.errors.contains("@"))
        #expect(try folder.run("orders", "list", "--json").status == 1)
    }

    @Test(arguments: [
        (["orders", "show", "2900000"], "store.order-unknown"), (["export", "2900000"], "store.order-unknown"),
        (["orders", "pay", "2900000"], "store.order-unknown"), (["resend", "--order", "2900000"], "store.order-unknown"),
        (["orders", "create", "commande_2800886.csv", "--number", "2800886", "--date", "2020-08-21"], "store.order-exists"),
        (["orders", "create", "commande_2800886.csv", "--number", "2800887", "--date", "2020-08-21"], "order.mismatch"),
        (["edit", "99999999", "--email", "a@b.fr"], "store.dotation-unknown"), (["imports", "show", "99"], "store.operation-unknown"),
        (["status", "set", "99999999", "activé"], "store.dotation-unknown"), (["imports", "revert", "99"], "store.operation-unknown"),
        (["import", "README.md", "--order", "2800886"], "header.missing"), (["resend", "99999999"], "row.unknown-id"),
        (["edit", "11843511", "--email", "ANCV.rec2@Yopmail.com "], "email.shared"),
    ])
    func `what cannot be done has a code`(arguments: [String], code: String) throws {
        let folder = try Folder.withOrder()
        let result = try Command.run(arguments + ["--json"], in: folder)
        #expect(result.status == 1 && result.output.isEmpty)
        #expect(result.error["code"] as? String == code, "\(result.errors)")
    }

    @Test func `the database stands before the command, after it, or in the environment`() throws {
        let folder = try Folder.withOrder()
        try FileManager.default.moveItem(at: folder.url("dotations.sqlite"), to: folder.url("b.sqlite"))
        for line in ["--database b.sqlite orders list", "orders --database b.sqlite list", "orders list --database=b.sqlite"] {
            let result = try Command.shell("\"$dotations\" \(line) --json", in: folder)
            #expect(result.list("orders").count == 1, "\(line)")
        }
        #expect(try Command.shell("DOTATIONS_DATABASE=b.sqlite \"$dotations\" orders list --json", in: folder).list("orders").count == 1)
        let missing = try folder.run("orders", "list", "--json")
        #expect(missing.status == 1 && missing.error["code"] as? String == "store.missing")
        #expect(try !folder.names().contains("dotations.sqlite"))
        let other = try folder.run("--database", "README.md", "orders", "list", "--json")
        #expect(other.error["code"] as? String == "store.not-a-store")
    }

    @Test func `a search folds case and accents, and exports what it finds`() throws {
        let folder = try Folder.withOrder()
        #expect(try folder.run("search", "--nom", "tést1", "--prenom", "ANCV", "--json").documents.count == 2)
        #expect(try folder.run("search", "--telephone", "+33 6 65 91", "--json").documents.count == 10)
        #expect(try folder.run("search", "--matricule", "zz").text == "0 dotation.\n")
        try folder.done(["search", "--email", "ancv.rec10", "--export", "a.csv"])
        #expect(
            try folder.text("a.csv").split(separator: "\r\n").last
                == "010;2800886;TEST10;ancv;ancv.rec10@yopmail.com;0665915236;1000;PRODUCTION")
    }

    @Test func `a search finds a name by any part of it, elisions and composed names included`() throws {
        let folder = try Folder(
            "a.csv", "Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\n1;D’Alembert;ERIC-MARIE;a@b.fr;0612345678;550\n")
        try folder.done(["orders", "create", "a.csv", "--number", "2900000", "--date", "2026-01-02"])
        for arguments in [["--nom", "alembert"], ["--nom", "D'ALEM"], ["--prenom", "éric"], ["--prenom", "marie"]] {
            #expect(try Command.run(["search", "--json"] + arguments, in: folder).documents.count == 1, "\(arguments)")
        }
    }

    @Test(arguments: ["2020-08-21", "20200821", "21/08/2020", "21/8/20", "21.08.2020", "21 août 2020", "vendredi 21 AOUT 2020"])
    func `a date is read as sheets have it`(date: String) throws {
        let folder = try Folder.withOrder()
        let created = try folder.run("orders", "create", "commande_2800875.xlsx", "--number", "2800875", "--date", date, "--json")
        #expect(created.json["date"] as? String == "2020-08-21", "\(created.errors)")
    }

    @Test func `a date to come, or more than 10 000 € for one person, wants a yes`() throws {
        let folder = try Folder(
            "a.csv",
            """
            Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant
            1;A;B;a@b.fr;0612345678;6000
            2;C;D;c@b.fr;0612345679;10000
            1;A;B;a@b.fr;0612345678;4000,01

            """)
        let create = ["orders", "create", "a.csv", "--number", "2900000", "--date"]
        let large = try Command.run(create + ["2026-01-02", "--json"], in: folder)
        #expect(
            large.status == 1 && large.json["totalCents"] as? Int == 2_020_001 && large.error["code"] as? String == "confirmation.needed")
        let message = try #require(large.error["message"] as? String)
        #expect(message.hasPrefix("1 bénéficiaire aurait plus de 10\u{202F}000,00\u{A0}€ : ligne 2. La commande n’a pas été créée"))
        #expect(try !folder.names().contains("dotations.sqlite"))
        let made = try folder.done(create + ["31/12/2998", "--yes", "--json"])
        #expect(made.json["date"] as? String == "2998-12-31")
        #expect(made.list("warnings").first { $0["code"] as? String == "amount.large" }?["cell"] as? String == "F2")

        try folder.write("Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\n1;A;B;a@b.fr;0612345678;10000\n", to: "b.csv")
        let next = ["orders", "create", "b.csv", "--number", "2900001", "--date"]
        let later = try Command.run(next + ["31/12/2998"], in: folder)
        #expect(later.status == 1 && later.errors.hasPrefix("La date de la commande, le 31/12/2998, est à venir. La commande n’a pas"))
        #expect(try Command.run(next + ["2026-01-02"], in: folder).status == 0, "10 000 € are no more than that")
    }

    @Test func `a status that is not known wants a yes, as it locks the dotation`() throws {
        let folder = try Folder(
            "a.csv",
            """
            Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant;Statut dotation
            1;A;B;a@b.fr;0612345678;10;Bizarre
            2;C;D;c@b.fr;0612345679;10;production

            """)
        let create = ["orders", "create", "a.csv", "--number", "2900000", "--date", "2026-01-02", "--json"]
        let asked = try Command.run(create, in: folder)
        #expect(
            asked.status == 1 && asked.json["status"] as? String == "planned" && asked.error["code"] as? String == "confirmation.needed")
        let message = try #require(asked.error["message"] as? String)
        #expect(message.hasPrefix("1 dotation prendrait un statut qui n’est pas connu, et ne se modifierait plus (« Bizarre »)"))
        #expect(message.contains("Voir ligne 2. La commande n’a pas été créée"))
        #expect(try !folder.names().contains("dotations.sqlite"))
        try folder.done(create + ["--yes"])
    }

    @Test func `contacts that are not right are shown beside the question, before the order is made`() throws {
        let folder = try Folder("a.csv", "Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\n1;A;B;a@b;0612345678;20000\n")
        let create = ["orders", "create", "a.csv", "--number", "2900000", "--date", "2026-01-02"]
        let asked = try Command.run(create, in: folder)
        #expect(asked.status == 1 && asked.text.contains("À corriger (1)") && asked.text.contains("Ligne 2, D2 : "))
        #expect(asked.errors.contains("La commande n’a pas été créée"))
        #expect(try !folder.names().contains("dotations.sqlite"))
        // Where the yes is given nothing is asked, and the result says it.
        let made = try folder.done(create + ["--yes"])
        #expect(made.text.hasPrefix("Commande 2900000") && made.text.contains("À corriger (1)"))
    }

    @Test func `what is worth a look is shown beside what is refused`() throws {
        let folder = try Folder(
            "a.csv",
            """
            Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant
            1;A;B;a@b.fr;0612345678;0
            2;C;D;c@gmial.com;0612345679;10
            3;E;F;e@b;0612345670;10

            """)
        let create = ["orders", "create", "a.csv", "--number", "2900000", "--date", "2026-01-02"]
        let text = try Command.run(create, in: folder).text
        for line in ["Lignes refusées (1)", "Ligne 2, F2 : ", "À corriger (1)", "Ligne 4, D4 : ", "À vérifier (1)", "[email.suggestion]"] {
            #expect(text.contains(line), "\(line) in \(text)")
        }
        let faults = try #require(Command.run(create + ["--json"], in: folder).error["faults"] as? [[String: Any]])
        #expect(faults.count == 1 && faults[0]["row"] as? Int == 2 && faults[0]["code"] as? String == "amount.syntax")
        #expect(faults[0]["cell"] as? String == "F2" && Set(faults[0].keys) == ["row", "code", "cell"])
    }

    @Test func `an order that is not paid for is not exported, and the advice says how to pay`() throws {
        let folder = try Folder.withOrder(paid: false)
        let result = try folder.run("export", "2800886", "--json")
        #expect(result.status == 1 && result.output.isEmpty && result.error["code"] as? String == "order.unpaid")
        #expect((result.error["message"] as? String)?.hasSuffix("Pour noter le règlement : dotations orders pay.") == true)
        #expect(try !folder.names().contains("20200821_Titres_Dématérialisés_Commande_2800886.xlsx"))
        #expect(try folder.run("orders", "list").text.hasPrefix("En attente (1)\n"))
    }

    @Test func `only the user may read a new file of people's data, and one that is replaced keeps its mode`() throws {
        let folder = try Folder.withOrder()
        func mode(_ name: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: folder.url(name).path)[.posixPermissions] as? Int
        }
        for format in ["csv", "xlsx"] {
            let names = ["export.", "search.", "detail.", "rejects."].map { $0 + format }
            func write() throws {
                try folder.done(["export", "2800886", "-o", names[0]])
                try folder.done(["search", "--export", names[1]])
                try folder.done(["orders", "show", "2800886", "--export", names[2]])
            }
            try write()
            _ = try folder.run("import", Folder.wrong, "--dry-run", "--rejects", names[3])
            for name in names {
                #expect(try mode(name) == 0o600, "\(name)")
                try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.url(name).path)
            }
            try write()
            for name in names.dropLast() { #expect(try mode(name) == 0o640, "\(name)") }
        }
        #expect(try Command.shell("umask 022 && \"$dotations\" sheet convert export.csv plain.csv", in: folder).status == 0)
        #expect(try mode("plain.csv") == 0o600)
    }

    /// Whether the tests may have a file system of their own.
    private static let canMount = (try? Command.shell("unshare -rm mount -t tmpfs tmpfs /mnt", in: Folder()).status) == 0

    @Test(.onFiles, .enabled(if: canMount, "no file system can be mounted here"), arguments: [16, 60, 200])
    func `a full disk is told as that`(kilobytes: Int) throws {
        let folder = try Folder()
        let line = """
            mkdir disk && unshare -rm sh -c 'mount -t tmpfs -o size=\(kilobytes)k tmpfs disk && cd disk && \
            "$dotations" orders create "\(sample("commande_2800886.csv").path)" --number 2800886 --date 2020-08-21 --paid --json && \
            "$dotations" edit 11843511 --telephone 0612345678 --json'
            """
        let result = try Command.shell(line, in: folder)
        #expect(result.status == 1 && result.error["code"] as? String == "store.full", "\(result.errors)")
    }

    @Test func `an export does not replace corrections by itself`() throws {
        let folder = try Folder.withOrder()
        let first = try folder.run("export", "2800886", "--json")
        let name = "20200821_Titres_Dématérialisés_Commande_2800886.xlsx"
        #expect(first.json["file"] as? String == name && first.json["rows"] as? Int == 10)
        let bytes = try folder.data(name)
        let second = try folder.run("export", "2800886", "--json")
        #expect(second.status == 1 && second.error["code"] as? String == "file.exists")
        try folder.done(["export", "2800886", "-o", "b.xlsx"])
        #expect(try folder.data("b.xlsx") == bytes, "the same data gives the same bytes")
    }
}
