import DotationSales
import DotationSheets
import DotationStore
import Dotations
import Foundation
import Spreadsheet
import Testing

@testable import DotationsEspaceClient

/// The sales by workbook: sent, looked at, and carried out once.
@Suite struct SaleSheetTests {
    private func apply(_ browser: Browser, _ preview: (path: String, page: Browser.Answer)) async throws {
        let plan = try #require(preview.page.field("plan"), "\(preview.page.shown)")
        for told in ["?fait=applique", ""] {
            #expect(try await browser.post(preview.path + "/appliquer", ["plan": plan]).location == preview.path + told)
        }
        #expect(try await browser.get(preview.path + "?fait=applique").shown.contains("C’est fait."))
        #expect(try await browser.get(preview.path).shown.contains("Déjà appliqué le"))
    }

    @Test func `an event workbook comes back as it went, and what was changed in it is shown and loaded`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let exported = try await browser.post("/evenements/classeur").bytes
        let same = try await browser.preview(exported, named: "e.xlsx", in: "/evenements/import")
        #expect(same.page.shown.contains("rien à changer") && same.page.field("plan") == nil)
        var setup = try pages.client.salesLedger().setup
        let known = try #require(setup.events.first)
        setup.events = [
            SaleEvent(
                name: known.name, description: "Autre", verifiesContacts: true, maximum: 40, criteria: known.criteria,
                sessions: known.sessions)
        ]
        setup.documents = [
            SupportingDocument(matricule: "S02", kind: .familyQuotient, amount: Euros(cents: 110_000), status: .validated)
        ]
        let changed = try await browser.preview(EventTemplate(setup).bytes(), named: "e.xlsx", in: "/evenements/import")
        #expect(changed.page.shown.contains("mis à jour") && changed.page.shown.contains("Justificatifs qui changent (1)"))
        #expect(try pages.client.salesLedger().events == [known])
        try await apply(browser, changed)
        #expect(try pages.client.salesLedger().events.first?.description == "Autre")
        #expect(try pages.client.salesLedger().documents(of: "S02").map(\.status) == [.validated])
    }

    @Test func `a mistyped address of a sale is told, and its cell is for the workbook to correct`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let text = "Session;Matricule;E-mail;Téléphone;Date\r\n100€ de chèques ANCV;S01;v@gmial.com;0639980011;14/11/2023\r\n"
        let preview = try await browser.preview(Array(text.utf8), named: "v.csv", in: "/ventes/import")
        let shown = try await browser.get(preview.path + "?vue=a-verifier")
        #expect(shown.shown.contains("v@gmail.com") && !shown.text.contains("/corriger"), "\(shown.shown)")
    }

    @Test func `what a workbook adds, changes and takes away is shown part by part before and after`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        var setup = try pages.client.salesLedger().setup
        let known = try #require(setup.events.first)
        let registration = try #require(known.registration)
        let more = SaleSession(name: "200€ de chèques ANCV", registration: registration, price: Euros(cents: 9_000))
        func event(_ sessions: [SaleSession]) -> SaleEvent {
            SaleEvent(
                name: known.name, description: known.description, images: known.images, verifiesContacts: true,
                maximum: sessions.count == 1 ? 40 : known.maximum, criteria: known.criteria, sessions: sessions)
        }
        setup.events = [event(known.sessions + [more])]
        let first = try await browser.preview(EventTemplate(setup).bytes(), named: "e.xlsx", in: "/evenements/import")
        #expect(first.page.shown.contains("1 événement modifié") && first.page.shown.contains("le reste est inchangé"))
        try await apply(browser, first)
        setup.events = [event(known.sessions)]
        setup.people[1] = Beneficiary(
            matricule: "S02", lastName: "NOMV2", firstName: "Zoé", contact: Contact(email: "autre@exemple.fr", mobile: "0639980012"))
        setup.people += (1...250).map { Beneficiary(matricule: "T\($0)", lastName: "NOMT\($0)", firstName: "Ana") }
        setup.documents[1] = SupportingDocument(
            matricule: "S02", kind: .familyQuotient, amount: Euros(cents: 99_900), status: .validated)
        let second = try await browser.preview(EventTemplate(setup).bytes(), named: "b.xlsx", in: "/beneficiaires/import")
        #expect(
            second.page.shown.contains(
                "1 événement modifié, 250 bénéficiaires ajoutés, 1 bénéficiaire modifié, 1 justificatif ajouté ou modifié"
            ))
        for (part, words) in [
            (
                "modifications",
                ["Modifications des événements (2)", "Maximum de participations", "50", "40", "200€ de chèques ANCV", "retirée"]
            ),
            ("nouveaux", ["Bénéficiaires ajoutés (250)", "NOMT100", "page 1 sur 3"]), ("nouveaux&page=3", ["NOMT250"]),
            ("beneficiaires", ["Bénéficiaires qui changent (1)", "vente2@exemple.fr", "autre@exemple.fr"]),
            ("justificatifs", ["1 100,00", "999,00"]),
        ] {
            let page = try await browser.get(second.path + "?vue=\(part)")
            for word in words { #expect(page.shown.replacing("\u{202F}", with: " ").contains(word), "\(part): \(word)") }
        }
        try await apply(browser, second)
        let operation = try #require(try pages.client.operations(limit: 1).first)
        #expect(operation.counts.changed == 253)
        let journal = try await browser.get("/journal/\(operation.id)")
        for words in ["maximum de participations", "200€ de chèques ANCV", "retirée", "Matricule S02, e-mail", "vente2@exemple.fr"] {
            #expect(journal.shown.lowercased().contains(words.lowercased()), "\(words)")
        }
        let last = try await browser.get("/journal/\(operation.id)?page=3")
        #expect(last.shown.contains("Quotient familial") && last.shown.contains("999,00") && last.text.contains("/beneficiaires/2"))
        // Who may see no documents learns nothing of one.
        let reader = try await pages.browser("lea").get("/journal/\(operation.id)?page=3")
        #expect(
            reader.shown.contains("que votre rôle ne voit pas") && !reader.shown.contains("999,00") && !reader.shown.contains("Quotient"))
    }

    @Test func `a workbook with a fault loads nothing, and says which cell`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let before = try pages.state()
        var setup = try pages.client.salesLedger().setup
        setup.documents = [SupportingDocument(matricule: "S02", kind: .familyQuotient, status: .validated)]
        let (path, page) = try await browser.preview(EventTemplate(setup).bytes(), named: "e.xlsx", in: "/evenements/import")
        #expect(page.shown.contains("Justificatifs C") && page.shown.contains("n’a pas de montant") && page.field("plan") == nil)
        #expect(page.text.contains("des erreurs à corriger</h1>"))
        #expect(try await browser.post(path + "/abandonner").location == "/evenements")
        let wrong = try await browser.upload("/evenements/import", "e.csv", Array("a;b\r\n1;2\r\n".utf8))
        #expect(wrong.status == 422 && wrong.text.contains("id=\"faute-fichier\""))
        #expect(try pages.state() == before)
    }

    @Test func `a sheet of sales is recorded but for its refused rows`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let csv =
            "Session;Matricule;E-mail;Téléphone;Date\r\n"
            + "100€ de chèques ANCV;S02;vente2@exemple.fr;0639980012;14/11/2023\r\n100€ de chèques ANCV;S03;vente3@exemple.fr;0639980013;"
            + "14/11/2023\r\n"
        let version = try #require(try await browser.get("/beneficiaires/2").field("justificatif"))
        _ = try await browser.post(
            "/beneficiaires/2/decision", ["justificatif": version, "decision": "validated", "montant": "1100", "demande": "j"])
        let sales = try await browser.preview(Array(csv.utf8), named: "v.csv", in: "/ventes/import")
        #expect(sales.page.shown.contains("1 vente à enregistrer") && sales.page.shown.contains("1 ligne refusée"))
        #expect(try await browser.get(sales.path + "?vue=refus").shown.contains("Aucun justificatif"))
        try await apply(browser, sales)
        #expect(try pages.client.salesLedger().sales.map(\.matricule) == ["S01", "S02"])
        let again = try await browser.preview(Array(csv.utf8), named: "v.csv", in: "/ventes/import")
        #expect(again.page.shown.contains("rien à changer") && again.page.field("plan") == nil)
    }

    @Test func `payments are held against the sales, and nothing changes`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser("lea")
        let before = try pages.state()
        let csv = """
            id,Amount,Amount Refunded,Currency,Status,Customer Email
            ch_1,50.00,0.00,eur,Paid,vente1@exemple.fr
            ch_2,50.00,0.00,eur,Paid,inconnue@exemple.fr
            """
        let (path, page) = try await browser.preview(Array(csv.utf8), named: "stripe.csv", in: "/ventes/rapprochement")
        #expect(page.shown.contains("2 paiements") && page.shown.contains("1 achat en ordre, 1 écart"))
        #expect(page.shown.contains("inconnue@exemple.fr") && page.shown.contains("Enregistrez la vente"))
        #expect(page.field("plan") == nil && page.text.contains("les écarts</h1>"))
        #expect(try await browser.post(path + "/abandonner").location == "/ventes/rapprochement")
        #expect(try pages.state() == before)
    }

    @Test func `payments are held against the sales of the events that are ticked`() async throws {
        let pages = try Pages()
        let known = try #require(try pages.client.saleEvents().first)
        let other = SaleEvent(name: "Hiver", verifiesContacts: true, sessions: known.sessions)
        #expect(try pages.client.loadEvents(SaleSetup(events: [other]), context: pages.context).review.faults.isEmpty)
        let browser = try await pages.browser()
        // Nobody paid for the only sale, which is of the first event.
        let csv = Array("id,Amount,Amount Refunded,Currency,Status,Customer Email\nch_1,50.00,0.00,eur,Paid,inconnue@exemple.fr\n".utf8)
        for (ticked, count) in [([:], "2 écarts"), (["e1": "oui"], "2 écarts"), (["e2": "oui"], "1 écart")] {
            let (_, page) = try await browser.preview(csv, named: "stripe.csv", in: "/ventes/rapprochement", ticked)
            #expect(page.shown.contains(count), "\(ticked): \(page.shown)")
        }
    }

    @Test func `the export is an order sheet, whose sales are ordered once`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let export = try await browser.post("/ventes/export").bytes
        _ = try await browser.get("/commandes/feuille")
        let wrong = try await browser.upload("/commandes/feuille", "o.xlsx", export, ["numero": "12", "date": "x"])
        for field in ["numero", "date"] { #expect(wrong.status == 422 && wrong.text.contains("id=\"faute-\(field)\"")) }
        let typed = ["numero": "2 900 001", "date": "14/11/2023"]
        #expect(try await browser.upload("/commandes/feuille", "", [], typed).status == 422)
        let order = try await browser.preview(export, named: "o.xlsx", in: "/commandes/feuille", typed)
        #expect(order.page.shown.contains("commande 2900001 du 14/11/2023") && order.page.shown.contains("vente1@exemple.fr"))
        try await apply(browser, order)
        let number = try #require(OrderNumber("2900001"))
        #expect(try pages.client.saleCount(of: number) == 1)
        let taken = try await browser.upload("/commandes/feuille", "o.xlsx", export, typed)
        #expect(taken.status == 422 && taken.shown.contains("existe déjà"))
    }
}
