import TestSupport
import Testing

@testable import Spreadsheet

@Suite struct CSVSniffingTests {
    private func separator(_ text: String) throws -> String {
        let reader = try CSVReader(bytes: Array(text.utf8))
        return String(UnicodeScalar(reader.dialect.separator))
    }

    @Test(arguments: [
        ("a;b;c\n1;2;3\n", ";"), ("a,b,c\n1,2,3\n", ","), ("a\tb\n1\t2\n", "\t"), ("a|b|c\n1|2|3\n", "|"), ("a:b:c\nx:y:z\n", ":"),
        // Decimal commas, also where there are as many as semicolons.
        ("Nom;Montant\nA;1000,50\nB;12,00\n", ";"), ("1,5;2,5;3,5\n1,0;2,0;3,0\n", ";"), ("Montant\n12,50\n13,50\n", ";"),
        // Separators in quoted fields and in text.
        ("\"a,b,c\";\"d,e\"\n\"f\";g\n", ";"), ("a,b\n\"x;y;z\",1\n\"x;y;z\",2\n", ","),
        ("nom,note\nA,\"un; deux; trois\"\nB,x;y;z;t\n", ","),
        ("a\tb,c\n1\t2,3\n4\t5\n", "\t"), ("\"a\";\"b\"\n\"1\";\"2\"\n", ";"), ("\"a;\n;;\",b\n1,2\n", ","),
        // A title above the table, a ragged table, a last record that is cut.
        ("Export du jour\na,b,c\n1,2,3\n4,5,6\n", ","), ("a;b;c\n1;2\n1;2;3;4\n1;2;3\n", ";"),
        // Nothing to separate.
        ("", ";"), ("a\nb\n", ";"), ("12:30\n13:45\n", ";"), ("12:30:00\n13:45:10\n", ";"), ("Note : ceci : cela\nEt : puis : fin\n", ";"),
        ("a;b", ";"), ("a,b", ","),
    ]) func theSeparatorIsFound(text: String, expected: String) throws {
        #expect(try separator(text) == expected)
    }

    private static let french = "Prénom;Téléphone;Où;Ça\nZoé;Hélène;Noël;Maîtrisé à l’œuvre\nFRANÇOIS;ÉTÉ;12 €;« dû »\n"

    private func bytes(_ text: String, _ encoding: TextEncoding) -> [UInt8] {
        var bytes: [UInt8] = []
        Array(text.utf8).withUnsafeBufferPointer { encoding.encode($0, to: &bytes) }
        return bytes
    }

    static let detected: [TextEncoding] = [
        .utf8, .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian, .windows1252, .macRoman,
    ]

    @Test(arguments: detected, ["\n", "\r\n", "\r"])
    func frenchTextIsReadInEveryEncoding(encoding: TextEncoding, lineBreak: String) throws {
        let bytes = bytes(Self.french.replacing("\n", with: lineBreak), encoding)
        var reader = try CSVReader(bytes: bytes)
        #expect(reader.dialect.encoding == encoding)
        #expect(try reader.next()?.cells.map(\.value) == [.text("Prénom"), .text("Téléphone"), .text("Où"), .text("Ça")])
        let expected = try CSVOutcome(Self.french.utf8, dialect: CSVDialect.french())
        #expect(try CSVOutcome(bytes) == expected)
        if !encoding.byteOrderMark.isEmpty {
            // The mark goes before what is given.
            #expect(try CSVOutcome(encoding.byteOrderMark + bytes, dialect: CSVDialect.french(encoding: .macRoman)) == expected)
        }
    }

    @Test(arguments: ["Élise;150 €", "été;12€", "cœur;1 000 €", "A;5 €", "€"])
    func aEuroSignTellsLatin9FromWindows(line: String) throws {
        let bytes = bytes("Prénom;Montant\n\(line)\n", .isoLatin9)
        #expect(try CSVReader(bytes: bytes).dialect.encoding == .isoLatin9)
        #expect(try CSVReader(bytes: self.bytes("Prénom;Montant\n\(line)\n", .windows1252)).dialect.encoding == .windows1252)
    }

    @Test func fractionsAreNotLatin9() throws {
        #expect(try CSVReader(bytes: bytes("Lot;Prix\n1½;12¼\n", .windows1252)).dialect.encoding == .windows1252)
    }

