import Foundation
import TestSupport
import Testing
import ZipContainer

@testable import Spreadsheet

@Suite struct CSVReaderTests {
    /// Text, the dialect that is given, and what comes of it.
    struct Example: CustomTestStringConvertible {
        var text: String
        var dialect: CSVDialect? = .plain
        var outcome: CSVOutcome
        var testDescription: String { text.debugDescription }

        init(_ text: String, _ records: [[String]], _ code: String? = nil, line: Int? = nil, dialect: CSVDialect? = .plain) {
            self.text = text
            self.dialect = dialect
            outcome = CSVOutcome(records: records, code: code, line: line)
        }
    }

    private static let formulas = CSVDialect.french(separator: UInt8(ascii: ","))

    static let examples = [
        Example("", []),
        Example("a", [["a"]]),
        Example("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
        Example("a,b\nc,d", [["a", "b"], ["c", "d"]]),
        Example("a\rb\r\nc\nd", [["a"], ["b"], ["c"], ["d"]]),
        Example("a,\n,b\n,,\n", [["a", ""], ["", "b"], ["", "", ""]]),
        Example("\n\r\n\r\ra\n\n\nb\n\n", [["a"], ["b"]]),
        Example(" \n", [[" "]]),
        Example("a,b\nc\nd,e,f\n", [["a", "b"], ["c"], ["d", "e", "f"]]),
        Example("\"\"\n\"\"", [[""], [""]]),
        Example("\"a,b\",\"c\nd\",\"e\r\nf\"\r\ng", [["a,b", "c\nd", "e\r\nf"], ["g"]]),
        Example("\"a \"\"b\"\" c\"\"\",\"\"\"\"\n\"\"\"\"\"\"", [["a \"b\" c\"", "\""], ["\"\""]]),
        Example(" a , b ", [[" a ", " b "]]),
        Example("é,\u{1F604}\n日本,e\u{301}", [["é", "\u{1F604}"], ["日本", "e\u{301}"]]),
        // A combining mark after a separator or a quotation mark does not hide it.
        Example("a,\u{301}b\n\"c\"\"\u{301}\"", [["a", "\u{301}b"], ["c\"\u{301}"]]),
        Example("a\nb\"c\nd", [["a"]], "csv.bad-quote", line: 2),
        Example("a, \"b\"", [], "csv.bad-quote", line: 1),
        Example("a\r\n\r\n\"b\"c\r\n", [["a"]], "csv.bad-quote", line: 3),
        Example("\"b\"c", [], "csv.bad-quote", line: 1),
        Example("\"b\" ,c", [], "csv.bad-quote", line: 1),
        Example("\"b\n\r\n\rc\"d\n", [], "csv.bad-quote", line: 4),
        Example("a\n\"b\nc", [["a"]], "csv.unterminated-quote", line: 2),
        Example("a\n\"b\n\",\"c\nd", [["a"]], "csv.unterminated-quote", line: 3),
        Example("a\n\"", [["a"]], "csv.unterminated-quote", line: 2),
        Example("a\n\"b\"\"", [["a"]], "csv.unterminated-quote", line: 2),
        Example("\"a\"\"b\"c", [], "csv.bad-quote", line: 1),
        Example("a\0b", [], "csv.encoding", line: 1),
        Example("a\nb\nc\0", [["a"], ["b"]], "csv.encoding", line: 3),
        Example("=\"01\",\"=\"\"02\"\"\",=1+1", [["01", "02", "=1+1"]], dialect: formulas),
        Example("=\"\",\"=\"\"a\"\"b\"\"\"", [["", "=\"a\"b\""]], dialect: formulas),
        Example("=\"01\"2", [], "csv.bad-quote", line: 1, dialect: formulas),
        Example("=\"0,1\"", [], "csv.bad-quote", line: 1, dialect: formulas),
        Example("=\"0", [], "csv.bad-quote", line: 1, dialect: formulas),
        Example("=\"0\"\"1\"", [], "csv.bad-quote", line: 1, dialect: formulas),
        Example("'=1,'+33,'-,'@a,\"'\tb\",'' ,' =", [["=1", "+33", "-", "@a", "\tb", "' ", " ="]], dialect: formulas),
        Example("'＝1,'＋,'－,'＠,'a,' a,'", [["＝1", "＋", "－", "＠", "'a", "' a", "'"]], dialect: formulas),
        Example("'=1", [["'=1"]]),
        Example("=\"01\"", [], "csv.bad-quote", line: 1),
        Example("sep=,\r\na,b;c\r\n\"", [["a", "b;c"]], "csv.unterminated-quote", line: 3, dialect: CSVDialect.french()),
        Example("SEP=|\na|b", [["a", "b"]], dialect: nil),
        Example("sep=;", [], dialect: nil),
        Example("sep=;x\na", [["sep=", "x"], ["a"]], dialect: CSVDialect.french()),
    ]

    @Test(arguments: examples) func textGivesItsRecords(example: Example) throws {
        #expect(try CSVOutcome(example.text.utf8, dialect: example.dialect) == example.outcome)
    }

    @Test(arguments: [1, 62, 63, 64, 65, 127, 262_143, 262_144, 262_145, 262_146])
    func theSameIsFoundWhereverItLiesInTheBlocksThatAreRead(offset: Int) throws {
        var limits = ReadLimits.standard
        limits.csvField = 1 << 20
        let field = String(repeating: "x", count: offset)
        let firstLine = field + "\n"
        for example in Self.examples where example.dialect != nil && !example.text.hasPrefix("sep") {
            var expected = example.outcome
            expected.records.insert([field], at: 0)
            expected.line = expected.line.map { $0 + 1 }
            #expect(try CSVOutcome((firstLine + example.text).utf8, dialect: example.dialect, limits: limits) == expected)
        }
    }

    /// Byte by byte, and in blocks that end anywhere.
    @Test(arguments: [1, 2, 3, 4, 5, 7, 13, 31, 64, 65])
    func theSameIsFoundHoweverTheTextIsCut(blockSize: Int) throws {
        for example in Self.examples where example.dialect != nil && !example.text.hasPrefix("sep") {
            for padding in 0..<blockSize {
                let pad = String(repeating: "x", count: padding)
                var expected = example.outcome
                expected.records.insert([pad, pad], at: 0)
                expected.line = expected.line.map { $0 + 1 }
                for encoding in [TextEncoding.utf8, .utf16BigEndian] {
                    var layout = try #require(example.dialect)
                    layout.encoding = encoding
                    var bytes: [UInt8] = []
                    let separator = String(UnicodeScalar(layout.separator))
                    Array((pad + separator + pad + "\n" + example.text).utf8).withUnsafeBufferPointer { encoding.encode($0, to: &bytes) }
                    let input = ByteSource(bytes: bytes)
                    let text = CSVText(input, encoding: encoding, largestBlock: blockSize)
                    var scanner = CSVScanner(text, layout: layout, start: 0, file: nil, limits: .standard)
                    var outcome = CSVOutcome(records: [])
                    do {
                        while try scanner.advance() {
                            let row = scanner.storage.view
                            outcome.records.append((0..<row.count).map { row[$0].text ?? "" })
                        }
                    } catch {
                        (outcome.code, outcome.line) = (error.code.rawValue, error.location.line)
                    }
                    #expect(outcome == expected)
                }
            }
        }
    }

    @Test func recordsAreNumberedAndLinesAreNot() throws {
        var reader = try CSVReader(bytes: Array("a\n\n\"b\n\"\nc".utf8))
        var numbers: [Int] = []
        while try reader.advance() { numbers.append(reader.row.number) }
        #expect(numbers == [1, 2, 3])
        #expect(reader.row.count == 0)
        #expect(try reader.next() == nil)
    }

    @Test func viewAndRowAgree() throws {
        var reader = try CSVReader(bytes: Array("a;\"é\"\"\";\nb".utf8))
        #expect(try reader.advance())
        #expect(reader.row.count == 3)
        #expect(reader.row[1].text == "é\"")
        #expect(reader.row[1].kind == .text)
        #expect(reader.row[2].reference.description == "C1")
        #expect(reader.row.row[column: 2] == .text("é\""))
        #expect(try reader.next()?.cells.first?.reference.description == "A2")
    }

    @Test func anErrorIsAnErrorEachTime() throws {
        var reader = try CSVReader(bytes: Array("a\nb\"\nc".utf8))
        #expect(try reader.advance())
        #expect(throws: SpreadsheetError(.badQuote, "")) { try reader.advance() }
        #expect(throws: SpreadsheetError(.badQuote, "")) { try reader.advance() }
    }

    @Test func limitsHoldAndMeetTheirMark() throws {
        var limits = ReadLimits.standard
        (limits.csvField, limits.csvColumns, limits.csvRecords) = (4, 3, 2)
        func outcome(_ text: String) throws -> CSVOutcome { try CSVOutcome(text.utf8, dialect: .plain, limits: limits) }
        #expect(try outcome("abcd,\"a\"\"cd\"\n") == CSVOutcome(records: [["abcd", "a\"cd"]]))
        #expect(try outcome("a\nabcde\n") == CSVOutcome(records: [["a"]], code: "csv.field-too-long", line: 2))
        #expect(try outcome("a\n\"a\ncde\"\n") == CSVOutcome(records: [["a"]], code: "csv.field-too-long", line: 2))
        #expect(try outcome("a\n\"a\ncde") == CSVOutcome(records: [["a"]], code: "csv.field-too-long", line: 2))
        #expect(try outcome("a,b,c\na,b,c,d\n") == CSVOutcome(records: [["a", "b", "c"]], code: "csv.too-many-columns", line: 2))
        #expect(try outcome("a\nb\n\n") == CSVOutcome(records: [["a"], ["b"]]))
        #expect(try outcome("a\nb\nc\n") == CSVOutcome(records: [["a"], ["b"]], code: "limit.rows", line: 3))
        limits.rowSize = 5
        #expect(try outcome("ab,cd\n") == CSVOutcome(records: [["ab", "cd"]]))
        #expect(try outcome("ab,cd,\n") == CSVOutcome(records: [], code: "limit.row-size", line: 1))
        limits.zip.archiveSize = 3
        #expect(throws: SpreadsheetError(.init(.fileTooLarge), "")) { _ = try CSVReader(bytes: Array("abcd".utf8), limits: limits) }
    }

    @Test(arguments: ["\"", "a", "\"\"", "a,"]) func endlessFieldsAreRefusedInLittleMemory(unit: String) throws {
        let bytes = Array(String(repeating: unit, count: 500_000).utf8)
        var limits = ReadLimits.standard
        limits.csvField = 64 << 10
        let code = try CSVOutcome(bytes, dialect: .plain, limits: limits).code
        #expect(code == (unit == "a," ? "csv.too-many-columns" : "csv.field-too-long"))
    }

    @Test func aFieldMayBeAsLongAsItsLimit() throws {
        var limits = ReadLimits.standard
        limits.csvField = 8_000_000
        let text = String(repeating: "é\"\n;,\r\n", count: 100_000)
        let quoted = "\"" + text.replacing("\"", with: "\"\"") + "\""
        let outcome = try CSVOutcome("a,\(quoted)\nb,c".utf8, dialect: .plain, limits: limits)
        #expect(outcome == CSVOutcome(records: [["a", text], ["b", "c"]]))
    }

    @Test func whatIsNoFileIsRefused() {
        #expect(throws: SpreadsheetError(.init(.fileNotFound), "")) { _ = try CSVReader(path: "/nonexistent/a.csv") }
        #expect(throws: SpreadsheetError(.init(.fileUnreadable), "")) { _ = try CSVReader(path: "/tmp") }
        #expect(throws: SpreadsheetError(.init(.fileUnreadable), "")) { _ = try CSVReader(path: "/dev/null") }
    }

    @Test func anErrorNamesTheFileAndTheLine() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "CSVReaderTests-\(UUID().uuidString).csv")
        try Data("a\nb\"".utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        var reader = try CSVReader(path: url.path)
        #expect(try reader.advance())
        let error = #expect(throws: SpreadsheetError.self) { try reader.advance() }
        #expect(error?.location.file == url.lastPathComponent)
        #expect(error?.location.line == 2)
    }

