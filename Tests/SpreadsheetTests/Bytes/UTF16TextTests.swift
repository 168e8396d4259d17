import TestSupport
import Testing

@testable import Spreadsheet

@Suite struct UTF16TextTests {
    private func utf8(_ units: [UInt16], prefix: Int = 0) throws -> String {
        var arena = ByteArena()
        for _ in 0..<prefix { try arena.append(0x2E) }
        let bytes = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        try bytes.withUnsafeBytes { (bytes) throws in try arena.append(utf16: bytes) }
        return String(decoding: UnsafeBufferPointer(rebasing: arena.contents[prefix...]), as: UTF8.self)
    }

    @Test(arguments: [
        "", "a", "abcdefgh", "abcdefghi", "Noël", "abcdefgé", "12345678é12345678", "\u{80}\u{7FF}\u{800}\u{FFFD}", "a\u{0}b", "😀",
        "1234567😀",
    ])
    func `text is what the standard library makes of it`(text: String) throws {
        #expect(try utf8(Array(text.utf16)) == text)
        #expect(try utf8(Array(text.utf16), prefix: 3) == text)
    }

    @Test(arguments: [[0xD83D], [0xDE00, 0xD83D], [0x61, 0xD83D, 0x62], [0xD83D, 0xD83D, 0xDE00], [0xDC00, 0xDC00]] as [[UInt16]])
    func `half of a pair becomes the replacement character`(units: [UInt16]) throws {
        #expect(try utf8(units) == String(decoding: units, as: UTF16.self))
    }

    @Test(arguments: 0..<8) func `random units are read as by the standard library`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let units = (0..<random.number(0...60)).map { _ -> UInt16 in
                switch random.number(0...9) {
                case 0: .random(in: 0xD800...0xDFFF, using: &random)
                case 1: .random(in: 0...0xFFFF, using: &random)
                default: .random(in: 0x20...0x7F, using: &random)
                }
            }
            #expect(try utf8(units) == String(decoding: units, as: UTF16.self))
        }
    }
}
