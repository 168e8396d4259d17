import TestSupport
import Testing
import ZipContainer

@testable import Spreadsheet

/// What a legacy workbook has besides its cells.
@Suite struct LegacyWorkbookTests {
    private typealias Book = LegacyWorkbook

    @Test func `sheets have their names, states and kinds`() throws {
        var book = Book([.init("Montré", []), .init("Caché", []), .init("Secret", []), .init("Graphique", []), .init("Macro", [])])
        for index in book.sheets.indices { book.sheets[index].name = ["Feuil1", "Cachee", "Secret", "Graphe", "Macro"][index] }
        (book.sheets[1].state, book.sheets[2].state, book.sheets[3].kind, book.sheets[4].kind) = (1, 2, 2, 1)
        let workbook = try Workbook(bytes: book.bytes())
        #expect(workbook.format == .xls)
        #expect(workbook.sheets.map(\.name) == ["Feuil1", "Cachee", "Secret", "Graphe", "Macro"])
        #expect(workbook.sheets.map(\.visibility) == [.visible, .hidden, .veryHidden, .visible, .visible])
        #expect(workbook.sheets.map(\.kind) == [.worksheet, .worksheet, .worksheet, .other, .other])
        #expect(throws: SpreadsheetError(.noSuchSheet, "")) { _ = try workbook.rows(of: workbook.sheets[3]) }
    }

    @Test(arguments: ["Workbook", "WORKBOOK", "Book", "BOOK"]) func `the stream is found by its name in any case`(name: String) {
        #expect(Reading(Book(Book.number(1, 1, 1)).bytes(named: name)).values == "A1=1.0")
    }

    @Test func `of two workbooks the newer one counts, and one in a storage does not`() {
        let new = Book(Book.number(1, 1, 8)).stream
        var old = Book(Book.number(1, 1, 5))
        old.isUnicode = false
        let both = CompoundFileMaker([.init("Book", old.stream), .init("Workbook", new)]).make().bytes
        #expect(Reading(both).values == "A1=8.0")
        let inside = CompoundFileMaker([.init("WordDocument", old.stream), .init("Workbook", new, in: "MBD001")]).make().bytes
        #expect(Reading(inside).values == "format.not-a-workbook")
    }

    @Test func `records without a compound file are read`() throws {
        let stream = Book(Book.number(1, 1, 1)).stream
        #expect(Reading(stream).values == "A1=1.0")
        #expect(try SheetFile(bytes: stream).format == .xls)
    }

    @Test func `only the directory says that a workbook is encrypted`() {
        let cell = Book(Book.label(1, 1, "EncryptedPackage")).bytes()
        #expect(Reading(cell).values == "A1=\"EncryptedPackage\"")
        // Standard encryption with AES-128, of a password that nobody knows ([MS-OFFCRYPTO] 2.3.4.5).
        let header = [0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0].flatMap { RecordFile.number(UInt32($0)) }
        let verifier = RecordFile.number(UInt32(16)) + [UInt8](repeating: 7, count: 32) + RecordFile.number(UInt32(20))
        let info = [4, 0, 2, 0, 0x24, 0, 0, 0, 32, 0, 0, 0] + header + verifier + [UInt8](repeating: 7, count: 32)
        let package = RecordFile.number(UInt64(3)) + [UInt8](repeating: 7, count: 16)
        let encrypted = CompoundFileMaker([.init("EncryptionInfo", info), .init("EncryptedPackage", package)]).make().bytes
        #expect(Reading(encrypted).values == "format.encrypted")
        #expect(Reading(Book([], strings: Book.record(0x2F, [0, 0, 1, 2, 3, 4])).bytes()).values == "format.encrypted")
    }

    @Test func `older and unknown versions are named`() {
        for start in [[9, 0, 4, 0, 2, 0, 16, 0], [9, 2, 6, 0, 0, 3, 16, 0, 0, 0], [9, 4, 6, 0, 0, 4, 16, 0, 0, 0]] as [[UInt8]] {
            #expect(Reading(start + [10, 0, 0, 0]).values == "format.xls")
        }
        #expect(Reading(Book.record(0x809, Book.number16(0x700) + Book.number16(5))).values == "format.xls")
        #expect(Reading(CompoundFileMaker([.init("Workbook", Book.record(0x809, [0]))]).make().bytes).values == "biff.malformed")
        #expect(Reading(CompoundFileMaker([.init("Workbook", [])]).make().bytes).values == "biff.malformed")
    }

