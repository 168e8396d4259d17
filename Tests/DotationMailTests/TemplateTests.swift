import Dotations
import Foundation
import TestSupport
import Testing

@testable import DotationMail

@Suite struct TemplateTests {
    private let text =
        "Objet : Bonjour {{prenom}}\n\n{{lien}} jusqu’au {{validite}}\n{{#mobile}}\nTél. {{mobile}}\n{{/mobile}}\n{{expediteur}}\n"
    private let html = "<html lang=\"fr\"><a href=\"{{lien}}\">{{nom}}</a></html>\n"

    @Test(arguments: [" ", "\u{A0}", "\u{202F}"])
    func `an operator's templates are used for the kind that has them`(space: String) throws {
        try withTemporaryFolder { folder in
            let text = text.replacing("Objet :", with: "Objet\(space):")
            try write(text.replacingOccurrences(of: "\n", with: "\r\n"), html, in: folder)
            try write("notes", to: "notes.md", in: folder)
            let templates = try MessageTemplates(folder: folder.path)
            let settings = try MessageSettings.sample()
            let message = try SampleEmail().message(settings, templates: templates)
            let url = ActivationLink(SampleEmail(), settings: settings.links, key: installation).url
            #expect(message.subject == "Bonjour Zoé")
            #expect(message.text == "\(url) jusqu’au 20 septembre 2020 à 14 h 05 (heure de Paris)\nCSE de l’usine\n")
            #expect(message.html == "<html lang=\"fr\"><a href=\"\(url.replacing("&", with: "&amp;"))\">D’Ormesson-Lévêque</a></html>\n")
            let told = try SampleEmail(mobile: "0665915236").message(settings, templates: templates)
            #expect(told.text.contains("\nTél. 06 •• •• •• 36\nCSE"))
            #expect(try SampleEmail(.phoneChanged).message(settings, templates: templates).subject.contains("a été modifié"))
        }
    }

    @Test(arguments: [
        ("{{prénom}}", MailError.Code.templatePlaceholder), ("{{prenom", .templatePlaceholder), ("{{ prenom }}", .templatePlaceholder),
        ("{{prenom\n}}", .templatePlaceholder), ("{{{{}}}}", .templatePlaceholder), ("{{mobile}}", .templateSection),
        ("{{#mobile}}", .templateSection),
        ("{{/mobile}}", .templateSection), ("{{#mobile}}{{#mobile}}{{/mobile}}{{/mobile}}", .templateSection), ("\u{7}", .templateEncoding),
        ("\u{85}", .templateEncoding), (String(repeating: "é", count: 30_000), .templateTooLong),
    ])
    func `a template at fault is refused before anything is sent, with its line`(fault: String, code: MailError.Code) throws {
        for isHTML in [false, true] {
            try withTemporaryFolder { folder in
                try write(isHTML ? text : text + fault, isHTML ? html + fault : html, in: folder)
                let error = #expect(throws: MailError.self) {
                    _ = try SampleEmail().message(.sample(), templates: MessageTemplates(folder: folder.path))
                }
                #expect(error?.code == code, "\(fault.prefix(50))")
                if code == .templatePlaceholder { #expect(error?.line == (isHTML ? 2 : 8)) }
            }
        }
    }

    @Test(arguments: [
        "<A\n  class=x HREF = '{{lien}}' >ici</A>", "<a href=\"{{lien}}\"><img src=\"x\"></a>",
        "<!-- a --><a href=\"{{lien}}\"><b>i</b></a>",
        "<!DOCTYPE html><br/><a title=\">\" href=\"{{lien}}\">ici", "<a href=\"#\">x</a><a href=\"{{lien}}\">ici</a>",
        "<a href={{lien}}>ici</a>",
    ])
    func `a link that shows is found, however it is written`(html: String) throws {
        try withTemporaryFolder { folder in
            try write(text, html, in: folder)
            _ = try MessageTemplates(folder: folder.path)
        }
    }

