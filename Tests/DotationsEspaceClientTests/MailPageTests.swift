import DotationMail
import DotationStore
import Dotations
import DotationsApplication
import Foundation
import HTTPTypes
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
