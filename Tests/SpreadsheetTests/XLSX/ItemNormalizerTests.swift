import Testing

@testable import Spreadsheet

/// That scanners read the same from a copy as libxml2 from the item is shown elsewhere; here, what is copied at all.
@Suite struct ItemNormalizerTests {
    /// The copy of the first item, and what is left; nil if there is no copy.
    private func normalized(_ text: String, prefix: String = "") throws -> [String]? {
        var bytes = Array(text.utf8)
        let length = bytes.count
        bytes += [UInt8](repeating: 0, count: XMLInputBuffer.padding)
        var normalizer = ItemNormalizer()
        return try bytes.withUnsafeMutableBufferPointer { bytes in
            let part = UnsafeMutableBufferPointer(rebasing: bytes[..<length])
            guard case .item(let taken) = try normalizer.normalize(part, prefix: Array(prefix.utf8)) else { return nil }
            return [String(decoding: normalizer.bytes, as: UTF8.self), String(decoding: part[taken...], as: UTF8.self)]
        }
    }

    @Test func `prefixes and apostrophes go, and nothing else`() throws {
        let row = "<x:row r='1' a=\"it's\"><x:c><x:f>'a b'!A1</x:f><x:v>1 &gt; '</x:v></x:c></x:row >"
        #expect(
            try normalized("\n" + row + "<x:row>", prefix: "x:")
                == ["<row r=\"1\" a=\"it's\"><c><f>'a b'!A1</f><v>1 &gt; '</v></c></row >", "<x:row>"])
        #expect(try normalized("<row r='1'/></sheetData>") == ["<row r=\"1\"/>", "</sheetData>"])
        #expect(try normalized("<si><t>x</t></si><si>") == ["<si><t>x</t></si>", "<si>"])
        #expect(try normalized("<r><rows></rows></r>") == ["<r><rows></rows></r>", ""])
    }

    @Test(arguments: [
        ("<row r='a\"b'></row>", ""), ("<row></row>", "x:"), ("<x:row><c/></x:row>", "x:"), ("<y:row></y:row>", "x:"),
        ("<row><!-- --></row>", ""), ("<row><![CDATA[</row>]]></row>", ""), ("<?p?><row></row>", ""), ("text<row></row>", ""), ("<row", ""),
        ("<row><c>", ""), ("<row r='1", ""), ("", ""), ("<", ""), ("</", ""), ("</row>", "x:"), ("<1></1>", "x:"),
    ])
    func `what is not plain is left to libxml2`(text: String, prefix: String) throws {
        #expect(try normalized(text, prefix: prefix) == nil)
    }

    @Test func `apostrophes are looked for in the first two tags`() {
        func hasApostrophes(_ text: String) -> Bool {
            var bytes = Array(text.utf8)
            return bytes.withUnsafeMutableBufferPointer { ItemNormalizer.hasApostrophes($0) }
        }
        #expect(hasApostrophes("<row r='1'>") && hasApostrophes("<row><c r='A1'>"))
        #expect(!hasApostrophes("<row r=\"1\"><c><f>='a'!B1</f></c>") && !hasApostrophes(""))
    }
}
