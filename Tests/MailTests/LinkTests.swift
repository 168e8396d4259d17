import Foundation
import TestSupport
import Testing

@testable import Mail

@Suite struct LinkTests {
    @Test func `a link is good for its time, until a later one`() throws {
        let mailing = try Mailing.sample()
        let settings = try MailSettings.sample(["DOTATIONS_LINK_DAYS": "2"])
        let link = ActivationLink(mailing, settings: settings, key: installation)
        let end = noon.addingTimeInterval(2 * 86_400)
        func verify(_ text: String, isLatest: Bool = true, at now: Date = noon) -> ActivationLink.Verdict {
            ActivationLink.verify(text, of: mailing, isLatest: isLatest, settings: settings, key: installation, at: now)
        }
        #expect(link.url.hasPrefix("https://activer.example.fr/compte?origine=e-mail&jeton=42-") && link.end == end)
        #expect(ActivationLink.job(in: link.url) == 42)
        let token = String(link.url.split(separator: "=").last ?? "")
        #expect(ActivationLink.job(in: token) == 42)
        #expect(verify(link.url) == .good(until: end) && verify(token) == .good(until: end))
        #expect(verify(link.url, at: end.addingTimeInterval(-1)) == .good(until: end) && verify(link.url, at: end) == .expired(since: end))
        #expect(verify(link.url, isLatest: false) == .superseded)
    }

    @Test func `the same job has the same link, and no other key, job or store has it`() throws {
        let mailing = try Mailing.sample()
        let settings = try MailSettings.sample(["DOTATIONS_LINK_BASE": "https://activer.example.fr/compte"])
        let link = ActivationLink(mailing, settings: settings, key: installation)
        #expect(link == ActivationLink(mailing, settings: settings, key: installation) && link.url.contains("compte?jeton=42-"))
        var other = mailing
        other.key += "0"
        let another = MailKey(secret: [UInt8](repeating: 7, count: 32))
        #expect(ActivationLink.verify(link.url, of: mailing, isLatest: true, settings: settings, key: another, at: noon) == .unknown)
        #expect(ActivationLink.verify(link.url, of: other, isLatest: true, settings: settings, key: installation, at: noon) == .unknown)
        other = mailing
        other.job = 43
        #expect(ActivationLink.verify(link.url, of: other, isLatest: true, settings: settings, key: installation, at: noon) == .unknown)
        #expect(ActivationLink.verify(link.url, of: nil, isLatest: true, settings: settings, key: installation, at: noon) == .unknown)
    }

    @Test func `a link that differs in one character is unknown, whatever it is`() throws {
        var random = SeededGenerator(seed: 9)
        let mailing = try Mailing.sample()
        let settings = try MailSettings.sample()
        let url = ActivationLink(mailing, settings: settings, key: installation).url
        let token = Array(try #require(url.split(separator: "=").last).utf8)
        for index in token.indices {
            for byte in [UInt8(random.number(0...255)), token[index] ^ 0x20, UInt8(ascii: "0"), UInt8(ascii: "=")]
            where byte != token[index] {
                var changed = token
                changed[index] = byte
                let text = String(decoding: changed, as: UTF8.self)
                #expect(
                    ActivationLink.verify(text, of: mailing, isLatest: true, settings: settings, key: installation, at: noon) == .unknown)
            }
        }
        for text in [
            "", "=", "-", "42-", "42", "-1-a", String(repeating: "9", count: 900), String(repeating: "a", count: 5000),
            "99999999999999999999-a",
        ] {
            #expect(ActivationLink.verify(text, of: mailing, isLatest: true, settings: settings, key: installation, at: noon) == .unknown)
        }
        #expect(ActivationLink.job(in: "99999999999999999999-a") == nil && ActivationLink.job(in: "+4-a") == nil)
    }

    @Test func `a key and a password show in no description`() throws {
        var settings = try MailSettings.sample()
        settings.password = MailSettings.Password("canari")
        var shown = ""
        dump(settings, to: &shown)
        dump(installation, to: &shown)
        #expect(!"\(settings) \(installation) \(shown)".contains("canari") && !"\(installation)\(shown)".contains("31"))
    }
}
