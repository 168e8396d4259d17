import TestSupport
import Testing
import ZipContainer

@testable import Spreadsheet

@Suite struct LegacyReadingTests {
    private typealias Book = LegacyWorkbook

    private static func values(_ records: [UInt8], strings: [UInt8] = [], limits: ReadLimits = .standard) -> String {
        Reading.everyWay(Book(records, strings: strings).bytes(), limits: limits).values
    }

    private static func text(_ strings: [UInt8]) -> String { values(Book.shared(1, 1, 0), strings: strings) }

    /// A text that a record of shared strings begins with, and that others continue.
    private static func split(_ parts: [[UInt8]]) -> [UInt8] {
        Book.record(0xFC, Book.number32(1) + Book.number32(1) + parts[0]) + parts.dropFirst().flatMap { Book.record(0x3C, $0) }
    }

    // MARK: - Values

    @Test func `numbers of every record are exact`() {
        func rk(_ bits: UInt32) -> [UInt8] { Book.record(0x27E, Book.place(1, 1) + Book.number32(Int(bits))) }
        #expect(Self.values(rk(0x3FF0_0000)) == "A1=1.0")
        #expect(Self.values(rk(UInt32(bitPattern: -5 << 2) | 2)) == "A1=-5.0")
        #expect(Self.values(rk(UInt32(bitPattern: -12345 << 2) | 3)) == "A1=-123.45")
        #expect(Self.values(rk(0x40C8_1C81)) == "A1=123.45" || Self.values(rk(0x40C8_1C81)).hasPrefix("A1=123.4"))
        #expect(Self.values(Book.number(1, 1, 0.1)) == "A1=0.1")
        #expect(Self.values(Book.number(1, 256, -2.5)) == "IV1=-2.5")
        #expect(Self.values(Book.number(65_536, 1, 1)) == "A65536=1.0")
        let several = Book.place(1, 2) + Book.number32(2 << 2 | 2) + Book.number16(0) + Book.number32(7 << 2 | 2) + Book.number16(2)
        #expect(Self.values(Book.record(0xBD, several)) == "B1=2.0 C1=7.0")
        for value in [Double.nan, .infinity, -.infinity, .signalingNaN] { #expect(Self.values(Book.number(1, 1, value)) == "A1=#NUM!") }
    }

    @Test func `booleans, errors and blanks`() {
        func cell(_ value: UInt8, _ isError: UInt8) -> [UInt8] { Book.record(0x205, Book.place(1, 1) + [value, isError]) }
        #expect(Self.values(cell(1, 0)) == "A1=true")
        #expect(Self.values(cell(0, 0)) == "A1=false")
        let errors: [(UInt8, String)] = [
            (0, "#NULL!"), (7, "#DIV/0!"), (0x0F, "#VALUE!"), (0x17, "#REF!"), (0x1D, "#NAME?"), (0x24, "#NUM!"), (0x2A, "#N/A"),
        ]
        for (code, text) in errors { #expect(Self.values(cell(code, 1)) == "A1=\(text)") }
        #expect(Self.values(cell(99, 1)) == "sheet.bad-value A1")
        #expect(Self.values(Book.record(0x201, Book.place(1, 2)) + Book.record(0xBE, Book.place(1, 3) + [0, 0, 3, 0])) == "B1= C1= D1=")
    }

    @Test func `results of formulas are of every kind`() {
        #expect(Self.values(Book.formula(1, 1, Book.double(1.5))) == "A1f=1.5")
        #expect(Self.values(Book.formula(1, 1, [1, 0, 1, 0, 0, 0, 0xFF, 0xFF])) == "A1f=true")
        #expect(Self.values(Book.formula(1, 1, [2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF])) == "A1f=#N/A")
        #expect(Self.values(Book.formula(1, 1, [3, 0, 0, 0, 0, 0, 0xFF, 0xFF])) == "A1f=\"\"")
        #expect(Self.values(Book.formula(1, 1, [9, 0, 0, 0, 0, 0, 0xFF, 0xFF])) == "sheet.bad-value A1")
        let text = Book.formula(1, 1, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF])
        let shared = Book.record(0x4BC, [UInt8](repeating: 0, count: 10))
        #expect(Self.values(text + Book.record(0x207, Book.wide("été"))) == "A1f=\"été\"")
        #expect(Self.values(text + shared + Book.record(0x207, Book.wide("été")) + Book.number(1, 2, 3)) == "A1f=\"été\" B1=3.0")
        #expect(Self.values(text + Book.number(1, 2, 3)) == "A1f= B1=3.0")
        #expect(Self.values(text) == "A1f=")
        #expect(Self.values(text + Book.record(0x207, [0, 0])) == "A1f=\"\"")
        let split = Book.record(0x207, [3, 0, 0, 0x61]) + Book.record(0x3C, [1] + Book.units("€b"))
        #expect(Self.values(text + split) == "A1f=\"a€b\"")
    }

    @Test func `texts of cells`() {
        #expect(Self.values(Book.label(1, 1, "Chloé 😀")) == "A1=\"Chloé 😀\"")
        #expect(Self.values(Book.record(0x204, Book.place(1, 1) + [4, 0, 0] + [0x5A, 0x6F, 0xE9, 0x21])) == "A1=\"Zoé!\"")
        let rich = Book.record(0xD6, Book.place(1, 1) + Book.wide("riche") + [1, 0, 0, 0, 0, 0])
        #expect(Self.values(rich) == "A1=\"riche\"")
        #expect(Self.values(Book.record(0x204, Book.place(1, 1) + [9, 0, 0, 0x61])) == "biff.malformed A1")
        #expect(Self.values(Book.shared(1, 1, 0)) == "sheet.bad-shared-string A1")
        #expect(Self.values(Book.shared(1, 1, 2), strings: Book.strings([Book.wide("a"), Book.wide("b")])) == "sheet.bad-shared-string A1")
        let half = Book.record(0x204, Book.place(1, 1) + [2, 0, 1] + [0x3D, 0xD8, 0x61, 0])
        #expect(Self.values(half) == "A1=\"_xD83D_a\"")
        let nul = Book.record(0x204, Book.place(1, 1) + [3, 0, 1] + [0x61, 0, 0, 0, 0x62, 0])
        #expect(Self.values(nul) == "A1=\"a\u{0}b\"")
    }

    // MARK: - Shared strings

    @Test func `shared strings are split anywhere`() {
        let text = "abc€déf😀g"
        let units = Array(text.utf16)
        let all = Book.wide(text)
        for place in 3...all.count where (place - 3) % 2 == 0 {
            let rest = Array(all[place...])
            let parts = [Array(all[..<place])] + (rest.isEmpty ? [] : [[1] + rest])
            #expect(Self.text(Self.split(parts)) == "A1=\"\(text)\"", "split at \(place)")
        }
        // A record for each unit, of one byte or two where one is enough.
        var parts: [[UInt8]] = [Book.number16(units.count) + [1]]
        for unit in units { parts.append(unit < 256 ? [0, UInt8(unit)] : [1] + Book.number16(Int(unit))) }
        #expect(Self.text(Self.split(parts)) == "A1=\"\(text)\"")
        // The number of units and the flags are split too, and so are empty records.
        #expect(Self.text(Self.split([[3], [0], [0], [], [0, 0x61, 0x62], [0, 0x63]])) == "A1=\"abc\"")
        #expect(Self.text(Self.split([[3, 0, 1, 0x61], [1, 0, 0x62, 0, 0x63, 0]])) == "biff.malformed")
        #expect(Self.text(Self.split([[3, 0, 0, 0x61]])) == "biff.malformed")
    }

    @Test func `formatting and phonetic data of shared strings are passed over`() {
        let rich: [UInt8] = [2, 0, 0x0C, 1, 0, 6, 0, 0, 0, 0x61, 0x62] + [0, 0, 1, 0] + [1, 2, 3, 4, 5, 6]
        #expect(
            Self.values(Book.shared(1, 1, 0) + Book.shared(1, 2, 1), strings: Book.strings([rich, Book.wide("c")])) == "A1=\"ab\" B1=\"c\"")
        for place in 11..<rich.count {
            let strings =
                Book.record(0xFC, Book.number32(2) + Book.number32(2) + rich[..<place])
                + Book.record(0x3C, rich[place...] + Book.wide("c"))
            #expect(Self.values(Book.shared(1, 1, 1), strings: strings) == "A1=\"c\"", "split at \(place)")
        }
        #expect(Self.text(Book.strings([[1, 0, 4, 0xFF, 0xFF, 0xFF, 0x7F, 0x61]])) == "biff.malformed")
        #expect(Self.text(Book.strings([[1, 0, 8, 0xFF, 0xFF, 0x61]])) == "biff.malformed")
    }

