import DotationSales
import DotationStore
import Dotations
import Foundation
import Testing

@testable import DotationsEspaceClient

/// What a sale verified is corrected until it is ordered, and an order leads to the sales that it was made of.
@Suite struct SaleContactPageTests {
    private static let path = "/ventes/1/coordonnees"

    private func contact(_ version: String, _ fields: [String: String] = [:]) -> [String: String] {
        ["email": "zoe@exemple.fr", "telephone": "+33 6 39 98 00 99", "version": version, "demande": "c1"].merging(fields) { $1 }
    }

    private func sale(_ pages: Pages) throws -> Sale { try #require(try pages.client.salesLedger().sales.first) }

    /// Orders what is sold.
    private func order(_ browser: Browser) async throws {
        let typed = ["numero": "2900001", "date": "2023-11-14"]
        let proposal = try await browser.post("/commandes/nouvelle", typed)
        for words in ["Récapitulatif", "Dotations (1)", "NOMV1", "vente1@exemple.fr"] {
            #expect(proposal.shown.contains(words), "\(words)")
        }
        let approval = typed.merging([
            "plan": try #require(proposal.field("plan")), "demande": try #require(proposal.field("demande")),
        ]) { $1 }
        #expect(try await browser.post("/commandes/nouvelle", approval).status == 303)
    }

    @Test func `a contact is corrected once for two clicks, in its normal form, and the history says it`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        #expect(try await browser.get("/ventes/1").text.contains(Self.path))
        let page = try await browser.get(Self.path)
        #expect(page.field("email") == "vente1@exemple.fr" || page.text.contains("value=\"vente1@exemple.fr\""))
        let version = try #require(page.field("version"))
        for _ in 0..<2 { #expect(try await browser.post(Self.path, contact(version)).location == "/ventes/1?fait=coordonnees") }
        #expect(try sale(pages).contact == Contact(email: "zoe@exemple.fr", mobile: "0639980099"))
        let operation = try #require(try pages.client.operations(limit: 1).first)
        #expect(operation.kind == .sales && operation.counts.changed == 1)
        let journal = try await browser.get("/journal/\(operation.id)")
        for words in ["Vente 1, Adresse Mail", "vente1@exemple.fr", "zoe@exemple.fr", "Vente 1, Téléphone", "0639980099"] {
            #expect(journal.shown.contains(words), "\(words)")
        }
        let now = try #require(try await browser.get(Self.path).field("version"))
        let same = try await browser.post(Self.path, contact(now, ["demande": "c2"]))
        #expect(same.location == "/ventes/1?fait=sans-changement")
    }

    @Test func `what a sheet refuses is refused at its field, and what it doubts is asked about`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let shown = try await browser.get(Self.path)
        let version = try #require(shown.field("version"))
        let before = try pages.state()
        for (fields, field) in [
            (["email": ""], "email"), (["email": "pas une adresse"], "email"), (["telephone": ""], "telephone"),
            (["telephone": "0102030405"], "telephone"),
        ] {
            let answer = try await browser.post(Self.path, contact(version, fields))
            #expect(answer.status == 422 && answer.text.contains("id=\"faute-\(field)\""), "\(fields)")
        }
        for (fields, words) in [(["email": "zoe@gmial.com"], "zoe@gmail.com"), (["email": "vente2@exemple.fr"], "NOMV2")] {
            let doubt = try await browser.post(Self.path, contact(version, fields))
            #expect(doubt.status == 200 && doubt.shown.contains(words) && doubt.shown.contains("Enregistrer quand même"), "\(fields)")
        }
        #expect(try pages.state() == before)
        let doubted = contact(version, ["email": "zoe@gmial.com"])
        #expect(try await browser.confirm(Self.path, doubted).status == 303)
        // A page that was open meanwhile.
        let late = try await browser.post(Self.path, contact(version, ["email": "autre@exemple.fr"]))
        #expect(late.status == 409 && late.shown.contains("zoe@gmial.com") && late.text.contains("autre@exemple.fr"))
        let both = contact(version, ["email": "vente1@exemple.fr", "telephone": "0699999999", "vu": try #require(shown.field("vu"))])
        let mixed = try await browser.post(Self.path, both)
        #expect(mixed.status == 409 && mixed.typedFields["email"] == "zoe@gmial.com" && mixed.typedFields["telephone"] == "0699999999")
        #expect(try sale(pages).contact.email == "zoe@gmial.com")
    }

    @Test func `a sale that is ordered or cancelled says what to do instead`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let version = try #require(try await browser.get(Self.path).field("version"))
        try await order(browser)
        #expect(try await browser.get("/ventes/1").shown.contains("se corrige maintenant dans la dotation"))
        #expect(try await browser.get("/ventes/1").text.contains("href=\"/commandes/2900001/dotations\""))
        let locked = try await browser.get(Self.path)
        #expect(locked.shown.contains("Corrigez la dotation de la personne") && locked.field("version") == nil)
        #expect(try await browser.post(Self.path, contact(version)).status == 409)
        #expect(try sale(pages).contact.email == "vente1@exemple.fr")
    }

    @Test func `an order that was made of sales has them by session, and leads to them`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        try await order(browser)
        let page = try await browser.get("/commandes/2900001")
        for words in ["Ventes de la commande", "Été 1", "100€ de chèques ANCV", "100,00", "50,00", "Voir la vente de la commande"] {
            #expect(page.shown.contains(words), "\(words)")
        }
        #expect(!(try await browser.get("/commandes/2800886")).shown.contains("Ventes de la commande"))
        let list = try await browser.get("/ventes?commande=2900001")
        #expect(list.shown.contains("1 vente.") && list.shown.contains("NOMV1") && list.shown.contains("Voir toutes les ventes"))
        #expect(try await browser.get("/ventes?commande=2900001&statut=cancelled").shown.contains("Aucune vente"))
        #expect(try await browser.get("/ventes?commande=2900001&evenement=1&session=1").shown.contains("1 vente."))
        #expect(try await browser.get("/ventes?commande=2800886").shown.contains("Aucune vente"))
        #expect(try pages.client.orderedSales(#require(OrderNumber("2900001"))).map(\.councilShare.cents) == [5_000])
    }
}
