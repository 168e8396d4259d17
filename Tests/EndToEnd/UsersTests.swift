import DotationAccounts
import DotationStore
import Dotations
import DotationsApplication
import Foundation
import StoreTestSupport
import TestSupport
import Testing

/// Who can sign in, as the command sets it.
@Suite struct UsersTests {
    private static let password = "cinq mots de passe au hasard"
    private static let alice = "alice@exemple.fr"

    private func folder() throws -> Folder {
        let folder = try Folder.withOrder()
        try folder.done(["users", "add", Self.alice, "--name", "Alice Martin", "--role", "administration"])
        return folder
    }

    private func giveFile(_ name: String, _ text: String, mode: Int = 0o600, in folder: Folder) throws {
        try folder.write(text, to: name)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.url(name).path)
    }

    private func installation(_ folder: Folder) throws -> Installation {
        Installation(store: try folder.database().store(), user: "test", way: .page)
    }

    /// Whether the password lets Alice in.
    private func letsIn(_ password: String, _ folder: Folder) throws -> Bool {
        let attempt = SignInAttempt(clientCode: "CSE", email: Self.alice, password: password, from: "192.0.2.1")
        do { _ = try installation(folder).signIn(attempt) } catch AccessError.refused { return false }
        return true
    }

    @Test func `people are added, listed, given another role and taken away`() throws {
        let folder = try folder()
        let added = try folder.run("users", "add", "Bob@exemple.fr", "--name", "Bob", "--role", "lecture")
        #expect(
            added.text == """
                La personne travaille pour le client CSE : lecture.
                Pour l’inviter à se connecter : dotations users invite Bob@exemple.fr

                """)
        #expect(
            try folder.run("users", "add", "bob@exemple.fr", "--name", "B", "--role", "gestion", "--json").error["code"] as? String
                == "nothing-to-do")
        #expect(
            try folder.run("users", "list").text == """
                  Adresse           Clients                              État
                  alice@exemple.fr  CSE : Alice Martin (administration)  sans mot de passe
                  Bob@exemple.fr    CSE : Bob (lecture)                  sans mot de passe

                """)
        #expect(try folder.run("users", "role", "bob@exemple.fr", "gestion").text == "Rôle chez le client CSE : gestion.\n")
        #expect(try folder.run("users", "role", Self.alice, "gestion", "--json").error["code"] as? String == "store.last-administrator")
        let removed = try folder.run("users", "role", "bob@exemple.fr", "--remove", "--json")
        #expect(removed.json["role"] is NSNull && removed.json["id"] as? Int == 2 && removed.json["email"] as? String == "Bob@exemple.fr")
        // Whoever works for nobody any more is forgotten, and no number comes again.
        #expect(try folder.run("users", "list", "--json").list("users").map { $0["email"] as? String } == [Self.alice])
        try folder.done(["users", "add", "bob@exemple.fr", "--name", "Bob", "--role", "lecture"])
        #expect(
            try folder.run("users", "list", "--client", "cse").text == """
                  N°  Adresse           Nom           Rôle            Déjà connectée
                  1   alice@exemple.fr  Alice Martin  administration  non
                  3   bob@exemple.fr    Bob           lecture         non

                """)
        let history = try folder.run("imports", "list", "--all", "--json").list("imports").compactMap { $0["id"] as? Int }
        let rows = try history.flatMap { try folder.run("imports", "show", $0.description, "--json").list("details") }
        #expect(rows.compactMap { $0["member"] as? Int } == [3, 2, 2, 2, 1])
        for arguments in [
            ["role", Self.alice], ["role", Self.alice, "gestion", "--remove"], ["role", Self.alice, "chef"], ["add", "x"],
        ] {
            #expect(try folder.done(["users"] + arguments, expecting: 64).output.isEmpty)
        }
        for arguments in [
            ["role", "personne@exemple.fr", "gestion"], ["password", "personne@exemple.fr"], ["sessions", "personne@exemple.fr"],
        ] {
            let result = try folder.done(["users"] + arguments, expecting: 1)
            #expect(result.errors == "Personne n’a cette adresse ici. Vérifiez l’adresse. « dotations users list » donne les adresses.\n")
        }
        #expect(try folder.done(["doctor"]).status == 0)
    }

    @Test func `a password comes from a file or from standard input, and is shown nowhere`() throws {
        let folder = try folder()
        try giveFile("secret", Self.password + "\r\nautre ligne\n", in: folder)
        let set = try folder.run("users", "password", Self.alice, "--password-file", "secret")
        #expect(set.text == "Le mot de passe est enregistré ; les sessions de la personne ont pris fin.\n")
        #expect(try letsIn(Self.password, folder) && !letsIn("autre", folder))
        let other = "six mots de passe au hasard"
        let piped = try Command.run(
            "users", "password", Self.alice, "--password-file", "-", "--json", in: folder, input: Data("\(other)\r\nrien\n".utf8))
        #expect(piped.status == 0 && piped.json["password"] as? Bool == true)
        #expect(try letsIn(other, folder) && !letsIn(Self.password, folder))
        let history = try folder.done(["imports", "list", "--all", "--json"]).text
        for text in [set.text, set.errors, piped.text, piped.errors, history] {
            #expect(!text.contains("mots de passe au hasard") && !text.contains("argon2"))
        }
        for name in try folder.names() where name.hasPrefix("dotations.sqlite") {
            #expect(try folder.data(name).range(of: Data("mots de passe".utf8)) == nil)
        }
    }

    @Test func `a password that may not be is refused, without a word of it`() throws {
        let folder = try folder()
        let refusals = [
            ("canari", "password.too-short"), ("canari de Martin au soleil", "password.contains-name"),
            ("canari alice@exemple.fr", "password.contains-name"),
            ("canarimotdepasse" + String(repeating: "x", count: 3_000), "password.too-long"),
            ("", "password.too-short"), ("motdepasse123456", "password.predictable"),
        ]
        for (password, code) in refusals {
            let result = try Command.run(
                "users", "password", Self.alice, "--password-file", "-", "--json", in: folder, input: Data((password + "\n").utf8))
            #expect(result.status == 1 && result.output.isEmpty && result.error["code"] as? String == code, "\(result.errors)")
            #expect(!result.errors.contains("canari") && !result.errors.lowercased().contains("martin"))
        }
        let bytes = try Command.run(
            "users", "password", Self.alice, "--password-file", "-", "--json", in: folder, input: Data([0xFF, 0xFE, 0x0A]))
        #expect(bytes.error["code"] as? String == "password.unreadable" && bytes.error["file"] as? String == "stdin")
        try giveFile("secret", Self.password, mode: 0o640, in: folder)
        let exposed = try folder.run("users", "password", Self.alice, "--password-file", "secret", "--json")
        #expect(exposed.status == 1 && exposed.error["code"] as? String == "password.exposed")
        #expect((exposed.error["message"] as? String)?.contains("chmod 600") == true)
        let absent = try folder.run("users", "password", Self.alice, "--password-file", "absent", "--json")
        #expect(absent.error["code"] as? String == "password.unreadable")
        // A password is no argument, and a program is not asked for one.
        for argument in [Self.password, "canari", "-canari"] {
            let result = try folder.done(["users", "password", Self.alice, argument], expecting: 64)
            #expect(result.output.isEmpty && !result.errors.contains("hasard") && !result.errors.contains("canari"), "\(result.errors)")
        }
        #expect(try folder.done(["users", "password", Self.alice], expecting: 64).output.isEmpty)
        #expect(try folder.run("users", "list", "--json").list("users").first?["password"] as? Bool == false)
    }

    @Test(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python"))
    func `a password is typed twice at a terminal that does not show it`() throws {
        let folder = try folder()
        let set = try folder.onTerminal("users password \(Self.alice)", answer: Self.password)
        #expect(set.status == 0 && set.text.contains("Nouveau mot de passe :") && set.text.contains("Le même mot de passe :"))
        #expect(!set.text.contains("hasard"))
        #expect(try letsIn(Self.password, folder))
        let differ = try folder.onTerminal("users password \(Self.alice)", answer: "un autre mot de passe\nencore un autre")
        #expect(differ.status == 1 && differ.text.contains("ne sont pas les mêmes") && !differ.text.contains("autre"))
        let stopped = try folder.onTerminal("users password \(Self.alice)", answer: "^C")
        #expect(stopped.status == 130)
        #expect(try letsIn(Self.password, folder))
    }

    @Test(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python"))
    func `a terminal shows again what is typed, however the question ended`() throws {
        let folder = try folder()
        for answer in [Self.password, "^C"] {
            try folder.write("trap : INT\n\"$dotations\" users password \(Self.alice)\nstty -a\n", to: "suite.sh")
            let result = try folder.onTerminal("suite.sh", answer: answer, program: "/bin/sh")
            #expect(result.text.contains(" echo "), "\(result.text)")
        }
    }

    @Test func `somebody is disabled and enabled, and their sessions are listed and ended`() throws {
        let folder = try folder()
        try giveFile("secret", Self.password, in: folder)
        try folder.done(["users", "password", Self.alice, "--password-file", "secret"])
        #expect(try folder.run("users", "sessions", Self.alice).text == "Aucune session ouverte.\n")
        #expect(try letsIn(Self.password, folder))
        #expect(try folder.run("users", "sessions", Self.alice, "--json").list("sessions").first?["client"] as? String == "CSE")
        #expect(try folder.run("users", "sessions", Self.alice, "--end").text.hasSuffix("Il y a été mis fin.\n"))
        #expect(try folder.run("users", "sessions", Self.alice, "--json").list("sessions").isEmpty)
        #expect(try letsIn(Self.password, folder))
        #expect(try folder.run("users", "disable", Self.alice).text == "La personne ne peut plus se connecter.\n")
        #expect(try !letsIn(Self.password, folder))
        #expect(try folder.run("users", "list").text.contains("accès retiré"))
        #expect(try folder.done(["users", "disable", Self.alice], expecting: 1).errors == "L’accès de cette personne est déjà retiré.\n")
        #expect(try folder.run("users", "disable", Self.alice, "--enable", "--json").json["disabled"] as? Bool == false)
        #expect(try letsIn(Self.password, folder))
    }

    @Test(.enabled(if: MailSink.isAvailable, "needs scripts/setup --python"))
    func `an invitation leaves with the other e-mails, and its link is for one password`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs(["a@exemple.fr"], to: sink, settings: "web.origin = https://espace.exemple.fr\n")
        try folder.done(["users", "add", Self.alice, "--name", "Alice Martin", "--role", "administration"])
        let invited = try folder.run("users", "invite", Self.alice, "--settings", "mail.conf")
        #expect(invited.text == "L’invitation est à envoyer\u{A0}: dotations jobs send.\n")
        #expect(try folder.run("users", "list").text.contains("invitation du") && folder.run("users", "list").text.contains("à envoyer"))
        let sent = try folder.done(["jobs", "send", "--settings", "mail.conf"])
        let messages = try sink.deliveries()
        #expect(messages.map(\.to).sorted() == ["a@exemple.fr", Self.alice])
        let mail = try #require(messages.first { $0.to == Self.alice }).message.replacing("=\r\n", with: "").replacing("=3D", with: "=")
        let link = try #require(mail.firstMatch(of: /https:\/\/espace\.exemple\.fr\/mot-de-passe\/([0-9a-z]{26})/))
        #expect(!sent.errors.contains(String(link.1)) && !sent.errors.contains(Self.alice))
        let document = try folder.run("users", "list", "--json").list("users")
        let clients = try #require(document.first?["clients"] as? [[String: Any]])
        #expect((clients.first?["invitation"] as? [String: Any])?["state"] as? String == "sent")
        try installation(folder).choosePassword(Self.password, with: String(link.1))
        #expect(try letsIn(Self.password, folder))
        #expect(throws: StoreError.self) { try installation(folder).choosePassword(Self.password, with: String(link.1)) }
        // Somebody who has a password is told where to sign in, and can be sent a link for another one.
        try folder.done(["users", "invite", Self.alice, "--settings", "mail.conf"])
        try folder.done(["users", "password", Self.alice, "--send-link", "--settings", "mail.conf"])
        try folder.done(["jobs", "send", "--settings", "mail.conf"])
        let later = try sink.deliveries().dropFirst(2).map(\.message)
        #expect(later.count == 2 && later.contains { $0.contains("/connexion") } && later.contains { $0.contains("/mot-de-passe/") })
        #expect(try letsIn(Self.password, folder))
        try folder.done(["users", "invite", Self.alice, "--settings", "mail.conf"])
        let often = try folder.run("users", "invite", Self.alice, "--settings", "mail.conf", "--json")
        #expect(often.status == 1 && often.error["code"] as? String == "access.mailed-too-often")
    }

    @Test(.enabled(if: MailSink.isAvailable, "needs scripts/setup --python"))
    func `what waits for the pages' address is told, and doctor says since when it waits`() throws {
        let sink = try MailSink()
        let folder = try Folder.withJobs(["a@exemple.fr"], to: sink)
        try folder.done(["users", "add", Self.alice, "--name", "Alice Martin", "--role", "administration"])
        try folder.write("web.origin = https://espace.exemple.fr\n", to: "pages.conf")
        try folder.done(["users", "invite", Self.alice, "--settings", "pages.conf"])
        let sent = try folder.run("jobs", "send", "--settings", "mail.conf")
        #expect(sent.text.contains("1 invitation ou lien de mot de passe attend l’adresse des pages"))
        #expect(try folder.send().json["waitingForPages"] as? Int == 1)
        #expect(try sink.deliveries().map(\.to) == ["a@exemple.fr"])
    }

    @Test func `nobody is invited to pages that nothing says where they are`() throws {
        let folder = try folder()
        for arguments in [["invite", Self.alice], ["password", Self.alice, "--send-link"]] {
            #expect(try folder.done(["users"] + arguments + ["--json"], expecting: 1).error["code"] as? String == "mail.settings-missing")
        }
        for (origin, email, code) in [
            ("https://espace.exemple.fr/chemin", Self.alice, "mail.settings-invalid"),
            ("http://exemple.fr", Self.alice, "mail.settings-invalid"),
            ("http://localhost:8080/", "personne@exemple.fr", "store.user-unknown"),
        ] {
            try folder.write("web.origin = \(origin)\n", to: "pages.conf")
            let result = try folder.run("users", "invite", email, "--settings", "pages.conf", "--json")
            #expect(result.status == 1 && result.error["code"] as? String == code)
        }
        #expect(
            try folder.done(["users", "password", Self.alice, "--send-link", "--password-file", "x"], expecting: 64).output.isEmpty)
    }

    @Test func `an authenticator is taken away from somebody who has lost it`() throws {
        let folder = try folder()
        try giveFile("secret", Self.password, in: folder)
        try folder.done(["users", "password", Self.alice, "--password-file", "secret"])
        #expect(try folder.run("users", "authenticator", Self.alice).text == "La personne n’a pas d’application d’authentification.\n")
        let none = try folder.run("users", "authenticator", Self.alice, "--remove", "--json")
        #expect(none.status == 1 && none.error["code"] as? String == "nothing-to-do")
        let attempt = SignInAttempt(clientCode: "CSE", email: Self.alice, password: Self.password, from: "192.0.2.1")
        guard case .signedIn(let token, let person, _) = try installation(folder).signIn(attempt) else {
            Issue.record("Alice is not let in.")
            return
        }
        var random = SystemRandomNumberGenerator()
        let codes = RecoveryCode.new(using: &random)
        let store = try installation(folder).store
        let proved = try #require(try store.credentials(person.store.client.code, person.user.email))
        let authenticator = ProvedAuthenticator(TOTPSecret(using: &random), by: 1, recoveryCodes: codes)
        #expect(try store.setAuthenticator(authenticator, of: proved, keeping: token))
        #expect(try folder.run("users", "authenticator", Self.alice, "--json").json["authenticator"] as? Bool == true)
        let removed = try folder.run("users", "authenticator", Self.alice, "--remove")
        #expect(removed.text == "L’application d’authentification est retirée ; les sessions de la personne ont pris fin.\n")
        #expect(try installation(folder).signedIn(token.text) == nil && letsIn(Self.password, folder))
        #expect(try folder.done(["users", "authenticator", "personne@exemple.fr"], expecting: 1).output.isEmpty)
        for code in codes { #expect(!removed.text.contains(code.text)) }
    }

    @Test func `of several clients one has to be named`() throws {
        let folder = try folder()
        _ = try installation(folder).store.addClient(#require(Client.Code("DUO")), name: "Duo", at: Date())
        let add = ["users", "add", "bob@exemple.fr", "--name", "Bob", "--role", "gestion", "--json"]
        #expect(try folder.done(add, expecting: 1).error["code"] as? String == "store.client-missing")
        let new = try folder.done(add + ["--client", "duo"])
        #expect(try folder.run("users", "list", "--client", "DUO", "--json").list("members").count == 1)
        // Who has an account already, for another client, is added in the same words.
        let known = try folder.done(["users", "add", Self.alice, "--name", "Bob", "--role", "gestion", "--json", "--client", "duo"])
        func alike(_ text: String) -> String {
            text.replacingOccurrences(of: "bob@exemple.fr", with: Self.alice).replacingOccurrences(of: "\"id\":1", with: "\"id\":2")
        }
        #expect(alike(new.text) == known.text && !known.text.contains("CSE"))
        #expect(try folder.run("users", "list", "--client", "X", "--json").error["code"] as? String == "store.client-unknown")
    }
}
