import DotationSheets
import Dotations
import Foundation
import Spreadsheet
import TestSupport
import Testing

/// An export that is imported as it is asks for nothing, whatever the names are, in every format and encoding.
@Suite struct RoundTripTests {
    static let seeds = (1...25).map { UInt64($0) }

    static func dotations(_ seed: UInt64) -> [Dotation] {
        var generator = SeededGenerator(seed: seed)
        return generator.dotations(40)
    }

    static func expectNothing(_ bytes: [UInt8], _ dotations: [Dotation], location: SourceLocation = #_sourceLocation) throws {
        let plan = try Sample.plan(bytes, name: "a", dotations: dotations)
        #expect(plan.codes == [:], sourceLocation: location)
        #expect(plan.isEmpty && plan.unchangedCount == dotations.count && plan.rowCount == dotations.count, sourceLocation: location)
    }

    @Test(arguments: seeds, TableFormat.allCases) func anUneditedExportAsksForNothing(_ seed: UInt64, _ format: TableFormat) throws {
        let dotations = Self.dotations(seed)
        for hasResendColumn in [false, true] {
            let export = OrderExport(order: Sample.order(), dotations: dotations, export: "1", hasResendColumn: hasResendColumn)
            #expect(export.dotations.count == 40)
            try Self.expectNothing(export.bytes(as: format), dotations)
        }
    }

    @Test(arguments: seeds) func anotherEncodingOfTheCSVChangesNothing(_ seed: UInt64) throws {
        let dotations = Self.dotations(seed)
        let bytes = try OrderExport(order: Sample.order(), dotations: dotations, export: nil).bytes(as: .csv)
        let text = String(decoding: bytes.dropFirst(3), as: UTF8.self)
        try Self.expectNothing(Array(text.utf8), dotations)
        for (encoding, mark) in [(String.Encoding.utf16LittleEndian, [0xFF, 0xFE]), (.utf16BigEndian, [0xFE, 0xFF] as [UInt8])] {
            try Self.expectNothing(mark + #require(text.data(using: encoding)), dotations)
        }
    }

    /// Where an encoding does not have a letter, spreadsheets write a question mark.
    @Test(arguments: [TextEncoding.windows1252, .macRoman]) func anEncodingOfFewLettersChangesNothing(_ encoding: TextEncoding) throws {
        let names = [
            ("Lefèvre", "Zoé", "Lefèvre", "Zoé"), ("Müller-Ñandú", "Anaïs", "Müller-Ñandú", "Anaïs"),
            ("Œuvrard", "François", "Œuvrard", "François"), ("Łukasz", "Ştefan", "?ukasz", "?tefan"),
            ("О'Нил", "Ødegård", "?'???", "Ødegård"),
        ]
        var csv = try CSVWriter(
            dialect: CSVDialect(separator: UInt8(ascii: ";"), encoding: encoding, hasByteOrderMark: true, notation: .french))
        try csv.append(Sample.titles.map { .text($0) })
        var dotations: [Dotation] = []
        for (index, name) in names.enumerated() {
            dotations.append(
                Sample.dotation(20_000_000 + UInt32(index), "00\(index)", name.0, name.1, "a\(index)@yopmail.com", "061234567\(index)"))
            var cells = Sample.cells(dotations[index])
            (cells[2], cells[3]) = (.text(name.2), .text(name.3))
            try csv.append(cells)
        }
        let bytes = try csv.finish()
        let sheet = try EditedSheet(SheetFile(bytes: bytes, name: "a.csv"))
        #expect(try sheet.planner(for: Sample.order(), dotations: dotations).plan().unchangedCount == names.count)
        #expect(bytes.contains { $0 >= 0x80 } && String(validating: bytes, as: UTF8.self) == nil)
        try Self.expectNothing(bytes, dotations)
    }

    @Test(arguments: seeds) func everyEditIsFoundAndNoneInvented(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed &+ 1000)
        let stored = generator.dotations(60)
        var edited = stored
        var expected: [Dotation.ID: Contact] = [:]
        for index in edited.indices where Int.random(in: 0..<4, using: &generator) == 0 {
            if Bool.random(using: &generator) { edited[index].contact.email = "new.\(index)@example.fr" }
            if Bool.random(using: &generator) { edited[index].contact.mobile = "07" + String(30_000_000 + index * 7) }
            if edited[index].contact != stored[index].contact { expected[edited[index].id] = edited[index].contact }
        }
        edited.shuffle(using: &generator)
        for format in TableFormat.allCases {
            let bytes = try OrderExport(order: Sample.order(), dotations: edited, export: nil).bytes(as: format)
            let plan = try Sample.plan(bytes, dotations: stored)
            #expect(plan.codes == [:])
            #expect(Dictionary(uniqueKeysWithValues: plan.changes.map { ($0.id, $0.new) }) == expected)
            #expect(plan.unchangedCount == 60 - expected.count)
        }
    }

    /// The short way, by bytes, and the long way, by values, have to come to the same.
    @Test(arguments: seeds) func rowsThatAreToldUnchangedByTheirBytesAreSoByTheirValues(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed &+ 2000)
        let stored = generator.dotations(30)
        var rows = [OrderExport.columns.map { CellValue.text($0.title) }] + stored.map(Sample.cells)
        for index in 1..<rows.count where Bool.random(using: &generator) {
            let column = Int.random(in: 0..<8, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: rows[index][column] = .blank
            case 1: rows[index][column] = .text(generator.name())
            case 2: rows[index][column] = rows[Int.random(in: 1..<rows.count, using: &generator)][column]
            default: rows[index][column] = .number(Double(Int.random(in: 0...2000, using: &generator)))
            }
        }
        let plan = try Sample.plan(Sample.workbook(rows), dotations: stored)
        var planner = ImportPlanner(order: Sample.order(), dotations: stored)
        for (index, cells) in rows.enumerated().dropFirst() {
            var row = EditedRow(number: index + 1)
            for (column, cell) in zip(OrderExport.columns, cells) {
                switch cell {
                case .text(let text): row[column] = .text(text)
                case .number(let number): row[column] = .number(number)
                default: row[column] = .blank
                }
            }
            try planner.add(row)
        }
        #expect(plan == planner.plan())
    }
}