    @Test func `macros are refused of strangers`() throws {
        let bytes = CompoundFileMaker([.init("Workbook", Book(Book.number(1, 1, 1)).stream), .init("dir", [1], in: "_VBA_PROJECT_CUR")])
            .make().bytes
        #expect(try Workbook(bytes: bytes).sheets.count == 1)
        #expect(throws: SpreadsheetError(.macros, "")) { _ = try Workbook(bytes: bytes, limits: .strict) }
    }

    // MARK: - Dates and formats

    private static func format(_ id: Int) -> [UInt8] {
        Book.record(0xE0, Book.number16(0) + Book.number16(id) + [UInt8](repeating: 0, count: 16))
    }

    @Test func `dates are told by their format, in both systems`() throws {
        let formats = Book.record(0x41E, Book.number16(164) + Book.wide("dd/mm/yyyy")) + Self.format(0) + Self.format(14) + Self.format(164)
        let cells = Book.number(1, 1, 43_831) + Book.number(1, 2, 43_831, format: 1) + Book.number(1, 3, 43_831.5, format: 2)
        #expect(Reading(Book(cells, strings: formats).bytes()).values == "A1=43831.0 B1=@43831.0 C1=@43831.5")
        let since1904 = try Workbook(bytes: Book(cells, strings: formats + Book.record(0x22, [1, 0])).bytes())
        #expect(since1904.dateSystem == .since1904)
        var rows = try since1904.rows(of: since1904.sheets[0])
        #expect(try rows.next()?.cells.map(\.displayedText) == ["43831", "1/2/24", "02/01/2024"])
    }

    @Test func `a workbook gives built-in formats its own codes`() throws {
        let formats = Book.record(0x41E, Book.number16(14) + Book.wide("0.000")) + Self.format(14)
        let workbook = try Workbook(bytes: Book(Book.number(1, 1, 2), strings: formats).bytes())
        var rows = try workbook.rows(of: workbook.sheets[0])
        #expect(try rows.next()?.cells.map(\.displayedText) == ["2.000"])
    }

    // MARK: - Code pages

    private static func text(_ bytes: [UInt8], page: Int?) -> String {
        var book = Book(Book.record(0x204, Book.place(1, 1) + Book.number16(bytes.count) + bytes))
        book.isUnicode = false
        if let page { book.globals = Book.record(0x42, Book.number16(page)) }
        return Reading(book.bytes(named: "Book")).values
    }

    @Test func `texts of Excel 5 are in the workbook's code page`() {
        #expect(Self.text([0xE9, 0x74, 0xE9, 0x20, 0x80], page: 1252) == "A1=\"été €\"")
        #expect(Self.text([0xE9], page: nil) == "A1=\"é\"")
        #expect(Self.text([0x82, 0x74, 0x82], page: 437) == "A1=\"été\"")
        #expect(Self.text([0x8E, 0x74, 0x8E], page: 10_000) == "A1=\"été\"")
        #expect(Self.text([0x90, 0xE4], page: 10_029) == "A1=\"źš\"")
        #expect(Self.text([0xE9], page: 1251) == "A1=\"й\"")
        #expect(Self.text([0x8F], page: 866) == "A1=\"П\"")
        // What a page does not assign is the control character of its number, and is kept.
        #expect(Self.text([0x61, 0x81, 0x62], page: 1252) == "A1=\"a\u{81}b\"")
        #expect(Self.text(Array("plain".utf8), page: 932) == "A1=\"plain\"")
        #expect(Self.text([0x61, 0xE9], page: 932) == "encoding.unknown A1")
    }

    // MARK: - Layout

