import DotationSales
import DotationSheets
import Dotations
import Foundation
import TestSupport
import Testing

@Suite struct EventsTests {
    @Test func `the template loads, unchanged the second time`() throws {
        let folder = try Folder()
        try folder.done(["events", "template", "m.xlsx"])
        let dry = try folder.run("events", "load", "m.xlsx", "--dry-run", "--json")
        #expect(dry.status == 0 && dry.json["status"] as? String == "planned")
        #expect(!FileManager.default.fileExists(atPath: folder.url("dotations.sqlite").path))
        for (status, operation) in [("applied", 1), ("unchanged", nil)] {
            let loaded = try folder.run("events", "load", "m.xlsx", "--yes", "--json")
            #expect(loaded.status == 0 && loaded.json["status"] as? String == status && loaded.json["people"] as? Int == 2)
            #expect(loaded.json["operation"] as? Int == operation)
        }
        #expect(try folder.run("imports", "list", "--all", "--json").list("imports").count == 1)
        let events = try folder.run("events", "list", "--json").list("events")
        #expect(events.count == 1 && events.first?["registrations"] as? String == "closed")
        let session = (events.first?["sessions"] as? [[String: Any]])?.first
        #expect(session?["faceValueCents"] as? Int == 10_000 && session?["priceCents"] as? Int == 5000)
        let again = try folder.run("events", "template", "m.xlsx", "--json")
        #expect(again.status == 1 && again.error["code"] as? String == "file.exists")
        #expect(try folder.run("events", "template", "m.csv").status == 64)
    }

    @Test func `the sample workbook is what the template writes`() throws {
        let folder = try Folder()
        try folder.done(["events", "template", "m.xlsx"])
        #expect(try folder.data("m.xlsx") == Data(contentsOf: sample("ventes/evenement.xlsx")))
    }