    @Test(arguments: [0, 1, 2, 3, 0x7FFF_FFFF, 0xFFFF_FFFF]) func `the number of shared strings is not believed`(count: Int) {
        let strings = Book.strings([Book.wide("a"), Book.wide("b")], count: count)
        #expect(Self.values(Book.shared(1, 1, 0) + Book.shared(1, 2, 1), strings: strings) == "A1=\"a\" B1=\"b\"")
    }

    @Test func `bytes after the announced strings are left out`() {
        let strings = Book.strings([Book.wide("a"), [7]], count: 1)
        #expect(Self.values(Book.shared(1, 1, 0), strings: strings) == "A1=\"a\"")
        #expect(Self.values(Book.shared(1, 1, 1), strings: strings) == "sheet.bad-shared-string A1")
    }

    @Test func `a text is as long as a cell allows`() {
        let longest = Book.number16(32_767) + [0] + [UInt8](repeating: 0x78, count: 8000)
        let rest = (0..<4).map { [0] + [UInt8](repeating: 0x78, count: $0 < 3 ? 8000 : 767) }
        #expect(Self.text(Self.split([longest] + rest)) == "A1=\"\(String(repeating: "x", count: 32_767))\"")
        let longer = Book.number16(32_768) + [0] + [UInt8](repeating: 0x78, count: 8000)
        #expect(Self.text(Self.split([longer] + rest.dropLast() + [[0] + [UInt8](repeating: 0x78, count: 768)])) == "cell.too-long")
    }

