import Foundation
import TestSupport
import Testing

@testable import Spreadsheet

@Suite struct CSVWriterTests {
    private static let bare = CSVDialect.french(hasByteOrderMark: false)

    /// The text of a file in memory.
    private func written(_ rows: [[CellValue]], _ dialect: CSVDialect = bare) throws -> String {
        var writer = try CSVWriter(dialect: dialect)
        for row in rows { try writer.append(row) }
        return String(decoding: try writer.finish(), as: UTF8.self)
    }

    @Test func byDefaultAFrenchExcelOpensIt() throws {
        let text = try written([[.text("Prénom"), .text("Montant")], [.text("Zoé"), .number(1000.5)]], CSVDialect.french())
        #expect(text == "\u{FEFF}Prénom;Montant\r\nZoé;1000,5\r\n")
    }

    @Test(arguments: [
        (CellValue.blank, ""), (.text(""), ""), (.text("a b"), "a b"), (.text("a;b"), "\"a;b\""), (.text("a,b"), "a,b"),
        (.text("a\"b"), "\"a\"\"b\""), (.text("\""), "\"\"\"\""), (.text("a\nb"), "\"a\nb\""), (.text("a\rb"), "\"a\rb\""),
        (.text(" a"), "\" a\""), (.text("a "), "\"a \""), (.text(" "), "\" \""), (.text("\u{FEFF}a"), "\u{FEFF}a"), (.text("-1"), "'-1"),
        (.number(0), "0"), (.number(-0.0), "0"), (.number(-1), "-1"), (.number(1000), "1000"), (.number(1000.5), "1000,5"),
        (.number(0.1), "0,1"),
        (.number(1.0 / 3), "0,3333333333333333"), (.number(665_915_236), "665915236"), (.number(1e15), "1000000000000000"),
        (.number(1e21), "1e+21"), (.number(1.5e-7), "1,5e-07"), (.number(9_007_199_254_740_992), "9007199254740992"),
        (.number(12_345_678_901_234_568), "1,2345678901234568e+16"),
        (.boolean(true), "VRAI"), (.boolean(false), "FAUX"), (.error(.notAvailable), "#N/A"),
        (.date(SerialDate(serial: 44064)), "2020-08-21"), (.date(SerialDate(serial: 44064.5)), "2020-08-21 12:00:00"),
        (.date(SerialDate(serial: 0.75)), "18:00:00"), (.date(SerialDate(serial: 60)), "1900-02-29"), (.date(SerialDate(serial: -1)), "-1"),
        (.date(SerialDate(serial: 44064 + 1.25 / 86400)), "2020-08-21 00:00:01,250"),
    ]) func aValueIsSpelledAsASpreadsheetExpects(value: CellValue, text: String) throws {
        #expect(try written([[.text("x"), value]]) == "x;\(text)\r\n")
    }

