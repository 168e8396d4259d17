import DotationAccounts
import DotationSales
import DotationStore
import Dotations
import Foundation
import HTTPTypes
import Testing

@testable import DotationsEspaceClient

/// A form that comes when its session has ended: nothing is done, nothing is lost, and nobody else gets it.
@Suite struct KeptFormTests {
    private let same: HTTPFields = [.secFetchSite: "same-origin"]

    /// A form that came too late, and the page to sign in that it waits in.
    private func late(
        _ pages: Pages, _ browser: Browser, _ path: String, _ fields: [String: String], from page: String
    ) async throws -> Browser.Answer {
        pages.wait(31 * 60)
        var headers = same
        headers[.referer] = Browser.origin + page
        let answer = try await browser.post(path, fields, headers: headers)
        #expect(answer.status == 403 && answer.shown.contains("Rien n’a été fait"))
        return answer
    }

    private func signIn(_ browser: Browser, _ answer: Browser.Answer, _ name: String = "alice") async throws -> Browser.Answer {
        try await browser.post(
            "/connexion",
            [
                "code": "CSE", "email": "\(name)@exemple.fr", "password": Pages.password,
                KeptForm.field: try #require(answer.field(KeptForm.field)),
            ])
    }

    @Test func `a row of the table comes back as it was typed, and is saved by another click alone`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let dotation = try pages.dotation(3)
        let path = "/commandes/2800886/dotations/\(dotation.id)"
        _ = try await browser.get("/commandes/2800886/dotations")
        let ended = try await late(
            pages, browser, path, ["email": "neuf@exemple.fr", "telephone": "0611111113", "revision": "\(dotation.revision)"],
            from: "/commandes/2800886/dotations?tri=nom")
        #expect(!ended.text.contains("neuf@exemple.fr"))
        let resumed = try await signIn(browser, ended)
        #expect(resumed.status == 200 && resumed.text.contains("<h1>Détail de la commande"))
        #expect(resumed.text.contains("name=\"email-\(dotation.id)\" value=\"neuf@exemple.fr\""))
        #expect(resumed.shown.contains("Vérifiez-le, puis validez de nouveau"))
        #expect(resumed.text.contains("<tr id=\"d\(dotation.id)\" class=\"marked\">") && resumed.shown.contains("est repris ici"))
        #expect(resumed.text.contains("<a href=\"#d\(dotation.id)\">"))
        #expect(try pages.dotation(3) == dotation)
        let saved = try await browser.confirm(path, ["email": "neuf@exemple.fr", "revision": "\(dotation.revision)"])
        #expect(saved.status == 303)
        #expect(try pages.dotation(3).contact.email == "neuf@exemple.fr")
    }

    @Test func `somebody else's change in between is not undone`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let dotation = try pages.dotation(3)
        let path = "/commandes/2800886/dotations/\(dotation.id)"
        let ended = try await late(
            pages, browser, path, ["email": "neuf@exemple.fr", "revision": "\(dotation.revision)"], from: "/commandes/2800886/dotations")
        let other = try await pages.browser("gil")
        #expect(
            try await other.confirm(path, ["email": "gil@exemple.fr", "revision": "\(dotation.revision)"]).status == 303)
        let resumed = try await signIn(browser, ended)
        let revision = try #require(resumed.field("revision-\(dotation.id)"))
        #expect(revision == "\(dotation.revision)")
        #expect(try await browser.post(path, ["email": "neuf@exemple.fr", "revision": revision]).status == 409)
        #expect(try pages.dotation(3).contact.email == "gil@exemple.fr")
    }

    @Test func `each field of each form comes back, but no password`() async throws {
        let pages = try Pages()
        for (page, path, fields) in [
            ("/recherche", "/recherche", ["nom": "DE LA \"TOUR\" & <FILS>", "email": ""]),
            ("/personnes/invitation", "/personnes/invitation", ["nom": "Zoé É", "email": "pas une adresse", "role": "gestion"]),
            ("/envoi-en-masse", "/envoi-en-masse", ["nombre": "17", "plan": String(repeating: "0", count: 32)]),
        ] {
            let browser = try await pages.browser()
            _ = try await browser.get(page)
            let resumed = try await signIn(browser, late(pages, browser, path, fields, from: page))
            #expect(resumed.status == 200 && resumed.text.contains("action=\"\(path)\""), "\(path)")
            for (name, value) in fields where name != "role" && name != "plan" && !value.isEmpty {
                #expect(resumed.shownValues.contains(value), "\(path) \(name)")
            }
            if fields["role"] != nil { #expect(resumed.text.contains("value=\"gestion\" checked")) }
        }
        let browser = try await pages.browser()
        let resumed = try await signIn(
            browser,
            late(
                pages, browser, "/compte/mot-de-passe", ["actuel": "cinq mots secrets", "password": "six mots secrets"],
                from: "/compte/mot-de-passe"))
        #expect(resumed.text.contains("<h1>Changer de mot de passe") && !resumed.text.contains("mots secrets"))
    }

    @Test func `a different person, or the same for another client, never gets it`() async throws {
        let pages = try Pages()
        let alice = try EmailAddress.parse("alice@exemple.fr")
        try pages.other.addMember(alice, name: "Alice", as: .administration, context: pages.context)
        for (code, name) in [("CSE", "gil"), ("AUTRE", "alice")] {
            let browser = try await pages.browser()
            let ended = try await late(pages, browser, "/recherche", ["nom": "Secret"], from: "/recherche")
            let kept = try #require(ended.field(KeptForm.field))
            let answer = try await browser.post(
                "/connexion", ["code": code, "email": "\(name)@exemple.fr", "password": Pages.password, KeptForm.field: kept])
            #expect(answer.status == 303 && !answer.text.contains("Secret"))
            _ = try await browser.get("/")
            let again = try await browser.post("/reprise", [KeptForm.field: kept])
            #expect(again.status == 303 && again.location == "/")
        }
    }

    @Test func `what another browser has, was changed, or has no token, is kept by nobody`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let ended = try await late(pages, browser, "/recherche", ["nom": "Secret"], from: "/recherche")
        let kept = try #require(ended.field(KeptForm.field))
        let other = Browser(pages.espace)
        _ = try await other.get("/connexion")
        let login = ["code": "CSE", "email": "alice@exemple.fr", "password": Pages.password]
        #expect(try await other.post("/connexion", login.merging([KeptForm.field: kept]) { $1 }).status == 303)
        let changed = String(kept.dropLast(4)) + "AAAA"
        #expect(try await browser.post("/connexion", login.merging([KeptForm.field: changed]) { $1 }).status == 303)
        pages.wait(31 * 60)
        browser.token = "x"
        #expect(try await browser.post("/recherche", ["nom": "Secret"]).location == "/connexion?motif=session")
        #expect(try await browser.post("/recherche", ["nom": "Secret"], headers: [.secFetchSite: "cross-site"]).status == 403)
    }

    @Test func `the longest form comes back whole, and a wrong password loses nothing`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        _ = try await browser.get("/recherche")
        let long = String(repeating: "é\"", count: (PageServer.formLimit - 500) / 9)
        var answer = try await late(pages, browser, "/recherche", ["nom": long], from: "/recherche")
        answer = try await browser.post(
            "/connexion",
            ["code": "CSE", "email": "alice@exemple.fr", "password": "faux", KeptForm.field: try #require(answer.field(KeptForm.field))])
        #expect(answer.status == 422)
        let resumed = try await signIn(browser, answer)
        #expect(resumed.status == 200 && resumed.shownValues.contains(long))
    }

    @Test func `a form of another page of the same session works after signing in again`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        _ = try await browser.get("/recherche")
        let token = browser.token
        pages.wait(31 * 60)
        try await pages.signIn(browser)
        browser.token = token
        #expect(try await browser.post("/recherche", ["nom": "NOM"]).status == 303)
    }

    @Test func `an event comes back with all of its sessions, boxes and days`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        _ = try await browser.get("/evenements/nouveau")
        let resumed = try await signIn(
            browser,
            late(
                pages, browser, "/evenements/nouveau",
                [
                    "nom": "Été <2021>", "description": "Une\nsuite", "verifier": "oui", "sessions": "2", "s2-nom": "100€ de chèques",
                    "s2-ouverture": "2021-05-01", "s2-fermeture": "pas un jour",
                ], from: "/evenements/nouveau"))
        #expect(resumed.status == 200 && resumed.text.contains("<h1>Créer un événement"))
        for part in [
            "value=\"Été <2021>\"", "Une\nsuite</textarea>", "value=\"100€ de chèques\"", "value=\"2021-05-01\"", "value=\"pas un jour\"",
        ] { #expect(resumed.shownValues.contains(part), "\(part)") }
        #expect(resumed.text.firstMatch(of: /name="verifier" type="checkbox" value="oui" checked/) != nil)
        #expect(!resumed.shown.contains("n’a plus de champ"))
        #expect(try pages.client.salesLedger().events.allSatisfy { $0.name != "Été <2021>" })
    }

    @Test func `where the form is not in the page any more, what was typed is shown`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let dotation = try pages.dotation(0)
        let resumed = try await signIn(
            browser,
            late(
                pages, browser, "/commandes/2800886/dotations/\(dotation.id)", ["email": "neuf@exemple.fr", "revision": "0"],
                from: "/commandes/2800886/dotations"))
        #expect(
            resumed.status == 200 && resumed.shown.contains("n’a plus de champ dans cette page")
                && resumed.shown.contains("neuf@exemple.fr"))
    }
}

extension Browser.Answer {
    /// What stands in attributes, as a browser reads it.
    var shownValues: String {
        text.replacing("&#39;", with: "'").replacing("&quot;", with: "\"").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&amp;", with: "&")
    }
}