    // MARK: - Rows

    @Test func `rows and cells come in order, however they are written`() {
        let rows = Book.number(3, 1, 3) + Book.number(1, 2, 1.5) + Book.number(2, 1, 2) + Book.number(1, 1, 1) + Book.number(3, 2, 3.5)
        #expect(Self.values(rows) == "A1=1.0 B1=1.5 | A2=2.0 | A3=3.0 B3=3.5")
        #expect(Self.values(Book.number(1, 2, 2) + Book.number(1, 1, 1)) == "A1=1.0 B1=2.0")
        let text = Book.formula(1, 1, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) + Book.record(0x207, Book.wide("t"))
        #expect(Self.values(Book.number(2, 1, 2) + text) == "A1f=\"t\" | A2=2.0")
    }

    @Test func `a sheet that is written column by column is read row by row`() {
        let records = (1...40).flatMap { column in (1...300).flatMap { row in Book.number(row, column, Double(row * 1000 + column)) } }
        let reading = Reading.everyWay(Book(records).bytes(), ways: Reading.fewWays(seed: 1))
        #expect(reading.faults.isEmpty)
        #expect(reading.rows.map(\.number) == Array(1...300))
        for row in reading.rows {
            #expect(row.cells.compactMap(\.bits) == (1...40).map { Double(row.number * 1000 + $0).bitPattern })
        }
        var limits = ReadLimits.standard
        limits.cells = 11_999
        #expect(Reading(Book(records).bytes(), limits: limits).faults.first?.code == "limit.cells")
    }

