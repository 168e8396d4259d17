import DotationAccounts
import DotationSheets
import DotationStore
import Dotations
import DotationsApplication
import Foundation
import Spreadsheet
import Testing

@testable import DotationsEspaceClient

/// What is typed in the page of a plan: for refused cells, and for those that a colleague changed meanwhile.
@Suite struct PreviewCorrectionTests {
    private static let page = "/commandes/2800886/import"

    @Test("A refused cell is typed anew, and the rest is applied with it")
    func correcting() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let (path, page) = try await browser.preview(
            pages.sheet([2: ("sans arobase", nil), 3: (nil, "0622222222"), 4: (nil, "12")]), named: "corrigé.csv", in: Self.page)
        #expect(page.shown.contains("1 modification, 1 e-mail, 2 lignes refusées"))
        let refused = try await browser.get(path + "?vue=refus")
        #expect(refused.shown.contains("B4") && refused.field("email-4") == "sans arobase" && refused.field("telephone-6") == "12")
        let corrected = try await browser.post(
            path + "/corriger",
            ["page": "1", "email-4": "avec@exemple.fr", "telephone-4": "0611111112", "telephone-6": "12"])
        #expect(corrected.location == path + "?fait=saisie&vue=refus")
        let again = try await browser.get(path)
        #expect(again.shown.contains("2 modifications, 2 e-mails, 1 ligne refusée"))
        let fingerprint = try #require(again.field("plan"))
        #expect(fingerprint != page.field("plan"))
        // What was shown before is no longer what would be done.
        let late = try await browser.post(path + "/appliquer", ["plan": try #require(page.field("plan"))])
        #expect(late.status == 409 && late.shown.contains("Ce plan a été refait depuis que vous l’avez vu."))
        #expect(try pages.jobCount == 0)
        #expect(try await browser.post(path + "/appliquer", ["plan": fingerprint]).location == path + "?fait=applique")
        let operation = try #require(try pages.client.operations().first { $0.kind == .import })
        #expect(
            try await browser.get("/journal/\(operation.id)").shown.contains("Refusée : le n° de téléphone n’est pas valable"))
        #expect(try pages.dotation(2).contact.email == "avec@exemple.fr" && pages.dotation(4).contact.mobile == "0611111114")
        // The row that is still refused comes back as a workbook, that leads to the same order.
        let workbook = try await browser.post(path + "/refus")
        let file = try SheetFile(bytes: workbook.bytes, name: "refus.xlsx")
        var rows = try file.rows(of: file.sheets[0])
        var texts: [String] = []
        while let row = try rows.next() { texts.append(row.cells.map { "\($0.value)" }.joined(separator: " ")) }
        #expect(texts.count == 2 && texts[1].contains("\(pages.ids[4])"))
    }

    @Test func `nothing is applied without what was typed beside the button`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let (path, _) = try await browser.preview(
            pages.sheet([2: ("sans arobase", nil), 3: (nil, "0622222222")]), named: "corrigé.csv", in: Self.page)
        let refused = try await browser.get(path + "?vue=refus")
        let plan = try #require(refused.field("plan"))
        #expect(refused.text.contains("formaction=\"\(path)/appliquer\""))
        let sent = try await browser.post(path + "/appliquer", ["plan": plan, "page": "1", "email-4": "avec@exemple.fr"])
        #expect(sent.location == path + "?fait=saisie")
        #expect(try pages.jobCount == 0)
        let again = try await browser.get(path)
        #expect(again.shown.contains("2 modifications, 2 e-mails"))
        let approved = ["plan": try #require(again.field("plan")), "page": "1", "email-4": "avec@exemple.fr"]
        #expect(try await browser.post(path + "/appliquer", approved).location == path + "?fait=applique")
        #expect(try pages.dotation(2).contact.email == "avec@exemple.fr")
    }