    @Test func `three brackets are loaded with the gap between them, and say who may take part`() throws {
        let folder = try Folder.withEvents()
        let again = try folder.run("events", "load", "trois_tranches.xlsx", "--dry-run", "--json")
        let gaps = again.list("gaps").compactMap { $0["message"] as? String }
        #expect(gaps.count == 1 && gaps.first?.contains("1\u{202F}400,01") == true)
        let shown = try folder.run("events", "show", "CHEQUES VACANCES 2025 tranche 1", "--people", "--json")
        #expect(shown.status == 0 && shown.json["beneficiaries"] as? Int == 45 && shown.json["eligible"] as? Int == 13)
        let codes = Dictionary(
            shown.list("people").map { person in
                (person["matricule"] as? String ?? "", (person["reasons"] as? [[String: Any]])?.first?["code"] as? String ?? "")
            }, uniquingKeysWith: { first, _ in first })
        #expect(codes["001"] == "" && codes["002"] == "sale.outside-bracket" && codes["007"] == "sale.document-pending")
        #expect(
            codes["008"] == "sale.document-refused" && codes["009"] == "sale.document-expired" && codes["010"] == "sale.document-missing")
        let unknown = try folder.run("events", "show", "Noël", "--json")
        #expect(unknown.status == 1 && unknown.error["code"] as? String == "events.unknown")
    }

    @Test(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python"))
    func `a workbook with faults loads nothing, and names the cells without anybody's data`() throws {
        let folder = try Folder()
        try folder.writeOpenEvent()
        let edit = """
            import openpyxl
            book = openpyxl.load_workbook("ouvert.xlsx")
            book["Événement"]["D3"] = "non"
            book["Sessions"]["J3"] = "150 €"
            book["Bénéficiaires"]["A4"] = None
            book.save("ouvert.xlsx")
            """
        try folder.write(edit, to: "edit.py")
        #expect(try Command.shell(#""$python" edit.py"#, in: folder).status == 0)
        let result = try folder.run("events", "load", "ouvert.xlsx", "--yes", "--json")
        #expect(result.status == 1 && result.error["code"] as? String == "events.refused")
        #expect(result.json["status"] as? String == "refused" && result.list("faults").count == 3)
        #expect(result.list("faults").allSatisfy { ($0["advice"] as? String)?.isEmpty == false })
        let dry = try folder.run("events", "load", "ouvert.xlsx", "--dry-run", "--json")
        #expect(dry.status == 2 && dry.json["status"] as? String == "planned" && dry.list("faults").count == 3)
        let faults = result.error["faults"] as? [[String: Any]] ?? []
        #expect(
            faults.map { "\($0["sheet"] ?? "")!\($0["cell"] ?? "") \($0["code"] ?? "")" } == [
                "Événement!D3 event.contacts-unverified", "Sessions!J3 session.price-above-face-value",
                "Bénéficiaires!A4 person.matricule-missing",
            ])
        let text = try folder.run("events", "load", "ouvert.xlsx", "--yes")
        #expect(text.status == 1 && text.text.contains("mettez « oui »") && !text.errors.contains("TEST"))
        #expect(!FileManager.default.fileExists(atPath: folder.url("dotations.sqlite").path))
    }

    @Test func `what a session has sold locks its price, which is named by its cell`() throws {
        let folder = try Folder()
        try folder.writeOpenEvent()
        try folder.done(["events", "load", "ouvert.xlsx", "--yes"])
        try folder.done([
            "sales", "add", "--session", "100€ de chèques ANCV", "--matricule", "1", "--email", "a@exemple.fr", "--telephone", "0639980001",
        ])
        guard let first = CalendarDate("2020-01-01"), let last = CalendarDate("2099-12-31") else { return }
        let session = SaleSession(
            name: "100€ de chèques ANCV", registration: Period(first: first, last: last), price: Euros(cents: 4000))
        try EventTemplate(SaleSetup(events: [SaleEvent(name: "Ouvert", verifiesContacts: true, sessions: [session])]))
            .write(toFile: folder.url("autre.xlsx").path)
        let result = try folder.run("events", "load", "autre.xlsx", "--yes", "--json")
        let fault = try #require((result.error["faults"] as? [[String: Any]])?.first)
        #expect(result.status == 1 && fault["code"] as? String == "session.price-locked" && fault["cell"] as? String == "J3")
        #expect(try folder.run("events", "load", "autre.xlsx", "--yes").text.contains("Remettez 50,00"))
    }

    @Test func `without a terminal a workbook is loaded with yes alone`() throws {
        let folder = try Folder()
        try folder.writeOpenEvent()
        let result = try folder.run("events", "load", "ouvert.xlsx", "--json")
        #expect(result.status == 1 && result.error["code"] as? String == "confirmation.needed")
    }

    @Test func `an event without active sales is withdrawn, stays in the lists, and is loaded again`() throws {
        let folder = try Folder.withOpenSale()
        let refused = try folder.run("events", "withdraw", "OUVERT", "--yes", "--json")
        #expect(refused.status == 1 && refused.error["code"] as? String == "store.event-has-sales")
        #expect(refused.error["sales"] as? [Int] == [1])
        try folder.done(["sales", "cancel", "1", "--yes"])
        #expect(try folder.run("events", "withdraw", "Ouvert", "--json").error["code"] as? String == "confirmation.needed")
        let done = try folder.done(["events", "withdraw", "Ouvert", "--yes", "--json"])
        #expect(done.json["operation"] as? Int == 4)
        #expect(try folder.run("events", "withdraw", "Ouvert", "--yes", "--json").error["code"] as? String == "nothing-to-do")
        #expect(try folder.run("events", "withdraw", "Noël", "--yes", "--json").error["code"] as? String == "events.unknown")
        #expect(try folder.run("events", "list").text.contains("retiré"))
        #expect(try folder.run("events", "show", "Ouvert").text.contains("Retiré le "))
        let sold = try folder.run(
            "sales", "add", "--session", "100€ de chèques ANCV", "--matricule", "2", "--email", "b@exemple.fr", "--telephone", "0639980002",
            "--json")
        #expect(sold.status == 1 && sold.error["code"] as? String == "sale.event-withdrawn")
        #expect(try folder.saleStatuses() == ["cancelled"])
        #expect(try folder.done(["events", "load", "ouvert.xlsx", "--yes"]).text.contains("remis en vente"))
        #expect(try folder.done(["events", "list", "--json"]).list("events").map { $0["registrations"] as? String } == ["open"])
        #expect(try folder.run("doctor").status == 0)
    }

    @Test func `an event is shown with its description, its images, and the dates and addresses of its sessions`() throws {
        let folder = try Folder()
        var setup = EventTemplate.example
        setup.events = setup.events.map {
            SaleEvent(
                name: $0.name, description: "Vente d’été\nau bureau du CSE", images: ["plage.png", "montagne.png"], verifiesContacts: true,
                sessions: $0.sessions)
        }
        try EventTemplate(setup).write(toFile: folder.url("m.xlsx").path)
        try folder.done(["events", "load", "m.xlsx", "--yes"])
        let lines = try folder.done(["events", "show", "Chèques-vacances été 2025"]).lines
        #expect(lines.contains("  Vente d’été") && lines.contains("  au bureau du CSE"))
        #expect(lines.contains("Images : plage.png, montagne.png"))
        #expect(lines.contains { $0.contains("du 01/06/2025 au 30/09/2025") && $0.contains("CSE HappyPal") })
    }

    @Test func `loading documents again says which change`() throws {
        let folder = try Folder()
        try folder.done(["events", "template", "m.xlsx"])
        #expect(try !folder.done(["events", "load", "m.xlsx", "--yes"]).text.contains("qui changent"))
        let same = try folder.done(["events", "load", "m.xlsx", "--dry-run"])
        #expect(same.text.contains("Aucun justificatif ne change.") && same.text.contains("(inchangé)"))
        var setup = SaleSetup(documents: EventTemplate.example.documents)
        setup.documents[1] = SupportingDocument(
            matricule: "002", kind: .familyQuotient, amount: Euros(cents: 110_000), status: .validated)
        try EventTemplate(setup).write(toFile: folder.url("j.xlsx").path)
        // The template's other sheets are empty.
        let changed = try folder.run("events", "load", "j.xlsx", "--dry-run")
        #expect(changed.text.contains("Justificatifs qui changent (1)"))
        #expect(
            changed.lines.contains { $0.contains("002") && $0.contains("TEST2 ancv") && $0.contains("en attente") && $0.contains("validé") }
        )
        let json = try folder.run("events", "load", "j.xlsx", "--dry-run", "--json")
        #expect(json.list("documentChanges").map { $0["matricule"] as? String } == ["002"])
    }
}