    @Test(arguments: ["é", "Zoé", "ÉCOLE", "à", "12 €", "l’été", "« a »", "1\u{A0}000 €", "garçon", "Noël", "cœur", "Å", "Õakman", "25°"])
    func oneWordTellsWindowsFromMac(word: String) throws {
        for encoding in [TextEncoding.windows1252, .macRoman] {
            let outcome = try CSVOutcome(bytes("nom;mot\nA;\(word)\n", encoding))
            let isClear = encoding == .windows1252 || !["Å", "Õakman"].contains(word)
            if isClear { #expect(outcome.records == [["nom", "mot"], ["A", word]]) }
        }
    }

    /// Where the first accent comes so late that everything before it was read as ASCII.
    @Test(arguments: [100, 65_536, 262_143, 262_144, 262_145, 600_000], [TextEncoding.utf8, .windows1252, .macRoman])
    func aLateAccentIsReadProperly(offset: Int, encoding: TextEncoding) throws {
        let line = "0123456789;abcdefgh\n"
        let head = String(repeating: line, count: offset / line.utf8.count) + String(repeating: "x", count: offset % line.utf8.count)
        var reader = try CSVReader(bytes: bytes(head + "éternel;Zoé\nfin;dû", encoding))
        var last: [CellValue] = []
        var beforeLast: [CellValue] = []
        while let row = try reader.next() { (beforeLast, last) = (last, row.cells.map(\.value)) }
        #expect(last == [.text("fin"), .text("dû")])
        #expect(beforeLast.last == .text("Zoé"))
        #expect(reader.dialect.encoding == encoding)
    }

    @Test(
        arguments: [
            // A damaged byte in UTF-8, with a mark and without.
            ([0xEF, 0xBB, 0xBF, 0x61, 0x0A, 0xE9, 0x0A], 2), ([0x61, 0x0A, 0xC3, 0xA9, 0xC3, 0xA9, 0x0A, 0xC3, 0x28], 3),
            // Overlong, a surrogate, beyond Unicode, cut off at the end.
            ([0xEF, 0xBB, 0xBF, 0xC0, 0x80], 1), ([0xEF, 0xBB, 0xBF, 0xED, 0xA0, 0x80], 1),
            ([0xEF, 0xBB, 0xBF, 0xF4, 0x90, 0x80, 0x80], 1),
            ([0xEF, 0xBB, 0xBF, 0x0A, 0xE2, 0x82], 2),
            // UTF-16: an odd byte, half of a pair alone, at the end, and the wrong way round; a NUL.
            ([0xFF, 0xFE, 0x61, 0x00, 0x0A, 0x00, 0x62], 2), ([0xFE, 0xFF, 0xD8, 0x01, 0x00, 0x61], 1),
            ([0xFE, 0xFF, 0x00, 0x0A, 0xD8, 0x01], 2),
            ([0xFE, 0xFF, 0xDC, 0x01, 0xD8, 0x01], 1), ([0xFE, 0xFF, 0x00, 0x0D, 0x00, 0x00], 2),
            // UTF-32: a surrogate, too large, cut off.
            ([0, 0, 0xFE, 0xFF, 0, 0, 0xD8, 0], 1), ([0, 0, 0xFE, 0xFF, 0xFF, 0, 0, 0], 1), ([0xFF, 0xFE, 0, 0, 0x0A, 0, 0, 0, 0x61], 2),
            // A byte that Windows-1252 does not assign and that makes no sense in Mac OS Roman.
            ([0x61, 0x0A, 0x81, 0x8D, 0x8F, 0x90], 2),
        ] as [([UInt8], Int)]) func bytesOutsideTheEncodingAreAnErrorWithTheirLine(bytes: [UInt8], line: Int) throws
    {
        let outcome = try CSVOutcome(bytes)
        #expect(outcome.code == "csv.encoding")
        #expect(outcome.line == line)
    }

    @Test func aGivenEncodingIsNotGuessedAround() throws {
        #expect(try CSVOutcome([0xE9, 0x3B, 0x61], dialect: CSVDialect.french(encoding: .utf8)).code == "csv.encoding")
        #expect(try CSVOutcome([0x8E, 0x3B, 0x61], dialect: CSVDialect.french(encoding: .windows1252)).records == [["Ž", "a"]])
        #expect(try CSVOutcome([0x8E, 0x3B, 0x61], dialect: CSVDialect.french(encoding: .macRoman)).records == [["é", "a"]])
        #expect(CSVOutcome(try CSVReader(bytes: [0xE9, 0x2C, 0x3B], separator: 0x2C)).records == [["é", ";"]])
        #expect(CSVOutcome(try CSVReader(bytes: [0x8E, 0x2C, 0x61], encoding: .windows1252)).records == [["Ž", "a"]])
    }

    /// The bytes are those of iconv.
    @Test(
        arguments: [
            (.windows1250, [0xA3, 0xF3, 0x64, 0x9F], "Łódź"), (.windows1251, [0xCC, 0xEE, 0xF1, 0xEA, 0xE2, 0xE0], "Москва"),
            (.windows1254, [0xDD, 0x7A, 0x6D, 0x69, 0x72, 0xFE], "İzmirş"),
            (.windows1257, [0xD0, 0x69, 0x61, 0x75, 0x6C, 0x69, 0xF8], "Šiaulių"),
            (.isoLatin2, [0xA3, 0xF3, 0x64, 0xBC], "Łódź"), (.isoLatin9, [0x63, 0xBD, 0x75, 0x72, 0xA4], "cœur€"),
        ] as [(TextEncoding, [UInt8], String)]) func anEncodingThatIsNeverDetectedIsReadWhenItIsGiven(
            encoding: TextEncoding, bytes: [UInt8], text: String
        ) throws
    {
        #expect(try CSVOutcome(bytes + [0x3B, 0x61], dialect: CSVDialect.french(encoding: encoding)).records == [[text, "a"]])
        #expect(self.bytes(text, encoding) == bytes)
    }

    @Test(arguments: 0..<10) func randomBytesNeitherTrapNorGiveBadText(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var bytes = (0..<random.number(0...299)).map { _ in UInt8.random(in: 0...255, using: &random) }
            if Bool.random(using: &random) { bytes.removeAll { $0 == 0 } }
            for dialect in [nil] + TextEncoding.allCases.map({ CSVDialect.french(encoding: $0) }) {
                let outcome = try CSVOutcome(bytes, dialect: dialect)
                if dialect?.encoding == .utf8, !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]), outcome.code == nil {
                    #expect(String(validating: bytes, as: UTF8.self) != nil)
                }
            }
        }
    }
}