    @Test func `merged cells, links and the range that is declared`() throws {
        let url: [UInt8] = [0xE0, 0xC9, 0xEA, 0x79, 0xF9, 0xBA, 0xCE, 0x11, 0x8C, 0x82, 0x00, 0xAA, 0x00, 0x4B, 0xA9, 0x0B]
        func link(_ cell: Int, _ flags: Int, _ rest: [UInt8]) -> [UInt8] {
            let range = Book.number16(cell) + Book.number16(cell) + Book.number16(0) + Book.number16(0)
            return Book.record(0x1B8, range + [UInt8](repeating: 0, count: 16) + Book.number32(2) + Book.number32(flags) + rest)
        }
        let address = Book.units("https://example.org/\u{0}")
        let place = Book.number32(9) + Book.units("Feuil1!A1")
        let records =
            Book.record(0x200, Book.number32(0) + Book.number32(5) + Book.number16(0) + Book.number16(3) + [0, 0])
            + Book.number(1, 1, 1) + Book.number(2, 1, 2) + Book.record(0xE5, [2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 2, 0, 2, 0, 0, 0, 2, 0])
            + link(0, 3, url + Book.number32(address.count) + address) + link(1, 8, place)
            + link(2, 0x1B, Book.number32(1) + Book.units("x") + url + Book.number32(address.count) + address + place) + link(3, 3, [1, 2])
        let workbook = try Workbook(bytes: Book(records).bytes())
        let layout = try workbook.layout(of: workbook.sheets[0])
        #expect(layout.dimension?.description == "A1:C5")
        #expect(layout.mergedCells.map(\.description) == ["A1:B2", "A3:C3"])
        #expect(
            layout.hyperlinks.map { "\($0.key) \($0.value)" }.sorted() == [
                "A1 https://example.org/", "A2 #Feuil1!A1", "A3 https://example.org/#Feuil1!A1",
            ])
        var rows = try workbook.rows(of: workbook.sheets[0], options: .hyperlinks)
        #expect(try rows.next()?.cells.map(\.hyperlink) == ["https://example.org/"])
        let lying = Book(Book.record(0xE5, [9, 0, 0, 0, 1, 0, 0, 0, 1, 0])).bytes()
        let other = try Workbook(bytes: lying)
        #expect(throws: SpreadsheetError(.malformedRecords, "")) { _ = try other.layout(of: other.sheets[0]) }
    }

    @Test func `names of ranges`() throws {
        func name(_ flags: Int, _ name: [UInt8], owner: Int, _ formula: [UInt8]) -> [UInt8] {
            Book.record(
                0x18,
                Book.number16(flags) + [0, UInt8(name.count)] + Book.number16(formula.count) + [0, 0] + Book.number16(owner)
                    + [0, 0, 0, 0, 0] + name + formula)
        }
        func area(_ reference: Int, _ kind: UInt8 = 0x3B, columns: UInt8 = 2) -> [UInt8] {
            [kind] + Book.number16(reference) + [0, 0, 9, 0, 0, 0, columns, 0]
        }
        var book = Book([.init("Feuil1", []), .init("Commande 2", [])])
        book.globals =
            Book.record(0x1AE, [2, 0, 1, 4]) + Book.record(0x1AE, [1, 0, 3, 0, 0, 0x61])
            + Book.record(0x17, Book.number16(3) + [0, 0, 1, 0, 1, 0] + [1, 0, 0, 0, 0, 0] + [0, 0, 0, 0, 1, 0])
            + name(0, Array("Liste".utf8), owner: 0, area(0)) + name(0x21, [6], owner: 2, area(0, 0x5B))
            + name(0x20, [7], owner: 1, area(0, columns: 255)) + name(0x20, [7], owner: 1, area(0, columns: 255))
            + name(0, Array("Excel_BuiltIn_Print_Titles".utf8), owner: 1, area(0, columns: 255))
            + name(0, Array("Excel_BuiltIn_Print_Area".utf8), owner: 1, area(0))
            + name(0, Array("Cellule".utf8), owner: 0, [0x3A, 0, 0, 4, 0, 1, 0]) + name(0, Array("Ailleurs".utf8), owner: 0, area(1))
            + name(0, Array("Deux".utf8), owner: 0, area(2)) + name(0, Array("Calcul".utf8), owner: 0, [0x1E, 1, 0])
            + name(0, Array("Faux".utf8), owner: 9, area(0)) + name(0x20, [99], owner: 0, area(0))
            + Book.record(0x18, [0, 0, 0, 200, 9, 9])
        #expect(
            try Workbook(bytes: book.bytes()).definedNames == [
                DefinedName("Liste", formula: "'Commande 2'!$A$1:$C$10"),
                DefinedName("_xlnm.Print_Area", formula: "'Commande 2'!$A$1:$C$10", sheet: "Commande 2", isHidden: true),
                // LibreOffice writes the titles to be printed twice.
                DefinedName("_xlnm.Print_Titles", formula: "'Commande 2'!$1:$10", sheet: "Feuil1"),
                DefinedName("Excel_BuiltIn_Print_Area", formula: "'Commande 2'!$A$1:$C$10", sheet: "Feuil1"),
                DefinedName("Cellule", formula: "'Commande 2'!$B$5"),
            ])
    }

    // MARK: - Properties

    /// A set of properties, each with its type and its value.
    private static func set(_ properties: [(Int, [UInt8])]) -> [UInt8] {
        var offset = 8 + 8 * properties.count
        var list: [UInt8] = []
        var values: [UInt8] = []
        for (id, value) in properties {
            list += Book.number32(id) + Book.number32(offset + values.count)
            values += value
        }
        offset += values.count
        return Book.number32(offset) + Book.number32(properties.count) + list + values
    }

    private static func stream(_ sets: [(format: [UInt8], bytes: [UInt8])]) -> [UInt8] {
        var result: [UInt8] = [0xFE, 0xFF, 0, 0] + [UInt8](repeating: 0, count: 20) + Book.number32(sets.count)
        var place = result.count + 20 * sets.count
        for set in sets {
            result += set.format + Book.number32(place)
            place += set.bytes.count
        }
        return result + sets.flatMap(\.bytes)
    }

    @Test func `document properties, also those of users`() throws {
        let user: [UInt8] = [0x05, 0xD5, 0xCD, 0xD5, 0x9C, 0x2E, 0x1B, 0x10, 0x93, 0x97, 0x08, 0x00, 0x2B, 0x2C, 0xF9, 0xAE]
        let document: [UInt8] = [0x02] + user.dropFirst()
        let summary: [UInt8] = [0xE0, 0x85, 0x9F, 0xF2, 0xF9, 0x4F, 0x68, 0x10, 0xAB, 0x91, 0x08, 0x00, 0x2B, 0x27, 0xB3, 0xD9]
        func narrow(_ bytes: [UInt8]) -> [UInt8] { Book.number32(30) + Book.number32(bytes.count + 1) + bytes + [0] }
        func wide(_ text: String) -> [UInt8] { Book.number32(31) + Book.number32(text.utf16.count + 1) + Book.units(text) + [0, 0] }
        // 2 January 2024, 3:04:05, in units of 100 ns since 1601.
        let time: UInt64 = 133_486_382_450_000_000
        let date = Book.number32(64) + (0..<8).map { UInt8(truncatingIfNeeded: time >> UInt64(8 * $0)) }
        let page = (1, Book.number32(2) + Book.number16(1252) + [0, 0])
        let names =
            Book.number32(2) + Book.number32(2) + Book.number32(7) + Array("export\u{0}".utf8) + Book.number32(3) + Book.number32(2) + [
                0xE9, 0,
            ]
        let first = Self.stream([(summary, Self.set([page, (2, narrow([0xE9, 0x74, 0xE9])), (4, wide("Zoé")), (12, date)]))])
        let second = Self.stream([
            (document, Self.set([page, (15, narrow(Array("CSE".utf8)))])),
            (user, Self.set([page, (0, names), (2, wide("0123abcd")), (3, Book.number32(3) + Book.number32(42))])),
        ])
        let workbook = Book(Book.number(1, 1, 1)).stream
        func properties(_ first: [UInt8], _ second: [UInt8]) throws -> DocumentProperties {
            let streams: [CompoundFileMaker.Stream] = [
                .init("Workbook", workbook), .init("\u{5}SummaryInformation", first), .init("\u{5}DocumentSummaryInformation", second),
            ]
            return try Workbook(bytes: CompoundFileMaker(streams).make().bytes).properties()
        }
        let read = try properties(first, second)
        #expect(read.title == "été")
        #expect(read.creator == "Zoé")
        #expect(read.created == CivilDateTime(year: 2024, month: 1, day: 2, hour: 3, minute: 4, second: 5))
        #expect(read.company == "CSE")
        #expect(read.custom == [.init("export", .text("0123abcd")), .init("é", .number(42))])
        // What is in a code page that is not known is missing, unless it is ASCII.
        let unknown = (1, Book.number32(2) + Book.number16(932) + [0, 0])
        let texts = [(2, narrow([0xE9, 0x74, 0xE9])), (3, narrow(Array("CSE".utf8)))]
        let other = try properties(Self.stream([(summary, Self.set([unknown] + texts))]), second)
        #expect(other.title == nil && other.subject == "CSE" && other.company == "CSE")
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<2000 {
            var (one, two) = (first, second)
            for _ in 0..<3 {
                one[Int.random(in: 0..<one.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
                two[Int.random(in: 0..<two.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            _ = try properties(one, two)
        }
    }
}
