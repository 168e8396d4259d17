import Foundation
import Spreadsheet
import TestSupport
import Testing

/// Values that are read from the bytes of CSV fields.
@Suite struct CSVValueTests {
    private static func field<Value>(_ text: String, _ value: (borrowing CellView) -> Value) throws -> Value {
        var reader = try CSVReader(bytes: Array("x;\"\(text)\"\n".utf8), dialect: CSVDialect.french())
        #expect(try reader.advance())
        return value(reader.row[1])
    }

    @Test(
        arguments: [
            ("0", 0), ("-12", -12), ("+7", 7), ("0665915236", 665_915_236), ("1e+21", 1e21), (" 5 ", 5), ("", nil), ("-", nil),
            ("1 000", nil),
            ("abc", nil), ("nan", nil), ("0x1", nil), ("1e400", nil),
        ] as [(String, Double?)]) func `a number is the same in both notations`(text: String, number: Double?) throws
    {
        for notation in [CSVDialect.Notation.french, .international] {
            #expect(try Self.field(text) { $0.number(in: notation) } == number)
        }
    }

    @Test(
        arguments: [
            ("1000,5", 1000.5, nil), ("1000.5", nil, 1000.5), ("-0,25", -0.25, nil), ("1,5e-07", 1.5e-7, nil), (",5", 0.5, nil),
            ("1,2,3", nil, nil),
            ("1.000,5", nil, nil),
        ] as [(String, Double?, Double?)]) func `decimals are those of the notation`(
            text: String, french: Double?, international: Double?
        ) throws
    {
        #expect(try Self.field(text) { $0.number(in: .french) } == french)
        #expect(try Self.field(text) { $0.number(in: .international) } == international)
    }

    @Test func `truth values are those of the notation`() throws {
        let cases: [(String, Bool?, Bool?)] = [
            ("VRAI", true, nil), ("faux", false, nil), ("TRUE", nil, true), ("False", nil, false), ("", nil, nil), ("1", nil, nil),
            ("VRAIE", nil, nil), ("vra\u{9}", nil, nil),
        ]
        for (text, french, international) in cases {
            #expect(try Self.field(text) { $0.boolean(in: .french) } == french)
            #expect(try Self.field(text) { $0.boolean(in: .international) } == international)
        }
    }

    @Test(arguments: 0..<4) func `what was written is read again`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for notation in [CSVDialect.Notation.french, .international] {
            let numbers = (0..<3000).map { _ in
                let number = Double(bitPattern: random.next())
                return number.isFinite ? number : Double(random.number(0...999_999)) / 100
            }
            let dialect = CSVDialect.french(notation: notation)
            var writer = try CSVWriter(dialect: dialect)
            for number in numbers { try writer.append([.number(number), .boolean(number > 0)]) }
            var reader = try CSVReader(bytes: writer.finish())
            for number in numbers {
                #expect(try reader.advance())
                #expect(reader.row[0].number(in: notation) == number)
                #expect(reader.row[1].boolean(in: notation) == (number > 0))
            }
        }
    }

    @Test func `a cell of a workbook has its own number and truth value`() throws {
        var workbook = WorkbookWriter()
        var sheet = try workbook.addSheet(SheetSettings("Feuil1"))
        try sheet.append([.number(1.5), .boolean(true), .text("2,5"), .blank])
        let file = try SheetFile(bytes: workbook.finish())
        var reader = try file.rows(of: file.sheets[0])
        #expect(try reader.advance())
        #expect(reader.row[0].number(in: .french) == 1.5 && reader.row[0].boolean(in: .french) == nil)
        #expect(reader.row[1].boolean(in: .french) == true && reader.row[1].number(in: .french) == nil)
        #expect(reader.row[2].number(in: .french) == 2.5)
    }
}
