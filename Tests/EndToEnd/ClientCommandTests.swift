import Foundation
import TestSupport
import Testing

/// Several works councils in one store, on the command.
@Suite(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python")) struct ClientCommandTests {
    private static func two() throws -> Folder {
        let folder = try Folder.withOrder()
        try folder.done(["clients", "add", "duo", "--name", "CSE Duo"])
        try folder.write(
            "mail.from = CSE <cse@example.fr>\nlink.base = https://activer.example.fr/\n", to: "envoi.conf")
        return folder
    }

    @Test func `with several clients each command says for which, and another's is as nobody's`() throws {
        let folder = try Self.two()
        let unnamed = try folder.run("orders", "list", "--json")
        #expect(unnamed.status == 1 && unnamed.error["code"] as? String == "store.client-missing")
        for code in ["trio", "x-1"] {
            #expect(try folder.run("orders", "list", "--client", code, "--json").error["code"] as? String == "store.client-unknown")
        }
        #expect(try folder.done(["orders", "list", "--client", "duo"]).text == "Aucune commande.\n")
        #expect(try folder.done(["orders", "list", "--client", "cse"]).text.contains("2800886"))
        let foreign = try folder.run("export", "2800886", "--client", "duo", "--json")
        let missing = try folder.run("export", "2800999", "--client", "duo", "--json")
        #expect(foreign.status == missing.status && foreign.errors.replacing("2800886", with: "2800999") == missing.errors)
        let shell = try Command.shell("DOTATIONS_CLIENT=duo \"$dotations\" orders list", in: folder)
        #expect(shell.text == "Aucune commande.\n")
        // The same order is each client's own.
        try folder.done([
            "orders", "create", "commande_2800886.csv", "--number", "2800886", "--date", "2020-08-21", "--client", "duo", "--yes",
        ])
        #expect(try folder.done(["imports", "list", "--all", "--json", "--client", "duo"]).list("imports").count == 1)
        #expect(try folder.done(["doctor"]).text.contains("L’historique du client DUO est intact"))
    }

    @Test func `a client's messages are made with what it has set`() throws {
        let folder = try Self.two()
        try folder.write("Objet : Bonjour de {{expediteur}}\n\n{{lien}} {{validite}}\n", to: "a.txt")
        try folder.write("<html lang=\"fr\"><a href=\"{{lien}}\">lien</a></html>\n", to: "a.html")
        try folder.done([
            "clients", "set", "cse", "mail.sender-name=CSE de l’usine", "mail.reply-to=accueil@usine.fr", "link.base=https://usine.fr/c",
            "link.days=3", "template.accountCreation.txt=a.txt", "template.accountCreation.html=a.html",
        ])
        try folder.done(["resend", "11843511", "--client", "cse"])
        let shown = try folder.done(["jobs", "preview", "1", "--settings", "envoi.conf", "--client", "cse", "--json"]).json
        #expect(shown["subject"] as? String == "Bonjour de CSE de l’usine")
        #expect((shown["text"] as? String)?.hasPrefix("https://usine.fr/c") == true)
        let message = try #require(shown["message"] as? String)
        #expect(message.contains("\r\nReply-To: accueil@usine.fr\r\n") && message.contains("<cse@example.fr>"))
        let link = try #require((shown["text"] as? String)?.split(separator: " ").first)
        let verified = try folder.done(["jobs", "verify-link", String(link), "--settings", "envoi.conf", "--client", "cse", "--json"]).json
        #expect(verified["status"] as? String == "good")
        let other = try folder.run("jobs", "verify-link", String(link), "--settings", "envoi.conf", "--client", "duo", "--json")
        #expect(other.json["status"] as? String != "good")
        // What is not admitted changes nothing. Of names as long as can be, the message would be too long.
        try folder.write("Objet : Long\n\n{{lien}}\n" + String(repeating: "{{nom}}\n", count: 300), to: "long.txt")
        let long = try folder.run(
            "clients", "set", "cse", "template.accountCreation.txt=long.txt", "template.accountCreation.html=a.html", "--json")
        #expect(long.error["code"] as? String == "mail.template-too-long", "\(long.errors)")
        for (setting, code) in [
            ("link.days=0", "mail.settings-invalid"), ("link.base=http://usine.fr", "mail.settings-invalid"),
            ("policy.second-factor=perhaps", "mail.settings-invalid"), ("template.phoneChanged.txt=a.txt", "mail.template-unreadable"),
            ("mail.reply-to=personne", "mail.settings-invalid"), ("policy.modification=lax", "mail.settings-invalid"),
            ("policy.shared-email=required", "mail.settings-invalid"),
        ] {
            let refused = try folder.run("clients", "set", "cse", setting, "mail.sender-name=Autre", "--json")
            #expect(refused.status == 1 && refused.error["code"] as? String == code, "\(setting) \(refused.errors)")
        }
        let details = try folder.done(["clients", "show", "cse", "--json"])
        #expect(
            details.list("settings").contains { $0["name"] as? String == "mail.sender-name" && $0["value"] as? String == "CSE de l’usine" })
        try folder.done(["clients", "set", "cse", "mail.reply-to="])
        #expect(try folder.done(["clients", "show", "cse"]).text.contains("mail.reply-to") == false)
    }

    @Test func `a client that leaves takes a store along, and is erased only by the number of its operations`() throws {
        let folder = try Self.two()
        try folder.done(["clients", "export", "cse", "-o", "usine.sqlite"])
        #expect(try folder.run("clients", "export", "cse", "-o", "usine.sqlite", "--json").error["code"] as? String == "store.exists")
        #expect(try folder.done(["--database", "usine.sqlite", "orders", "list"]).text.contains("2800886"))
        #expect(try folder.done(["--database", "usine.sqlite", "doctor"]).status == 0)
        for insufficient in [[], ["--yes"], ["--confirm", "99"]] {
            let refused = try Command.run(["clients", "erase", "cse", "--json"] + insufficient, in: folder)
            #expect(refused.status == 1 && refused.error["code"] as? String == "confirmation.number", "\(insufficient) \(refused.errors)")
        }
        let plan = try folder.done(["clients", "erase", "cse", "--dry-run", "--json"]).json
        #expect(plan["status"] as? String == "planned" && plan["orders"] as? Int == 1)
        let fingerprint = try #require(plan["fingerprint"] as? String)
        let count = try #require(plan["operations"] as? Int)
        #expect(count > 0 && plan["dotations"] as? Int == 10)
        // What happens at the client makes it another plan.
        try folder.done(["clients", "set", "cse", "link.days=9"])
        let stale = try folder.run("clients", "erase", "cse", "--plan", fingerprint, "--confirm", "\(count)", "--json")
        #expect(stale.error["code"] as? String == "plan.changed")
        let other = try folder.run("clients", "erase", "duo", "--plan", fingerprint, "--confirm", "0", "--json")
        #expect(other.error["code"] as? String == "plan.changed")
        #expect(try folder.done(["clients", "list", "--json"]).list("clients").count == 2)
        let now = try folder.done(["clients", "erase", "cse", "--dry-run", "--json"]).json
        try folder.done(["clients", "erase", "cse", "--plan", #require(now["fingerprint"] as? String), "--confirm", "\(count + 1)"])
        #expect(try folder.done(["clients", "list", "--json"]).list("clients").map { $0["code"] as? String } == ["DUO"])
        // The one that is left need not be named.
        #expect(try folder.done(["orders", "list"]).text == "Aucune commande.\n")
        #expect(try folder.done(["doctor"]).status == 0)
        #expect(try folder.run("clients", "erase", "cse", "--confirm", "1", "--json").error["code"] as? String == "store.client-unknown")
    }

    @Test func `a client that is named has to be there, and a person to work for it`() throws {
        let folder = try Self.two()
        try folder.done(["users", "add", "bob@exemple.fr", "--name", "Bob", "--role", "lecture", "--client", "duo"])
        #expect(try folder.done(["doctor", "--client", "rien"], expecting: 1).text.contains("store.client-unknown"))
        for arguments in [["clients", "list"], ["users", "list"], ["purge", "--yes"], ["orders", "list"]] {
            let result = try folder.done(arguments + ["--client", "rien", "--json"], expecting: 1)
            #expect(result.error["code"] as? String == "store.client-unknown", "\(arguments)")
        }
        for arguments in [["disable"], ["authenticator", "--remove"], ["sessions", "--end"], ["password", "--password-file", "x"]] {
            let of = {
                try folder.done(["users", arguments[0], $0, "--client", "cse", "--json"] + arguments.dropFirst(), expecting: 1).errors
            }
            #expect(try of("bob@exemple.fr") == of("personne@exemple.fr"), "\(arguments)")
        }
        // Nor does a document tell of another client.
        try folder.done(["users", "add", "bob@exemple.fr", "--name", "B", "--role", "lecture", "--client", "cse"])
        for arguments in [["authenticator"], ["sessions"], ["disable"]] {
            let result = try folder.done(["users", arguments[0], "bob@exemple.fr", "--client", "duo", "--json"])
            #expect(!result.text.contains("CSE"), "\(arguments)")
        }
        try folder.done(["users", "disable", "bob@exemple.fr", "--enable"])
        #expect(try folder.done(["users", "disable", "bob@exemple.fr", "--client", "duo", "--json"]).json["disabled"] as? Bool == true)
    }

    @Test func `a plan to purge is one client's`() throws {
        let folder = try Self.two()
        let plan = try folder.done(["purge", "--dry-run", "--client", "duo", "--json"]).json["fingerprint"] as? String
        let result = try folder.run("purge", "--plan", #require(plan), "--json")
        #expect(result.status == 1 && result.error["code"] as? String == "store.client-missing")
    }

    @Test func `what waits is told before two stores have it`() throws {
        let folder = try Self.two()
        try folder.done(["resend", "11843511", "--client", "cse"])
        #expect(try folder.done(["clients", "export", "cse", "-o", "a.sqlite"]).text.contains("1 e-mail attend"))
        #expect(try folder.done(["clients", "export", "duo", "-o", "b.sqlite"]).text.contains("attend d’être") == false)
    }
}
