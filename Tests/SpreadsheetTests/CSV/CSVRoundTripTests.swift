import Testing

@testable import Spreadsheet

/// What the writer writes, the reader of any file reads.
@Suite struct CSVRoundTripTests {
    /// Text with beginnings of other kinds of files, and control characters.
    static let texts = ["\u{1}a", "\t\u{4}", "<html>", "<?xml", "%PDF-", "é;€\t,", "\"\n", "sep=;", "\u{1A}", "a\u{7F}"]

    @Test(arguments: TextEncoding.allCases, [true, false])
    func `a layout that is given is enough for every text`(encoding: TextEncoding, hasMark: Bool) throws {
        for separator in [UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: ",")] {
            for text in Self.texts where Array(text.utf8).withUnsafeBufferPointer({ encoding.firstMissing(in: $0) }) == nil {
                var writer = try CSVWriter(dialect: CSVDialect.french(separator: separator, encoding: encoding, hasByteOrderMark: hasMark))
                try writer.append([.text(text), .text("b")])
                let file = try SheetFile(bytes: try writer.finish(), csv: .init(separator: separator, encoding: encoding))
                var rows = try file.rows(of: file.sheets[0])
                #expect(try rows.next()?.cells.map(\.value) == [.text(text), .text("b")], "\(text.debugDescription) in \(encoding)")
                #expect(try rows.next() == nil)
            }
        }
    }

    @Test(arguments: CSVSniffingTests.detected, [true, false])
    func `a table is read when nothing is given`(encoding: TextEncoding, hasMark: Bool) throws {
        var writer = try CSVWriter(dialect: CSVDialect.french(encoding: encoding, hasByteOrderMark: hasMark))
        try writer.append([.text("Matricule"), .text("Prénom"), .text("\u{1}")])
        try writer.append([.text("001"), .text("Zoé"), .text("x")])
        let file = try SheetFile(bytes: try writer.finish())
        var rows = try file.rows(of: file.sheets[0])
        #expect(try rows.next()?.cells.map(\.value) == [.text("Matricule"), .text("Prénom"), .text("\u{1}")])
        #expect(try file.csvDialect()?.encoding == encoding)
    }

    @Test(arguments: [("'", ";"), ("\"", "'"), ("'", "\t")], [CSVDialect.Quoting.asNeeded, .all])
    func `the apostrophe of an escape comes back where apostrophes quote or separate`(
        _ layout: (quote: String, separator: String), quoting: CSVDialect.Quoting
    ) throws {
        let dialect = CSVDialect.french(
            separator: try #require(layout.separator.utf8.first), quote: try #require(layout.quote.utf8.first), quoting: quoting)
        for text in ["''", "=1", "'", "'=1", "a'b", "-"] {
            var writer = try CSVWriter(dialect: dialect)
            try writer.append([.text(text), .text("x" + text)])
            var reader = try CSVReader(bytes: writer.finish(), dialect: dialect)
            #expect(try reader.next()?.cells.map(\.value) == [.text(text), .text("x" + text)])
            #expect(try reader.next() == nil)
        }
    }

    @Test func `what is no text, or no CSV, is refused by its name`() throws {
        #expect(throws: SpreadsheetError(.unknownFormat, "")) { _ = try SheetFile(bytes: Array("a;b\u{0}c\n".utf8)) }
        let sylk = ["ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K\"a\"\r\nE\r\n", "ID;PSCALC3\nB;Y1;X1\nE", "ID;P\nO;L\nE\n"]
        for text in sylk { #expect(throws: SpreadsheetError(.sylk, "")) { _ = try SheetFile(bytes: Array(text.utf8)) } }
        for text in ["TABLE\r\n0,1\r\n\"EXCEL\"\r\nVECTORS\r\n0,2\r\n", "TABLE\n0,1\n\"\"\n"] {
            #expect(throws: SpreadsheetError(.dif, "")) { _ = try SheetFile(bytes: Array(text.utf8)) }
        }
        // These only look alike.
        for text in ["ID;Prénom\n1;Léa\n", "ID;P\n", "ID;P\nC;1\nZ;2\n", "TABLE\n0,1\n1,2\n", "TABLE;CHAISE\n0,1;2\n"] {
            #expect(try SheetFile(bytes: Array(text.utf8)).format == .csv, "\(text)")
        }
        #expect(throws: SpreadsheetError(.malformedRecords, "")) { _ = try SheetFile(bytes: [9, 8, 16, 0, 0, 6, 5, 0]) }
    }

    @Test func `a signature is stronger than a layout that is given`() {
        let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        #expect(throws: SpreadsheetError(.malformedCompoundFile, "")) {
            _ = try SheetFile(bytes: compound, csv: .init(encoding: .windows1252))
        }
    }

    @Test func `the widest row and the longest cell are within the limits, and beyond those for strangers`() throws {
        for row in [[CellValue](repeating: .text("x"), count: 16_384), [.text(String(repeating: "€", count: 32_767))]] {
            var writer = try CSVWriter(dialect: .french())
            try writer.append(row)
            let bytes = try writer.finish()
            let file = try SheetFile(bytes: bytes)
            var rows = try file.rows(of: file.sheets[0])
            #expect(try rows.next()?.cells.map(\.value) == row)
            let strict = try SheetFile(bytes: bytes, limits: .strict)
            var strictRows = try strict.rows(of: strict.sheets[0])
            #expect(throws: SpreadsheetError.self) { try strictRows.next() }
        }
    }

    @Test func `a sheet with more links than a stranger may have is read`() throws {
        var writer = WorkbookWriter()
        var sheet = try writer.addSheet(SheetSettings("a"))
        for row in 1...10_001 {
            try sheet.append([.text("x")])
            let cell = try #require(CellReference(row: row, column: 1))
            sheet.features.hyperlinks.append(Hyperlink(CellRange(cell, cell), to: .url("https://example.org/\(row)")))
        }
        let bytes = try writer.finish()
        let file = try SheetFile(bytes: bytes)
        var rows = try file.rows(of: file.sheets[0], options: .hyperlinks)
        #expect(try rows.next()?.cells.first?.hyperlink == "https://example.org/1")
        let strict = try SheetFile(bytes: bytes, limits: .strict)
        #expect(throws: SpreadsheetError(.tooManyRelationships, "")) { _ = try strict.rows(of: strict.sheets[0], options: .hyperlinks) }
    }

    static let formatted: [(code: String, number: Double, text: String)] = [
        ("000", 1, "001"), ("0#\" \"##\" \"##\" \"##\" \"##", 665_915_236, "06 65 91 52 36"), ("000", 1.5, "1,5"), ("000", -1, "-1"),
        ("000.0", 1, "1"), ("#,##0", 1234, "1234"), ("00%", 0, "0"), ("\"+\"00", 7, "'+07"), ("[h]:mm", 1.25, "30:00:00"),
        ("[mm]:ss", 1.0 / 1440, "00:01:00"), ("[h]:mm", -0.5, "-12:00:00"), ("[ss].000", 1.0015 / 86_400, "00:00:01,002"),
        ("d/m/yyyy [h]", 1, "1900-01-01"), ("dd/mm/yyyy", 44_064.25, "2020-08-21 06:00:00"), ("[h]", 1e12, "1000000000000"),
    ]

    @Test(arguments: formatted)
    func `a number is written as what its format says that it is`(code: String, number: Double, text: String) throws {
        var workbook = WorkbookWriter()
        let style = try workbook.style(CellStyle(numberFormat: NumberFormat(code: code)))
        var sheet = try workbook.addSheet(SheetSettings("a"))
        try sheet.append([.number(number)], style: style)
        let file = try SheetFile(bytes: try workbook.finish())
        var rows = try file.rows(of: file.sheets[0])
        var writer = try CSVWriter(dialect: CSVDialect.french(hasByteOrderMark: false))
        #expect(try rows.advance())
        try writer.append(rows.row)
        #expect(String(decoding: try writer.finish(), as: UTF8.self) == text + "\r\n")
    }

    @Test func `the line of a record is that which it begins in`() throws {
        let file = try SheetFile(bytes: Array("a\n\n\"b\nc\"\nd\n".utf8))
        var rows = try file.rows(of: file.sheets[0])
        var lines: [Int?] = []
        while try rows.advance() { lines.append(rows.line) }
        #expect(lines == [1, 3, 5])
    }
}
