import TestSupport
import Testing

@testable import DotationAccounts

@Suite struct SecretTests {
    /// Whatever describes a value, with the words that it must not have.
    private func shown(_ value: some Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        var printed = ""
        debugPrint(value, to: &printed)
        return [String(describing: value), String(reflecting: value), "\(value)", dumped, printed]
    }

    @Test func `nothing secret is described, dumped or interpolated`() throws {
        var generator = SeededGenerator(seed: 22)
        let password = try Password(Sample.password)
        let hash = try PasswordHash(of: Sample.chosen(), using: &generator)
        let token = Token(using: &generator)
        let secret = TOTPSecret(using: &generator)
        let code = try #require(RecoveryCode.new(using: &generator).first)
        let fields = hash.stored.split(separator: "$")
        let values: [(value: any Secret, words: [String])] = [
            (password, ["pommes"]), (try Sample.chosen(), ["pommes"]), (hash, [String(fields[3]), String(fields[4]), "argon2"]),
            (token, [token.text]), (secret, [secret.base32]), (code, [code.text, String(code.text.prefix(4))]),
        ]
        for (value, words) in values {
            let bytes = "\(Mirror(reflecting: value).children.map(\.value))"
            #expect(bytes == "[]")
            for text in shown(value) + shown([value]) + shown(Optional(value)) + shown(["x": value]) + shown((1, value)) {
                for word in words { #expect(!text.contains(word), "\(type(of: value))") }
                #expect(text.filter(\.isNumber).count < 8)
            }
        }
    }

    @Test func `no refusal holds what was typed`() throws {
        for text in ["court pommes", "la ZOÉ aux pommes vertes", "pommes" + String(repeating: "é", count: 600), "pommespommespommes"] {
            let error = #expect(throws: PasswordRefusal.self) { try Sample.chosen(text) }
            for shown in shown(error as Any) { #expect(!shown.lowercased().contains("pommes") && !shown.contains("ZOÉ")) }
        }
        let error = #expect(throws: PasswordHashError.self) { try PasswordHash(stored: "$argon2id$v=19$m=1,t=1,p=1$c29tZXNhbHQ$AAAA") }
        for shown in shown(error as Any) { #expect(!shown.contains("c29tZXNhbHQ")) }
    }

    @Test func `the owner of a password is not described either`() throws {
        for text in shown(try Sample.owner()) { #expect(!text.lowercased().contains("delatour")) }
    }
}
