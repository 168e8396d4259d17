import Dotations
import Foundation
import TestSupport
import Testing

@testable import DotationMail

/// Messages to those who sign in to the pages.
@Suite struct AccountMessageTests {
    private static let access = AccountEmail.Access(person: "Zoé D’Ormesson", client: "CSE de l’usine", code: "USINE")
    private static let link = "https://espace.exemple.fr/mot-de-passe/0123456789abcdefghjkmnpqrs"

    private func message(_ email: AccountEmail, templates: MessageTemplates? = nil) throws -> MailMessage {
        try MailMessage(
            email, to: address("zoe@exemple.fr"), messageID: "<0123456789abcdefghjkmnpqrs@example.fr>",
            templates: templates ?? MessageTemplates(folder: nil), settings: .sample(), date: noon)
    }

    @Test func `an invitation has the link, its end, and what is needed to sign in`() throws {
        let message = try message(.invitation(Self.access, link: Self.link, end: noon + 7 * 86_400))
        #expect(message.subject == "Votre accès à l’Espace Client de CSE de l’usine")
        for part in ["Bonjour Zoé D’Ormesson,", "\n\(Self.link)\n", "28 août 2020 à 14 h 05 (heure de Paris)", "code client USINE"] {
            #expect(message.text.contains(part), "\(part)")
        }
        #expect(HTMLLinks(in: message.html).visible == [Self.link] && message.html.contains("<strong>USINE</strong>"))
        #expect(String(decoding: message.bytes, as: UTF8.self).contains("Message-ID: <0123456789abcdefghjkmnpqrs@example.fr>\r\n"))
    }

    @Test func `somebody who has a password is given no link to choose one`() throws {
        let message = try message(.accessGranted(Self.access, link: "https://espace.exemple.fr/connexion"))
        #expect(message.text.contains("le mot de passe que vous avez déjà") && message.text.contains("code client USINE"))
        #expect(!message.text.contains("valable"))
    }

    @Test func `a reset names no client, and nobody`() throws {
        let message = try message(.passwordReset(link: Self.link, end: noon + 1800))
        #expect(message.text.contains("\n\(Self.link)\n") && message.text.contains("21 août 2020 à 14 h 35"))
        #expect(message.text.hasPrefix("Bonjour,\n") && !message.text.contains("Zoé"))
        #expect(String(decoding: message.bytes, as: UTF8.self).contains("\r\nTo: zoe@exemple.fr\r\n"))
    }

    @Test func `a name is never a line, a tag or a link`() throws {
        let access = AccountEmail.Access(
            person: "Zoé\r\nBcc: a@b.fr <b>x</b>", client: "<script>https://mal.exemple.fr/{{lien}}", code: "USINE")
        let message = try message(.invitation(access, link: Self.link, end: noon))
        #expect(!message.text.contains("mal.exemple.fr/") && !message.html.contains("<script") && !message.html.contains("<b>x"))
        #expect(message.text.components(separatedBy: Self.link).count == 2)
        #expect(!String(decoding: message.bytes, as: UTF8.self).contains("\r\nBcc"))
    }

    @Test(arguments: [
        ("invitation", "{{personne}} {{client}} {{code}} {{validite}}", true), ("invitation", "{{prenom}}", false),
        ("invitation", "{{#mobile}}{{/mobile}}", false), ("accessGranted", "{{client}}", true), ("accessGranted", "{{validite}}", false),
        ("passwordReset", "{{validite}}", true), ("passwordReset", "{{personne}}", false), ("accountCreation", "{{client}}", false),
    ])
    func `a template has the places that its kind fills`(kind: String, text: String, isAdmitted: Bool) throws {
        try withTemporaryFolder { folder in
            try Data("Objet : X\n\n\(text) {{lien}}\n".utf8).write(to: folder.appendingPathComponent("\(kind).txt"))
            try Data("<a href=\"{{lien}}\">x</a>\n".utf8).write(to: folder.appendingPathComponent("\(kind).html"))
            guard isAdmitted else {
                let error = #expect(throws: MailError.self) { try MessageTemplates(folder: folder.path) }
                #expect(error?.code == .templatePlaceholder && error?.line == 3)
                return
            }
            let templates = try MessageTemplates(folder: folder.path)
            if kind == "invitation" {
                let message = try message(.invitation(Self.access, link: Self.link, end: noon), templates: templates)
                #expect(message.text.hasPrefix("Zoé D’Ormesson CSE de l’usine USINE 21 août 2020"))
            }
        }
    }

    @Test(arguments: [
        ("https://espace.exemple.fr", "https://espace.exemple.fr"), ("https://espace.exemple.fr:8443/", "https://espace.exemple.fr:8443"),
        ("http://localhost:8080", "http://localhost:8080"), ("http://espace.exemple.fr", nil), ("https://espace.exemple.fr/a", nil),
        ("https://espace.exemple.fr?a=1", nil), ("https://a@espace.exemple.fr", nil), ("espace.exemple.fr", nil), ("https://", nil),
    ])
    func `the pages' address is an origin`(text: String, origin: String?) {
        #expect((try? WebSettings(file: nil, environment: ["DOTATIONS_WEB_ORIGIN": text]))?.origin == origin)
    }
}
