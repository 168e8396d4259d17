import Foundation
import TestSupport
import Testing

@testable import DotationMail

@Suite struct LinkTests {
    private func status(
        _ text: String, on email: SampleEmail, isLatest: Bool = true, at now: Date = noon, key: MailKey = installation,
        settings: LinkSettings? = nil
    ) throws -> ActivationLink.Status {
        let settings = try settings ?? .sample()
        let link = ActivationLink(email, settings: settings, key: key)
        return try link.status(on: ShownLink(text, settings: settings), isLatest: isLatest, at: now)
    }

    @Test func `a link is good for its time, until a later one`() throws {
        var email = SampleEmail()
        let end = noon.addingTimeInterval(2 * 86_400)
        email.linkEnd = end
        let link = try ActivationLink(email, settings: .sample(), key: installation)
        #expect(link.url.hasPrefix("https://activer.example.fr/compte?origine=e-mail&jeton=42-") && link.end == end)
        #expect(try ShownLink(link.url, settings: .sample()).job == 42)
        let token = String(link.url.split(separator: "=").last ?? "")
        #expect(try ShownLink(token, settings: .sample()).job == 42)
        #expect(try status(link.url, on: email) == .good(until: end) && status(token, on: email) == .good(until: end))
        #expect(try status(link.url, on: email, at: end.addingTimeInterval(-1)) == .good(until: end))
        #expect(try status(link.url, on: email, at: end) == .expired(since: end))
        #expect(try status(link.url, on: email, isLatest: false) == .superseded)
        // Without the address, which is not kept for as long as the link may be good.
        let bare = try ActivationLink(job: email.job, jobKey: email.idempotencyKey, end: end, settings: .sample(), key: installation)
        #expect(bare == link)
    }

    @Test func `the same job has the same link, and no other key, job or store has it`() throws {
        let email = SampleEmail()
        let settings = try LinkSettings.sample(["DOTATIONS_LINK_BASE": "https://activer.example.fr/compte"])
        let link = ActivationLink(email, settings: settings, key: installation)
        #expect(link == ActivationLink(email, settings: settings, key: installation) && link.url.contains("compte?jeton=42-"))
        let another = MailKey(secret: [UInt8](repeating: 7, count: 32))
        #expect(try status(link.url, on: email, key: another, settings: settings) == .unknown)
        var other = email
        other.idempotencyKey += "0"
        #expect(try status(link.url, on: other, settings: settings) == .unknown)
        other = email
        other.job = 43
        #expect(try status(link.url, on: other, settings: settings) == .unknown)
    }

    @Test func `what is added on the way does not count, and where the link leads does`() throws {
        let email = SampleEmail()
        let url = try ActivationLink(email, settings: .sample(), key: installation).url
        let token = String(url.split(separator: "=").last ?? "")
        for shown in [
            url + "&utm=1", url + "&utm_source=a&b=", url + "#haut", "https://activer.example.fr/compte?jeton=\(token)",
            "https://activer.example.fr/compte?utm=1&jeton=\(token)&origine=e-mail",
            "HTTPS://Activer.Example.FR/compte?jeton=\(token)&x=a=b",
        ] {
            #expect(try status(shown, on: email) == .good(until: email.linkEnd), "\(shown)")
        }
        for shown in [
            "https://activer.example.fr.pirate.fr/compte?jeton=\(token)", "http://activer.example.fr/compte?jeton=\(token)",
            "https://pirate.fr/compte?jeton=\(token)", "https://activer.example.fr/Compte?jeton=\(token)",
            "https://activer.example.fr@pirate.fr/compte?jeton=\(token)", "https://activer.example.fr:444/compte?jeton=\(token)",
            "https://activer.example.fr/compte/../x?jeton=\(token)",
            "https://pirate.fr/?u=https://activer.example.fr/compte?jeton=\(token)",
        ] {
            #expect(throws: ShownLink.Fault.leadsElsewhere, "\(shown)") { try ShownLink(shown, settings: .sample()) }
        }
        for shown in [
            "https://activer.example.fr/compte", "https://activer.example.fr/compte?jeton=",
            "https://activer.example.fr/compte?utm=\(token)",
            "https://activer.example.fr/compte?jeton=\(token)&jeton=\(token)", "https://activer.example.fr/compte#jeton=\(token)",
        ] {
            #expect(throws: ShownLink.Fault.noToken, "\(shown)") { try ShownLink(shown, settings: .sample()) }
        }
        // A browser shows a slash where the link had no path.
        let bare = try LinkSettings.sample(["DOTATIONS_LINK_BASE": "https://activer.example.fr"])
        #expect(try status("https://activer.example.fr/?jeton=\(token)", on: email, settings: bare) == .good(until: email.linkEnd))
    }

    @Test func `a link that differs in one character is unknown, whatever it is`() throws {
        var random = SeededGenerator(seed: 9)
        let email = SampleEmail()
        let settings = try LinkSettings.sample()
        let url = ActivationLink(email, settings: settings, key: installation).url
        let token = Array(try #require(url.split(separator: "=").last).utf8)
        var unknown = 0
        var refused = 0
        for index in token.indices {
            for byte in [UInt8(random.number(0...255)), token[index] ^ 0x20, UInt8(ascii: "0"), UInt8(ascii: "=")]
            where byte != token[index] {
                var changed = token
                changed[index] = byte
                let text = String(decoding: changed, as: UTF8.self)
                // It is no token at all, or not this one.
                do throws(ShownLink.Fault) {
                    let shown = try ShownLink(text, settings: settings)
                    let link = ActivationLink(email, settings: settings, key: installation)
                    #expect(link.status(on: shown, isLatest: true, at: noon) == .unknown)
                    unknown += 1
                } catch {
                    refused += 1
                }
            }
        }
        #expect(unknown > token.count && refused > 0)
        for text in [
            "", "=", "-", "-1-a", String(repeating: "9", count: 900), String(repeating: "a", count: 5000), "99999999999999999999-a", "+4-a",
            "://", "https://",
        ] {
            #expect(throws: ShownLink.Fault.self) { try ShownLink(text, settings: settings) }
        }
        for text in ["42-", "42"] { #expect(try status(text, on: email) == .unknown) }
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