    /// A single byte anywhere decides whether a field is quoted or escaped.
    @Test(arguments: [";", "\"", "\n", "\r", "é", " ", "'", "=", "+", ":", "<", "#", "\u{7F}", "\u{1}"])
    func oneByteDecidesWhereverItStands(_ special: String) throws {
        for length in 0..<40 {
            for place in [0, 1, length / 2, max(0, length - 1), length] where place <= length {
                let text = String(repeating: "b", count: place) + special + String(repeating: "b", count: length - place)
                let isQuoted = [";", "\"", "\n", "\r"].contains(special) || special == " " && (place == 0 || place == length)
                let isInert = place == 0 && ["'", "=", "+", "\n", "\r"].contains(special)
                let content = (isInert ? "'" : "") + text
                let field = isQuoted ? "\"\(content.replacing("\"", with: "\"\""))\"" : content
                #expect(try written([[.text("x")], [.text("y"), .text(text)]]) == "x\r\ny;\(field)\r\n")
            }
        }
    }

    /// A number is a field as any other: a separator, or a quotation mark, in it is quoted.
    @Test func numbersAreQuotedWhereTheyNeedIt() throws {
        for (separator, quote, text) in [(",", "\"", "\"-1,5\""), ("1", "\"", "\"-1,5\""), ("-", "\"", "\"-1,5\""), (";", "5", "5-1,555")] {
            let dialect = CSVDialect.french(separator: separator.utf8.first ?? 0, quote: quote.utf8.first ?? 0, hasByteOrderMark: false)
            #expect(try written([[.text("x")], [.number(-1.5)]], dialect) == "x\r\n\(text)\r\n")
        }
    }

    @Test func anInternationalDialectHasPointsAndEnglishWords() throws {
        let row: [CellValue] = [.number(1000.5), .boolean(true), .boolean(false)]
        #expect(try written([row], CSVDialect()) == "1000.5,TRUE,FALSE\r\n")
        #expect(try written([row], CSVDialect.french(separator: 0x2C, hasByteOrderMark: false)) == "\"1000,5\",VRAI,FAUX\r\n")
    }

    @Test func lineEndingsAndQuotingAreChosen() throws {
        let rows: [[CellValue]] = [[.text("a"), .number(1), .blank], [.text("b")]]
        var dialect = Self.bare
        dialect.lineEnding = .lf
        #expect(try written(rows, dialect) == "a;1;\nb\n")
        dialect.lineEnding = .cr
        dialect.quoting = .all
        #expect(try written(rows, dialect) == "\"a\";\"1\";\"\"\r\"b\"\r")
    }

    @Test func aRowOfOneEmptyFieldIsNoBlankLine() throws {
        #expect(try written([[.blank], [.text("")], [], [.blank, .blank]]) == "\"\"\r\n\"\"\r\n\r\n;\r\n")
        #expect(try CSVOutcome(written([[.blank], [.text("")]]).utf8, dialect: Self.bare).records == [[""], [""]])
    }

    @Test func theFirstFieldCannotPassForAMark() throws {
        for text in ["sep=,", "SEP=", "\u{FEFF}a"] {
            let bytes = Array(try written([[.text(text), .blank], [.text(text)]]).utf8)
            #expect(try CSVOutcome(bytes, dialect: Self.bare).records == [[text, ""], [text]])
        }
        // What other encodings make of these begins as a mark does.
        let texts: [(TextEncoding, [String])] = [
            (.windows1252, ["ÿþab", "þÿab", "ï»¿ab"]), (.macRoman, ["ˇ˛ab", "˛ˇab", "Ôªøab"]),
            (.utf16LittleEndian, ["\u{FFFE}", "\u{BBEF}\u{BF}"]), (.utf16BigEndian, ["\u{FFFE}", "\u{EFBB}\u{BF41}"]),
            (.utf32LittleEndian, ["\u{FEFF}"]), (.utf32BigEndian, ["\u{FEFF}"]),
        ]
        for (encoding, texts) in texts {
            for text in texts {
                let dialect = CSVDialect.french(encoding: encoding, hasByteOrderMark: false)
                var writer = try CSVWriter(dialect: dialect)
                try writer.append([.text(text), .text(text)])
                #expect(try CSVOutcome(writer.finish(), dialect: dialect).records == [[text, text]])
            }
        }
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("-1", "'-1"), ("\t=1", "'\t=1"), ("＝1+1", "'＝1+1"), ("－1", "'－1"), ("'abc", "''abc"), ("O'Brien", "O'Brien"),
        ("", ""),
        ("+33", "'+33"), ("@a", "'@a"), ("＋", "'＋"), ("＠", "'＠"), ("a=1", "a=1"), ("é", "é"), ("；", "；"),
    ]) func textThatASpreadsheetWouldCalculateIsInert(text: String, escaped: String) throws {
        #expect(try written([[.text("x"), .text(text)]]) == "x;\(escaped)\r\n")
    }

    @Test func inertTextWithBreaksOrSpacesIsQuotedToo() throws {
        #expect(
            try written([[.text("\n=1"), .text("\r"), .text(" =1"), .text(" a"), .text("=\"a\"")]])
                == "\"'\n=1\";\"'\r\";\"' =1\";\" a\";\"'=\"\"a\"\"\"\r\n")
    }

    @Test func escapingCanBeSwitchedOff() throws {
        var dialect = Self.bare
        dialect.escapesFormulas = false
        #expect(try written([[.text("=1"), .text("'a"), .text("=\"1\"")]], dialect) == "=1;'a;\"=\"\"1\"\"\"\r\n")
    }

    @Test(.enabled(if: CSVCorpus.folder != nil, "the corpus is not there; set DOTATIONS_CORPUS")) func theCorpusOfEscapesIsMet() throws {
        struct Values: Decodable { var csv_escape: [[String]] }
        for pair in try CSVCorpus.load(Values.self, "hostile/values.json").csv_escape {
            let text = try written([[.text("x"), .text(pair[0])]])
            #expect(text == "x;\(pair[1])\r\n" || text == "x;\"\(pair[1])\"\r\n")
        }
    }

    /// Text of every kind in every dialect comes back exactly.
    @Test(arguments: 0..<40) func everyTextComesBack(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠", " ", "\"", ";", ",", "a", "é", "1", "\u{FEFF}", "\u{1F604}",
            "sep=",
            "e\u{301}", "\u{A0}",
        ]
        func text() -> String { (0..<random.number(0...5)).map { _ in pieces[random.number(0...(pieces.count - 1))] }.joined() }
        for encoding in [TextEncoding.utf8, .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian] {
            for separator in [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: "|")] {
                let dialect = CSVDialect.french(
                    separator: separator, encoding: encoding, hasByteOrderMark: Bool.random(using: &random),
                    lineEnding: [.crlf, .lf, .cr][random.number(0...2)], quoting: Bool.random(using: &random) ? .all : .asNeeded)
                let rows = (0..<20).map { _ in (0...random.number(0...3)).map { _ in text() } }
                var writer = try CSVWriter(dialect: dialect)
                for row in rows { try writer.append(row.map { .text($0) }) }
                let bytes = try writer.finish()
                let reader = try CSVReader(bytes: bytes, dialect: dialect)
                #expect(reader.dialect.encoding == encoding)
                #expect(CSVOutcome(reader) == CSVOutcome(records: rows))
            }
        }
    }

    @Test(arguments: TextEncoding.allCases.filter { !$0.isUnicode })
    func everyCharacterOfAnEncodingComesBack(encoding: TextEncoding) throws {
        let table = try #require(encoding.codePage?.upperHalf)
        let text = String(String.UnicodeScalarView(table.filter { $0 > 0 }.compactMap { Unicode.Scalar($0) }))
        let dialect = CSVDialect.french(encoding: encoding)
        var writer = try CSVWriter(dialect: dialect)
        try writer.append([.text(text), .text("a")])
        let bytes = try writer.finish()
        #expect(bytes.count == text.unicodeScalars.count + 4)
        #expect(try CSVOutcome(bytes, dialect: dialect).records == [[text, "a"]])
    }

    @Test func whatCannotBeWrittenIsAnErrorWithItsPlaceAndLeavesNoTrace() throws {
        var writer = try CSVWriter(dialect: CSVDialect.french(encoding: .windows1252))
        try writer.append([.text("é€")])
        let faults: [(CellValue, SpreadsheetError.Code)] = [
            (.text("日"), .unwritableCharacter), (.text("a\0"), .unwritableCharacter), (.number(.nan), .unwritableNumber),
            (.number(.infinity), .unwritableNumber), (.text("e\u{301}"), .unwritableCharacter),
        ]
        for (value, code) in faults {
            let error = #expect(throws: SpreadsheetError.self) { try writer.append([.text("b"), value]) }
            #expect(error?.code == code)
            #expect(error?.location.cell == CellReference("B2"))
        }
        #expect(throws: SpreadsheetError(.unwritableCharacter, "")) {
            try writer.beginRow()
            try writer.appendText(utf8: [0x61, 0xFF].span)
        }
        // The refused row is over.
        #expect(throws: SpreadsheetError(.unwritablePlace, "")) { try writer.appendText("d") }
        #expect(throws: SpreadsheetError(.unwritablePlace, "")) { try writer.appendNumber(1) }
        try writer.append([.text("c")])
        #expect(try writer.finish() == [0xE9, 0x80, 0x0D, 0x0A, 0x63, 0x0D, 0x0A])
    }

    @Test func aFileIsThereOnlyWhenItIsFinished() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "CSVWriterTests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "a.csv").path
        func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path) }
        for encoding in [TextEncoding.utf8, .utf16LittleEndian] {
            do {
                var writer = try CSVWriter(path: path, dialect: CSVDialect.french(encoding: encoding))
                for number in 0..<50_000 { try writer.append([.number(Double(number)), .text("é;\n")]) }
                #expect(try !names().contains("a.csv"))
                #expect(try writer.finish().isEmpty)
            }
            #expect(try names() == ["a.csv"])
            var reader = try CSVReader(path: path)
            var count = 0
            while try reader.advance() {
                #expect(reader.row[0].text == String(count) && reader.row[1].text == "é;\n")
                count += 1
            }
            #expect(count == 50_000)
            #expect(reader.dialect.encoding == encoding)
            try FileManager.default.removeItem(atPath: path)
        }
        do {
            var writer = try CSVWriter(path: path)
            try writer.append([.text("a")])
        }
        #expect(try names().isEmpty)
        #expect(throws: SpreadsheetError(.fileUnwritable, "")) {
            _ = try CSVWriter(path: folder.appending(path: "no/a.csv").path)
        }
    }

    /// A file is written in blocks, which end wherever they do in a row or in a character.
    @Test(arguments: [TextEncoding.utf8, .windows1252, .utf16BigEndian], [0, 1, 2])
    func blocksMakeTheBytesThatMemoryHas(encoding: TextEncoding, width: Int) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let dialect = CSVDialect.french(encoding: encoding)
        var file = try CSVWriter(path: path, dialect: dialect)
        var memory = try CSVWriter(dialect: dialect)
        for number in 0..<9000 {
            let text = "Hélène €uro" + String(repeating: "é", count: number == 4500 ? 40_000 : width)
            let row: [CellValue] = [.number(Double(number) / 100), .text(text), .text("a;b"), .blank]
            try file.append(row)
            try memory.append(row)
        }
        try file.finish()
        #expect(try Data(contentsOf: URL(filePath: path)) == Data(try memory.finish()))
    }

    /// Fields of later rows are told eight bytes at a time, those of the first one by one.
    @Test(arguments: 0..<20) func everyRowIsWrittenAsTheFirst(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let bytes = Array(" ;,\"'=+-@\t\r\n\u{1}\u{7F}09:<Zéœ€日😀\u{FF1D}\u{FF0B}".utf8) + [0, 0x80, 0xA2, 0xBB, 0xC3, 0xEF, 0xFF]
        let encodings: [TextEncoding] = [.utf8, .windows1252]
        for _ in 0..<2000 {
            let rarity = [1, 8, 30][random.number(0...2)]
            let field = (0..<random.number(0...39)).map { _ in
                random.number(0...(rarity - 1)) == 0 ? bytes[random.number(0...(bytes.count - 1))] : UInt8(ascii: "x")
            }
            let dialect = CSVDialect.french(encoding: encodings[random.number(0...1)], hasByteOrderMark: false)
            var first = try CSVWriter(dialect: dialect)
            var later = try CSVWriter(dialect: dialect)
            try later.append([.text("y")])
            try first.beginRow()
            try later.beginRow()
            for _ in 0..<2 {
                try first.appendNumber(1)
                try later.appendNumber(1)
            }
            let isWritable = (try? first.appendText(utf8: field.span)) != nil
            #expect(isWritable == ((try? later.appendText(utf8: field.span)) != nil), "\(field)")
            #expect(try Array("y\r\n".utf8) + first.finish() == later.finish(), "\(field)")
        }
    }

    @Test func aReadRowIsWrittenWithItsGaps() throws {
        var storage = RowStorage()
        storage.begin(number: 7, isHidden: false)
        storage.append(.init(payload: (1.5).bitPattern, column: 2, kind: .number))
        storage.append(.init(payload: 1, column: 4, kind: .boolean))
        var writer = try CSVWriter(dialect: Self.bare)
        try writer.append(storage.view)
        var reader = try CSVReader(bytes: Array("a;\"b\"\"\"".utf8))
        #expect(try reader.advance())
        try writer.append(reader.row)
        #expect(String(decoding: try writer.finish(), as: UTF8.self) == ";1,5;;VRAI\r\na;\"b\"\"\"\r\n")
    }
}
