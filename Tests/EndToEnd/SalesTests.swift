import Foundation
import StoreTestSupport
import Testing

@Suite struct SalesTests {
    @Test func `only the plan of sales that was approved is applied`() throws {
        let folder = try Folder.withEvents()
        let plan = try folder.run("sales", "import", "ventes.xlsx", "--dry-run", "--json")
        let seen = try #require(plan.json["fingerprint"] as? String)
        let other = String(repeating: "0", count: 32)
        let refused = try folder.run("sales", "import", "ventes.xlsx", "--plan", other, "--yes", "--json")
        #expect(refused.status == 1 && refused.error["code"] as? String == "plan.changed")
        #expect(try folder.run("sales", "list", "--json").documents.isEmpty)
        #expect(try folder.run("sales", "import", "ventes.xlsx", "--plan", seen, "--json").status == 2)
        #expect(try folder.run("sales", "list", "--json").documents.count == 41)
        #expect(try folder.run("sales", "import", "ventes.xlsx", "--plan", seen, "--json").error["code"] as? String != nil)
    }

    @Test func `a sheet of sales is planned, applied, and changes nothing the second time`() throws {
        let folder = try Folder.withEvents()
        let dry = try folder.run("sales", "import", "ventes.xlsx", "--dry-run", "--json")
        #expect(dry.status == 2 && dry.json["status"] as? String == "planned" && dry.list("registered").count == 41)
        #expect(try folder.run("sales", "list", "--json").documents.isEmpty)
        let done = try folder.run("sales", "import", "ventes.xlsx", "--yes", "--rejects", "refus.xlsx", "--json")
        #expect(done.status == 2 && done.json["status"] as? String == "applied" && done.json["rows"] as? Int == 53)
        #expect(
            done.refusals.values.flatMap(\.self).sorted() == [
                "sale.after-registration", "sale.beneficiary-unknown", "sale.document-expired", "sale.document-missing",
                "sale.document-pending", "sale.document-refused", "sale.mobile-unverified", "sale.outside-bracket", "sale.places-exceeded",
                "sale.places-exceeded", "sale.price-mismatch", "sale.session-full",
            ])
        let cells = Dictionary(
            done.list("refused").map { refusal in
                (refusal["row"] as? Int ?? 0, (refusal["reasons"] as? [[String: Any]])?.first?["cell"] as? String ?? "")
            }, uniquingKeysWith: { first, _ in first })
        #expect(cells[47] == "H47" && cells[49] == "B49" && cells[50] == "F50" && cells[52] == "I52")
        #expect(try folder.run("sheet", "dump", "refus.xlsx").lines.count == 14)
        let again = try folder.run("sales", "import", "ventes.xlsx", "--yes", "--json")
        // Rows are refused and none is applied: nothing is done, and the plan is there all the same.
        #expect(again.status == 1 && again.json["status"] as? String == "refused" && again.json["unchanged"] as? Int == 41)
        #expect(again.error["code"] as? String == "import.refused" && again.list("refused").count == 12)
        #expect(try folder.run("sales", "list", "--json").documents.count == 41)
    }

    @Test(arguments: ["ventes.xlsx", "toutes.csv"]) func `sales come out as a sheet that changes nothing where it comes in again`(
        name: String
    ) throws {
        let folder = try Folder.withEvents()
        _ = try folder.run("sales", "import", "ventes.xlsx", "--yes")
        try folder.done(["sales", "cancel", "3", "--yes"])
        let sheet = "sortie-" + name
        let written = try folder.done(["sales", "list", "--export", sheet, "--json"])
        #expect(written.json["file"] as? String == sheet && written.json["rows"] as? Int == 41)
        let again = try folder.run("sales", "import", sheet, "--yes", "--json")
        #expect(again.status == 0 && again.json["unchanged"] as? Int == 41 && again.list("refused").isEmpty, "\(again.text)")
        #expect(again.list("notes").isEmpty && again.list("warnings").isEmpty, "\(again.text)")
        let some = try folder.done(["sales", "list", "--status", "annulée", "--export", "a.csv", "--json"])
        let cancelled = try folder.run("sales", "list", "--status", "annulée", "--json").documents.count
        #expect(some.json["rows"] as? Int == cancelled)
        #expect(1..<41 ~= cancelled)
    }

    @Test func `the refused rows are never written over the sheet that they are from`() throws {
        let folder = try Folder.withEvents()
        let before = try folder.data("ventes.xlsx")
        _ = try Command.shell("ln -s ventes.xlsx lien.xlsx", in: folder)
        for name in ["ventes.xlsx", "./ventes.xlsx", "lien.xlsx"] {
            let result = try folder.run("sales", "import", "ventes.xlsx", "--yes", "--rejects", name, "--json")
            #expect(result.status == 1 && result.error["code"] as? String == "file.same")
        }
        #expect(try folder.data("ventes.xlsx") == before && folder.run("sales", "list", "--json").documents.isEmpty)
    }

    @Test(.onFiles) func `without a database the first thing to do is to load an event`() throws {
        let folder = try Folder()
        try folder.write("Session;Matricule\n", to: "v.csv")
        for command in [["events", "list"], ["events", "show", "Été"], ["sales", "import", "v.csv"]] {
            let result = try Command.run(command + ["--json"], in: folder)
            #expect(result.status == 1 && result.error["code"] as? String == "store.missing")
            #expect((result.error["message"] as? String)?.contains("chargez d’abord un événement") == true)
        }
    }

    @Test func `every reason of a refused sale is there with its advice, and nobody's data with it`() throws {
        let folder = try Folder()
        try folder.writeOpenEvent()
        try folder.done(["events", "load", "ouvert.xlsx", "--yes"])
        let result = try folder.run(
            "sales", "add", "--session", "100€ de chèques ANCV", "--matricule", "1", "--email", "faux@@exemple", "--telephone", "0123",
            "--quantity", "2", "--paid", "7", "--json")
        #expect(result.status == 1)
        let items = result.error["refused"] as? [[String: Any]] ?? []
        let reasons = items.first?["reasons"] as? [[String: String]] ?? []
        #expect(items.count == 1 && items[0]["id"] is NSNull && reasons.count >= 3)
        #expect(Set(reasons.compactMap { $0["code"] }).isSuperset(of: ["sale.email-unverified", "sale.mobile-unverified"]))
        #expect(reasons.allSatisfy { $0["message"]?.hasSuffix(".") == true && $0["advice"]?.isEmpty == false })
        #expect((result.error["message"] as? String)?.contains(reasons.first?["message"] ?? "?") == true)
        #expect(!result.errors.contains("faux") && !result.errors.contains("0123"))
    }

    @Test func `atomic applies nothing where a row is refused`() throws {
        let folder = try Folder.withEvents()
        let result = try folder.run("sales", "import", "ventes.xlsx", "--yes", "--atomic", "--rejects", "refus.xlsx", "--json")
        #expect(result.status == 1 && result.error["code"] as? String == "import.refused" && result.json["status"] as? String == "refused")
        #expect(try folder.run("sheet", "dump", "refus.xlsx").lines.count == 14)
        #expect(try folder.run("sales", "list", "--json").documents.isEmpty)
        let needed = try folder.run("sales", "import", "ventes.xlsx", "--json")
        #expect(needed.status == 1 && needed.error["code"] as? String == "confirmation.needed")
    }

    @Test func `a sale by itself keeps the same rules, and is cancelled and refunded`() throws {
        let folder = try Folder()
        try folder.writeOpenEvent(cap: 1)
        try folder.done(["events", "load", "ouvert.xlsx", "--yes"])
        func add(_ matricule: String, _ more: String...) throws -> Command.Result {
            try Command.run(
                [
                    "sales", "add", "--session", "100 € de cheques ancv", "--matricule", matricule, "--email", "a\(matricule)@exemple.fr",
                    "--telephone", "06 39 98 00 01", "--json",
                ] + more, in: folder)
        }
        #expect(try add("1", "--paid", "40 €").error["code"] as? String == "sale.price-mismatch")
        #expect(try add("3").error["code"] as? String == "sale.beneficiary-unknown")
        let sold = try add("1", "--paid", "50€", "--date", "01/04/2025", "--reference", "pi_1")
        #expect(sold.status == 0 && sold.list("registered").first?["id"] as? Int == 1)
        let full = try add("2")
        #expect(full.status == 1 && full.output.isEmpty && full.error["code"] as? String == "sale.session-full")
        #expect(!full.errors.contains("@"))
        let asked = try folder.run("sales", "cancel", "1")
        #expect(asked.status == 1 && asked.output.isEmpty && asked.errors.contains("--yes") && !asked.errors.contains("TEST1"))
        #expect(try folder.run("sales", "cancel", "1", "--yes").text == "Vente 1 annulée : TEST1 ancv, 50,00\u{A0}€ à rendre.\n")
        #expect(try folder.run("sales", "cancel", "1", "--json").error["code"] as? String == "nothing-to-do")
        #expect(try add("2").status == 0)
        let mixed = try folder.run("sales", "refund", "1", "99", "--yes", "--json")
        #expect(mixed.status == 2 && mixed.list("changed").count == 1 && mixed.text.contains("sale.unknown"))
        for status in ["remboursée", "Remboursee", "refunded"] {
            #expect(try folder.run("sales", "list", "--status", status, "--json").documents.map { $0["id"] as? Int } == [1])
        }
        #expect(try folder.run("sales", "list", "--status", "peut-être").status == 64)
    }

    @Test func `a sale by itself is always a new one, also on the day of a cancelled one, and an old sheet brings nothing back`() throws {
        let folder = try Folder()
        try folder.writeOpenEvent(places: 2)
        try folder.done(["events", "load", "ouvert.xlsx", "--yes"])
        func add(_ more: String...) throws -> Command.Result {
            try Command.run(
                [
                    "sales", "add", "--session", "100€ de chèques ANCV", "--matricule", "1", "--email", "a@exemple.fr", "--telephone",
                    "0639980001",
                ]
                    + ["--date", "01/04/2025", "--json"] + more, in: folder)
        }
        try folder.write(
            "Session;Matricule;E-mail;Téléphone;Date\r\n100€ de chèques ANCV;1;a@exemple.fr;0639980001;01/04/2025\r\n", to: "ventes.csv")
        try folder.done(["sales", "import", "ventes.csv", "--yes"])
        let cancelled = try folder.done(["sales", "cancel", "1", "--yes", "--json"])
        #expect(cancelled.list("changed").first?["status"] as? [String: String] == ["old": "active", "new": "cancelled"])
        let old = try folder.run("sales", "import", "ventes.csv", "--yes", "--json")
        // Every row is refused: nothing is done, the plan is there, and the error says which rows, without anybody's data.
        #expect(old.status == 1 && old.json["status"] as? String == "refused" && old.error["code"] as? String == "import.refused")
        #expect(
            (old.error["faults"] as? [[String: Any]])?.map { $0["code"] as? String } == ["sale.not-reopened"] && !old.errors.contains("@"))
        let text = try folder.run("sales", "import", "ventes.csv", "--yes", "--rejects", "refus.csv")
        #expect(text.status == 1 && text.text.contains("dotations sales add") && text.text.contains("Bilan :"))
        #expect(try folder.text("refus.csv").contains("annulée"))
        #expect(try folder.run("sales", "import", "ventes.csv", "--dry-run").status == 2)
        let second = try add()
        #expect(second.status == 0 && second.text.contains("sale.again"))
        #expect(try add("--reference", "pi_2").list("registered").count == 1)
        #expect(try add("--reference", "pi_2").error["code"] as? String == "nothing-to-do")
        #expect(try add("--reference", "pi_3").error["code"] as? String == "sale.places-exceeded")
        #expect(try folder.run("sales", "list", "--status", "active", "--json").documents.count == 2)
    }

    @Test func `a value that begins with a dash is given behind an equals sign, and the error says so`() throws {
        let folder = try Folder.withSales()
        #expect(try folder.run("sales", "list", "--matricule=-2", "--json").status == 0)
        let wrong = try folder.run("sales", "list", "--matricule", "-2")
        #expect(wrong.status == 64 && wrong.errors.contains("--matricule=-"))
    }

    @Test func `the template is written once, and imports as an empty sheet`() throws {
        let folder = try Folder.withOpenSale()
        try folder.done(["sales", "template", "ventes.xlsx"])
        let read = try folder.run("sales", "import", "ventes.xlsx", "--yes", "--json")
        #expect(read.status == 0 && read.json["rows"] as? Int == 0)
        #expect(read.list("warnings").map { $0["code"] as? String } == ["sheet.no-rows"])
        let again = try folder.run("sales", "template", "ventes.xlsx", "--json")
        #expect(again.status == 1 && again.error["code"] as? String == "file.exists")
        #expect(try folder.run("sales", "template", "ventes.csv").status == 64)
    }

    @Test func `a sale by itself names the person in its result`() throws {
        let folder = try Folder.withOpenSale()
        let sold = try folder.run(
            "sales", "add", "--session", "100€ de chèques ANCV", "--matricule", "2", "--email", "b@exemple.fr", "--telephone", "0639980002")
        #expect(sold.status == 0 && sold.text.hasPrefix("Vente 2 enregistrée : TEST2 ancv, 1 × « 100€ de chèques ANCV », 50,00"))
    }

    @Test func `one payment of two people in a sheet names both rows, and a session that is not there those that are`() throws {
        let folder = try Folder()
        try folder.writeOpenEvent()
        try folder.done(["events", "load", "ouvert.xlsx", "--yes"])
        try folder.write(
            """
            Session;Matricule;E-mail;Téléphone;Date;Référence de paiement
            100€ de chèques ANCV;1;a@exemple.fr;0639980001;01/04/2025;ch_9
            100€ de chèques ANCV;2;b@exemple.fr;0639980002;01/04/2025;ch_9
            Chèques 100 euros;2;b@exemple.fr;0639980002;01/04/2025;ch_8

            """, to: "v.csv")
        let lines = try folder.run("sales", "import", "v.csv", "--dry-run").lines
        #expect(lines.contains { $0.contains("2 lignes :") && $0.contains("[sale.reference-taken]") })
        #expect(lines.contains { $0.contains("Ligne 2, F2 :") && $0.contains("ligne 3") })
        #expect(lines.contains { $0.contains("Ligne 3, F3 :") && $0.contains("ligne 2") })
        #expect(lines.contains { $0.contains("Sessions : « 100€ de chèques ANCV »") })
    }

    @Test func `Stripe's payments are held against the sales`() throws {
        let folder = try Folder.withSales()
        let result = try folder.run("sales", "reconcile", "paiements_stripe.csv", "--json")
        let counts = Self.counts(result)
        #expect(result.status == 2)
        #expect(
            counts.filter { $0.value > 0 } == [
                "payment.settled": 37, "payment.not-sold": 12, "payment.missing": 1, "payment.refunded-still-sold": 1,
                "payment.partly-refunded": 1, "payment.not-refunded": 1,
            ])
        #expect(result.json["ignoredFailures"] as? Int == 1)
        let refunded = result.list("entries").first { $0["outcome"] as? String == "payment.refunded-still-sold" }
        let id = try #require((refunded?["sales"] as? [Int])?.first)
        try folder.done(["sales", "refund", "\(id)", "--yes"])
        let after = Self.counts(try folder.run("sales", "reconcile", "paiements_stripe.csv", "--json"))
        #expect(after["payment.refunded-still-sold"] == 0 && after["payment.settled"] == 38)
    }

    private static func counts(_ result: Command.Result) -> [String: Int] {
        Dictionary(
            result.list("counts").map { ($0["outcome"] as? String ?? "", $0["entries"] as? Int ?? -1) },
            uniquingKeysWith: { first, _ in first })
    }

    @Test func `a column of contacts that was sorted alone is told first, and only its number of changes typed applies it`() throws {
        let folder = try Folder()
        try folder.writeOpenEvent(people: 12)
        try folder.done(["events", "load", "ouvert.xlsx", "--yes"])
        func sheet(_ people: ClosedRange<Int>, mobile: (Int) -> Int) -> String {
            "Session;Matricule;E-mail;Téléphone;Date\n"
                + people.map { "100€ de chèques ANCV;\($0);a\($0)@exemple.fr;06\(39_980_000 + mobile($0));2026-01-05\n" }.joined()
        }
        try folder.write(sheet(1...10) { $0 }, to: "v.csv")
        try folder.done(["sales", "import", "v.csv", "--yes"])
        // Ten numbers that go from one to the other, and a new sale.
        try folder.write(sheet(1...11) { $0 > 10 ? $0 : 11 - $0 }, to: "v.csv")
        let dry = try folder.run("sales", "import", "v.csv", "--dry-run")
        let told = try #require(dry.text.range(of: "Dans la colonne « Téléphone », 10 lignes prennent la valeur d’un autre bénéficiaire"))
        let table = try #require(dry.text.range(of: "Ventes à enregistrer"))
        #expect(told.lowerBound < table.lowerBound)
        #expect(dry.text.contains("Bilan : 11 modifications en tout, 1 vente à enregistrer, 10 ventes à modifier"))
        #expect(dry.text.contains("Ligne 2, D2 : Le n° « 0639980010 » est aujourd’hui celui de TEST10 ancv. [phone.of-another]"))
        let json = try folder.run("sales", "import", "v.csv", "--dry-run", "--json")
        #expect(json.list("confirmations").map { $0["code"] as? String } == ["confirm.moved-mobiles", "confirm.many-mobiles"])
        let fingerprint = try #require(json.json["fingerprint"] as? String)
        for options in [["--yes"], ["--plan", fingerprint], ["--confirm", "10"]] {
            let refused = try Command.run(["sales", "import", "v.csv", "--json"] + options, in: folder)
            #expect(refused.status == 1 && refused.error["code"] as? String == "confirmation.number")
            #expect(!refused.errors.contains("11"))
        }
        #expect(try folder.run("sales", "list", "--json").documents.count == 10)
        let done = try folder.run("sales", "import", "v.csv", "--confirm", "11", "--json")
        #expect(done.status == 0 && done.json["status"] as? String == "applied" && done.list("changed").count == 10)
    }

    @Test func `of two processes that sell the last place exactly one does`() throws {
        let folder = try Folder()
        try folder.writeOpenEvent(places: 1, cap: 25, people: 60)
        try folder.done(["events", "load", "ouvert.xlsx", "--yes"])
        // Fill the session but for its last place; then two at a time want it, and the winner cancels.
        for number in 1...24 { try folder.done(Self.add(number)) }
        for round in 0..<12 {
            let (first, second) = (30 + 2 * round, 31 + 2 * round)
            // Both sides of a pipe run at the same time.
            let sides = [first, second].map { number in
                "\"$dotations\" \(Self.add(number).map { "'\($0)'" }.joined(separator: " ")) >\(number).out 2>\(number).err"
            }
            _ = try Command.shell(sides.joined(separator: " | "), in: folder)
            let texts = try [first, second].map { try folder.text("\($0).out") }
            #expect(texts.count { $0.contains("enregistrée") } == 1, "round \(round)")
            let refused = try [first, second].filter { try folder.text("\($0).out").contains("[sale.session-full]") }
            #expect(refused.count == 1, "round \(round)")
            let sales = try folder.run("sales", "list", "--status", "active", "--json").documents
            #expect(sales.count == 25)
            let last = try #require(sales.last?["id"] as? Int)
            try folder.done(["sales", "cancel", "\(last)", "--yes"])
        }
    }

    private static func add(_ number: Int) -> [String] {
        [
            "sales", "add", "--session", "100€ de chèques ANCV", "--matricule", "\(number)", "--email", "a\(number)@exemple.fr",
            "--telephone",
            "06399800\(number < 10 ? "0" : "")\(number)",
        ]
    }
}
