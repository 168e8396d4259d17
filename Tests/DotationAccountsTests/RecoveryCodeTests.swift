import TestSupport
import Testing

@testable import DotationAccounts

@Suite struct RecoveryCodeTests {
    @Test func `ten codes of 120 bits, all different`() throws {
        var generator = SystemRandomNumberGenerator()
        let codes = RecoveryCode.new(using: &generator)
        #expect(codes.count == 10 && Set(codes.map(\.digest)).count == 10)
        for code in codes {
            #expect(code.text.wholeMatch(of: /[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){5}/) != nil)
            #expect(RecoveryCode(code.text)?.digest == code.digest)
        }
    }

    @Test func `a code is read as people type it`() throws {
        let digest = try #require(RecoveryCode("0123-4567-89ab-cdef-ghjk-1111")).digest
        for typed in ["0123456789abcdefghjk1111", "O123 4567 89AB CDEF GHJK IlI1", " 0123-4567-89ab-cdef-ghjk-1111 "] {
            #expect(RecoveryCode(typed)?.digest == digest)
        }
        for typed in [
            "", "-", "0123-4567-89ab-cdef-ghjk-111", "0123-4567-89ab-cdef-ghjk-1111-1", "0123-4567-89ab-cdef-ghjk-111u", "0123_4567",
        ] {
            #expect(RecoveryCode(typed) == nil)
        }
        #expect(RecoveryCode(String(repeating: "-", count: 10_000_000)) == nil)
    }

    @Test func `spoiled codes are none, or other ones`() throws {
        var generator = SeededGenerator(seed: 21)
        let codes = RecoveryCode.new(using: &generator)
        for _ in 0..<10_000 {
            guard let code = generator.pick(codes), let read = RecoveryCode(spoiled(code.text, &generator)) else { continue }
            #expect(RecoveryCode(read.text)?.digest == read.digest)
        }
    }
}
