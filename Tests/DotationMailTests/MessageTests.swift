import Dotations
import Foundation
import TestSupport
import Testing

@testable import DotationMail

/// Messages as Python's `email` package reads them, strictly.
@Suite(.enabled(if: OutsidePrograms.pythonPath != nil, "needs scripts/setup --python"))
struct MessageTests {
    @Test func `an account-creation message`() throws {
        let email = SampleEmail()
        let settings = try MessageSettings.sample()
        let message = try email.message(settings)
        let read = try #require(try Self.read([message]).first)
        #expect(
            read["headers"] as? [String] == [
                "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "Content-Language", "MIME-Version", "Content-Type",
            ])
        #expect(read["from"] as? [[String]] == [["CSE de l’usine", "cse@example.fr"]])
        #expect(read["to"] as? [[String]] == [["Zoé D’Ormesson-Lévêque", "ancv.rec3@yopmail.com"]])
        #expect(read["subject"] as? String == "Votre compte Chèque-Vacances Connect")
        #expect(read["date"] as? String == "2020-08-21T12:05:09+00:00")
        #expect(read["submitted"] as? String == "auto-generated" && read["type"] as? String == "multipart/alternative")
        #expect(read["types"] as? [String] == ["text/plain; charset=\"utf-8\"", "text/html; charset=\"utf-8\""])
        #expect(read["id"] as? String == message.messageID && message.messageID.hasSuffix("@example.fr>"))
        #expect(read["text"] as? String == message.text && read["html"] as? String == message.html)