    /// A workbook of the order's dotations that began as an export, with cells that somebody changed: by row, the e-mail or the number.
    private func workbook(_ pages: Pages, _ changes: [Int: (email: String?, mobile: String?)]) throws -> [UInt8] {
        let number = try #require(OrderNumber("2800886"))
        let export = try pages.client.export(number, context: pages.context) { _ in true }
        let dotations = try pages.ids.indices.map { index in
            var dotation = try pages.dotation(index)
            if let email = changes[index]?.email { dotation.contact.email = email }
            if let mobile = changes[index]?.mobile { dotation.contact.mobile = mobile }
            return dotation
        }
        return try OrderExport(
            order: try #require(try pages.client.order(number)), dotations: dotations, export: export.identity.description
        ).bytes(as: .xlsx)
    }

    private func change(_ pages: Pages, _ index: Int, email: String) throws {
        let correction = try pages.espace.installation.application(.first).correct(pages.ids[index], email: email, mobile: nil)
        _ = try correction.carryOut { proposal, _ in try proposal.approval() }
    }

    private func refusedTexts(_ answer: Browser.Answer) throws -> [String] {
        let file = try SheetFile(bytes: answer.bytes, name: "refus.xlsx")
        var rows = try file.rows(of: file.sheets[0])
        var texts: [String] = []
        while let row = try rows.next() { texts.append(row.cells.map { "\($0.value)" }.joined(separator: " ")) }
        return texts
    }

    @Test("Where a colleague changed a value since the export one of the two is chosen, and a third is a conflict again")
    func choosing() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let file = try workbook(pages, [2: ("mien2@exemple.fr", nil), 3: ("mien3@exemple.fr", nil), 4: (nil, "0622222222")])
        try change(pages, 2, email: "collegue2@exemple.fr")
        try change(pages, 3, email: "collegue3@exemple.fr")
        let sent = try await browser.upload(Self.page, "corrigé.xlsx", file)
        let path = try #require(sent.location)
        let refused = try await browser.get(path + "?vue=refus")
        #expect(refused.shown.contains("1 modification, 1 e-mail, 2 lignes refusées"), "\(refused.shown)")
        for words in ["Garder la valeur actuelle : collegue2@exemple.fr", "Mettre la mienne", "NOM2 Zoé, matricule 002"] {
            #expect(refused.shown.contains(words), "\(words)")
        }
        let rows = [3, 4]
        let plan = try #require(refused.field("plan"))
        let fields = [
            "page": "1", "plan": plan, "email-\(rows[0])": "mien2@exemple.fr", "email-\(rows[1])": "mien3@exemple.fr",
            "choix-email-\(rows[0])": "mienne", "choix-email-\(rows[1])": "actuelle",
        ]
        // Nothing chosen leaves both as they are.
        let none = try await browser.post(path + "/corriger", fields.filter { !$0.key.hasPrefix("choix") })
        #expect(none.location == path + "?vue=refus")
        #expect(try await browser.get(path).shown.contains("2 lignes refusées"))
        // To keep one and to type another is no choice.
        var unclear = fields
        unclear["email-\(rows[1])"] = "autre3@exemple.fr"
        let asked = try await browser.post(path + "/corriger", unclear)
        #expect(asked.status == 422 && asked.shown.contains("Ligne \(rows[1]) : vous avez choisi de garder"), "\(asked.shown)")
        #expect(asked.field("email-\(rows[1])") == "autre3@exemple.fr")
        #expect(try await browser.post(path + "/corriger", fields).location == path + "?fait=saisie")
        let chosen = try await browser.get(path)
        #expect(chosen.shown.contains("2 modifications, 2 e-mails, 7 lignes inchangées"), "\(chosen.shown)")
        #expect(chosen.shown.contains("collegue2@exemple.fr mien2@exemple.fr"))
        // A page that showed another plan chooses nothing, and has what was typed.
        var late = fields
        late["email-\(rows[0])"] = "autre2@exemple.fr"
        let stale = try await browser.post(path + "/corriger", late)
        #expect(stale.status == 409 && stale.shown.contains("Cet aperçu a été refait"))
        #expect(try await browser.get(path).field("plan") == chosen.field("plan"))

