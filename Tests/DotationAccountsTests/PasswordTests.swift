import Dotations
import Foundation
import TestSupport
import Testing

@testable import DotationAccounts

@Suite struct PasswordTests {
    private func refusal(_ text: String, _ owner: PasswordOwner? = nil) throws -> PasswordRefusal? {
        let owner = try owner ?? Sample.owner()
        do throws(PasswordRefusal) {
            _ = try ChosenPassword(text, by: owner)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "trois pommes vertes", "Tr0is-P0mmes-V3rtes", "Kq7vX2mB9rLw4tZ", "éàùçœ€ÿñøßłþæåð", "ma tante a 12 perroquets",
        "un deux trois quatre cinq",
        "日本語の長い合言葉を選びました", "correct horse battery staple", "les dotations de mon oncle",
    ])
    func `a password that is long, uncommon and says nothing of its owner`(text: String) throws {
        #expect(try refusal(text) == nil)
    }

    @Test func `code points are counted, after NFC`() throws {
        #expect(try refusal("trois pommes v") == .tooShort(minimum: 15))
        #expect(try refusal("trois pommes ve") == nil)
        let decomposed = "pe\u{301}pe\u{301}e de 4 as"
        #expect(decomposed.unicodeScalars.count == 15)
        #expect(try refusal(decomposed) == .tooShort(minimum: 15))
        // One character on the screen, and seven code points.
        #expect(try refusal("👨‍👩‍👧‍👦 et 🐈 ici.") == nil)
        #expect(try refusal("") == .tooShort(minimum: 15))
    }

    @Test func `a password has 1,024 bytes at most, whatever it is for`() throws {
        let long = (0..<256).map { String(UnicodeScalar(0x1F300 + $0) ?? " ") }.joined()
        #expect(long.utf8.count == 1024)
        #expect(try refusal(long) == nil)
        #expect(try refusal(long + "!") == .tooLong(maximumBytes: 1024))
        #expect(throws: PasswordRefusal.tooLong(maximumBytes: 1024)) { try Password(String(repeating: "ab1", count: 10_000_000)) }
        #expect(throws: PasswordRefusal.tooLong(maximumBytes: 1024)) { try Password(String(repeating: "e\u{301}", count: 600)) }
        #expect(try Password(String(repeating: "e\u{301}", count: 512)).bytes.count == 1024)
    }

    @Test func `accents in one or two parts and any space are one password`() throws {
        let password = try Password("déjà vu à 8 h").bytes
        #expect(try Password("de\u{301}ja\u{300} vu a\u{300} 8\u{A0}h").bytes == password)
        #expect(try Password("déjà\u{202F}vu\u{3000}à 8 h").bytes == password)
        #expect(try Password("Déjà vu à 8 h").bytes != password)
        #expect(try Password("déja vu à 8 h").bytes != password)
    }

    @Test(arguments: [
        "passwordpassword", "PasswordPassword", "1qaz2wsx3edc4rfv", "123456789987654321", "30secondstomars", "passwordstandard",
        "qwertyuiop123456789", "manchesterunited", "Manchester-United",
    ])
    func `the commonest of the length are refused in any spelling`(text: String) throws {
        #expect(try refusal(text) == .common)
    }

    @Test func `three thousand are listed`() { #expect(CommonPasswords.count == 3000) }

    @Test(arguments: [
        "aaaaaaaaaaaaaaaaaaaa", "???????????????", "abcabcabcabcabc", "Ab1!Ab1!Ab1!Ab1!", "trois pommes trois pommes",
        "azertyuiopqsdfghjklm",
        "AZERTYUIOP12345", "motdepasse12345", "Motdepasse2024!", "Mot de passe 2025 !", "bonjourbonjour2024", "123456789012345",
        "98765432109876543",
        "1a2z3e4r5t6y7u8i", "1q2w3e4r5t6y7u8i9o0p", "111222333444555", "abcdefghijklmnop", "ponmlkjihgfedcba", "1111 2222 3333 4444",
        "2024chequesvacances",
        "dotationsdotations",
    ])
    func `so are those that a rule makes`(text: String) throws {
        let refusal = try refusal(text)
        #expect(refusal == .predictable || refusal == .common)
    }

    @Test func `the rules make more passwords than the 1,033 of the list that occurred once`() throws {
        var refused = 0
        for word in ["soleil", "doudou", "marseille", "chocolat", "princesse"] {
            for number in 1000..<1220 where try refusal(word + word + String(number)) == .predictable { refused += 1 }
        }
        #expect(refused == 1100)
    }

    @Test(arguments: [
        ("mon CSE-042 à moi", PasswordRefusal.Mention.clientCode), ("le cse 042 de Lille", .clientCode),
        ("ＣＳＥ０４２ pour toujours", .clientCode),
        ("bonjour zoe comment vas-tu", .name), ("la ZOÉ que j’aime", .name), ("vive maubourg et ses rues", .name),
        ("une Tour, deux tours", .name),
        ("zoe\u{301} et ses pommes", .name), ("d e l a t o u r en lettres", .name), ("chez z.delatour à midi", .name),
        ("Z.DELATOUR@EXAMPLE.FR!", .name),
    ])
    func `nothing that others know of the person is in it`(text: String, mention: PasswordRefusal.Mention) throws {
        #expect(try refusal(text) == .contains(mention))
    }

    @Test func `the e-mail address, what stands before its @ and the words of that`() throws {
        let owner = try Sample.owner(name: "Zoé Dupont", email: "compta.nord75@example.fr")
        for text in ["la compta du mardi", "Compta.Nord75@example.fr", "comptanord75 en avant", "au nord c’était mieux"] {
            #expect(try refusal(text, owner) == .contains(.email))
        }
        let short = try Sample.owner(name: "Zoé Dupont", email: "jo@example.fr")
        #expect(try refusal("voici jo@example.fr", short) == .contains(.email))
        #expect(try refusal("du jonc au bord de l’eau", short) == nil)
    }

    @Test func `what has fewer than three letters or digits is compared with nothing`() throws {
        let owner = try Sample.owner(codes: ["A1", "", "--"], name: "Li O", email: "x@example.fr")
        #expect(try refusal("A1 est une lire d’or", owner) == nil)
        #expect(try refusal("avec l’io de Jupiter", owner) == .contains(.name))
    }

    @Test func `each refusal has a code of its own`() {
        let refusals: [PasswordRefusal] =
            [.tooShort(minimum: 15), .tooLong(maximumBytes: 1024), .common, .predictable]
            + PasswordRefusal.Mention.allCases.map { .contains($0) }
        #expect(Set(refusals.map(\.code)) == Set(PasswordRefusal.Code.allCases) && refusals.count == PasswordRefusal.Code.allCases.count)
    }

    @Test func `no text traps, and none that is refused is let through by its form`() throws {
        var generator = SeededGenerator(seed: 15)
        let owner = try Sample.owner()
        let scalars = Array("aA1é ́ßıİŉﬁ日🐈\u{0}\u{A0}\u{200D}\u{FEFF}-@.").flatMap(\.unicodeScalars)
        for _ in 0..<600 {
            let text = String(String.UnicodeScalarView((0..<generator.number(0...40)).compactMap { _ in generator.pick(scalars) }))
            let first = try refusal(text, owner)
            #expect(try refusal(text.decomposedStringWithCanonicalMapping, owner) == first)
            #expect(try refusal(text.replacing(" ", with: "\u{A0}"), owner) == first)
        }
    }
}
