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

    @Test(
        arguments: [
            ([0xD83D], "_xD83D_"), ([0xDE00, 0xD83D], "_xDE00__xD83D_"), ([0x61, 0xD83D, 0x62], "a_xD83D_b"),
            ([0xD83D, 0xD83D, 0xDE00], "_xD83D_😀"), ([0xDC00, 0xDC00], "_xDC00__xDC00_"),
        ] as [([UInt16], String)])
    func `half of a pair becomes its escape`(units: [UInt16], text: String) throws {
        #expect(try utf8(units) == text)
        let bytes = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        #expect(bytes.withUnsafeBytes { String(utf16: $0) } == text)
        #expect(String(utf16LittleEndian: (bytes + [0, 0, 0x61, 0])[...]) == text)
        #expect(String(utf16LittleEndian: (bytes + [0x61])[...]) == text)
    }

    /// What the standard library makes of units, with escapes where it has replacement characters.
    private func decoded(_ units: [UInt16]) -> String {
        var text = ""
        var rest = units[...]
        while let unit = rest.popFirst() {
            if UTF16.isLeadSurrogate(unit), let trail = rest.first, UTF16.isTrailSurrogate(trail) {
                rest.removeFirst()
                text.unicodeScalars.append(UTF16.decode(UTF16.EncodedScalar([unit, trail])))
            } else if let scalar = Unicode.Scalar(unit) {
                text.unicodeScalars.append(scalar)
            } else {
                text += "_x\(String(unit, radix: 16, uppercase: true))_"
            }
        }
        return text
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
            #expect(try utf8(units) == decoded(units))
        }
    }
}