        try change(pages, 2, email: "tiers2@exemple.fr")
        try change(pages, 3, email: "tiers3@exemple.fr")
        let answer = try await browser.post(path + "/appliquer", ["plan": try #require(chosen.field("plan"))])
        #expect(answer.status == 409 && answer.shown.contains("1 modification, 1 e-mail, 2 lignes refusées"), "\(answer.shown)")
        let again = try await browser.get(path + "?vue=refus")
        for words in ["a encore changé", "Garder la valeur actuelle : tiers2@exemple.fr", "Garder la valeur actuelle : tiers3@exemple.fr"] {
            #expect(again.shown.contains(words), "\(words)")
        }
        #expect(again.field("email-\(rows[0])") == "mien2@exemple.fr")
        var second = fields
        second["plan"] = again.field("plan")
        second["email-\(rows[1])"] = again.field("email-\(rows[1])")
        #expect(try await browser.post(path + "/corriger", second).location == path + "?fait=saisie")
        let last = try #require(try await browser.get(path).field("plan"))
        #expect(try await browser.post(path + "/appliquer", ["plan": last]).location == path + "?fait=applique")
        #expect(try pages.dotation(2).contact.email == "mien2@exemple.fr" && pages.dotation(3).contact.email == "tiers3@exemple.fr")
        #expect(try pages.dotation(4).contact.mobile == "0622222222")
    }

    @Test("What was typed in a preview is listed there, changed and taken back")
    func typedCorrections() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let (path, _) = try await browser.preview(
            pages.sheet([2: ("sans arobase", nil), 4: (nil, "12")]), named: "corrigé.csv", in: Self.page)
        #expect(try await !browser.get(path).shown.contains("Vos corrections"))
        _ = try await browser.post(path + "/corriger", ["page": "1", "email-4": "faux@exemple.fr", "telephone-6": "0622222222"])
        let list = try await browser.get(path + "?vue=corrections")
        for words in ["Vos corrections (2)", "NOM2 Zoé, matricule 002", "Dans le fichier : sans arobase", "Dans le fichier : 12"] {
            #expect(list.shown.contains(words), "\(words)")
        }
        #expect(list.field("email-4") == "faux@exemple.fr" && list.field("telephone-6") == "0622222222")
        let plan = try #require(list.field("plan"))
        let changed = try await browser.post(
            path + "/corriger", ["plan": plan, "email-4": "juste@exemple.fr", "telephone-6": "0622222222", "retirer": "6"])
        #expect(changed.location == path + "?fait=saisie&vue=refus")
        #expect(try await browser.get(path + "?fait=saisie&vue=refus").shown.contains("tient compte de ce que vous avez tapé"))
        let page = try await browser.get(path)
        #expect(page.shown.contains("1 modification, 1 e-mail, 1 ligne refusée") && page.shown.contains("Vos corrections (1)"))
        #expect(try await browser.get(path + "?vue=refus").field("telephone-6") == "12")
        _ = try await browser.post(path + "/appliquer", ["plan": try #require(page.field("plan"))])
        #expect(try pages.dotation(2).contact.email == "juste@exemple.fr" && pages.dotation(4).contact.mobile == "0611111114")
    }

    @Test("The refused rows that are exported have what was typed, and none that was accepted since")
    func exportingWhatWasTyped() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let (path, _) = try await browser.preview(
            pages.sheet([2: ("sans arobase", "12"), 4: (nil, "13")]), named: "corrigé.csv", in: Self.page)
        let fields = ["page": "1", "email-4": "avec@exemple.fr", "telephone-4": "12", "telephone-6": "0622222222", "exporter": "oui"]
        // What is typed beside the button is planned first: the workbook of the plan before has none of it.
        let first = try await browser.post(path + "/corriger", fields)
        #expect(first.location == path + "?fait=corrections&vue=refus")
        #expect(
            try await browser.get(path + "?fait=corrections&vue=refus").shown.contains("L’aperçu tient compte de ce que vous aviez tapé"))
        let texts = try refusedTexts(try await browser.post(path + "/corriger", fields.filter { $0.key != "telephone-6" }))
        #expect(texts.count == 2 && texts[1].contains("avec@exemple.fr") && texts[1].contains("12"), "\(texts)")
        _ = try await browser.post(path + "/appliquer", ["plan": try #require(try await browser.get(path).field("plan"))])
        let after = try refusedTexts(try await browser.post(path + "/refus"))
        #expect(after.count == 2 && after[1].contains("avec@exemple.fr"), "\(after)")
    }
}
