import DotationAccounts
import DotationStore
import Dotations
import Foundation
import HTTPTypes
import Testing

@testable import DotationsEspaceClient

@Suite struct SignInPageTests {
    @Test func `somebody signs in, sees their name, and signs out`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        #expect(browser.cookies.keys.contains("__Host-session") && !browser.cookies.keys.contains("__Host-visitor"))
        let home = try await browser.get("/")
        #expect(home.status == 200 && home.shown.contains("Alice") && home.shown.contains("Mes commandes en cours de traitement"))
        let session = browser.cookies
        let ended = try await browser.post("/deconnexion")
        #expect(ended.location == "/connexion" && ended.headers[.clearSiteData] == "\"cache\"")
        #expect(browser.cookies["__Host-session"] == nil)
        // Whoever has the old cookie is not let in.
        let thief = Browser(pages.espace)
        _ = try await thief.get("/connexion")
        #expect(
            try await thief.request(.get, "/", headers: [.cookie: "__Host-session=\(session["__Host-session"] ?? "")"], body: []).status
                == 303)
    }

    @Test func `what is wrong has one answer, and keeps what was typed but the password`() async throws {
        let pages = try Pages()
        let browser = Browser(pages.espace)
        _ = try await browser.get("/connexion")
        var texts: Set<String> = []
        for (code, email, password) in [
            ("CSE", "alice@exemple.fr", "faux"), ("CSE", "personne@exemple.fr", Pages.password),
            ("RIEN", "alice@exemple.fr", Pages.password),
            ("AUTRE", "alice@exemple.fr", Pages.password),
        ] {
            let answer = try await browser.post("/connexion", ["code": code, "email": email, "password": password])
            #expect(answer.status == 422 && answer.field("email") == nil && answer.text.contains("value=\"\(email)\""))
            #expect(!answer.text.contains(password) && answer.text.contains("<title>Erreur"))
            texts.insert(
                answer.text.replacing(email, with: "").replacing("value=\"\(code)\"", with: "").replacing(
                    /name="jeton" value="[^"]*"/, with: ""))
        }
        #expect(texts.count == 1)
    }

    @Test func `who has tried too often is told so by the status as well`() async throws {
        let pages = try Pages()
        let browser = Browser(pages.espace)
        _ = try await browser.get("/connexion")
        var answers: [Browser.Answer] = []
        while answers.last?.status != 429, answers.count < 20 {
            answers.append(try await browser.post("/connexion", ["code": "CSE", "email": "alice@exemple.fr", "password": "faux"]))
        }
        #expect(answers.last?.status == 429 && Set(answers.dropLast().map(\.status)) == [422])
        let wait = try #require(answers.last?.headers[.retryAfter].flatMap { Int($0) })
        #expect(wait > 0 && answers.last?.shown.contains("Réessayez dans \(wait) seconde") == true)
    }

    @Test func `after signing in somebody is where they wanted to be, on these pages alone`() async throws {
        let pages = try Pages()
        for (next, location) in [
            ("/commandes?liste=cours", "/commandes?liste=cours"), ("//mal.exemple.fr", "/"), ("https://mal.exemple.fr", "/"),
            ("/\\mal.exemple.fr", "/"),
            ("", "/"), ("/a\r\nSet-Cookie: x=1", "/"),
        ] {
            let browser = Browser(pages.espace)
            _ = try await browser.get("/connexion")
            let answer = try await browser.post(
                "/connexion", ["code": "cse", "email": "alice@exemple.fr", "password": Pages.password, "suite": next])
            #expect(answer.location == location, "\(next)")
        }
        let first = try await Browser(pages.espace).get("/commandes?liste=cours")
        #expect(first.location == "/connexion?suite=%2Fcommandes%3Fliste%3Dcours")
    }

    @Test func `a session ends by itself, and a form that comes after that has done nothing`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        pages.wait(31 * 60)
        let dotation = try pages.dotation(3)
        let answer = try await browser.post(
            "/commandes/2800886/dotations/\(dotation.id)", ["email": "neuf@exemple.fr", "revision": "\(dotation.revision)"])
        #expect(answer.status == 403 && answer.text.contains("<h1>Se connecter") && answer.shown.contains("Rien n’a été fait"))
        #expect(try await Browser(pages.espace).post("/recherche").location == "/connexion?motif=session")
        #expect(try await browser.get("/connexion?motif=session").shown.contains("Rien n’a été changé"))
        #expect(try pages.dotation(3) == dotation)
    }

    @Test func `the key for what is kept outlives the session, is the same person's alone, and goes when they sign out`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let key = try #require(browser.cookies["__Host-draft"])
        pages.wait(31 * 60)
        #expect(try await browser.get("/").status == 303)
        #expect(browser.cookies["__Host-draft"] == key)
        try await pages.signIn(browser)
        #expect(browser.cookies["__Host-draft"] == key)
        pages.wait(31 * 60)
        try await pages.signIn(browser, "gil")
        let others = try #require(browser.cookies["__Host-draft"])
        #expect(others != key && others.prefix(26) != key.prefix(26))
        _ = try await browser.post("/deconnexion")
        #expect(browser.cookies["__Host-draft"] == nil)
    }

    @Test func `a link lets a password be chosen`() async throws {
        let pages = try Pages()
        let browser = Browser(pages.espace)
        _ = try await browser.get("/mot-de-passe")
        let known = try await browser.post("/mot-de-passe", ["email": "alice@exemple.fr"])
        let unknown = try await browser.post("/mot-de-passe", ["email": "personne@exemple.fr"])
        #expect(known.status == 200 && known.text == unknown.text)
        var random = SystemRandomNumberGenerator()
        let mails = try pages.store.mail.leaseUserMails(
            9, at: OutboxTime(date: pages.context.date, steady: 0, boot: "b"), domain: "exemple.fr", using: &random
        ).mails
        let token = try #require(mails.first?.token.text)
        #expect(mails.count == 1)
        let choice = try await browser.get("/mot-de-passe/\(token)")
        #expect(choice.headers[try #require(HTTPField.Name("Referrer-Policy"))] == "strict-origin")
        // A browser that does not say of which site a form is names the origin.
        let old = try await browser.post("/mot-de-passe/\(token)", ["password": "court"], headers: [.origin: Browser.origin])
        #expect(old.status == 422)
        let short = try await browser.post("/mot-de-passe/\(token)", ["password": "court"])
        #expect(short.status == 422 && !short.text.contains("court\""))
        #expect(try await browser.post("/mot-de-passe/\(token)", ["password": "six mots de passe au hasard"]).status == 303)
        #expect(try await browser.post("/mot-de-passe/\(token)", ["password": "sept mots de passe au hasard"]).status == 422)
        _ = try await browser.get("/connexion?motif=mot-de-passe")
        #expect(
            try await browser.post("/connexion", ["code": "CSE", "email": "alice@exemple.fr", "password": "six mots de passe au hasard"])
                .status
                == 303)
    }
}
