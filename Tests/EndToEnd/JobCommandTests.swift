import Foundation
import Testing

/// What an operator does with single e-mails.
@Suite(.enabled(if: MailSink.isAvailable, "needs scripts/setup --python")) struct JobCommandTests {
    @Test func `a message is shown as it will be sent`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs(["a@b.fr"], to: sink)
        let preview = try folder.done(["jobs", "preview", "1", "--settings", "mail.conf", "--html", "m.html", "--json"]).json
        #expect(try folder.text("m.html") == preview["html"] as? String)
        try folder.sendAll()
        let delivery = try #require(try sink.deliveries().first)
        #expect(delivery.messageID == preview["messageID"] as? String)
        // The link's time counts from the sending, and is shown as it was sent from then on.
        let sent = try folder.done(["jobs", "preview", "1", "--settings", "mail.conf", "--json"]).json
        // All but the date.
        func body(_ message: String?) -> [Substring] { (message ?? "").split(separator: "\r\n").filter { !$0.hasPrefix("Date:") } }
        #expect(body(delivery.message) == body(sent["message"] as? String))
        #expect(try folder.run("jobs", "preview", "1", "--settings", "mail.conf", "--html", "m.html").status == 1)
        let mode = try FileManager.default.attributesOfItem(atPath: folder.url("m.html").path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let lost = try folder.run("jobs", "preview", "1", "--settings", "mail.conf", "--html", "none/m.html", "--json")
        #expect(lost.status == 1 && lost.error["code"] as? String == "file.unwritable")
        #expect(try folder.run("jobs", "preview", "9", "--settings", "mail.conf", "--json").error["code"] as? String == "job.unknown")
    }

    @Test func `e-mails are listed by the words of the list as by the codes`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs(["a@b.fr", "rcpt-451@b.fr", "rcpt-550@b.fr", "d@b.fr", "e@b.fr", "f@b.fr"], to: sink)
        try folder.done(["resend", "20000005"])
        try folder.done(["jobs", "cancel", "5"])
        try folder.done(["jobs", "send", "--settings", "mail.conf", "--rate", "1000"], expecting: 2)
        try folder.sql("UPDATE jobs SET state = 'failed', outcome = 'bounced.5.7.1' WHERE id = 4")
        func listed(_ words: String...) throws -> [Int] {
            try folder.done(["jobs", "list", "--json"] + words.flatMap { ["--state", $0] }).documents.compactMap { $0["id"] as? Int }
        }
        for words in [
            ["envoyé", "ENVOYE", "sent"], ["en échec", "en echec", "failed"], ["annulé", "cancelled"], ["à réessayer", "retry"],
        ] {
            let lists = try words.map { try listed($0) }
            #expect(Set(lists).count == 1 && lists[0].isEmpty == false, "\(words) \(lists)")
        }
        #expect(try listed("envoyé") == [1, 7] && listed("revenu") == [4] && listed("remplacé") == [6])
        #expect(try listed("en échec") == [3, 4] && listed("annulé") == [5, 6] && listed("à réessayer", "revenu") == [2, 4])
        #expect(try listed("à envoyer").isEmpty && listed("en cours d’envoi").isEmpty)
        // Each word that the list shows can be asked for.
        let shown = try folder.done(["jobs", "list"]).text
        for word in ["envoyé", "à réessayer", "en échec", "annulé", "revenu", "remplacé"] {
            #expect(shown.contains("  \(word)"), "\(word)")
        }
        let wrong = try folder.run("jobs", "list", "--state", "parti")
        #expect(wrong.status == 64)
        #expect(wrong.errors.contains("« en échec »"), "\(wrong.errors)")
    }

    @Test func `a link is good until there is a later one, and nobody can make one up`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs(["a@b.fr"], to: sink)
        func link(_ id: Int) throws -> String {
            let text = try folder.done(["jobs", "preview", "\(id)", "--settings", "mail.conf", "--json"]).json["text"] as? String ?? ""
            return try #require(text.split(separator: "\n").first { $0.hasPrefix("https://activer") }.map(String.init))
        }
        func verdict(_ link: String) throws -> (status: Int32, word: String?) {
            let result = try folder.run("jobs", "verify-link", link, "--settings", "mail.conf", "--json")
            return (result.status, result.json["status"] as? String)
        }
        let first = try link(1)
        #expect(try verdict(first) == (0, "good"))
        #expect(try verdict(String(first.dropLast()) + (first.hasSuffix("0") ? "1" : "0")) == (1, "unknown"))
        #expect(try verdict("https://activer.example.fr/compte?jeton=99-0") == (1, "unknown"))
        #expect(try verdict(first + "&utm=1") == (0, "good"))
        #expect(try verdict(first.replacing("activer.example.fr", with: "pirate.fr")) == (1, "elsewhere"))
        try folder.resendAll()
        #expect(try verdict(first) == (1, "superseded"))
        #expect(try verdict(link(2)) == (0, "good"))
        try folder.done(["jobs", "cancel", "2"])
        try folder.done(["status", "account-created", "20000000"])
        #expect(try verdict(first).word != "good")
    }

    @Test func `a link counts from its sending, and is known when its address is no longer kept`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs(["a@b.fr"], to: sink)
        // Recorded 40 days ago, and never sent.
        try folder.sql("UPDATE jobs SET due_at = due_at - 40 * 86400000")
        try folder.sql("DROP TRIGGER jobs_locked; UPDATE jobs SET created_at = created_at - 40 * 86400000")
        try folder.sendAll()
        let message = try #require(try sink.deliveries().first?.message)
        let encoded = message.replacing("=\r\n", with: "").replacing("=3D", with: "=")
        let link = try #require(encoded.firstMatch(of: /https:\/\/activer\.example\.fr\/compte\?jeton=[0-9a-f-]+/)).output
        func status() throws -> String? {
            try folder.run("jobs", "verify-link", String(link), "--settings", "mail.conf", "--json").json["status"] as? String
        }
        #expect(try status() == "good")
        try folder.sql("UPDATE jobs SET finished_at = finished_at - 40 * 86400000")
        #expect(try folder.done(["purge", "--yes", "--json"]).json["mails"] as? Int == 1)
        #expect(try folder.done(["jobs", "list", "--json"]).documents[0]["to"] is NSNull)
        #expect(try status() == "good")
        try folder.sql("UPDATE jobs SET link_until = link_until - 31 * 86400000")
        #expect(try status() == "expired")
    }

    @Test func `a message that came back marks its dotation`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs(["a@b.fr", "c@b.fr"], to: sink)
        try folder.sendAll()
        let id = try sink.deliveries().first { $0.to == "a@b.fr" }?.messageID ?? ""
        try folder.write(
            """
            From MAILER-DAEMON Fri Jan  2 10:00:00 2026
            From: MAILER-DAEMON@b.fr
            Subject: Undelivered
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="x"

            --x
            Content-Type: text/plain

            I am sorry.

            --x
            Content-Type: message/delivery-status

            Reporting-MTA: dns; b.fr

            Final-Recipient: rfc822; a@b.fr
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 <a@b.fr>: no such user

            --x
            Content-Type: text/rfc822-headers

            Message-ID: \(id)

            --x--

            """, to: "bounces.mbox")
        let result = try folder.done(["jobs", "bounces", "bounces.mbox", "--json"])
        #expect(result.list("recorded").map { $0["id"] as? Int } == [1] && result.list("recorded")[0]["client"] as? String == "CSE")
        #expect(result.json["notifications"] as? Int == 1)
        #expect(try folder.status(0) == "Erreur e-mail" && folder.status(1) == "En attente d'activation")
        #expect(try folder.done(["jobs", "bounces", "bounces.mbox", "--json"]).json["known"] as? Int == 1)
        #expect(try folder.done(["jobs", "list"]).text.contains("550 5.1.1 <•••>: no such user"))
        #expect(try folder.count("failed") == 1 && folder.done(["jobs", "list"]).text.contains("revenu"))
        let figures = try folder.send("--metrics", "figures.prom")
        #expect(try figures.status == 0 && folder.text("figures.prom").contains("dotations_jobs{state=\"failed\"} 1\n"))
        let retried = try folder.run("jobs", "retry", "1", "--json")
        #expect(retried.status == 1 && retried.errors.contains("job.bounced"))
        #expect(try folder.run("jobs", "retry", "--failed", "--json").error["code"] as? String == "nothing-to-do")
        // The copy that somebody has forwarded came back, not the e-mail itself.
        let forwarded = try folder.text("bounces.mbox").replacing(
            "Final-Recipient: rfc822; a@b.fr",
            with: """
                Final-Recipient: rfc822; c@b.fr
                Action: delivered
                Status: 2.0.0

                Final-Recipient: rfc822; copie@ailleurs.fr
                """
        ).replacing(id, with: try #require(try sink.deliveries().first { $0.to == "c@b.fr" }?.messageID))
        try folder.write(forwarded, to: "forwarded.mbox")
        #expect(try folder.done(["jobs", "bounces", "forwarded.mbox", "--json"]).list("forwarded").map { $0["id"] as? Int } == [2])
        #expect(try folder.status(1) == "En attente d'activation" && folder.count("failed") == 1)
        // One that is refused for another reason leaves its dotation.
        let other = try #require(try sink.deliveries().first { $0.to == "c@b.fr" }?.messageID)
        try folder.write(
            try folder.text("bounces.mbox").replacing(id, with: other).replacing("5.1.1", with: "5.7.1").replacing(
                "a@b.fr", with: "c@b.fr"),
            to: "policy.mbox")
        let policy = try folder.done(["jobs", "bounces", "policy.mbox", "--json"])
        #expect(policy.list("blameless").map { $0["id"] as? Int } == [2] && policy.list("recorded").isEmpty)
        #expect(try folder.status(1) == "En attente d'activation" && folder.count("failed") == 2)
        #expect(try folder.run("jobs", "bounces", "none", "--json").error["code"] as? String == "mail.mailbox-unreadable")
        let noMailbox = try folder.run("jobs", "bounces", "order.csv", "--json")
        #expect(noMailbox.status == 1)
        #expect(noMailbox.error["code"] as? String == "mail.not-a-mailbox")
        #expect(noMailbox.error["file"] as? String == "order.csv")
    }
}
