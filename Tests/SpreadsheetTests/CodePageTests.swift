import Testing

@testable import Spreadsheet

@Suite struct CodePageTests {
    /// The bytes are those of iconv.
    @Test(
        arguments: [
            (437, [0x82, 0xE1, 0xFF], "éß\u{A0}"), (850, [0x82, 0xD5, 0xCF], "éı¤"), (852, [0x86, 0x88, 0xFF], "ćł\u{A0}"),
            (866, [0x8F, 0xF0], "ПЁ"), (874, [0xA1, 0xDF], "ก฿"), (1255, [0xE0, 0xA4, 0xC8], "\u{5D0}₪\u{5B8}"),
            (1256, [0xC7, 0x80, 0xFF], "\u{627}€\u{6D2}"), (10_007, [0x8F, 0xDF], "Пя"), (20_127, [0xE9], "é"), (28_591, [0xE9], "é"),
            (1250, [0x8C], "Ś"), (1251, [0xC6], "Ж"),
            (1252, [0x80, 0x9C], "€œ"), (367, [0xE9], "é"), (32_769, [0xE9], "é"), (1253, [0xC1, 0xF9], "Αω"), (1254, [0xD0, 0xFD], "Ğı"),
            (1257, [0xEB], "ė"), (1258, [0xD5, 0xFE], "Ơ₫"), (10_000, [0x8E, 0xDB], "é€"), (32_768, [0x8E], "é"),
            (10_029, [0xFC, 0x90], "Łź"), (28_592, [0xB1], "ą"), (28_605, [0xA4], "€"),
        ] as [(Int, [UInt8], String)])
    func `a code page is known by its number`(number: Int, bytes: [UInt8], text: String) throws {
        let page = try #require(CodePage(number: number))
        #expect(page.upperHalf.count == 128)
        #expect(decoded(bytes, page) == text)
        #expect(decoded([0x41, 0x7F] + bytes + [0x42], page) == "A\u{7F}\(text)B")
    }

    @Test func `decoding stops at what is not a character`() throws {
        let page = try #require(CodePage(number: 1252))
        #expect(decoded([0x61, 0x81, 0x62], page) == "a")
        #expect(decoded([0xE9, 0, 0x62], page) == "é")
        #expect(decoded([], page) == "")
        #expect(CodePage(number: 932) == nil)
    }

    private func decoded(_ bytes: [UInt8], _ page: CodePage) -> String {
        bytes.withUnsafeBufferPointer { bytes in
            String(unsafeUninitializedCapacity: bytes.count * 3 + 1) { buffer in
                buffer.baseAddress.map { page.transcode(bytes, to: $0).written } ?? 0
            }
        }
    }
}
