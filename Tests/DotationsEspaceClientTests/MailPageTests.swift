import DotationMail
import DotationStore
import Dotations
import DotationsApplication
import Foundation
import HTTPTypes
import StoreTestSupport
import TestSupport
import Testing

@testable import DotationsEspaceClient

/// The e-mails in the pages: how far they have come, what they say, and what is done about them.
@Suite struct MailPageTests {
    private func oneMail(_ pages: Pages) async throws -> (Browser, Job) {
        let browser = try await pages.browser()
        let dotation = try pages.dotation(3)
        _ = try await browser.get("/commandes/2800886/dotations")
        let answer = try await browser.post(
            "/commandes/2800886/dotations/\(dotation.id)",
            ["revision": "\(dotation.revision)", "email": dotation.contact.email, "telephone": dotation.contact.mobile])
        try #require(answer.status == 303)
        return (browser, try #require(try pages.client.jobs(in: nil, after: 0, size: 1).first))
    }

    @Test("The message is shown in a frame that may do nothing, and its link lets nobody in")
    func message() async throws {
        let pages = try Pages()
        let (browser, job) = try await oneMail(pages)
        let page = try await browser.get("/e-mails/\(job.id)")
        #expect(page.status == 200 && page.shown.contains("personne3@yopmail.com") && page.text.contains("sandbox=\"\""))
        let message = try await browser.get("/e-mails/\(job.id)/message")
        let policy = try #require(message.headers[.contentSecurityPolicy])
        #expect(policy.contains("sandbox;") && policy.contains("default-src 'none'") && !policy.contains("script"))
        #expect(message.text.contains("NOM3"))
        let right = try #require(pages.espace.settings.messages).links.base + "?jeton="
        for text in [page.text, message.text] {
            let tokens = text.split(separator: right).dropFirst().map { $0.prefix { $0.isLetter || $0.isNumber || $0 == "-" } }
            #expect(!tokens.isEmpty && tokens.allSatisfy { $0 == "apercu" }, "\(tokens)")
        }
    }

    @Test("A waiting e-mail is stopped, once, and only by whoever may send")
    func stopping() async throws {
        let pages = try Pages()
        let (browser, job) = try await oneMail(pages)
        let reader = try await pages.browser("lea")
        #expect(try await reader.post("/e-mails/\(job.id)/annuler").status == 403)
        let seen = try await reader.get("/e-mails/\(job.id)")
        #expect(seen.status == 200 && !seen.text.contains("annuler"))
        _ = try await browser.get("/e-mails/\(job.id)")
        #expect(try await browser.post("/e-mails/\(job.id)/annuler").location == "/e-mails/\(job.id)?fait=email")
        #expect(try await browser.get("/e-mails?etat=cancelled").shown.contains("annulé"))
        let again = try await browser.post("/e-mails/\(job.id)/annuler")
        #expect(again.location == "/e-mails/\(job.id)")
        #expect(try await browser.post("/e-mails/reessayer").status == 422)
    }

    @Test("The e-mails of a bulk resend that have not left are stopped, once, and only by whoever may send")
    func stoppingAll() async throws {
        let pages = try Pages()
        let browser = try await pages.browser()
        let page = try await browser.get("/envoi-en-masse")
        let sent = try await browser.post(
            "/envoi-en-masse", ["plan": page.field("plan") ?? "", "demande": page.field("demande") ?? "", "nombre": "9"])
        let told = try await browser.get(try #require(sent.location))
        let operation = try #require(try pages.client.operations(limit: 1).first).id
        #expect(told.text.contains("href=\"/journal/\(operation)\""))
        let path = "/journal/\(operation)/arret"
        let detail = try await browser.get("/journal/\(operation)")
        #expect(detail.text.contains(path) && detail.shown.contains("à envoyer : 9"), "\(detail.shown)")
        let reader = try await pages.browser("lea")
        #expect(try await reader.get(path).status == 403)
        #expect(try await !reader.get("/journal/\(operation)").text.contains(path))
        #expect(try await reader.post(path).status == 403)
        let job = try #require(try pages.client.jobs(in: .pending, after: 0, size: 1).first)
        #expect(try await browser.post("/e-mails/\(job.id)/annuler").status == 303)
        let shown = try await browser.get(path)
        #expect(shown.shown.contains("8 de ces e-mails sont les premiers vers leur adresse"))
        #expect(shown.shown.contains("8 e-mails ne sont pas encore partis") && shown.shown.contains("Arrêter 8 e-mails"))
        let fields = ["demande": try #require(shown.field("demande"))]
        for _ in 0..<2 { #expect(try await browser.post(path, fields).location == "/journal/\(operation)?fait=arret") }
        let after = try await browser.get("/journal/\(operation)?fait=arret")
        #expect(after.shown.contains("sont arrêtés") && after.shown.contains("annulé : 9") && !after.text.contains(path))
        #expect(try await browser.get("/").shown.contains("9 dotations à activer sont sans e-mail"))
        let late = try await browser.post(path, ["demande": "autre"])
        #expect(late.status == 422)
        #expect(try pages.client.jobs(in: .pending, after: 0, size: 1).isEmpty)
    }

    @Test("An e-mail that could not be delivered is counted until another follows, and its row and it lead to each other")
    func undelivered() async throws {
        let pages = try Pages()
        let (browser, job) = try await oneMail(pages)
        #expect(try await !browser.get("/").shown.contains("sans e-mail"))
        let statement = "UPDATE jobs SET state = 'failed', finished_at = 1, outcome = 'smtp.rejected' WHERE id = \(job.id)"
        try pages.database.execute(statement)
        #expect(try await browser.get("/").shown.contains("1 dotation à activer est sans e-mail"))
        let list = try await browser.get("/e-mails?etat=non-remis")
        #expect(list.shown.contains("en échec ou arrêtés, sans e-mail depuis (1)") && list.shown.contains("NOM3"))
        let link = try #require(list.text.firstMatch(of: /href="(\/commandes\/2800886\/dotations\?r=[^"#]+)#d(\d+)"/))
        #expect(link.2 == "\(pages.ids[3])")
        let table = try await browser.get(String(link.1))
        #expect(table.text.contains("<tr id=\"d\(pages.ids[3])\"") && table.text.contains("href=\"/e-mails/\(job.id)\""))
        #expect(try await browser.get("/e-mails/\(job.id)").text.contains("#d\(pages.ids[3])\""))
        // A later e-mail counts only once it has failed or was stopped: then in place of this one.
        let dotation = try pages.dotation(3)
        _ = try await browser.post(
            "/commandes/2800886/dotations/\(dotation.id)", ["revision": "\(dotation.revision)", "email": "juste@exemple.fr"])
        #expect(try await !browser.get("/").shown.contains("sans e-mail"))
        let later = try #require(try pages.client.jobs(in: .pending, after: 0, size: 1).first)
        #expect(try await browser.post("/e-mails/\(later.id)/annuler").status == 303)
        #expect(try await browser.get("/").shown.contains("1 dotation à activer est sans e-mail"))
        #expect(try pages.client.undeliveredJobs(after: 0, size: 9).map(\.id) == [later.id])
        // Whoever had an e-mail at that address is not without one.
        func resend() async throws -> Job {
            let dotation = try pages.dotation(3)
            let fields = ["revision": "\(dotation.revision)", "email": dotation.contact.email, "telephone": dotation.contact.mobile]
            _ = try await browser.post("/commandes/2800886/dotations/\(dotation.id)", fields)
            return try #require(try pages.client.jobs(in: .pending, after: 0, size: 1).first)
        }
        let sent = "UPDATE jobs SET state = 'sent', finished_at = 1, outcome = 'accepted' WHERE id = \(try await resend().id)"
        try pages.database.execute(sent)
        #expect(try await browser.post("/e-mails/\(resend().id)/annuler").status == 303)
        #expect(try await !browser.get("/").shown.contains("sans e-mail"))
    }

    @Test("Another client's e-mail, and one that is not there, are one answer")
    func foreign() async throws {
        let pages = try Pages()
        let (browser, _) = try await oneMail(pages)
        let theirs = try pages.espace.installation.application(Client.Code("AUTRE")).resend(.all)
        _ = try theirs.carryOut { proposal, _ in try proposal.approval(typedCount: proposal.plan.changeCount) }
        #expect(try pages.other.job(#require(Job.ID("2"))) != nil)
        var texts: Set<String> = []
        for path in ["/e-mails/2", "/e-mails/999", "/e-mails/0", "/e-mails/x", "/e-mails/2/message"] {
            let answer = try await browser.get(path)
            #expect(answer.status == 404, "\(path)")
            texts.insert(answer.text)
        }
        #expect(texts.count == 1)
    }
}