    @Test func `a cell that stands twice is one only if one at most has a value`() {
        #expect(Self.values(Book.number(1, 1, 1) + Book.number(1, 1, 2)) == "sheet.duplicate-cell A1")
        #expect(Self.values(Book.number(1, 1, 1) + Book.number(2, 1, 2) + Book.number(1, 1, 3)) == "sheet.duplicate-cell A1")
        #expect(Self.values(Book.record(0x201, Book.place(1, 1)) + Book.number(1, 1, 2)) == "A1=2.0")
    }

    @Test func `hidden rows are told, wherever their records stand`() {
        func row(_ number: Int, _ flags: UInt8) -> [UInt8] {
            Book.record(0x208, Book.number16(number - 1) + [UInt8](repeating: 0, count: 10) + [flags, 0, 0, 0])
        }
        let cells = Book.number(1, 1, 1) + Book.number(2, 1, 2) + Book.number(300, 1, 3)
        for records in [row(1, 0) + row(2, 0x20) + row(300, 0x20) + cells, cells + row(2, 0x20) + row(300, 0x20)] {
            let reading = Reading(Book(records).bytes())
            #expect(reading.rows.map(\.isHidden) == [false, true, true])
        }
    }

    @Test func `a chart in a sheet is none of its cells`() {
        let chart = Book.record(0x809, Book.number16(0x600) + Book.number16(0x20)) + Book.number(1, 1, 99) + Book.record(10)
        #expect(Self.values(Book.number(1, 1, 1) + chart + Book.number(2, 1, 2)) == "A1=1.0 | A2=2.0")
        #expect(Self.values(Book.number(2, 1, 2) + chart + Book.number(1, 1, 1)) == "A1=1.0 | A2=2.0")
    }

    @Test func `a sheet without its last record ends with the stream`() {
        var book = Book(Book.number(1, 1, 1))
        book.sheets[0].hasEnd = false
        #expect(Reading(book.bytes()).values == "A1=1.0")
        // If the stream should have gone on, cells may be missing.
        book.sheets[0].records += (0..<600).flatMap { Book.number(2 + $0, 1, 2) }
        var made = CompoundFileMaker([.init("Workbook", book.stream)]).make()
        made.set(1 << 20, at: made.entryPlace(0) + 120)
        #expect(Reading(made.bytes).values == "biff.malformed")
    }

    // MARK: - Damage

    @Test func `records that lie are refused`() {
        #expect(Self.values([0x03, 0x02, 0xFF, 0xFF, 1, 2]) == "biff.malformed")
        #expect(Self.values(Book.record(0x203, [0, 0, 0, 0])) == "biff.malformed")
        #expect(Self.values(Book.record(0x203, Book.place(1, 1) + [0])) == "biff.malformed")
        #expect(Self.values(Book.record(6, Book.place(1, 1) + [0])) == "biff.malformed")
        #expect(Self.values(Book.number(1, 0xFFFF, 1)) == "sheet.bad-ref A1")
        #expect(Self.values(Book.number(1, 257, 1)) == "sheet.bad-ref A1")
        let several = Book.place(1, 3) + Book.number32(4) + Book.number16(1)
        #expect(Self.values(Book.record(0xBD, several)) == "biff.malformed C1")
        #expect(Self.values(Book.record(0xBD, Book.place(1, 1) + Book.number32(4) + Book.number16(255))) == "biff.malformed A1")
        #expect(Self.values(Book.record(0xBE, Book.place(1, 1))) == "biff.malformed A1")
    }