    /// Bytes that structure a file, in any order: the reader must agree with the plainest possible one.
    @Test(arguments: 0..<20) func randomTextIsReadAsByAPlainReader(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<400 {
            let pieces = ["a", "bc", ",", "\"", "\"\"", "\n", "\r", "\r\n", "\",\"", "é", String(repeating: "x", count: 61)]
            let text = (0..<random.number(0...39)).map { _ in pieces[random.number(0...(pieces.count - 1))] }.joined()
            #expect(try CSVOutcome(text.utf8, dialect: .plain) == plainOutcome(text), "\(text.debugDescription)")
        }
    }

    /// RFC 4180 letter by letter, for comma and quotation mark.
    private func plainOutcome(_ text: String) -> CSVOutcome {
        var outcome = CSVOutcome(records: [])
        var record: [String] = []
        var field = String.UnicodeScalarView()
        var (line, openingLine, isQuoted, wasQuoted, isClosing) = (1, 1, false, false, false)
        let scalars = Array(text.unicodeScalars) + ["\n"]
        for (index, scalar) in scalars.enumerated() {
            let isLast = index == scalars.count - 1
            let isBreak = scalar == "\n" || scalar == "\r"
            let isSecondHalf = scalar == "\n" && index > 0 && scalars[index - 1] == "\r"
            if isQuoted, !isClosing {
                if isLast { return CSVOutcome(records: outcome.records, code: "csv.unterminated-quote", line: openingLine) }
                if scalar == "\"" { isClosing = true } else { field.append(scalar) }
                if isBreak, !isSecondHalf { line += 1 }
                continue
            }
            if isClosing {
                isClosing = false
                if scalar == "\"" {
                    field.append(scalar)
                    continue
                }
                isQuoted = false
                wasQuoted = true
                if scalar != ",", !isBreak { return CSVOutcome(records: outcome.records, code: "csv.bad-quote", line: line) }
            }
            if scalar == "," || isBreak {
                let isBlank = isBreak && record.isEmpty && field.isEmpty && !wasQuoted
                if !isBlank { record.append(String(field)) }
                if isBreak, !isBlank {
                    outcome.records.append(record)
                    record = []
                }
                if isBreak, !isSecondHalf { line += 1 }
                field = .init()
                wasQuoted = false
            } else if scalar == "\"" {
                guard field.isEmpty else { return CSVOutcome(records: outcome.records, code: "csv.bad-quote", line: line) }
                isQuoted = true
                openingLine = line
            } else {
                field.append(scalar)
            }
        }
        return outcome
    }

