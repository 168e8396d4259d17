import Foundation
import Testing

/// What a command needs of the settings that e-mails are made and sent with.
@Suite struct MessageSettingsTests {
    @Test func `a message is shown and a link checked without settings of the mail server`() throws {
        let folder = try Folder.withOrder()
        try folder.done(["resend", "11843511"])
        try folder.write("mail.from = CSE <cse@example.fr>\nlink.base = https://activer.example.fr/compte\n", to: "message.conf")
        let preview = try folder.done(["jobs", "preview", "1", "--settings", "message.conf", "--json"]).json
        let text = try #require(preview["text"] as? String)
        let link = try #require(text.split(separator: "\n").first { $0.hasPrefix("https://activer") }.map(String.init))
        // A link says nothing of its sender.
        try folder.write("link.base = https://activer.example.fr/compte\n", to: "link.conf")
        let verdict = try folder.done(["jobs", "verify-link", link, "--settings", "link.conf", "--json"])
        #expect(verdict.json["status"] as? String == "good")
        let sent = try folder.run("jobs", "send", "--settings", "message.conf", "--json")
        #expect(sent.status == 1)
        #expect(sent.error["code"] as? String == "mail.settings-missing")
        #expect(sent.errors.contains("smtp.host"))
    }

    @Test(arguments: [
        ("preview", "mail.from = CSE <cse@example.fr>", "link.base"), ("preview", "link.base = https://a.example.fr/", "mail.from"),
        ("verify-link", "mail.from = CSE <cse@example.fr>", "link.base"),
    ])
    func `what a command does need is asked for by name`(command: String, settings: String, missing: String) throws {
        let folder = try Folder.withOrder()
        try folder.done(["resend", "11843511"])
        try folder.write(settings, to: "mail.conf")
        let result = try folder.run("jobs", command, "1", "--settings", "mail.conf", "--json")
        #expect(result.status == 1)
        #expect(result.error["code"] as? String == "mail.settings-missing")
        #expect(result.errors.contains("« \(missing) »"))
    }

    @Test func `a name that is no setting is an error whatever is asked for`() throws {
        let folder = try Folder.withOrder()
        try folder.write("link.base = https://a.example.fr/\nsmtp.hots = x\n", to: "mail.conf")
        let result = try folder.run("jobs", "verify-link", "1-a", "--settings", "mail.conf", "--json")
        #expect(result.error["code"] as? String == "mail.settings-unknown")
    }
}
