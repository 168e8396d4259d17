import Crypto
import DotationText
import Dotations
import Foundation
import TestSupport
import Testing

@testable import DotationAccounts

@Suite struct TokenTests {
    @Test func `a token is 128 random bits, as 26 letters and digits`() throws {
        var generator = SystemRandomNumberGenerator()
        let tokens = (0..<1000).map { _ in Token(using: &generator) }
        #expect(Set(tokens.map(\.text)).count == 1000 && Set(tokens.map(\.digest)).count == 1000)
        for token in tokens {
            #expect(token.text.utf8.count == 26 && token.text.utf8.allSatisfy { "0123456789abcdefghjkmnpqrstvwxyz".utf8.contains($0) })
            let read = try #require(Token(token.text))
            #expect(read.digest == token.digest && Token(token.text.uppercased())?.digest == token.digest)
        }
        // Each bit is set in about half of them.
        let bytes = tokens.compactMap { Base32.crockford.bytes($0.text.utf8, count: 16) }
        for bit in 0..<128 { #expect(400...600 ~= bytes.count { $0[bit / 8] >> UInt8(bit % 8) & 1 == 1 }) }
    }

    @Test func `the store keeps the SHA-256 of the bytes`() throws {
        let token = try #require(Token("00000000000000000000000000"))
        #expect(token.digest.bytes == [UInt8](SHA256.hash(data: [UInt8](repeating: 0, count: 16))))
    }

    @Test(arguments: [
        "", "0", "0000000000000000000000000", "000000000000000000000000000", "00000000000000000000000001", "0000000000000000000000000u",
        " 0000000000000000000000000", "0000000000000-000000000000", "é000000000000000000000000", "00000000000000000000000000\u{0}",
        "０００００００００００００００００００００００００0",
    ])
    func `what is no token is none`(text: String) { #expect(Token(text) == nil) }

    @Test func `spoiled texts are no token, or another one`() throws {
        var generator = SeededGenerator(seed: 17)
        let token = Token(using: &generator)
        for _ in 0..<20_000 {
            let text = spoiled(token.text, &generator)
            guard let read = Token(text) else { continue }
            #expect(Token(read.text)?.digest == read.digest)
            if read.digest == token.digest { #expect(Folding.key(text).replacing("o", with: "0").count == 26) }
        }
        #expect(Token(String(repeating: "0", count: 10_000_000)) == nil)
    }

    @Test(arguments: [(MailedToken.Purpose.invitation, 7 * 24 * 3600.0), (.reset, 1800)])
    func `a mailed token has its time, and is used once`(purpose: MailedToken.Purpose, lifetime: TimeInterval) throws {
        let token = MailedToken(purpose, made: Sample.now)
        try token.check(at: Sample.now)
        try token.check(at: Sample.now + lifetime - 0.001)
        #expect(throws: MailedToken.Refusal.expired) { try token.check(at: Sample.now + lifetime) }
        #expect(throws: MailedToken.Refusal.expired) { try token.check(at: .distantFuture) }
        #expect(throws: MailedToken.Refusal.self) { try token.check(at: Date(timeIntervalSince1970: .nan)) }
        #expect(throws: MailedToken.Refusal.used) { try MailedToken(purpose, made: Sample.now, isUsed: true).check(at: Sample.now) }
    }

    @Test func `a clock that has gone back lets nobody in with a token of the future`() throws {
        let token = MailedToken(.reset, made: Sample.now)
        try token.check(at: Sample.now - 60)
        #expect(throws: MailedToken.Refusal.fromFuture) { try token.check(at: Sample.now - 60.001) }
    }
}