    @Test func `a file may have more records than a worksheet has rows`() throws {
        let count = CellReference.lastRow + 2
        var reader = try CSVReader(bytes: Array(String(repeating: "a\n", count: count).utf8))
        var last = 0
        while try reader.advance() { last = reader.row.number }
        #expect(last == count)
    }

    @Test(
        arguments: [
            ("a;b\"c;d\n", ["a", "b\"c", "d"], 1), ("a;\"b\"c;d\n", ["a", "bc", "d"], 1),
            ("a;\"b\"\"c\" d\"e\";f\n", ["a", "b\"c d\"e\"", "f"], 3),
            ("=\"1\"2;b\n", ["=\"1\"2", "b"], 1), ("=\"1;b\n", ["=\"1", "b"], 1), ("a;5\"", ["a", "5\""], 1), ("a;\"b\"x", ["a", "bx"], 1),
            ("=\"a", ["=\"a"], 1), ("a;\"b\"x\r\n", ["a", "bx"], 1), ("\"a\";=\"007\"\n", ["a", "007"], 0),
        ] as [(String, [String], Int)])
    func `a stray quotation mark is text where it may be, and is told of`(text: String, fields: [String], strays: Int) throws {
        let dialect = CSVDialect(separator: UInt8(ascii: ";"), allowsStrayQuotes: true)
        // The next record is not concerned.
        let ends = text.hasSuffix("\n")
        var reader = try CSVReader(bytes: Array((text + (ends ? "x;y\n" : "")).utf8), dialect: dialect)
        #expect(try reader.next()?.cells.map(\.value) == fields.map { .text($0) })
        #expect(reader.strayQuotes == strays)
        if ends {
            #expect(try reader.next()?.cells.map(\.value) == [.text("x"), .text("y")])
            #expect(reader.strayQuotes == 0)
        }
        #expect(try reader.next() == nil)
        // Whatever is refused without the permission is told of with it, and nothing else.
        let strict = CSVOutcome(try CSVReader(bytes: Array(text.utf8), dialect: CSVDialect(separator: UInt8(ascii: ";"))))
        #expect((strict.code == "csv.bad-quote") == (strays > 0))
        let file = try SheetFile(bytes: Array(text.utf8), csv: .init(separator: UInt8(ascii: ";"), allowsStrayQuotes: true))
        var rows = try file.rows(of: file.sheets[0])
        #expect(try rows.advance())
        #expect(rows.strayQuotes == strays)
    }

    @Test func `a field that is never closed is refused all the same`() throws {
        let outcome = try CSVOutcome("a,\"b\nc".utf8, dialect: CSVDialect(allowsStrayQuotes: true))
        #expect(outcome.code == "csv.unterminated-quote")
    }
}