    @Test func `a sheet whose place is not in the stream is missing, and a workbook without all of them is damaged`() throws {
        var book = Book([.init("a", Book.number(1, 1, 1)), .init("b", Book.number(1, 1, 2))])
        book.placeShift = 3
        #expect(Reading(book.bytes()).values == "biff.malformed")
        book.placeShift = 1 << 24
        #expect(Reading(book.bytes()).values == "biff.malformed")
        book.placeShift = 0
        var stream = book.stream
        let place = try #require(stream.indices.last { stream[$0...].starts(with: [0x85, 0]) })
        stream.replaceSubrange(place + 4..<place + 8, with: Book.number32(1 << 24))
        let workbook = try Workbook(bytes: CompoundFileMaker([.init("Workbook", stream)]).make().bytes)
        #expect(workbook.sheets.map(\.kind) == [.worksheet, .missing])
        #expect(throws: SpreadsheetError(.missingPart, "")) { _ = try workbook.rows(of: workbook.sheets[1]) }
        stream.replaceSubrange(place + 4..<place + 8, with: stream[(place - 10 - 4)...].prefix(0) + Book.number32(0))
        let twice = CompoundFileMaker([.init("Workbook", stream)]).make().bytes
        #expect(try Workbook(bytes: twice).sheets.count == 2)
    }

    @Test func `two sheets at one place are refused of strangers`() throws {
        var stream = Book([.init("a", Book.number(1, 1, 1)), .init("b", [])]).stream
        let places = stream.indices.filter { stream[$0...].starts(with: [0x85, 0]) }
        stream.replaceSubrange(places[1] + 4..<places[1] + 8, with: stream[(places[0] + 4)...].prefix(4))
        let bytes = CompoundFileMaker([.init("Workbook", stream)]).make().bytes
        #expect(Reading(bytes).rowCount == 2)
        #expect(throws: SpreadsheetError(.malformedRecords, "")) { _ = try Workbook(bytes: bytes, limits: .strict) }
    }

    @Test func `limits are those of what is there`() {
        let records = Book.number(1, 1, 1) + Book.number(1, 2, 2) + Book.number(2, 1, 3)
        func code(_ change: (inout ReadLimits) -> Void) -> String? {
            var limits = ReadLimits.standard
            change(&limits)
            let strings = Book.strings([Book.wide("abc"), Book.wide("d")])
            return Reading(Book(records + Book.shared(3, 1, 0), strings: strings).bytes(), limits: limits).faults.first?.code
        }
        #expect(code { _ in } == nil)
        #expect(code { $0.cells = 2 } == "limit.cells")
        #expect(code { $0.rows = 1 } == "limit.rows")
        #expect(code { $0.sharedStrings = 1 } == "limit.shared-strings")
        #expect(code { $0.cellLength = 2 } == "cell.too-long")
        #expect(code { $0.sheetText = 2 } == "limit.text")
        #expect(code { $0.sheets = 0 } == "limit.sheets")
        #expect(code { $0.zip.archiveSize = 512 } == "limit.file-size")
    }

    @Test func `whatever is damaged costs no trap`() {
        let strings = Book.strings([Book.wide("abc€"), [2, 0, 0x0C, 1, 0, 6, 0, 0, 0, 0x61, 0x62, 0, 0, 1, 0, 1, 2, 3, 4, 5, 6]])
        let cells =
            Book.number(1, 1, 1) + Book.label(1, 2, "été") + Book.shared(2, 1, 0) + Book.shared(2, 2, 1)
            + Book.formula(3, 1, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) + Book.record(0x207, Book.wide("t"))
            + Book.record(0xBD, Book.place(4, 1) + Book.number32(4) + Book.number16(0))
            + Book.record(0xE5, [1, 0, 0, 0, 1, 0, 0, 0, 1, 0])
        var generator = SeededGenerator(seed: 5)
        for isUnicode in [true, false] {
            var book = Book(cells, strings: strings)
            book.isUnicode = isUnicode
            let stream = book.stream
            for _ in 0..<3000 {
                var bytes = stream
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
                }
                guard let workbook = try? Workbook(bytes: CompoundFileMaker([.init("Book", bytes)]).make().bytes) else { continue }
                for sheet in workbook.sheets {
                    _ = try? workbook.layout(of: sheet)
                    guard var rows = try? workbook.rows(of: sheet, options: .hyperlinks) else { continue }
                    while let isRow = try? rows.advance(), isRow {}
                }
            }
        }
    }
}
