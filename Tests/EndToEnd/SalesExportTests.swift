import Foundation
import StoreTestSupport
import TestSupport
import Testing

/// The way from sales to the order.
@Suite struct SalesExportTests {
    @Test func `the export becomes the order, once`() throws {
        let folder = try Folder.withSales()
        let made = try folder.run("sales", "export", "-o", "a.xlsx", "--json")
        #expect(made.status == 0 && made.json["partial"] as? Bool == false && made.json["rows"] as? Int == 32)
        let total = made.json["total"] as? [String: Int] ?? [:]
        let lines = try folder.run("sheet", "dump", "a.xlsx", "--sheet", "Commande ANCV Connect").documents.dropFirst(2)
        let amounts = lines.compactMap { ($0["cells"] as? [Any])?.last as? Double }
        #expect(Int(amounts.reduce(0, +) * 100) == total["faceValueCents"])
        #expect((total["employeesShareCents"] ?? 0) + (total["councilShareCents"] ?? 0) == total["faceValueCents"])
        // The same sales, the same bytes.
        try folder.done(["sales", "export", "-o", "b.xlsx"])
        #expect(try folder.data("a.xlsx") == folder.data("b.xlsx"))

        let create = ["orders", "create", "a.xlsx", "--number", "2900001", "--date", "2025-05-05", "--paid", "--json"]
        let order = try folder.done(create)
        #expect(
            order.json["faceValueCents"] as? Int == total["faceValueCents"]
                && order.json["salesOrdered"] as? Int == made.json["sales"] as? Int)
        #expect(order.json["totalCents"] as? Int == total["totalCents"])
        let none = try folder.run("sales", "export", "--json")
        #expect(none.status == 1 && none.error["code"] as? String == "nothing-to-do")
        let ordered = try folder.run("sales", "cancel", "1", "--yes", "--json")
        #expect(ordered.error["code"] as? String == "sale.ordered")
        // What does free a sale is named.
        #expect((ordered.error["message"] as? String)?.contains("« dotations orders cancel »") == true)
        let twice = try Command.run(["orders", "create", "b.xlsx", "--number", "2900002", "--date", "2025-05-05", "--json"], in: folder)
        #expect(twice.status == 1 && twice.error["code"] as? String == "store.sales-ordered")
        #expect(twice.error["order"] as? String == "2900001" && (twice.error["message"] as? String)?.contains("déjà commandé") == true)
        #expect(try folder.run("export", "2900001", "--json").json["rows"] as? Int == 32)
    }

    @Test func `a cancelled order gives its sales, its number and its identifiers back`() throws {
        let folder = try Folder.withSales()
        let made = try folder.run("sales", "export", "-o", "a.xlsx", "--json")
        let create = ["orders", "create", "a.xlsx", "--number", "2900001", "--date", "2025-05-05", "--paid", "--json"]
        try folder.done(create)
        let shown = try folder.run("orders", "cancel", "2900001", "--dry-run")
        #expect(shown.status == 0 && shown.text.contains("ventes seraient de nouveau à commander."))
        #expect(try folder.run("orders", "cancel", "2900001", "--json").error["code"] as? String == "confirmation.needed")
        let cancelled = try folder.run("orders", "cancel", "2900001", "--yes", "--json")
        #expect(cancelled.status == 0 && cancelled.json["status"] as? String == "applied")
        #expect(cancelled.json["sales"] as? Int == made.json["sales"] as? Int)
        #expect(try folder.run("orders", "cancel", "2900001", "--yes", "--json").error["code"] as? String == "store.order-unknown")
        let lists = try folder.run("orders", "list", "--json")
        #expect(lists.list("orders").isEmpty && lists.list("cancelled").first?["number"] as? String == "2900001")
        #expect(try folder.run("orders", "show", "2900001").text.contains("annulée le "))
        #expect(try folder.run("sales", "export", "-o", "b.xlsx", "--json").json["sales"] as? Int == made.json["sales"] as? Int)
        #expect(try folder.done(create).json["salesOrdered"] as? Int == made.json["sales"] as? Int)
        #expect(try folder.run("doctor").status == 0)
        // An order whose sheet is out to be corrected is bound.
        try folder.done(["export", "2900001"])
        for command in ["cancel", "unpay"] {
            let bound = try folder.run("orders", command, "2900001", "--yes", "--json")
            #expect(bound.status == 1 && bound.error["code"] as? String == "store.order-bound")
        }
    }

    @Test(.onFiles) func `a CSV is the order alone, and its sales are marked whether or not it is said which export it is`() throws {
        let folder = try Folder.withSales()
        let made = try folder.run("sales", "export", "-o", "a.csv", "--json")
        let export = try #require(made.json["export"] as? String)
        #expect(try folder.text("a.csv").hasPrefix("\u{FEFF}Matricule;Nom;Prénom;Adresse Mail;Téléphone;Montant\r\n"))
        func create(_ more: String...) throws -> Command.Result {
            try Command.run(["orders", "create", "a.csv", "--number", "2900001", "--date", "2025-05-05"] + more, in: folder)
        }
        #expect(
            try create("--sales-export", "0123456789abcdef0123456789abcdef", "--json").error["code"] as? String == "order.mismatch")
        let copy = folder.url("copie.sqlite")
        try FileManager.default.copyItem(at: folder.url("dotations.sqlite"), to: copy)
        let told = try create("--sales-export", export, "--json", "--database", copy.path)
        #expect(told.status == 0 && told.json["salesOrdered"] as? Int == made.json["sales"] as? Int)
        let found = try create()
        #expect(found.status == 0 && found.text.contains("La feuille est un export des ventes"))
        #expect(try folder.run("sales", "export", "--json").error["code"] as? String == "nothing-to-do")
    }

    @Test func `a CSV that is ordered twice is recognised, whether or not it says its export`() throws {
        let folder = try Folder.withSales()
        let made = try folder.run("sales", "export", "-o", "a.csv", "--json")
        let export = try #require(made.json["export"] as? String)
        func create(_ number: String, _ more: String...) throws -> Command.Result {
            try Command.run(["orders", "create", "a.csv", "--number", number, "--date", "2025-05-05", "--json"] + more, in: folder)
        }
        #expect(try create("2900001").status == 0)
        for (twice, code) in try [
            (create("2900002"), "store.order-repeated"), (create("2900002", "--sales-export", export), "store.sales-ordered"),
        ] {
            #expect(twice.status == 1 && twice.error["code"] as? String == code)
            #expect((twice.error["message"] as? String)?.contains("2900001") == true)
        }
        #expect(try folder.run("orders", "show", "2900002").status == 1)
        let meant = try create("2900002", "--allow-repeat")
        #expect(meant.status == 0 && meant.json["salesOrdered"] as? Int == 0)
    }

    @Test func `a CSV that asks for a part of what was sold is refused, with the sales that it may be`() throws {
        let folder = try Folder.withSales()
        try folder.done(["sales", "export", "-o", "a.csv"])
        try folder.write(folder.text("a.csv").split(separator: "\r\n").prefix(3).joined(separator: "\r\n"), to: "b.csv")
        let create = ["orders", "create", "b.csv", "--number", "2900001", "--date", "2025-05-05", "--json"]
        let refused = try Command.run(create, in: folder)
        #expect(refused.status == 1 && refused.error["code"] as? String == "store.sales-unordered")
        #expect((refused.error["sales"] as? [Int])?.isEmpty == false && !refused.errors.contains("@"))
        #expect(try Command.run(create + ["--allow-repeat"], in: folder).json["salesOrdered"] as? Int == 0)
    }

    @Test func `an edited CSV that does not say its export is refused with the rows that differ from the nearest one`() throws {
        let folder = try Folder.withSales()
        try folder.done(["sales", "export", "-o", "a.csv"])
        try folder.write(folder.text("a.csv").replacing(";100\r\n", with: ";1000\r\n", maxReplacements: 1), to: "b.csv")
        let create = ["orders", "create", "b.csv", "--number", "2900001", "--date", "2025-05-05"]
        let refused = try Command.run(create + ["--json"], in: folder)
        #expect(refused.status == 1 && refused.error["code"] as? String == "store.sales-unordered")
        #expect(refused.error["file"] as? String == "b.csv")
        let faults = refused.error["faults"] as? [[String: Any]] ?? []
        #expect(faults.count == 1 && (faults.first?["cell"] as? String)?.hasPrefix("F") == true)
        #expect(try Command.run(create, in: folder).text.contains("1\u{202F}000,00\u{A0}€ demandés"))
    }

    @Test func `an edited amount, or a sale that was cancelled since, keeps the order from being made`() throws {
        let folder = try Folder.withSales()
        let made = try folder.run("sales", "export", "-o", "a.csv", "--json")
        let export = try #require(made.json["export"] as? String)
        try folder.write(folder.text("a.csv").replacing(";100\r\n", with: ";1000\r\n", maxReplacements: 1), to: "b.csv")
        let create = ["--number", "2900001", "--date", "2025-05-05", "--sales-export", export, "--json"]
        let edited = try Command.run(["orders", "create", "b.csv"] + create, in: folder)
        #expect(edited.error["code"] as? String == "store.sales-export-differs" && edited.error["file"] as? String == "b.csv")
        let fault = try #require((edited.error["faults"] as? [[String: Any]])?.first)
        let (row, cell) = (try #require(fault["row"] as? Int), try #require(fault["cell"] as? String))
        #expect(cell == "F\(row)" && (fault["sales"] as? [Int])?.isEmpty == false)
        #expect((fault["message"] as? String)?.contains("1\u{202F}000,00\u{A0}€ demandés") == true)
        let text = try Command.run(["orders", "create", "b.csv"] + create.dropLast(), in: folder)
        #expect(text.status == 1 && text.errors.contains("b.csv, « b », \(cell)") && text.text.contains("Ligne \(row), \(cell) :"))
        #expect(!text.errors.contains("@") && !edited.errors.contains("@"))
        try folder.done(["sales", "refund", "1", "--yes"])
        #expect(try Command.run(["orders", "create", "a.csv"] + create, in: folder).error["code"] as? String == "store.sales-moved")
    }

    @Test func `while registrations are open the export is partial and says so`() throws {
        let folder = try Folder()
        try folder.writeOpenEvent(places: 3)
        try folder.done(["events", "load", "ouvert.xlsx", "--yes"])
        try folder.done([
            "sales", "add", "--session", "100€ de chèques ANCV", "--matricule", "1", "--email", "a@exemple.fr", "--telephone", "0639980001",
            "--quantity", "3", "--paid", "150",
        ])
        let text = try folder.run("sales", "export", "-o", "a.xlsx")
        #expect(text.status == 0 && text.text.contains("Export partiel : la session « 100€ de chèques ANCV »"))
        let json = try folder.run("sales", "export", "-o", "a.xlsx", "--per-voucher-book", "--json")
        #expect(json.json["partial"] as? Bool == true && json.json["rows"] as? Int == 3 && json.list("openSessions").count == 1)
        let recap = try folder.run("sheet", "dump", "a.xlsx", "--sheet", "Récapitulatif").text
        #expect(recap.contains("Export partiel"))
    }

    /// The recap, recomputed from the sheet of sales and the event workbook by a program that knows nothing of ours.
    private static let recompute = """
        import json, re, sys, openpyxl
        setup = openpyxl.load_workbook("trois_tranches.xlsx")
        def rows(name): return [row for row in setup[name].iter_rows(min_row=3, values_only=True) if row[0] is not None]
        brackets = {row[0]: row[2:6] for row in rows("Critères")}
        quotients = {row[0]: row[2] for row in rows("Justificatifs")}
        prices = {(row[0], int(re.match(r"\\d+", row[1])[0])): row[9] for row in rows("Sessions")}
        def event(quotient):
            for name, (low, with_low, high, with_high) in brackets.items():
                if low is not None and (quotient < low or quotient == low and with_low != "oui"): continue
                if high is not None and (quotient > high or quotient == high and with_high != "oui"): continue
                return name
        refused = set(json.loads(sys.argv[1]))
        found = {key: [0, 0, 0] for key in prices}
        for number, row in enumerate(openpyxl.load_workbook("ventes.xlsx").active.iter_rows(min_row=2, values_only=True), 2):
            if number in refused or row[9]: continue
            key = event(quotients[row[1]]), int(re.match(r"\\d+", row[0])[0])
            paid = row[7] if not isinstance(row[7], str) else float(re.match(r"\\d+", row[7])[0])
            found[key][0] += 1
            found[key][1] += 100 * key[1]
            found[key][2] += round(100 * paid)
        recap = []
        for row in openpyxl.load_workbook("a.xlsx")["Récapitulatif"].iter_rows(min_row=2, values_only=True):
            if row[1]: recap.append([row[0], int(re.match(r"\\d+", row[1])[0])] + [row[4]] + [round(100 * value) for value in row[5:10]])
        wanted = [[*key, count, worth, paid, worth - paid, worth // 100, worth + worth // 100] for key, (count, worth, paid) in found.items()]
        assert recap == wanted, (recap, wanted)
        sums = [row for row in openpyxl.load_workbook("a.xlsx")["Récapitulatif"].iter_rows(min_row=2, values_only=True) if row[0] == "TOTAL"]
        total = [sum(line[index] for line in wanted) for index in range(2, 8)]
        assert [sums[-1][4]] + [round(100 * value) for value in sums[-1][5:10]] == total, (sums[-1], total)
        print(total)
        """

    @Test(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python"))
    func `the recap is what another program computes from the sheet of sales`() throws {
        let folder = try Folder.withEvents()
        let imported = try folder.run("sales", "import", "ventes.xlsx", "--yes", "--json")
        let left = imported.refusals.keys.sorted()
        try folder.done(["sales", "export", "-o", "a.xlsx"])
        try folder.write(Self.recompute, to: "recompute.py")
        let result = try Command.shell("\"$python\" recompute.py '\(left)'", in: folder)
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test(.enabled(if: OutsidePrograms.validatorPath != nil, "the validator is not there; set DOTATIONS_CORPUS"))
    func `what is written is valid`() throws {
        let folder = try Folder.withEvents()
        _ = try folder.run("sales", "import", "ventes.xlsx", "--yes", "--rejects", "refus.xlsx")
        try folder.done(["sales", "export", "-o", "a.xlsx"])
        try folder.done(["sales", "template", "modele.xlsx"])
        let result = try Command.shell(
            "\"$python\" '\(OutsidePrograms.validatorPath ?? "")' a.xlsx refus.xlsx evenement.xlsx modele.xlsx", in: folder)
        #expect(result.status == 0, "\(result.text)")
    }

    @Test(.enabled(if: OutsidePrograms.hasLibreOffice, "needs LibreOffice"))
    func `LibreOffice opens the export, and what it saves becomes the order`() throws {
        let folder = try Folder.withSales()
        let made = try folder.run("sales", "export", "-o", "a.xlsx", "--json")
        let line = """
            mkdir out && HOME="$PWD" timeout 120 soffice -env:UserInstallation="file://$PWD/profile" --headless \
            --convert-to 'xlsx:Calc MS Excel 2007 XML' --outdir out a.xlsx evenement.xlsx
            """
        #expect(try Command.shell(line, in: folder).status == 0)
        let order = try folder.run("orders", "create", "out/a.xlsx", "--number", "2900001", "--date", "2025-05-05", "--json")
        #expect(order.status == 0 && order.json["salesOrdered"] as? Int == made.json["sales"] as? Int, "\(order.errors)")
        #expect(try folder.run("events", "load", "out/evenement.xlsx", "--dry-run", "--database", "autre.sqlite").status == 0)
    }
}
