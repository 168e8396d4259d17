import Dotations
import Foundation
import TestSupport
import Testing

@testable import DotationMail

@Suite struct SettingsTests {
    @Test func `a pipe is no file of settings, and a folder is told from one`() throws {
        try withTemporaryFolder { folder in
            let pipe = folder.appendingPathComponent("tube").path
            #expect(mkfifo(pipe, 0o600) == 0)
            #expect(throws: MailError(.settingsUnreadable)) { try MailSettings(file: pipe, environment: [:]) }
            #expect(throws: MailError(.settingsFolder)) { try MailSettings(file: folder.path, environment: [:]) }
            let templates = folder.appendingPathComponent("modèles")
            try FileManager.default.createDirectory(at: templates, withIntermediateDirectories: false)
            for name in ["accountCreation.txt", "accountCreation.html"] {
                #expect(mkfifo(templates.appendingPathComponent(name).path, 0o600) == 0)
            }
            #expect(throws: MailError(.templateUnreadable)) { try MessageTemplates(folder: templates.path) }
        }
    }

    @Test func `pages are served for this machine, unless a proxy is named that brings TLS`() throws {
        func read(_ text: String, port: Int? = nil) throws -> ServerSettings {
            var settings: ServerSettings?
            try withTemporaryFolder { folder in
                let file = folder.appendingPathComponent("web.conf")
                try Data(text.utf8).write(to: file)
                settings = try ServerSettings(file: file.path, environment: [:], port: port)
            }
            return try #require(settings)
        }
        let plain = try read("")
        #expect(plain.origin == "http://localhost:8080" && plain.endpoint == .init(host: "127.0.0.1", port: 8080))
        #expect(plain.proxies.isEmpty && plain.monitoring == nil && plain.connections == 512 && plain.legalNotice == nil)
        #expect(try read("web.listen = [::1]:81", port: 90).endpoint == .init(host: "::1", port: 90))
        #expect(try read("web.listen = 127.0.0.2:81", port: 90).origin == "http://localhost:90")
        let secure = try read(
            "web.origin = https://espace.exemple.fr\nweb.listen = 0.0.0.0:80\nweb.proxies = 10.0.0.1, 2001:DB8:0::1\n"
                + "web.monitoring = 10.0.0.3:9100\nweb.connections = 40")
        #expect(secure.proxies == ["10.0.0.1", "2001:db8::1"] && secure.endpoint.host == "0.0.0.0" && secure.connections == 40)
        #expect(secure.monitoring == .init(host: "10.0.0.3", port: 9100))
        for text in [
            "web.listen = 0.0.0.0:80", "web.listen = 192.0.2.1:80", "web.listen = 127.0.0.1", "web.listen = ::1:80",
            "web.listen = 127.0.0.1:0",
            "web.listen = localhost:80", "web.proxies = proxy.exemple.fr", "web.proxies = 10.0.0.1,,10.0.0.2,", "web.proxies = ,",
            "web.monitoring = 80", "web.connections = 0", "web.origin = http://exemple.fr",
        ] { #expect(throws: MailError(.settingsInvalid), "\(text)") { try read(text) } }
        #expect(throws: MailError(.settingsMissing)) { try read("web.origin = https://espace.exemple.fr") }
        #expect(throws: MailError(.settingsUnreadable)) { try read("web.legal-notice = /nulle/part") }
    }

    @Test func `a file has all settings, and the environment goes before it`() throws {
        try withTemporaryFolder { folder in
            let password = folder.appendingPathComponent("mot de passe")
            try Data("s=crèt # à moi\r\nsuite\n".utf8).write(to: password)
            try allow(0o600, password)
            let file = """
                \u{FEFF}# L’envoi
                smtp.host = smtp.example.fr\r
                smtp.port=2525
                 smtp.security = tls\t
                smtp.user = cse
                smtp.password-file = \(password.path)
                smtp.certificates = /etc/ssl/cse.pem
                smtp.connect-timeout = 5
                smtp.timeout = 60

                mail.from = "CSE, usine" <CSE@Example.fr>
                mail.bounces = retours@example.fr
                mail.templates = modèles
                link.base = https://activer.example.fr/?a=b
                link.days = 7
                """
            let settings = try read(file, in: folder, ["DOTATIONS_SMTP_HOST": "autre.example.fr", "DOTATIONS_LINK_DAYS": ""])
            #expect(settings.host == "autre.example.fr" && settings.port == 2525 && settings.security == .tls && settings.user == "cse")
            #expect(settings.password?.text == "s=crèt # à moi" && settings.trustedCertificates == "/etc/ssl/cse.pem")
            #expect(settings.connectTimeout == 5 && settings.timeout == 60 && settings.message.templates == "modèles")
            #expect(settings.message.senderName == "CSE, usine" && settings.message.sender.text == "CSE@example.fr")
            #expect(settings.bounceAddress.text == "retours@example.fr" && settings.message.links.base == "https://activer.example.fr/?a=b")
            #expect(try read(file, in: folder, ["DOTATIONS_SMTP_PASSWORD": "autre"]).password?.text == "autre")
        }
    }

    @Test func `a password that others can read is not used`() throws {
        try withTemporaryFolder { folder in
            let password = folder.appendingPathComponent("mot de passe")
            try Data("secret".utf8).write(to: password)
            let link = folder.appendingPathComponent("lien")
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: password)
            func settings() throws -> MailSettings {
                try .sample(["DOTATIONS_SMTP_USER": "cse", "DOTATIONS_SMTP_PASSWORD_FILE": link.path])
            }
            for mode in [0o644, 0o640, 0o604, 0o660] {
                try allow(mode, password)
                let error = #expect(throws: MailError.self) { try settings() }
                #expect(error?.code == .passwordExposed)
                #expect(error.map { "\($0)".contains("secret") } == false)
            }
            for mode in [0o600, 0o400] {
                try allow(mode, password)
                #expect(try settings().password?.text == "secret")
            }
        }
    }