    @Test func `no HTML makes the check of links fail in another way`() {
        var random = SeededGenerator(seed: 5)
        let pieces = ["<", ">", "a", "<a ", "href", "=", "\"", "'", "<!--", "-->", "</a", " ", "/", "<script>", "</script", "é", "\n"]
        for _ in 0..<2000 {
            let html = (0..<random.number(0...40)).map { _ in pieces[random.number(0...(pieces.count - 1))] }.joined()
            #expect(HTMLLinks(in: html).visible.count <= 40)
        }
    }

    @Test func `a template without its link, its subject or its other half is refused`() throws {
        let cases: [(String?, String?, MailError.Code)] = [
            (text.replacing("{{lien}}", with: ""), html, .templateLink),
            (text, html.replacing("href=\"{{lien}}\"", with: ""), .templateLink),
            (text.replacing("{{lien}}", with: "{{#mobile}}{{lien}}{{/mobile}}"), html, .templateLink),
            (text, "<!-- href=\"{{lien}}\" -->".replacing("{{lien}}", with: "{{nom}}"), .templateLink),
            // A link that nobody sees.
            (text, "<!-- \(html) --> {{lien}}", .templateLink), (text, "<!-- > --><!-- \(html)", .templateLink),
            (text, "<a href=\"{{lien}}\"></a>", .templateLink), (text, "<a href=\"{{lien}}\"><!-- ici --> </a>", .templateLink),
            (text, "<script>\(html)</script>", .templateLink), (text, "<style>\(html)</STYLE>", .templateLink),
            (text, "<a hidden href=\"{{lien}}\">ici</a>", .templateLink), (text, "<b title='\(html)'>x</b>", .templateLink),
            (text, "<a style=\"Display : none\" href=\"{{lien}}\">ici</a>", .templateLink),
            (text, "<link href=\"{{lien}}\">ici", .templateLink),
            (text, "{{lien}}{{#mobile}}<a href=\"{{lien}}\">ici</a>{{/mobile}}", .templateLink),
            (text, "<a href=\"{{lien}}\">{{#mobile}}ici{{/mobile}}</a>", .templateLink),
            (text, "{{#mobile}}<!--{{/mobile}}<a href=\"{{lien}}\">ici</a>{{#mobile}}-->{{/mobile}}", .templateLink),
            (text.replacing("Objet :", with: "Sujet :"), html, .templateSubject),
            (text.replacing("\n\n", with: "\n"), html, .templateSubject),
            (text.replacing("Objet :", with: "Objet : {{lien}}"), html, .templateSubject),
            (text.replacing("Objet :", with: "Objet : {nom}"), html, .templatePlaceholder),
            (text + "{prenom}", html, .templatePlaceholder), (text, html + "x{{prenom}}{{lien}", .templatePlaceholder),
            (text, html + "{expediteur}}", .templatePlaceholder),
            (text, nil, .templateUnreadable), (nil, html, .templateUnreadable),
        ]
        for (text, html, code) in cases {
            try withTemporaryFolder { folder in
                try write(text, html, in: folder)
                #expect(throws: MailError(code)) { try MessageTemplates(folder: folder.path) }
            }
        }
        try withTemporaryFolder { folder in
            #expect(throws: MailError(.templateUnreadable)) { try MessageTemplates(folder: folder.path + "/rien") }
            try write(text, to: "accountcreation.txt", in: folder)
            #expect(throws: MailError(.templateUnreadable)) { try MessageTemplates(folder: folder.path) }
        }
        try withTemporaryFolder { folder in
            try write(text, html, in: folder)
            try Data([0x4F, 0xFF]).write(to: folder.appendingPathComponent("accountCreation.txt"))
            #expect(throws: MailError(.templateEncoding)) { try MessageTemplates(folder: folder.path) }
        }
    }

    private func write(_ text: String?, _ html: String?, in folder: URL) throws {
        if let text { try write(text, to: "accountCreation.txt", in: folder) }
        if let html { try write(html, to: "accountCreation.html", in: folder) }
    }

    private func write(_ text: String, to name: String, in folder: URL) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
}