        let link = ActivationLink(email, settings: settings.links, key: installation)
        #expect(read["links"] as? [String] == [link.url, "https://cheque-vacances.com/aide/gestion-compte/activer-premiere-dotation/"])
        for shown in [message.text, read["shown"] as? String ?? ""] {
            #expect(shown.contains("Bonjour Zoé D’Ormesson-Lévêque,"))
            #expect(shown.contains("valable jusqu’au 20 septembre 2020 à 14 h 05 (heure de Paris)"))
            #expect(shown.contains("Choisissez votre mot de passe") && shown.contains("Téléchargez l’application Chèque-Vacances"))
            #expect(!shown.contains("numéro") && !shown.contains("{"))
        }
        #expect(message.text.contains("\n\n\(link.url)\n\n") && !message.text.contains("\n\n\n"))
    }

    @Test(arguments: ActivationEmailJob.Kind.allCases)
    func `a new mobile number is told, but not shown`(kind: ActivationEmailJob.Kind) throws {
        let message = try SampleEmail(kind, mobile: "0665915236").message(.sample())
        let read = try #require(try Self.read([message]).first)
        for shown in [message.text, read["shown"] as? String ?? ""] {
            #expect(shown.contains("06 •• •• •• 36") && !shown.contains("0665915236"))
            #expect(shown.contains("Votre numéro de portable") && shown.contains("Téléchargez l’application"))
        }
        #expect(message.subject.contains(kind == .accountCreation ? " et votre nouveau numéro" : "a été modifié"))
        #expect((read["links"] as? [String])?.count == 2)
    }

    @Test func `no line is longer than 78 characters, and the HTML can be used without pictures`() throws {
        for kind in ActivationEmailJob.Kind.allCases {
            let message = try SampleEmail(kind, mobile: "0665915236").message(.sample())
            let read = try #require(try Self.read([message]).first)
            #expect(try #require(read["longest"] as? Int) <= 78)
            let tags = try #require(read["tags"] as? [String])
            #expect(message.html.hasPrefix("<!DOCTYPE html>\n<html lang=\"fr\">"))
            #expect(tags.contains("title") && tags.filter { $0 == "h1" }.count == 1 && tags.contains("ol") && !tags.contains("img"))
        }
    }

    @Test func `whatever a name or a number holds, it is no header, no tag and no link`() throws {
        var random = SeededGenerator(seed: 5)
        let benign = try #require(try Self.read([try SampleEmail().message(.sample())]).first)
        let pieces = [
            "\r\n", "\n", "\r", "Bcc: x@y.fr", "<script>", "<a href=\"http://x.fr\">", "\"", "'", "&", "&lt;", "=?utf-8?q?x?=", "évêque",
            "🙂", "\u{202E}",
            "\u{0}", "\u{2028}", "\u{85}", ",", ";", "(", "\\", "{{lien}}", "--=_", ".", " ", "www.x.fr", "http://x.fr", "@", "Zoé",
            "e\u{301}",
            "\u{301}", String(repeating: "long", count: 30), "-", "=", "From ",
        ]
        var mailings: [SampleEmail] = []
        for _ in 0..<150 {
            var email = SampleEmail(mobile: "0665915236")
            email.firstName = (0..<random.number(0...6)).compactMap { _ in random.pick(pieces) }.joined()
            email.lastName = (0..<random.number(0...6)).compactMap { _ in random.pick(pieces) }.joined()
            email.mobile = random.chance(2) ? nil : (0..<random.number(0...6)).compactMap { _ in random.pick(pieces) }.joined()
            mailings.append(email)
        }
        let settings = try MessageSettings.sample()
        let messages = try mailings.map { try $0.message(settings) }
        let read = try Self.read(messages)
        #expect(read.count == mailings.count)
        for (email, read) in zip(mailings, read) {
            let name = PersonName.shown("\(email.firstName) \(email.lastName)")
            #expect(read["headers"] as? [String] == benign["headers"] as? [String])
            #expect(read["to"] as? [[String]] == [[name, "ancv.rec3@yopmail.com"]], "\(email.firstName.debugDescription)")
            #expect(read["links"] as? [String] == benign["links"] as? [String])
            let tags = try #require(read["tags"] as? [String])
            #expect(tags.filter { $0 != "h2" && $0 != "p" } == (benign["tags"] as? [String])?.filter { $0 != "h2" && $0 != "p" })
            #expect(
                !name.contains("www.x") && !name.contains("\n")
                    && name.unicodeScalars.allSatisfy { !"<>\"&@:/\\,;(){}=".unicodeScalars.contains($0) })
            #expect(try #require(read["longest"] as? Int) <= 78 && (read["defects"] as? [String]) == [])
        }
    }

    @Test func `any text comes back from quoted-printable, from a subject and from a display name`() throws {
        var random = SeededGenerator(seed: 6)
        let scalars = Array("aé=. \t\"<>,;()@?_-€🙂From".unicodeScalars) + [" ", "F", "."]
        try withTemporaryFolder { folder in
            var expected: [[String]] = []
            for number in 0..<100 {
                func text(_ count: Int, _ more: [Unicode.Scalar]) -> String {
                    String(String.UnicodeScalarView((0..<random.number(1...count)).compactMap { _ in random.pick(scalars + more) }))
                }
                let subject = "x" + text(200, []).replacing("\t", with: "") + "x"
                let name = "é" + text(80, []).replacing("\t", with: "") + "x"
                let body = text(500, ["\n"])
                expected.append([subject, name, body])
                let message =
                    EncodedText.field("Subject", EncodedText.words(subject))
                    + EncodedText.field("To", EncodedText.words(name, isPhrase: true) + ["<a@b.fr>"])
                    + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                let bytes = Array(message.utf8) + EncodedText.quotedPrintable(body)
                #expect(
                    String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 78 && $0 != "." })
                try Data(bytes).write(to: folder.appendingPathComponent("\(number + 100)"))
            }
            let script = """
                import email, email.policy, json, os, sys
                from email.header import decode_header, make_header
                for name in sorted(os.listdir(sys.argv[1])):
                    data = open(os.path.join(sys.argv[1], name), "rb").read()
                    m = email.message_from_bytes(data, policy=email.policy.strict)
                    # The newer interface leaves the white space between the encoded words of a display name standing.
                    shown = str(make_header(decode_header(email.message_from_bytes(data)["to"])))
                    assert m["to"].addresses[0].addr_spec == "a@b.fr" and shown.endswith(" <a@b.fr>")
                    print(json.dumps([m["subject"], shown[:-9], m.get_content().replace("\\r\\n", "\\n")]))
                """
            let result = try OutsidePrograms.python(["-c", script, folder.path])
            let read = result.text.split(separator: "\n").map { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String] }
            #expect(read == expected, "\(result.text.suffix(300))")
        }
    }

    @Test func `the sender has any name that an operator writes`() throws {
        for name in [
            "Dupont & Fils, CSE", "=?utf-8?q?x?=", "\"a\" (b) <c> d;e:fg",
            "Comité d’entreprise de l’Établissement Sud-Ouest (périmètre élargi)",
        ] {
            let message = try SampleEmail().message(.sample(["DOTATIONS_MAIL_FROM": "\(name) <cse@example.fr>"]))
            let read = try #require(try Self.read([message]).first)
            #expect(read["from"] as? [[String]] == [[name, "cse@example.fr"]])
            #expect(message.text.hasSuffix("\n\(name)\n") && (read["shown"] as? String)?.hasSuffix(name) == true)
            #expect(try #require(read["longest"] as? Int) <= 78)
        }
    }

    @Test func `the Message-ID is that of the job, and tells neither the link nor another job's`() throws {
        let email = SampleEmail()
        let settings = try MessageSettings.sample()
        let message = try email.message(settings)
        #expect(try email.message(settings).bytes == message.bytes)
        var other = email
        other.idempotencyKey += "x"
        #expect(try other.message(settings).messageID != message.messageID)
        let token = try #require(ActivationLink(email, settings: settings.links, key: installation).url.split(separator: "-").last)
        #expect(!message.messageID.contains(token))
    }

    @Test(arguments: [
        ("0665915236", "06 •• •• •• 36"), ("06659152", "•• •• •• •• ••"), ("", "•• •• •• •• ••"), ("06659152é6", "•• •• •• •• ••"),
    ])
    func `what is no mobile number is not shown at all`(number: String, masked: String) {
        #expect(MobileMask.masked(number) == masked)
    }

    /// What Python reads in each message.
    private static func read(_ messages: [MailMessage]) throws -> [[String: Any]] {
        var read: [[String: Any]] = []
        try withTemporaryFolder { folder in
            let files = try messages.enumerated().map { index, message in
                let file = folder.appendingPathComponent("\(index).eml")
                try Data(message.bytes).write(to: file)
                return file.path
            }
            let result = try OutsidePrograms.python([SMTPServer.script("read_messages.py")] + files)
            #expect(result.status == 0, "\(result.text.suffix(500))")
            read = try result.text.split(separator: "\n").compactMap {
                try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            }
        }
        return read
    }
}
