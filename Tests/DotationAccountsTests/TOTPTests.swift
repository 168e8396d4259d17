import Foundation
import TestSupport
import Testing

@testable import DotationAccounts

@Suite struct TOTPTests {
    /// The secret of both appendices.
    private func secret() throws -> TOTPSecret { try #require(TOTPSecret(stored: Array("12345678901234567890".utf8))) }

    @Test func `the values of RFC 4226, appendix D`() throws {
        let secret = try secret()
        let codes = (0..<10).map { String(decoding: secret.digits($0), as: UTF8.self) }
        #expect(
            codes == ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"])
    }

    /// The appendix has eight digits, of which these are the last six.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"), (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ])
    func `the values of RFC 6238, appendix B`(seconds: Int, code: String) throws {
        let now = Date(timeIntervalSince1970: TimeInterval(seconds))
        #expect(try secret().acceptedStep(for: code, at: now, after: nil) == Int64(seconds / 30))
    }

    @Test func `the step before and the one after are accepted, and no other`() throws {
        let secret = try secret()
        let now = Date(timeIntervalSince1970: 1_234_567_890)
        for offset in -5...5 {
            let code = String(decoding: secret.digits(41_152_263 + Int64(offset)), as: UTF8.self)
            #expect(secret.acceptedStep(for: code, at: now, after: nil) == (abs(offset) <= 1 ? 41_152_263 + Int64(offset) : nil))
        }
    }

    @Test func `a step is accepted once, and none before it afterwards`() throws {
        let secret = try secret()
        let now = Date(timeIntervalSince1970: 1_234_567_890)
        func code(_ step: Int64) -> String { String(decoding: secret.digits(step), as: UTF8.self) }
        let used = try #require(secret.acceptedStep(for: code(41_152_263), at: now, after: 41_152_262))
        #expect(secret.acceptedStep(for: code(41_152_263), at: now, after: used) == nil)
        #expect(secret.acceptedStep(for: code(41_152_262), at: now, after: used) == nil)
        #expect(secret.acceptedStep(for: code(41_152_264), at: now, after: used) == used + 1)
        // A clock that has gone back accepts nothing that was used.
        #expect(secret.acceptedStep(for: code(41_152_200), at: now - 1890, after: used) == nil)
    }

    @Test func `codes are read with spaces, and nothing else is a code`() throws {
        let secret = try secret()
        let now = Date(timeIntervalSince1970: 1_111_111_109)
        for code in ["081804", "081 804", " 0 8 1 8 0 4 "] { #expect(secret.acceptedStep(for: code, at: now, after: nil) != nil) }
        for code in [
            "", "81804", "0818040", "08180", "O81804", "０８１８０４", "081804\u{0}", "+81804", "-81804",
            String(repeating: " ", count: 40) + "081804",
            String(repeating: "0", count: 10_000_000),
        ] {
            #expect(secret.acceptedStep(for: code, at: now, after: nil) == nil)
        }
        var generator = SeededGenerator(seed: 20)
        let right = Set([-1, 0, 1].map { String(decoding: secret.digits(37_037_036 + $0), as: UTF8.self) })
        for _ in 0..<5000 {
            let code = spoiled("081804", &generator)
            #expect((secret.acceptedStep(for: code, at: now, after: nil) != nil) == right.contains(code.filter { $0 != " " }))
        }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, -1, 1e300, -1e300]) func `no clock traps`(seconds: Double) throws {
        #expect(try secret().acceptedStep(for: "000000", at: Date(timeIntervalSince1970: seconds), after: nil) == nil)
    }

    @Test func `a secret is 160 bits, and shown in base32 and as an address`() throws {
        #expect(try secret().base32 == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        #expect(
            try secret().uri(issuer: "Dotations & Cie", account: "zoé@example.fr")
                == "otpauth://totp/Dotations%20%26%20Cie:zo%C3%A9%40example.fr?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Dotations%20%26%20Cie&algorithm=SHA1&digits=6&period=30")
        var generator = SystemRandomNumberGenerator()
        let new = TOTPSecret(using: &generator)
        #expect(new.bytes.count == 20 && TOTPSecret(using: &generator).bytes != new.bytes)
        #expect(TOTPSecret(stored: new.bytes)?.base32 == new.base32)
        for count in [0, 19, 21] { #expect(TOTPSecret(stored: [UInt8](repeating: 0, count: count)) == nil) }
    }

    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
    ])
    func `base32 has the values of RFC 4648, section 10`(text: String, encoded: String) {
        #expect(Base32.rfc4648.text(Array(text.utf8)) == encoded)
        #expect(Base32.rfc4648.bytes(encoded.utf8, count: text.utf8.count) == Array(text.utf8))
        #expect(Base32.rfc4648.bytes(encoded.lowercased().utf8, count: text.utf8.count) == Array(text.utf8))
        #expect(Base32.rfc4648.bytes(encoded.utf8, count: text.utf8.count + 1) == nil)
    }

    @Test func `a client demands what a person may have`() {
        #expect(SecondFactorNeed(hasAuthenticator: false, clientDemands: false) == .none)
        #expect(SecondFactorNeed(hasAuthenticator: false, clientDemands: true) == .enrolment)
        #expect(SecondFactorNeed(hasAuthenticator: true, clientDemands: false) == .code)
        #expect(SecondFactorNeed(hasAuthenticator: true, clientDemands: true) == .code)
    }
}