    private func allow(_ mode: Int, _ file: URL) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    }

    @Test func `what is left out is as it mostly should be`() throws {
        let settings = try MailSettings.sample(["DOTATIONS_MAIL_FROM": "cse@example.fr"])
        #expect(
            settings.security == .startTLS && settings.port == 587 && settings.user == nil && settings.timeout == 720
                && settings.message.links.days == 30)
        #expect(settings.message.senderName == "cse@example.fr" && settings.bounceAddress == settings.message.sender)
        #expect(try MailSettings.sample(["DOTATIONS_SMTP_SECURITY": "tls"]).port == 465)
    }

    @Test(
        arguments: [
            ("smtp.host", MailError.Code.settingsSyntax, 1), ("\nsmtp.hots = x", .settingsUnknown, 2),
            ("smtp.host = a\nsmtp.host = b", .settingsUnknown, 2),
            ("smtp.password = secret", .settingsInvalid, 1), ("smtp.port = 0", .settingsInvalid, 1),
            ("smtp.port = 65536", .settingsInvalid, 1),
            ("smtp.host = a/b", .settingsInvalid, 1), ("smtp.host = a@b", .settingsInvalid, 1), ("smtp.host = a:25", .settingsInvalid, 1),
            ("smtp.security = none", .settingsInvalid, 1), ("smtp.security = ssl", .settingsInvalid, 1),
            ("smtp.timeout = -1", .settingsInvalid, 1),
            ("mail.from = cse", .settingsInvalid, 1), ("mail.from = a\u{202E}b <cse@example.fr>", .settingsInvalid, 1),
            ("mail.bounces = x", .settingsInvalid, 1),
            ("link.base = http://example.fr", .settingsInvalid, 1),
            ("link.base = https://", .settingsInvalid, 1), ("link.base = https://a@b/", .settingsInvalid, 1),
            ("link.base = javascript:alert(1)", .settingsInvalid, 1), ("link.base = https://a.fr/\"><b>", .settingsInvalid, 1),
            ("link.base = https://a.fr/#x", .settingsInvalid, 1), ("link.days = 0", .settingsInvalid, 1),
            ("link.days = 9999999999999999999", .settingsInvalid, 1),
            ("smtp.user = x", .settingsMissing, nil), ("smtp.password-file = /nulle/part", .settingsUnreadable, nil),
        ] as [(String, MailError.Code, Int?)])
    func `a file at fault is refused, with its line`(file: String, code: MailError.Code, line: Int?) throws {
        try withTemporaryFolder { folder in
            // Not the environment's, which would go before the file's.
            let name = file.split(separator: "\n").last?.split(separator: " ").first.map { $0.uppercased().replacing(".", with: "_") } ?? ""
            let error = #expect(throws: MailError.self) { try read(file, in: folder, without: "DOTATIONS_" + name) }
            #expect(error?.code == code && error?.line == line)
            #expect(error.map { "\($0)".contains("secret") } == false)
        }
    }

    @Test(arguments: ["DOTATIONS_SMTP_HOST", "DOTATIONS_MAIL_FROM", "DOTATIONS_LINK_BASE"])
    func `what must be set is asked for by name`(variable: String) {
        let error = #expect(throws: MailError.self) { try MailSettings.sample([variable: ""]) }
        #expect(
            error?.code == .settingsMissing
                && error.map { variable.hasSuffix($0.subject?.uppercased().replacing(".", with: "_") ?? "-") } == true)
    }

    @Test(arguments: ["localhost", "127.0.0.1", "::1"])
    func `mail goes in the clear to this machine alone`(host: String) throws {
        #expect(try MailSettings.sample(["DOTATIONS_SMTP_HOST": host, "DOTATIONS_SMTP_SECURITY": "none"]).port == 25)
        for host in ["127.0.0.1.example.fr", "localhost.example.fr", "10.0.0.1", "::2"] {
            #expect(throws: MailError(.settingsInvalid)) {
                try MailSettings.sample(["DOTATIONS_SMTP_HOST": host, "DOTATIONS_SMTP_SECURITY": "none"])
            }
        }
    }

    private func read(_ file: String, in folder: URL, _ more: [String: String] = [:], without variable: String = "") throws -> MailSettings
    {
        let url = folder.appendingPathComponent("réglages")
        try Data(file.utf8).write(to: url)
        var environment = [
            "DOTATIONS_SMTP_HOST": "smtp.example.fr", "DOTATIONS_MAIL_FROM": "cse@example.fr",
            "DOTATIONS_LINK_BASE": "https://activer.example.fr/",
        ]
        if more.isEmpty { environment[variable] = nil } else { environment = more }
        return try MailSettings(file: url.path, environment: environment)
    }
}
