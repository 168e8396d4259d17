import DotationAccounts
import DotationStore
import Dotations
import DotationsApplication
import Foundation
import HTTPTypes
import Testing

@testable import DotationsEspaceClient

/// « Personnes », « Historique » and the pages that anyone may read.
@Suite struct PeoplePageTests {
    private func mails(_ pages: Pages) throws -> [UserMail] {
        var random = SystemRandomNumberGenerator()
        return try pages.store.mail.leaseUserMails(
            9, at: OutboxTime(date: pages.context.date, steady: 0, boot: "b"), domain: "exemple.fr", using: &random
        ).mails
    }

    @Test func `somebody is invited once for two clicks, chooses a password and is seen to have come`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let fields = ["nom": "Zoé Martin", "email": "zoe@exemple.fr", "role": "gestion"]
        for (changed, field) in [("nom", "nom"), ("email", "email"), ("role", "role-lecture")] {
            var wrong = fields
            wrong[changed] = ""
            let answer = try await browser.post("/personnes/invitation", wrong)
            #expect(
                answer.status == 422 && answer.text.contains("href=\"#\(field)\"") && answer.text.contains("id=\"\(field)\""), "\(field)")
        }
        for _ in 1...2 { #expect(try await browser.post("/personnes/invitation", fields).location == "/personnes?fait=invitation") }
        let list = try await browser.get("/personnes?fait=invitation")
        #expect(list.shown.contains("Zoé Martin") && list.shown.contains("Part bientôt") && list.shown.contains("Jamais"))
        pages.wait(120)
        #expect(try await browser.post("/personnes/invitation", fields).status == 422)
        let sent = try mails(pages)
        #expect(sent.count == 1)
        let invited = Browser(pages.espace)
        let path = "/mot-de-passe/\(try #require(sent.first).token.text)"
        _ = try await invited.get(path)
        _ = try await invited.post(path, ["password": Pages.password])
        try await pages.signIn(invited, "zoe")
        let joined = try await browser.get("/personnes/4")
        #expect(!joined.shown.contains("Invitation :") && !joined.shown.contains("jamais"))
    }

    @Test func `who cannot be sent an invitation is not let in either`() async throws {
        let pages = try Pages()
        let zoe = try EmailAddress.parse("zoe@exemple.fr")
        // Somebody who works for nobody else would be forgotten with their e-mails.
        try pages.other.addMember(zoe, name: "Ailleurs", as: .lecture, context: pages.context)
        let browser = try await pages.browser()
        let fields = ["nom": "Zoé Martin", "email": zoe.text, "role": "gestion"]
        for number in 4...6 {
            #expect(try await browser.post("/personnes/invitation", fields).location == "/personnes?fait=invitation")
            #expect(try await browser.post("/personnes/\(number)/retrait").status == 303)
        }
        let before = try pages.state()
        let answer = try await browser.post("/personnes/invitation", fields)
        #expect(answer.status == 422 && answer.field("nom") == nil && answer.shown.contains("Inviter une personne"))
        #expect(answer.text.contains("href=\"#email\"") && answer.text.contains("Zoé Martin"))
        #expect(try pages.state() == before && pages.client.member(zoe) == nil)
        pages.wait(3600)
        try await pages.signIn(browser)
        #expect(try await browser.post("/personnes/invitation", fields).location == "/personnes?fait=invitation")
        #expect(try pages.client.member(zoe)?.id.rawValue == 7)
    }

    @Test func `a role is changed, and the person signs in again with it`() async throws {
        let pages = try Pages()
        let (browser, lea) = (try await pages.browser(), try await pages.browser("lea"))
        #expect(try await lea.get("/envoi-en-masse").status == 403)
        for _ in 1...2 { #expect(try await browser.post("/personnes/2/role", ["role": "gestion"]).location == "/personnes/2?fait=role") }
        #expect(try await lea.get("/").status == 303)
        try await pages.signIn(lea, "lea")
        #expect(try await lea.get("/envoi-en-masse").status == 200)
        #expect(try await browser.post("/personnes/2/role", ["role": "roi"]).status == 422)
    }

    @Test func `the last who administers cannot go, nor become less`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let before = try pages.state()
        for answer in try await [browser.post("/personnes/1/retrait"), browser.post("/personnes/1/role", ["role": "lecture"])] {
            #expect(answer.status == 422 && answer.text.contains("class=\"faults\""))
        }
        #expect(try pages.state() == before)
        #expect(try await browser.get("/").status == 200)
    }

    @Test func `a form whose session ends while it comes in does nothing`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let (client, context) = (pages.client, pages.context)
        let alice = try EmailAddress.parse("alice@exemple.fr")
        let before = try client.members().count
        let fields = ["nom": "Zoé Martin", "email": "zoe@exemple.fr", "role": "administration"]
        let late = try await browser.post("/personnes/invitation", fields) { try client.endSessions(of: alice, context: context) }
        #expect(late.status == 403 && late.shown.contains("Votre session a pris fin"))
        #expect(try client.members().count == before)
    }

    @Test func `access ends after a page that asks, and sessions end at once`() async throws {
        let pages = try Pages()
        let (browser, lea) = (try await pages.browser(), try await pages.browser("lea"))
        #expect(try await browser.post("/personnes/2/sessions").location == "/personnes/2?fait=sessions")
        #expect(try await lea.get("/").status == 303)
        try await pages.signIn(lea, "lea")
        #expect(try await browser.get("/personnes/2/retrait").shown.contains("ne pourra plus se connecter"))
        #expect(try await lea.get("/").status == 200)
        #expect(try await browser.post("/personnes/2/retrait").location == "/personnes?fait=fin-d-acces")
        #expect(try await lea.get("/").status == 303)
        #expect(try await browser.get("/personnes/2").status == 404)
        #expect(!(try await browser.get("/personnes").shown.contains("lea@exemple.fr")))
    }

    @Test func `a link is sent again, once for two clicks and not for ever`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        for _ in 1...2 { #expect(try await browser.post("/personnes/2/lien").location == "/personnes/2?fait=lien") }
        #expect(try mails(pages).count == 1)
        for status in [303, 303, 422] {
            pages.wait(120)
            #expect(try await browser.post("/personnes/2/lien").status == status)
        }
    }

    @Test func `another client's people are nobody`() async throws {
        let pages = try Pages()
        let email = try EmailAddress.parse("autre@exemple.fr")
        for index in 1...5 {
            try pages.other.addMember(
                EmailAddress.parse("autre\(index)@exemple.fr"), name: "Autre", as: .lecture, context: pages.context)
        }
        try pages.other.addMember(email, name: "Nom Chez Autre", as: .administration, context: pages.context)
        let browser = try await pages.browser()
        #expect(!(try await browser.get("/personnes").shown.contains("Autre")))
        for path in ["/personnes/4", "/personnes/6", "/personnes/0", "/personnes/x"] { #expect(try await browser.get(path).status == 404) }
        // Who has an authenticator, or has signed in, elsewhere is the same to this client as somebody new.
        _ = try await browser.post("/personnes/invitation", ["nom": "Ici", "email": email.text, "role": "lecture"])
        #expect(try await browser.get("/personnes").shown.contains("Jamais Non Part bientôt"))
    }

    @Test func `the history has who did what, from the latest on, and each thing that was done`() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let dotation = try pages.dotation(3)
        _ = try await browser.confirm(
            "/commandes/2800886/dotations/\(dotation.id)", ["email": "neuf@exemple.fr", "revision": "\(dotation.revision)"])
        let list = try await browser.get("/journal")
        #expect(list.shown.contains("Correction") && list.shown.contains("alice@exemple.fr") && list.shown.contains("Création de commande"))
        let path = try #require(list.text.firstMatch(of: /href="(\/journal\/\d+)"/).map { String($0.1) })
        let detail = try await browser.get(path)
        #expect(detail.shown.contains("personne3@yopmail.com") && detail.shown.contains("neuf@exemple.fr"))
        let link = try #require(detail.text.firstMatch(of: /href="(\/recherche\?r=[^"#]*)#d/).map { String($0.1) })
        #expect(link.wholeMatch(of: /\/recherche\?r=[A-Za-z0-9_\-]{40,}/) != nil)
        #expect(try await browser.get(link).text.contains("id=\"d\(dotation.id)\""))
        #expect(try await browser.get("/journal/99999").status == 404)
        // Reading is all that it takes.
        #expect(try await pages.browser("lea").get(path).status == 200)
    }

    @Test func `a long history has pages`() async throws {
        let pages = try Pages()
        for index in 1...205 {
            try pages.client.addMember(EmailAddress.parse("p\(index)@exemple.fr"), name: "P", as: .lecture, context: pages.context)
        }
        let browser = try await pages.browser()
        let first = try await browser.get("/journal")
        #expect(first.shown.contains("page 1 sur 3") && first.text.matches(of: /<tr>/).count == 101)
        #expect(try await browser.get("/journal?page=3").text.matches(of: /<tr>/).count < 100)
        #expect(try await browser.get("/journal?page=9").status == 200)
        // Of one kind and of one order alone, on each page of them.
        let people = try await browser.get("/journal?quoi=people&page=2")
        #expect(people.shown.contains("page 2 sur 3") && people.text.contains("quoi=people&amp;page=3"))
        let order = try await browser.get("/journal?commande=2800886")
        #expect(order.shown.contains("Création de commande") && !order.shown.contains("Personnes, "))
        #expect(order.text.matches(of: /<tr>/).count < 10 && order.text.contains("value=\"2800886\""))
        #expect(try await browser.get("/journal?commande=abc").shown.contains("Écrivez les chiffres"))
        #expect(try await browser.get("/personnes?page=3").text.matches(of: /<tr>/).count == 9)
    }

    @Test func `anyone reads the notices, which are the operator's`() async throws {
        let pages = try Pages()
        let browser = Browser(pages.espace)
        let login = try await browser.get("/connexion")
        for path in ["/accessibilite", "/mentions-legales", "/donnees-personnelles"] {
            #expect(login.text.contains("href=\"\(path)\""))
            #expect(try await browser.get(path).status == 200)
        }
        #expect(try await browser.get("/mentions-legales").shown.contains("n’a pas encore donné ce texte"))
        let given = Browser(
            EspaceClient(
                store: pages.store,
                settings: .init(
                    origin: Browser.origin, executable: Pages.executable,
                    legalNotice: "Un <b>éditeur</b>\r\n1 rue\r\n\r\n \nDeux", privacyNotice: "\n\nTrois\n")))
        #expect(try await given.get("/mentions-legales").text.contains("<p>Un &lt;b&gt;éditeur&lt;/b&gt;\n1 rue</p><p>Deux</p>"))
        #expect(try await given.get("/donnees-personnelles").text.contains("<p>Trois</p>"))
    }
}
