import DotationStore
import Dotations
import Foundation
import HTTPTypes
import StoreTestSupport
import TestSupport
import Testing

@testable import DotationAccounts
@testable import DotationsEspaceClient

/// Second factor, « Mon compte », and the end of a session.
@Suite struct AccountPageTests {
    private let login = ["code": "CSE", "email": "alice@exemple.fr", "password": Pages.password]

    /// The secret that a page shows.
    private func secret(_ answer: Browser.Answer) throws -> TOTPSecret {
        let text = try #require(answer.text.firstMatch(of: /otpauth:[^"]*secret=([A-Z2-7]{32})/).map { String($0.1) })
        return try #require(Base32.rfc4648.bytes(text.utf8, count: 20).flatMap(TOTPSecret.init(stored:)))
    }

    /// The codes that a page shows.
    private func codes(_ answer: Browser.Answer) -> [String] {
        answer.text.matches(of: /<code>([0-9a-z-]{29})<\/code>/).map { String($0.1) }
    }

    /// Has alice set up an authenticator.
    private func setUp(_ pages: Pages, _ browser: Browser) async throws -> (secret: TOTPSecret, codes: [String]) {
        let page = try await browser.get("/compte/authentificateur")
        let secret = try secret(page)
        let answer = try await browser.post(
            "/compte/authentificateur",
            ["etape": try #require(page.field("etape")), "actuel": Pages.password, "second": pages.code(secret)])
        #expect(answer.status == 200 && codes(answer).count == 10)
        pages.wait(60)
        return (secret, codes(answer))
    }

    @Test func `who has an authenticator is asked for its code in a second step`() async throws {
        let pages = try Pages()
        let (secret, codes) = try await setUp(pages, pages.browser())
        let browser = Browser(pages.espace)
        #expect(!(try await browser.get("/connexion").text.contains("second")))
        let step = try await browser.post("/connexion", login)
        #expect(step.status == 200 && step.text.contains("name=\"second\"") && !step.text.contains(Pages.password))
        #expect(browser.cookies["__Host-session"] == nil)
        let etape = try #require(step.field("etape"))
        for code in ["", "000000", "pas un code"] {
            let wrong = try await browser.post("/connexion", ["etape": etape, "second": code])
            #expect(wrong.status == 422 && wrong.text.contains("name=\"second\"") && wrong.text.contains("<title>Erreur"))
        }
        pages.wait(60)
        #expect(
            try await browser.post("/connexion", ["etape": etape, "second": pages.code(secret), "suite": "/commandes"]).location
                == "/commandes")
        // What waits in the form is of no use in another browser, nor after ten minutes.
        let other = Browser(pages.espace)
        _ = try await other.get("/connexion")
        #expect(try await other.post("/connexion", ["etape": etape, "second": codes[0]]).status == 422)
        let late = Browser(pages.espace)
        _ = try await late.get("/connexion")
        let second = try #require(try await late.post("/connexion", login).field("etape"))
        pages.wait(11 * 60)
        #expect(try await late.post("/connexion", ["etape": second, "second": codes[0]]).shown.contains("a pris trop de temps"))
    }

    @Test func `a recovery code lets somebody in once, and the page says how many are left`() async throws {
        let pages = try Pages()
        let (_, codes) = try await setUp(pages, pages.browser())
        for (attempt, left) in [(0, "Il vous en reste 9"), (0, nil), (1, "Il vous en reste 8")] {
            let browser = Browser(pages.espace)
            _ = try await browser.get("/connexion")
            let step = try await browser.post("/connexion", login)
            let answer = try await browser.post(
                "/connexion", ["etape": try #require(step.field("etape")), "second": codes[attempt], "suite": "/commandes"])
            if let left {
                #expect(answer.status == 200 && answer.shown.contains(left) && answer.text.contains("href=\"/commandes\""))
                #expect(try await browser.get("/").status == 200)
            } else {
                #expect(answer.status == 422)
            }
        }
    }

    @Test func `who has no authenticator where the client demands one sets it up while signing in`() async throws {
        let pages = try Pages()
        try pages.demandSecondFactor()
        let browser = Browser(pages.espace)
        _ = try await browser.get("/connexion")
        let step = try await browser.post("/connexion", login)
        let secret = try secret(step)
        #expect(step.status == 200 && step.text.contains("<svg") && browser.cookies["__Host-session"] == nil)
        let etape = try #require(step.field("etape"))
        let wrong = try await browser.post("/connexion", ["etape": etape, "second": "000000"])
        #expect(try wrong.status == 422 && self.secret(wrong).base32 == secret.base32)
        let entered = try await browser.post("/connexion", ["etape": etape, "second": pages.code(secret), "suite": "/commandes"])
        #expect(entered.status == 200 && codes(entered).count == 10 && entered.text.contains("href=\"/commandes\""))
        #expect(try await browser.get("/commandes").status == 200)
        let account = try await browser.get("/compte")
        #expect(account.shown.contains("Il vous reste 10 codes") && !account.text.contains("/compte/authentificateur/retrait"))
        let refused = try await browser.post("/compte/authentificateur/retrait", ["actuel": Pages.password])
        #expect(refused.status == 422 && refused.shown.contains("demande un second facteur"))
    }

    @Test func `a form that was kept waits until the codes have been read`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        try pages.demandSecondFactor()
        pages.wait(31 * 60)
        let ended = try await browser.post("/recherche", ["nom": "Dupont"])
        let kept = try #require(ended.field(KeptForm.field))
        let step = try await browser.post("/connexion", login.merging([KeptForm.field: kept]) { $1 })
        let entered = try await browser.post(
            "/connexion",
            [
                "etape": try #require(step.field("etape")), "second": pages.code(try secret(step)),
                KeptForm.field: try #require(step.field(KeptForm.field)),
            ])
        #expect(codes(entered).count == 10)
        let resumed = try await browser.post("/reprise", [KeptForm.field: try #require(entered.field(KeptForm.field))])
        #expect(resumed.text.contains("value=\"Dupont\""))
    }

    @Test func `another password ends the other sessions and renews the token of this one`() async throws {
        let pages = try Pages()
        let (browser, other) = (try await pages.browser(), try await pages.browser())
        let token = try #require(browser.cookies["__Host-session"])
        for (fields, field) in [
            (["actuel": "faux", "password": "sept mots de passe au hasard"], "actuel"),
            (["actuel": Pages.password, "password": "court"], "password"),
        ] {
            let wrong = try await browser.post("/compte/mot-de-passe", fields)
            #expect(wrong.status == 422 && wrong.text.contains("id=\"faute-\(field)\""))
        }
        let answer = try await browser.post(
            "/compte/mot-de-passe", ["actuel": Pages.password, "password": "sept mots de passe au hasard"])
        #expect(answer.location == "/compte?fait=mot-de-passe" && browser.cookies["__Host-session"] != token)
        #expect(try await browser.get("/compte?fait=mot-de-passe").shown.contains("Votre mot de passe est changé"))
        #expect(try await other.get("/").status == 303)
        let thief = Browser(pages.espace)
        #expect(try await thief.request(.get, "/", headers: [.cookie: "__Host-session=\(token)"], body: []).status == 303)
    }

    @Test func `new recovery codes take the place of the old, and an authenticator goes where it may`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        #expect(try await browser.post("/compte/codes", ["actuel": Pages.password]).location == "/compte")
        let (_, old) = try await setUp(pages, browser)
        #expect(try await browser.post("/compte/codes", ["actuel": "faux"]).status == 422)
        let new = codes(try await browser.post("/compte/codes", ["actuel": Pages.password]))
        #expect(new.count == 10 && Set(new).isDisjoint(with: old))
        #expect(try await browser.post("/compte/authentificateur/retrait", ["actuel": Pages.password]).status == 303)
        #expect(try await browser.get("/compte").shown.contains("Installer une application"))
        try await pages.signIn(Browser(pages.espace))
    }

    @Test func `somebody sees where they have signed in, and ends one session or all others`() async throws {
        let pages = try Pages()
        let (browser, second, third) = (try await pages.browser(), try await pages.browser(), try await pages.browser())
        _ = try await pages.browser("gil")
        let page = try await browser.get("/compte")
        let ids = page.text.matches(of: /name="session" value="([0-9a-f]{64})"/).map { String($0.1) }
        #expect(ids.count == 2 && page.shown.contains("Cette session") && page.shown.contains("192.0.2.1"))
        #expect(try await browser.post("/compte/sessions", ["session": ids[0]]).status == 303)
        #expect(try await [second.get("/").status, third.get("/").status].sorted() == [200, 303])
        // Somebody else's is not theirs to end.
        let gil = try await pages.browser("gil")
        _ = try await gil.post("/compte/sessions", ["session": ids[1]])
        #expect(try await [second.get("/").status, third.get("/").status].sorted() == [200, 303])
        #expect(try await browser.post("/compte/sessions").status == 303)
        #expect(try await [second.get("/").status, third.get("/").status] == [303, 303])
        #expect(try await browser.get("/").status == 200)
    }

    @Test func `a page says when the session ends, and a click puts that off until the eight hours are over`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        func seconds(_ answer: Browser.Answer) -> Int? { answer.text.firstMatch(of: /data-session="(\d+)"/).flatMap { Int($0.1) } }
        let first = try await browser.get("/commandes")
        #expect(seconds(first) == 1800 && first.shown.contains("votre session prend fin à") && first.text.contains("<dialog"))
        pages.wait(29 * 60)
        #expect(try await browser.post("/session").location == "/session")
        #expect(seconds(try await browser.get("/session")) == 1800)
        for _ in 0..<15 {
            pages.wait(29 * 60)
            _ = try await browser.post("/session")
        }
        let last = try #require(seconds(try await browser.get("/session")))
        #expect(last < 1800)
        pages.wait(TimeInterval(last + 1))
        #expect(try await browser.post("/session").status == 403)
        #expect(try await Browser(pages.espace).get("/connexion").text.contains("<dialog") == false)
    }

    @Test func `who only reads goes on while another program writes`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let held = try pages.database.hold()
        // The session's use is to be noted by now.
        pages.wait(120)
        #expect(try await browser.get("/commandes").status == 200)
        withExtendedLifetime(held) {}
    }

    @Test func `a QR code is what its text says`() throws {
        let code = try #require(QRCode("otpauth://totp/x"))
        var html = HTML()
        code.write(label: "x", to: &html)
        #expect(
            html.withBytes { String(decoding: $0, as: UTF8.self) }.hasPrefix("<svg class=\"qr\" viewBox=\"0 0 29 29\" role=\"img\""))
        // As ZXing read them: versions 1, 7, 8 and 10.
        for (text, hash) in [
            ("otpauth://totp/x", "b5d05d000d17fa98"), (String(repeating: "a", count: 150), "14eb89de78018620"),
            (String(repeating: "a", count: 190), "3e7d50704f08e430"), (String(repeating: "a", count: 271), "d4d54b8da2d39616"),
        ] {
            var html = HTML()
            QRCode(text)?.write(label: "x", to: &html)
            #expect(Hash256(of: html.withBytes { Array($0) }).description.hasPrefix(hash))
        }
        #expect(QRCode(String(repeating: "a", count: 271)) != nil && QRCode(String(repeating: "a", count: 272)) == nil)
    }
}
